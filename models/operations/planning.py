"""From a plan that was found to the proposal that people review."""

from __future__ import annotations

from datetime import datetime

from models.operations.rooms import label_for
from models.planning.planner import Plan
from models.planning.problem import Problem, Slot
from models.queries.planning import Planning
from models.rules.clusters import cluster_name
from models.rules.conflicts import missed_by
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.hours import standby_for
from models.rules.interview import usual_place
from models.rules.matching import choice_text
from models.rules.naming import day_text, room_label, student_label
from models.rules.offers import cost_text, wish_of
from models.rules.situation import Situation
from models.rules.span import local_instant


def propose_plan(planning: Planning, plan: Plan) -> Proposal:
    """A row "add" for each interview of the plan, by day and time, and a row "refuse" for each student who lacks some."""
    situation, problem = planning.situation, planning.problem
    added = [_row(slot, problem, situation) for slot in plan.slots]
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
    return Proposal("plan", title, tuple(added + lacking), _goals(problem, plan))


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


def _row(slot: Slot, problem: Problem, situation: Situation) -> ProposalRow:
    interview = interview_of_slot(slot, problem, situation)
    adult = standby_for(interview, situation)
    student, contact = interview.students[0], interview.contact or ""
    why = [_choice(slot, problem), cost_text(missed_by(interview, situation), situation)]
    why += [room_label(interview.room, situation)] if interview.room else []
    why += [f"{adult.name} stands by"] if adult else []
    after: dict[str, object] = {
        "student": student,
        "contact": contact,
        "start": _iso(interview.start, situation),
        "end": _iso(interview.end, situation),
        "minutes": interview.minutes,
        "format": interview.format,
        "place": interview.place,
        "room": interview.room,
        "standby": adult.id if adult else None,
    }
    label = label_for(interview, situation)
    return ProposalRow("add", "interview", f"{student}:{contact}", label, "; ".join(why), None, None, after)


def _choice(slot: Slot, problem: Problem) -> str:
    host = problem.hosts[slot.host]
    ranked = [
        (rank, cluster) for cluster, rank in problem.pupils[slot.pupil].ranked if cluster in host.clusters
    ]
    rank, cluster = min(ranked)
    return f"{choice_text(rank)}: {cluster_name(cluster)}"


def _iso(moment: datetime | None, situation: Situation) -> str:
    return moment.astimezone(situation.zone).isoformat(timespec="seconds") if moment else ""


def _goals(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """Each goal's result in words, in the order of the goals."""
    score = plan.score
    waiting = sum(pupil.owes > 0 and not pupil.begun for pupil in problem.pupils)
    ranks = ", ".join(f"{count} {choice_text(rank)}" for rank, count in enumerate(score.ranks, 1))
    best = "No plan can place more." if score.placed == plan.bound.placed else ""
    told = [
        f"First interviews: {score.firsts} of {waiting}.",
        f"Interviews: {score.placed} of {problem.wanted}. {best}".strip(),
        f"By rank of interest: {ranks}.",
        f"Classes missed: {score.classes_missed}, {score.minutes_missed} minutes of them.",
        f"Days on which contacts have calls: {score.contact_days}.",
    ]
    if plan.help is not None:
        day, noon = day_text(problem.days[plan.help.day].day), plan.help.start >= 12 * 60
        when = f"{day} in the {'afternoon' if noon else 'morning'}"
        told.append(f"One more quiet room on {when} would place {plan.help.more} more.")
    if problem.watches is None:
        told.append("Nobody has duty hours: calls were planned without looking for adults on standby.")
    return tuple(told)
