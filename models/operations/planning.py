"""From a plan that was found to the proposal that people review: each interview, each goal and each reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from models.operations.rooms import label_for
from models.planning.helps import Help
from models.planning.planner import Plan, Progress
from models.planning.problem import Problem, Slot
from models.planning.why_not import WORDS, Reason
from models.queries.planning import Planning
from models.rules.clusters import cluster_name
from models.rules.conflicts import missed_by
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.hours import standby_for
from models.rules.interview import usual_place
from models.rules.matching import choice_text
from models.rules.naming import contact_label, day_text, room_label, student_label
from models.rules.offers import cost_text, wish_of
from models.rules.situation import Situation
from models.rules.span import local_instant

_HELPS = 3
"""Changes that would help most, of which a proposal tells."""


class Meeting(NamedTuple):
    """One interview that a plan would book, in words; `start` and `end` are wall minutes of its day.

    `choice` is of which rank the contact is, `cost` what the student misses; `room` and `adult` may be "".
    """

    slot: Slot
    interview: Interview
    who: str
    contact: str
    day: date
    start: int
    end: int
    room: str
    adult: str
    choice: str
    cost: str

    @property
    def key(self) -> str:
        """What names it in every plan: who with whom."""
        return f"{self.interview.students[0]}:{self.interview.contact}"


class Goal(NamedTuple):
    """What a plan came to in one of its goals, in words."""

    name: str
    result: str


def propose_plan(planning: Planning, plan: Plan) -> Proposal:
    """A row "add" for each interview of the plan, by day and time, and a row "refuse" for each student who lacks some."""
    situation, problem = planning.situation, planning.problem
    added = [row_of(one, situation) for one in meetings_of(planning, plan)]
    lacking = [
        ProposalRow(
            "refuse",
            "student",
            one.pupil,
            student_label(one.pupil, situation),
            one.text,
            None,
            None,
            {"lacks": one.lacks, "code": one.code},
        )
        for one in plan.reasons
    ]
    title = f"A plan for {situation.campaign.name}: {plan.score.placed} of {problem.wanted} interviews"
    told = [f"{goal.name}: {goal.result}" for goal in goals_of(problem, plan)]
    return Proposal("plan", title, tuple(added + lacking), (*told, *remarks_of(problem, plan, situation)))


def meetings_of(planning: Planning, plan: Plan) -> tuple[Meeting, ...]:
    """The interviews of the plan in its order, which is that of the rows "add" of its proposal."""
    return tuple(meeting_of(slot, planning.problem, planning.situation) for slot in plan.slots)


def meeting_of(slot: Slot, problem: Problem, situation: Situation) -> Meeting:
    """One interview of a plan, in words."""
    interview = interview_of_slot(slot, problem, situation)
    adult = standby_for(interview, situation)
    return Meeting(
        slot,
        interview,
        student_label(interview.students[0], situation),
        contact_label(interview.contact, situation),
        problem.days[slot.day].day,
        slot.start,
        slot.start + interview.minutes,
        room_label(interview.room, situation) if interview.room else "",
        adult.name if adult else "",
        _choice(slot, problem),
        cost_text(missed_by(interview, situation), situation),
    )


def interview_of_slot(slot: Slot, problem: Problem, situation: Situation) -> Interview:
    """The interview as the rules judge it; it has no id yet."""
    pupil, host = problem.pupils[slot.pupil], problem.hosts[slot.host]
    return wish_of(
        situation.campaign.id,
        (pupil.id,),
        host.id,
        format_=slot.format,
        place=usual_place(slot.format),
        minutes=host.minutes,
        start=local_instant(problem.days[slot.day].day, slot.start, situation.zone),
        room=None if slot.room is None else problem.rooms[slot.room].id,
    )


def kept_in(planning: Planning, meetings: Iterable[Meeting]) -> tuple[Slot, ...]:
    """Interviews of an earlier plan as slots of this problem; those whose people, room or day are gone are left out."""
    problem = planning.problem
    pupils = {one.id: place for place, one in enumerate(problem.pupils)}
    hosts = {one.id: place for place, one in enumerate(problem.hosts)}
    rooms = {one.id: place for place, one in enumerate(problem.rooms)}
    days = {one.day: place for place, one in enumerate(problem.days)}
    found = []
    for one in meetings:
        interview = one.interview
        pupil, host = pupils.get(interview.students[0]), hosts.get(interview.contact or "")
        day, room = days.get(one.day), rooms.get(interview.room or "")
        if pupil is None or host is None or day is None or (interview.room and room is None):
            continue
        found.append(Slot(pupil, host, day, one.start, interview.format, room))
    return tuple(found)


def row_of(meeting: Meeting, situation: Situation) -> ProposalRow:
    """The row "add" that books the meeting."""
    interview = meeting.interview
    adult = standby_for(interview, situation)
    why = [meeting.choice, meeting.cost, meeting.room, f"{meeting.adult} stands by" if meeting.adult else ""]
    after: dict[str, object] = {
        "student": interview.students[0],
        "contact": interview.contact or "",
        "start": _iso(interview.start, situation),
        "end": _iso(interview.end, situation),
        "minutes": interview.minutes,
        "format": interview.format,
        "place": interview.place,
        "room": interview.room,
        "standby": adult.id if adult else None,
    }
    label = label_for(interview, situation)
    reason = "; ".join(filter(None, why))
    return ProposalRow("add", "interview", meeting.key, label, reason, None, None, after)


def _choice(slot: Slot, problem: Problem) -> str:
    host = problem.hosts[slot.host]
    ranked = [
        (rank, cluster) for cluster, rank in problem.pupils[slot.pupil].ranked if cluster in host.clusters
    ]
    rank, cluster = min(ranked)
    return f"{choice_text(rank)}: {cluster_name(cluster)}"


def _iso(moment: datetime | None, situation: Situation) -> str:
    return moment.astimezone(situation.zone).isoformat(timespec="seconds") if moment else ""


def goals_of(problem: Problem, plan: Plan) -> tuple[Goal, ...]:
    """Each goal's result in words, in the order of the goals."""
    score, ideal = plan.score, plan.ideal
    ranks = ", ".join(f"{count} {choice_text(rank)}" for rank, count in enumerate(score.ranks, 1))
    most = None if plan.bound.sum is None else plan.bound.placed
    firsts = _most_text(score.firsts, ideal and ideal.firsts, "have one")
    choices = _most_text(score.ranks[0], ideal and ideal.first_choices, "be first choices")
    return (
        Goal("First interviews", f"{score.firsts} of {_waiting(problem)}. {firsts}".strip()),
        Goal(
            "Interviews", f"{score.placed} of {problem.wanted}. {distance_text(score.placed, most)}".strip()
        ),
        Goal("By rank of interest", f"{ranks}. {choices}".strip()),
        Goal("Classes missed", f"{score.classes_missed}, {score.minutes_missed} minutes of them."),
        Goal("Contacts asked", f"{_contacts_asked(problem, plan)}."),
        Goal("Contacts' days", f"{score.contact_days} days on which a contact has calls."),
    )


