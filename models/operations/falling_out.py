"""What fell out, as a question for planning again, with the rows about the contact, room or day itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from peewee import SqliteDatabase

from models.errors import BadInput, UnknownId
from models.operations.bells_effects import Effects, effects_of
from models.operations.contact_away import away_part
from models.operations.days import part_of_day
from models.planning.replanning import Change, Replanning
from models.queries import reading
from models.queries.planning import replanning_at
from models.rules.facts import ProposalRow
from models.rules.interview import STANDING
from models.rules.naming import room_label, span_text
from models.rules.situation import Situation
from models.rules.span import Span
from models.rules.text import clean


class Fallen(NamedTuple):
    """What fell out, as a question for the planner: `parts` are the rows about the contact, room or day itself.

    `bells` is what the closing of days does to calls, `forced` why calls cannot stay for its sake, by id.
    """

    replanning: Replanning
    parts: tuple[ProposalRow, ...]
    why: str
    bells: Effects | None = None
    forced: Mapping[str, str] = MappingProxyType({})


def fallen_at(db: SqliteDatabase, change: Change, why: str, now: datetime) -> Fallen:
    """What is to be planned again after the change; `why` is what people say about it, "" for nothing.

    Raises UnknownId for a contact or room that is not there, BadInput where nothing falls out.
    """
    if change.is_none:
        raise BadInput("Nothing falls out.", "Name a contact, a room or a day.")
    said = clean(why, 200)
    days, effects, forced = _days_closed(db, change, said, now)
    change = change._replace(interviews=change.interviews | forced.keys())
    replanning = _of_the_told(replanning_at(db, change, now, effects.bells if effects else None))
    situation = replanning.situation
    for kind, idents, known in (
        ("contact", sorted({*change.contacts, *dict(change.away)}), situation.contacts),
        ("room", [room for room, _ in change.rooms], situation.rooms),
    ):
        for ident in idents:
            if ident not in known:
                raise UnknownId(kind, ident)
    parts = [_contact_part(ident, situation, db) for ident in sorted(change.contacts)]
    parts += [_room_part(room, span, said, situation) for room, span in change.rooms]
    parts += [away_part(db, ident, span, situation) for ident, span in change.away]
    return Fallen(replanning, (*parts, *days), said, effects, forced)


def _days_closed(
    db: SqliteDatabase, change: Change, said: str, now: datetime
) -> tuple[tuple[ProposalRow, ...], Effects | None, dict[str, str]]:
    """The rows of the days, what closing them does, and why calls of other days cannot stay where they are then:
    letters move on, so that a class may meet that is never to be missed.
    """
    if not change.days:
        return (), None, {}
    schedule = reading.bells(db).schedule
    parts = [part_of_day(schedule, day, {"closed": said or "closed"}) for day in sorted(change.days)]
    rows, effects = effects_of(db, parts, now)
    forced = {
        ident: why
        for ident, why in effects.why_not().items()
        if why and effects.day_of(ident) not in change.days
    }
    return rows, effects, forced


def _of_the_told(replanning: Replanning) -> Replanning:
    """Nobody is given more than they have: those who lacked interviews before wait for a plan of their own, and what
    several students share is for a person to settle.
    """
    single = (one.interview.students for one in replanning.told if len(one.interview.students) == 1)
    had = Counter(student for students in single for student in students)
    pupils = (one._replace(owes=min(one.owes, had[one.id])) for one in replanning.problem.pupils)
    return replanning._replace(problem=replanning.problem._replace(pupils=tuple(pupils)))


def _contact_part(ident: str, situation: Situation, db: SqliteDatabase) -> ProposalRow:
    """Whoever cancels offers no more than what is over or has begun: else the next plan would ask them again."""
    contact = reading.contacts(db, [ident])[ident]
    used = sum(
        one.contact == ident and one.state in STANDING and one.campaign == situation.campaign.id
        for one in situation.interviews.values()
    )
    left = used + situation.elsewhere.get(ident, 0)
    action = "same" if contact.limit is not None and contact.limit <= left else "change"
    return ProposalRow(
        action,
        "contact",
        ident,
        contact.name,
        "offers no further interviews",
        None,
        {"limit": contact.limit},
        {"limit": left},
    )


def _room_part(ident: str, span: Span, why: str, situation: Situation) -> ProposalRow:
    cells: dict[str, object] = {
        "from": span.start.astimezone(situation.zone).isoformat(),
        "to": span.end.astimezone(situation.zone).isoformat(),
        "why": why,
    }
    reason = f"blocked {span_text(span, situation.zone)}"
    return ProposalRow("add", "block", ident, room_label(ident, situation), reason, None, None, cells)
