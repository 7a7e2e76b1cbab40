"""What publishing to the school's calendars would do: a proposal, from a look at what stands there.

Nothing here is done by itself, and no transaction is open while the network is waited for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from models.errors import BadInput, Refused
from models.exchange.caldav import Calendar, look, open_calendar
from models.exchange.ical_stored import calendar_object
from models.exchange.shared_event import shared_event
from models.exchange.web import PATIENCE_SECONDS, Secret, Web, checked_address, is_loopback, same_server
from models.queries.invite_facts import facts_of
from models.queries.publishing import PublishingFacts
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.interview import STANDING
from models.rules.naming import clock_text, day_text, listing, students_label
from models.rules.publishing import Asked, Publishing, Stands, Step, Target, Wanted, steps
from models.rules.situation import Situation
from models.rules.text import clean

Watch = Callable[[int, int], None]

DOING = frozenset({"add", "change", "remove"})
_ABSENT = frozenset({"student_absent", "interviewee_absent"})
_SAYS = {
    "names": "Entries name the students and whom they talk to.",
    "initials": "Entries show initials and the room, no names.",
    "busy": "Entries show only that there is an interview, and the room.",
}


class Plan(NamedTuple):
    """What would be done: row by row of the proposal, on which calendar and what."""

    proposal: Proposal
    places: tuple[tuple[Calendar, Step], ...]

    @property
    def doing(self) -> frozenset[int]:
        """The places of the rows that do something."""
        return frozenset(n for n, (_, step) in enumerate(self.places) if step.action in DOING)


def require_settled(settings: Publishing, *, rehearsal: bool = False) -> str:
    """The server's address, checked. Raises BadInput for settings that cannot work, and Refused in a rehearsal.

    One server only, since there is one name and one password. A rehearsal may use a server on this computer.
    """
    targets = settings.targets
    if not targets:
        raise BadInput("No calendar is settled to publish to.", "F9 in the app sets one up.")
    addresses = [checked_address(target.address) for target in targets]
    for address in addresses:
        if not same_server(address, addresses[0]):
            raise BadInput(
                "The calendars are on several servers.", "One name and password is for one server alone."
            )
    twice = [one for one, count in Counter(each.rstrip("/") for each in addresses).items() if count > 1]
    if twice:
        raise BadInput(f"{clean(twice[0])} is settled twice.", "Each calendar is for one purpose.")
    if rehearsal and not is_loopback(urlsplit(addresses[0]).hostname or ""):
        raise Refused("This is a rehearsal: nothing is published from it.", "Leave it to publish.")
    return addresses[0]


def connect(
    settings: Publishing, password: Secret, *, rehearsal: bool = False, patience: float = PATIENCE_SECONDS
) -> Web:
    """The server, ready to be asked; nothing is sent yet. Raises as `require_settled`."""
    return Web(require_settled(settings, rehearsal=rehearsal), settings.user, password, patience=patience)


def plan_publishing(
    facts: PublishingFacts,
    settings: Publishing,
    web: Web,
    now: datetime,
    asked: Asked | None = None,
    watch: Watch = lambda done, of: None,
) -> Plan:
    """Compare what should stand on the calendars with what does. Reads there and changes nothing.

    Raises BadInput for rooms, classes or interviews that nobody has, ServerTrouble, and what `watch` raises.
    """
    asked = asked or Asked()
    _require_known(settings, facts, asked)
    places: list[tuple[Calendar, Step]] = []
    opened: list[Calendar] = []
    for target in settings.targets:
        calendar = open_calendar(web, checked_address(target.address))
        if calendar.url in {one.url for one in opened}:
            raise BadInput(
                f"Two addresses lead to the calendar {calendar.name}.", "Each calendar is for one purpose."
            )
        opened.append(calendar)
        found = _steps(facts, settings, target, calendar, web, now, asked, watch)
        places += [(calendar, step) for step in found]
    # What is as it should be is only there to be looked up.
    places.sort(key=lambda place: place[1].action == "same")
    return Plan(_proposal(opened, places, facts, settings), tuple(places))


def _steps(
    facts: PublishingFacts,
    settings: Publishing,
    target: Target,
    calendar: Calendar,
    web: Web,
    now: datetime,
    asked: Asked,
    watch: Watch,
) -> tuple[Step, ...]:
    situation = facts.situation
    stands = tuple(_labelled(one, situation) for one in facts.standing.get(calendar.url, ()))
    known = {one.uid: one.href for one in stands}
    chosen = [one for one in situation.interviews.values() if _belongs(one, target, situation)]
    ours = [
        one for one in chosen if one.state in STANDING and (one.uid in known or (one.end and one.end > now))
    ]
    stamp = datetime.now(UTC)
    wanted = []
    for number, one in enumerate(ours):
        watch(number, len(ours))
        wanted.append(_wanted(one, situation, settings.details, stamp))
    hrefs = {one.uid: calendar.href_of(one.uid) for one in wanted if one.uid not in known}
    asks = {href: "" for href in hrefs.values()} | {one.href: one.etag for one in stands}
    there = look(web, calendar, asks, lambda: watch(0, 0))
    kept = {one.id for one in chosen if one.state in _ABSENT}
    return steps(wanted, stands, there, hrefs, now, asked, kept)


def _require_known(settings: Publishing, facts: PublishingFacts, asked: Asked) -> None:
    situation = facts.situation
    lists = (("room", settings.rooms, situation.rooms), ("class", settings.classes, situation.classes))
    for kind, named, known in lists:
        for ident, _ in named:
            if ident not in known:
                raise BadInput(
                    f"There is no {kind} {clean(ident, 60)!r}, for which a calendar is settled.",
                    f"Correct the settings; `wbl-tui list {kind}{'es' if kind == 'class' else 's'}` shows the ids.",
                )
    published = {one.interview for found in facts.standing.values() for one in found}
    for ident in asked.over:
        if ident not in situation.interviews and ident not in published:
            raise BadInput(
                f"There is no interview {clean(ident, 60)!r}.", "`wbl-tui list interviews` shows the ids."
            )


def _belongs(interview: Interview, target: Target, situation: Situation) -> bool:
    if interview.campaign != situation.campaign.id or interview.start is None:
        return False
    if target.kind == "room":
        return interview.room == target.ident
    if target.kind == "class":
        found = (situation.students.get(one) for one in interview.students)
        return any(target.ident in student.classes for student in found if student is not None)
    return True


def _wanted(interview: Interview, situation: Situation, details: str, stamp: datetime) -> Wanted:
    event = shared_event(facts_of(interview, situation), details, stamp=stamp)
    body, digest = calendar_object(event)
    label = _label(students_label(interview, situation), event.start, situation)
    return Wanted(
        interview.id, interview.uid, label, event.start, event.end, interview.sequence, digest, body
    )


def _labelled(one: Stands, situation: Situation) -> Stands:
    interview = situation.interviews.get(one.interview)
    who = students_label(interview, situation) if interview else f"interview {one.interview}"
    return one._replace(label=_label(who, one.start, situation))


def _label(who: str, start: datetime, situation: Situation) -> str:
    day = start.astimezone(situation.zone).date()
    return f"{who}, {day_text(day)} {clock_text(start, situation.zone)}"


def _proposal(
    opened: Sequence[Calendar],
    places: Sequence[tuple[Calendar, Step]],
    facts: PublishingFacts,
    settings: Publishing,
) -> Proposal:
    several = len(opened) > 1
    urls = {one.url for one in opened}
    left = [f"{len(found)} on {clean(url)}" for url, found in facts.standing.items() if url not in urls]
    notes = [_SAYS[settings.details]]
    if left:
        notes.append(
            f"Entries stay where the settings no longer name a calendar: {listing(left)}. Take them out there."
        )
    title = f"Publish to {listing([one.name for one in opened])}"
    return Proposal("publish", title, tuple(_row(*each, several=several) for each in places), tuple(notes))


def _row(calendar: Calendar, step: Step, *, several: bool) -> ProposalRow:
    reason = f"{calendar.name}: {step.reason}".rstrip(": ") if several else step.reason
    shown: dict[str, object] = {"calendar": calendar.url, "uid": step.uid}
    before = shown if step.before is not None or step.etag else None
    after = shown if step.wanted is not None else None
    return ProposalRow(step.action, "interview", step.interview, step.label, reason, None, before, after)