def _most_text(found: int, most: int | None, what: str) -> str:
    """How many more of something any plan could reach, were nothing else to matter; "" where nobody knows."""
    if most is None:
        return ""
    return f"At most {most - found} more could {what}." if most > found else f"No more could {what}."


def gap_text(plan: Plan) -> str:
    """How far the plan is from the best possible with all goals taken together; "" where no bound is known."""
    score, bound = plan.score.sum, plan.bound.sum
    if bound is None:
        return ""
    points = f"{score:,} points, and no plan has more than {bound:,}"
    if score >= bound:
        return f"{points}: this is the best possible." if plan.bound.proven else f"{points}."
    part = 100 * (bound - score) / max(1, abs(bound))
    return f"{points}: at most {_percent(part)} from the best possible."


def _percent(part: float) -> str:
    return "0.01 %" if part < 0.01 else f"{part:.2f} %" if part < 1 else f"{part:.1f} %"


def _waiting(problem: Problem) -> int:
    """How many students wait for their first interview."""
    return sum(pupil.owes > 0 and not pupil.begun for pupil in problem.pupils)


def distance_text(placed: int, most: int | None) -> str:
    """How far a plan with so many interviews is from the most that are possible; "" where no bound is known."""
    if most is None:
        return ""
    more = most - placed
    return f"At most {more} more could be placed." if more > 0 else "No plan can place more."


def progress_text(problem: Problem, newest: Progress) -> str:
    """The best plan so far on one line."""
    missed = f"{newest.missed} {'class' if newest.missed == 1 else 'classes'} missed"
    placed = f"{newest.placed} of {problem.wanted} interviews"
    return f"{placed}, {newest.firsts} of {_waiting(problem)} first ones, {missed}."


def _contacts_asked(problem: Problem, plan: Plan) -> str:
    used = Counter(slot.host for slot in plan.slots)
    most = max(used.values(), default=0)
    return f"{len(used)} of {len(problem.hosts)}, nobody for more than {most}" if most else "none"


def remarks_of(problem: Problem, plan: Plan, situation: Situation) -> tuple[str, ...]:
    """What would help, and what a person should know about how it was planned."""
    told = []
    told += [_help_text(one, problem, situation) for one in plan.helps[:_HELPS]]
    if problem.watches is None:
        told.append("Nobody has duty hours: calls were planned without looking for adults on standby.")
    return tuple(told)


def _help_text(one: Help, problem: Problem, situation: Situation) -> str:
    who = contact_label(problem.hosts[one.host].id, situation) if one.host is not None else ""
    if one.kind == "call":
        return f"One more call with {who} would place {one.more} more."
    if one.kind == "phone":
        return f"{who} taking calls by phone would place {one.more} more."
    what = "quiet room" if one.kind == "room" else "adult on duty"
    when = (
        f"{day_text(problem.days[one.day].day)} in the {'afternoon' if one.start >= 12 * 60 else 'morning'}"
    )
    return f"One more {what} on {when} would place {one.more} more."


STOPPED = {stage: words[0] for stage, words in WORDS.items()}
"""What stopped a student's way to a contact, by the stage at which it ended."""


def stopped_texts(planning: Planning, reason: Reason) -> list[tuple[str, str]]:
    """Contact by contact, by name, why it is none of them."""
    named = [
        (contact_label(contact, planning.situation), STOPPED[stage]) for contact, stage in reason.stopped
    ]
    return sorted(named)
