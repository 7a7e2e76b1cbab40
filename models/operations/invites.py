"""Making calendar invites: who is told what is new to them, written down because it cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.errors import Refused
from models.exchange.ical_event import Party
from models.exchange.invite_text import InterviewFacts
from models.exchange.invites import (
    Invite,
    Invites,
    event_for,
    invites_for,
    is_told,
    subject_for,
    teachers_for,
)
from models.exchange.safe_files import safe_file_name
from models.operations.unit import Done, Unit, digest
from models.queries import reading
from models.queries.merged import merged_into
from models.queries.situation import campaign_at, whole_situation
from models.rules.facts import Campaign, Interview
from models.rules.naming import students_label
from models.rules.situation import Situation
from models.tables import rows

_SECOND = timedelta(seconds=1)
_OFF = ("cancelled", "declined", "requested")


class Told(NamedTuple):
    """The last invite that a recipient of an interview was given."""

    kind: str
    id: str
    name: str
    mail: str
    method: str
    sequence: int
    start: datetime
    end: datetime
    digest: str
    made_at: datetime


class Outgoing(NamedTuple):
    """An invite to be written, and the interview it is about."""

    interview: str
    invite: Invite
    label: str
    subject: str


class Plan(NamedTuple):
    """Everything to be written, and one sentence for each recipient who cannot be written to."""

    outgoing: tuple[Outgoing, ...]
    problems: tuple[str, ...]


Choose = Callable[[Interview], bool]


def plan_invites(
    db: SqliteDatabase, campaign: Campaign, choose: Choose, *, stamp: datetime, changed: bool
) -> Plan:
    """The invites of the chosen interviews: REQUESTs for what lies ahead, CANCELs for what people were invited to
    and is off. With `changed` only what differs from each recipient's last one. `stamp` is the real clock's now.
    """
    situation = whole_situation(db, campaign)
    every = reading.interviews(db, rows.Interview.campaign == campaign.id)
    told = last_told(db)
    outgoing: list[Outgoing] = []
    problems: list[str] = []
    for interview in every.values():
        if choose(interview):
            made = _of_interview(interview, situation, told.get(interview.id, {}), stamp, changed)
            label = students_label(interview, situation)
            facts = facts_of(interview, situation)
            outgoing += [
                Outgoing(interview.id, invite, label, subject_for(invite, facts)) for invite in made.made
            ]
            problems += [f"{label}: {problem}" for problem in made.problems]
    return Plan(_with_own_names(outgoing), tuple(problems))


def last_told(db: SqliteDatabase) -> dict[str, dict[tuple[str, str], Told]]:
    """By interview and recipient (kind, id), the last invite each was given; whoever was merged into somebody else
    since is that one, and is not told again.
    """
    became = {
        (kind, old): ident
        for kind, of in (("interviewee", "contacts"), ("student", "students"))
        for old, ident in merged_into(db, of).items()
    }
    v = rows.Invite
    query = v.select(
        v.interview, v.recipient, v.recipient_id, v.name, v.mail, v.method, v.sequence, v.start_at, v.end_at,
        v.digest, v.made_at,
    ).order_by(v.made_at, v.sequence, v.id)  # fmt: skip
    found: dict[str, dict[tuple[str, str], Told]] = {}
    for interview, *row in reading.fetch(db, query):
        ident = became.get((row[0], row[1]), row[1])
        found.setdefault(interview, {})[row[0], ident] = Told._make((row[0], ident, *row[2:]))
    return found


def _of_interview(
    interview: Interview,
    situation: Situation,
    told: dict[tuple[str, str], Told],
    stamp: datetime,
    changed: bool,
) -> Invites:
    # A calendar keeps the newest stamp, and two exports may fall into one second.
    stamp = max([stamp, *(one.made_at + _SECOND for one in told.values())])
    facts = facts_of(interview, situation)
    made = Invites((), ())
    if is_told(interview):
        made = invites_for(facts, stamp=stamp)
    present = {(invite.kind, invite.id) for invite in made.made}
    gone = [one for key, one in told.items() if key not in present and one.method == "REQUEST"]
    # Whoever is absent or done keeps the entry: the call was where the calendar says.
    kept = not is_told(interview) and interview.state not in _OFF
    cancels = [] if kept else [_cancel(one, facts, stamp) for one in gone]
    wanted = [invite for invite in made.made if not changed or _is_new(invite, told)]
    return Invites((*wanted, *cancels), made.problems)


def _is_new(invite: Invite, told: dict[tuple[str, str], Told]) -> bool:
    before = told.get((invite.kind, invite.id))
    return before is None or before.method != invite.method or before.digest != content_digest(invite)


def _cancel(before: Told, facts: InterviewFacts, stamp: datetime) -> Invite:
    """Takes the entry out of the calendar of somebody who was invited, at the time they were told."""
    shown = facts.interview._replace(
        start=before.start,
        end=before.end,
        sequence=max(facts.interview.sequence, before.sequence + 1),
        state="cancelled",
    )
    kind = before.kind
    made = invites_for(facts._replace(interview=shown), stamp=stamp, kinds=(kind,), cancelled=True).made
    own = next((invite for invite in made if invite.id == before.id), None) or _for_stranger(
        before, facts._replace(interview=shown), stamp
    )
    party = Party(before.mail, before.name)
    return own._replace(name=before.name, mail=before.mail, event=own.event._replace(attendees=(party,)))


def _for_stranger(before: Told, facts: InterviewFacts, stamp: datetime) -> Invite:
    event = event_for(before.kind, facts, stamp=stamp, cancelled=True)
    local = event.start.astimezone(facts.zone)
    stem = f"{local:%Y-%m-%d-%H%M}-cancel-{before.kind}-{before.name[:60]}-{facts.interview.id}"
    name = safe_file_name(stem, ".ics")
    letter = f"Dear {before.name},\n\n{event.description}"
    return Invite(before.kind, before.id, before.name, before.mail, event, letter, name)


def facts_of(interview: Interview, situation: Situation) -> InterviewFacts:
    """What the calendar files are made of."""
    students = tuple(situation.students[one] for one in interview.students if one in situation.students)
    absences = situation.absences.get(interview.id, ())
    return InterviewFacts(
        interview=interview,
        campaign=situation.campaign,
        students=students,
        contact=situation.contacts.get(interview.contact or ""),
        room=situation.rooms.get(interview.room or ""),
        teachers=teachers_for(students, situation.classes, situation.staff, absences),
    )


def content_digest(invite: Invite) -> str:
    """What the recipient reads, whatever the stamp and the count: nobody is written to for another's news."""
    event = invite.event
    shown: list[Any] = [event.summary, event.description, event.location, event.url]
    return digest([*shown, event.start.isoformat(), event.end.isoformat(), invite.mail, invite.method])


