"""Making calendar invites: who is told what is new to them, written down because it cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.errors import Refused
from models.exchange.ical_event import Party
from models.exchange.invite_text import InterviewFacts
from models.exchange.invites import (
    Invite,
    Invites,
    invites_for,
    is_told,
    mailbox_of,
    organizer_of,
    parting_invite,
    subject_for,
)
from models.operations.unit import Done, Unit, digest
from models.queries import reading
from models.queries.invite_facts import facts_of
from models.queries.merged import merged_into
from models.queries.situation import campaign_at, whole_situation
from models.rules.facts import Campaign, Interview
from models.rules.naming import students_label
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
    organizer: str


class Outgoing(NamedTuple):
    """An invite to be written, and the interview it is about. `stands`: it lies ahead, whoever takes part by now."""

    interview: str
    invite: Invite
    label: str
    subject: str
    stands: bool = True


class Plan(NamedTuple):
    """Everything to be written, and one sentence for each recipient who cannot be written to.

    `changed`: each is news to whom it is for, so that what somebody else made meanwhile is not made twice.
    """

    outgoing: tuple[Outgoing, ...]
    problems: tuple[str, ...]
    changed: bool = False


Choose = Callable[[Interview], bool]


def plan_invites(
    db: SqliteDatabase, campaign: Campaign, choose: Choose, *, stamp: datetime, changed: bool
) -> Plan:
    """The invites of the chosen interviews: REQUESTs for what lies ahead, CANCELs for what people were invited to
    and is off. With `changed` only what differs from each recipient's last one. `stamp` is the real clock's now.
    """
    situation = whole_situation(db, campaign)
    every = reading.interviews(db, rows.Interview.campaign == campaign.id)
    employers = reading.employers(db)
    told = last_told(db)
    outgoing: list[Outgoing] = []
    problems: list[str] = []
    for interview in every.values():
        if choose(interview):
            facts = facts_of(interview, situation, employers)
            made = _of_interview(facts, told.get(interview.id, {}), stamp, changed)
            label = students_label(interview, situation)
            outgoing += [
                Outgoing(interview.id, invite, label, subject_for(invite, facts), is_told(interview))
                for invite in made.made
            ]
            problems += [f"{label}: {problem}" for problem in made.problems]
    return Plan(_with_own_names(outgoing), tuple(problems), changed)


def last_told(db: SqliteDatabase) -> dict[str, dict[str, Told]]:
    """By interview and mailbox, the last invite it was given: a mailbox is a calendar, whoever reads it.

    Whoever was merged into somebody else since is that one, and is not told again.
    """
    became = {
        (kind, old): ident
        for kind, of in (("interviewee", "contacts"), ("student", "students"))
        for old, ident in merged_into(db, of).items()
    }
    v = rows.Invite
    query = v.select(
        v.interview, v.recipient, v.recipient_id, v.name, v.mail, v.method, v.sequence, v.start_at, v.end_at,
        v.digest, v.made_at, v.organizer,
    ).order_by(v.made_at, v.sequence, v.id)  # fmt: skip
    found: dict[str, dict[str, Told]] = {}
    for interview, *row in reading.fetch(db, query):
        ident = became.get((row[0], row[1]), row[1])
        one = Told._make((row[0], ident, *row[2:]))
        found.setdefault(interview, {})[mailbox_of(one.mail)] = one
    return found


def _of_interview(facts: InterviewFacts, told: Mapping[str, Told], stamp: datetime, changed: bool) -> Invites:
    # A calendar keeps the newest stamp, and two exports may fall into one second.
    stamp = max([stamp, *(one.made_at + _SECOND for one in told.values())])
    organizer = _organizer(facts, told)
    made = Invites((), ())
    if is_told(facts.interview):
        made = invites_for(facts, stamp=stamp, organizer=organizer)
    present = {invite.mailbox for invite in made.made}
    gone = [one for key, one in told.items() if key not in present and one.method == "REQUEST"]
    # Whoever is absent or done keeps the entry: the call was where the calendar says.
    kept = not is_told(facts.interview) and facts.interview.state not in _OFF
    cancels = [] if kept else [_cancel(one, facts, stamp, organizer) for one in gone]
    wanted = [
        _counted(invite, told.get(invite.mailbox))
        for invite in made.made
        if not changed or _is_new(invite, told.get(invite.mailbox))
    ]
    return Invites((*_above(wanted, cancels), *cancels), made.problems)


def _above(wanted: Iterable[Invite], cancels: Iterable[Invite]) -> Iterable[Invite]:
    """Whoever has another address by now may read both in one calendar: the invite must outdo the cancellation."""
    least = {(one.kind, one.id): one.event.sequence + 1 for one in cancels}
    for one in wanted:
        sequence = max(one.event.sequence, least.get((one.kind, one.id), 0))
        yield one._replace(event=one.event._replace(sequence=sequence))


def _organizer(facts: InterviewFacts, told: Mapping[str, Told]) -> Party:
    """Whoever the first invite named: an entry's organizer never changes, though the campaign's mailbox may."""
    named = [one for one in told.values() if one.organizer]
    usual = organizer_of(facts)
    return usual._replace(mail=min(named, key=_made_at).organizer) if named else usual


def _made_at(one: Told) -> datetime:
    return one.made_at


def _is_new(invite: Invite, before: Told | None) -> bool:
    return before is None or before.method != invite.method or before.digest != content_digest(invite)


def _counted(invite: Invite, before: Told | None) -> Invite:
    """With a higher count than what it takes the place of: a new number in the text is a new place to calendars,
    and after a cancellation a calendar would leave the entry cancelled.
    """
    if before is None:
        return invite
    sequence = max(invite.event.sequence, before.sequence + _is_new(invite, before))
    return invite._replace(event=invite.event._replace(sequence=sequence))


def _cancel(before: Told, facts: InterviewFacts, stamp: datetime, organizer: Party) -> Invite:
    """Takes the entry out of the calendar of somebody who was invited, at the time they were told."""
    shown = facts.interview._replace(
        start=before.start,
        end=before.end,
        sequence=max(facts.interview.sequence, before.sequence + 1),
        state="cancelled",
    )
    facts = facts._replace(interview=shown)
    made = invites_for(facts, stamp=stamp, organizer=organizer, kinds=(before.kind,), cancelled=True).made
    for own in made:
        if own.id == before.id and own.mailbox == mailbox_of(before.mail):
            return own.to(before.name, before.mail)
    party = Party(before.mail, before.name)
    return parting_invite(before.kind, before.id, party, facts, stamp=stamp, organizer=organizer)


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
    time, an address, a family's consent), so that nothing counts as told that is old already; and when somebody
    else has made what was news.
    """
    i = rows.Interview
    sequences = dict(reading.fetch(unit.db, i.select(i.id, i.sequence)))
    for one in plan.outgoing:
        if sequences.get(one.interview, -1) > one.invite.event.sequence:
            raise _changed_meanwhile()
    _require_same_words(unit, plan)
    for ident, one in zip(unit.fresh_ids("v", len(plan.outgoing)), plan.outgoing, strict=True):
        _record(unit, ident, one)
        if one.invite.event.sequence > sequences.get(one.interview, -1):
            # The number that a cancellation carried is used up for whatever the entry becomes later.
            sequences[one.interview] = one.invite.event.sequence
            unit.update(rows.Interview, one.interview, sequence=one.invite.event.sequence)
    count = len(plan.outgoing)
    sentence = f"Made {count} calendar invite{'s' if count != 1 else ''}"
    return Done(unit.say("invite", f"{sentence} for {_told_for(unit, plan)}."), f"{sentence}.")