def _with_own_names(outgoing: Iterable[Outgoing]) -> tuple[Outgoing, ...]:
    """File names that are unlike each other also for file systems that fold case."""
    taken: set[str] = set()
    named = []
    for one in outgoing:
        stem, name, number = one.invite.file_name.removesuffix(".ics"), one.invite.file_name, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}.ics", number + 1
        taken.add(name.casefold())
        named.append(one._replace(invite=one.invite._replace(file_name=name)))
    return tuple(named)


def record_invites(unit: Unit, plan: Plan) -> Done:
    """Write down what was made. Raises Refused when anything a recipient reads has changed since the plan (a
    time, an address, a family's consent), so that nothing counts as told that is old already.
    """
    sequences = dict(
        reading.fetch(unit.db, rows.Interview.select(rows.Interview.id, rows.Interview.sequence))
    )
    for one in plan.outgoing:
        event = one.invite.event
        known = sequences.get(one.interview, -1)
        if known > event.sequence or (one.invite.method == "REQUEST" and known != event.sequence):
            raise _changed_meanwhile()
    _require_same_words(unit, plan)
    for ident, one in zip(unit.fresh_ids("v", len(plan.outgoing)), plan.outgoing, strict=True):
        _record(unit, ident, one)
        if one.invite.method == "CANCEL":
            # The number that a cancellation carried is used up for whatever the entry becomes later.
            unit.update(rows.Interview, one.interview, sequence=one.invite.event.sequence)
    count = len(plan.outgoing)
    sentence = f"Made {count} calendar invite{'s' if count != 1 else ''}."
    return Done(unit.say("invite", sentence), sentence)


def _changed_meanwhile() -> Refused:
    return Refused("Something was changed while the invites were made.", "Make them again.")


def _require_same_words(unit: Unit, plan: Plan) -> None:
    """Raises Refused when a recipient would read something else if the invites were made now."""
    about = {one.interview for one in plan.outgoing}
    stamp = max(one.invite.event.stamp for one in plan.outgoing)
    campaign = campaign_at(unit.db, unit.now)
    now = plan_invites(unit.db, campaign, lambda each: each.id in about, stamp=stamp, changed=False)
    as_of_now = {_key(one): content_digest(one.invite) for one in now.outgoing}
    if any(as_of_now.get(_key(one)) != content_digest(one.invite) for one in plan.outgoing):
        raise _changed_meanwhile()


def _key(one: Outgoing) -> tuple[str, str, str, str]:
    return one.interview, one.invite.kind, one.invite.id, one.invite.method


def _record(unit: Unit, ident: str, one: Outgoing) -> None:
    invite, event = one.invite, one.invite.event
    unit.insert(
        rows.Invite,
        ident,
        interview=one.interview,
        recipient=invite.kind,
        recipient_id=invite.id,
        name=invite.name,
        mail=invite.mail,
        method=invite.method,
        sequence=event.sequence,
        start_at=event.start,
        end_at=event.end,
        digest=content_digest(invite),
        made_at=event.stamp,
        actor=unit.actor,
    )