def _told_for(unit: Unit, plan: Plan) -> str:
    """Which interviews they are of; a single one with its revision."""
    about = list(dict.fromkeys(one.interview for one in plan.outgoing))
    if len(about) != 1:
        return f"{len(about)} interviews"
    i = rows.Interview
    revisions = reading.fetch(unit.db, i.select(i.revision).where(i.id == about[0]))
    revision = f" (revision {revisions[0][0]})" if revisions else ""
    return f"{plan.outgoing[0].label}{revision}"


def _changed_meanwhile() -> Refused:
    return Refused("Something was changed while the invites were made.", "Make them again.")


def _require_same_words(unit: Unit, plan: Plan) -> None:
    """Raises Refused when a recipient would read something else if the invites were made now."""
    about = {one.interview for one in plan.outgoing}
    stamp = max(one.invite.event.stamp for one in plan.outgoing)
    campaign = campaign_at(unit.db, unit.now)
    now = plan_invites(unit.db, campaign, lambda each: each.id in about, stamp=stamp, changed=plan.changed)
    as_of_now = {_key(one): content_digest(one.invite) for one in now.outgoing}
    if any(as_of_now.get(_key(one)) != content_digest(one.invite) for one in plan.outgoing):
        raise _changed_meanwhile()


def _key(one: Outgoing) -> tuple[str, str, str, str, str]:
    return one.interview, one.invite.kind, one.invite.id, one.invite.mailbox, one.invite.method


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
        organizer=event.organizer.mail,
    )
