"""What is special about a date (closed, a short day), and what becomes of the calls that stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Refused
from models.exchange import cells, wall
from models.exchange.bells_in import closed_reason
from models.operations.bells_change import DAY_FIELDS, PARTS, Cells, change_bells, day_parts
from models.operations.bells_effects import Part, calls_touched, day_words, propose_parts, with_parts
from models.operations.booking import NewTime, moved
from models.operations.moving import interviews_of, move_together
from models.operations.rooms import WAITING, place_cells
from models.operations.strain import absences_settled
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.situation import campaign_at
from models.rules.bells import BellBook, day_type_names
from models.rules.facts import BellSchedule, DayException, Period, Proposal, ProposalRow
from models.rules.giving_way import Watch
from models.rules.naming import closed_words, day_text
from models.rules.span import require_near
from models.rules.text import clean

LONGEST_CLOSURE = 92
"""Days that may be changed at once."""


def propose_day(db: SqliteDatabase, day: date, fields: Mapping[str, str] | None, now: datetime) -> Proposal:
    """What making the date special would do; `fields` of closed, day_type, rotation and note, or None for an
    ordinary day again. The first row is the day, then come the calls as `propose_parts` tells of them.

    Raises BadInput for other fields and unknown day types, StoreError without a campaign.
    """
    return propose_days(db, day, day, fields, now)


def propose_days(
    db: SqliteDatabase,
    first: date,
    last: date,
    fields: Mapping[str, str] | None,
    now: datetime,
    watch: Watch | None = None,
    *,
    keep_letters: bool = False,
) -> Proposal:
    """As `propose_day`, for every date from first to last (both in); dates that lie on no school day are left out,
    unless there is only one. With `keep_letters` the letters of the days after them stay as they are: the next
    school day's is set. Raises BadInput also for a last day before the first, and for too many days.
    """
    require_near(first)
    require_near(last)
    if not 0 <= (last - first).days < LONGEST_CLOSURE:
        raise BadInput(
            f"{last} is not one of the {LONGEST_CLOSURE} days from {first} on.", "Give the last day again."
        )
    book = reading.bells(db)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) > 1:
        days = [day for day in days if book.is_school_day(day) or day in book.schedule.exceptions]
    parts = [part_of_day(book.schedule, day, fields) for day in days]
    if keep_letters:
        parts += _letter_kept(book, parts, last)
    title = f"{day_text(first)} {first.year}"
    title = title if first == last else f"{title} to {day_text(last)} {last.year}"
    return propose_parts(db, parts, now, title, watch)


def _letter_kept(book: BellBook, parts: list[Part], last: date) -> list[Part]:
    """The next school day with the letter that it has now, where the parts would give it another."""
    doing = [
        ProposalRow("change", one.entity, one.ident, one.label, "", None, None, one.after) for one in parts
    ]
    then = BellBook(with_parts(book.schedule, doing))
    coming = (last + timedelta(days=n) for n in range(1, LONGEST_CLOSURE))
    day = next((one for one in coming if then.is_school_day(one)), None)
    letter = book.letter(day) if day else ""
    if day is None or not letter or then.letter(day) == letter:
        return []
    return [part_of_day(book.schedule, day, {"rotation": letter})]


def propose_rows(
    db: SqliteDatabase,
    day: date,
    rows: tuple[Period, ...],
    now: datetime,
    *,
    fields: Mapping[str, str] | None = None,
    watch: Watch | None = None,
) -> Proposal:
    """What giving the one date rows of its own would do; none takes them away. With `fields` its letter and note
    become these too. Raises as `propose_day`.
    """
    special = _special(reading.bells(db).schedule, day, fields or {})
    part = Part("day", day.isoformat(), day_text(day), day_parts(special._replace(rows=rows, closed="")))
    return propose_parts(db, [part], now, f"{day_text(day)} {day.year}", watch)


def change_day(unit: Unit, day: str, fields: Mapping[str, str] | None) -> Done:
    """Make a date special, or ordinary again (None), at once: refused while calls would have to give way."""
    try:
        on = wall.parse_date(day)
    except BadInput as wrong:
        raise BadInput(f"{clean(day, 40)!r} is no date.", "Write it like 2026-11-24.") from wrong
    proposal = propose_day(unit.db, on, fields, unit.now)
    calls = sum(row.action in ("move", "refuse") for row in proposal.rows)
    if calls:
        stand = "1 call stands" if calls == 1 else f"{calls} calls stand"
        raise Refused(
            f"{stand} on {proposal.title} and would have to move.",
            f"`wbl-tui set days {day} …` proposes where to.",
        )
    wanted = tuple(row for row in proposal.rows if row.action != "same")
    if not wanted:
        return Done(0, f"{proposal.title} is like that already.")
    return apply_day(unit, proposal, wanted)


def apply_day(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Change the bells and move the calls. Raises Refused when either is no longer as the proposal saw it."""
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    parts = [row for row in wanted if row.entity in PARTS]
    _require_no_newcomer(unit, proposal, parts)
    moves = [row for row in wanted if row.entity == "interview"]
    change_bells(unit, parts)
    current = interviews_of(unit, [row.id for row in moves])
    changes = []
    for row in moves:
        before = current.get(row.id)
        if before is None or place_cells(before, zone) != row.before or before.state not in WAITING:
            raise Refused(f"The store has changed since: {row.label}.", "Look at the proposal again.")
        after = row.after or {}
        start = datetime.fromisoformat(str(after["start"]))
        change = NewTime(start=start.astimezone(before.created_at.tzinfo), room=str(after["room"]))
        changes.append((before, moved(unit, before, change)))
    together = move_together(unit, changes)
    settled = absences_settled(unit, together.asked_again) + together.said
    short = _sentence(proposal, parts, len(changes))
    sentence = short + settled
    return Done(unit.say("day", sentence), sentence, None, together.warnings, short.rstrip("."))


def _require_no_newcomer(unit: Unit, proposal: Proposal, parts: list[ProposalRow]) -> None:
    """Refuse when a call that the change of the bells touches was booked after the proposal was made."""
    if not parts:
        return
    wanted = [Part(row.entity, row.id, row.label, row.after) for row in parts]
    if calls_touched(unit.db, wanted, unit.now) - {one.id for one in proposal.rows}:
        raise Refused("The store has changed since: another call stands on that day.", "Look again.")


def part_of_day(schedule: BellSchedule, day: date, fields: Mapping[str, str] | None) -> Part:
    """The date with the fields changed, or as an ordinary day (None). Raises as `propose_day`."""
    after = None if fields is None else _special(schedule, day, fields)
    return Part("day", day.isoformat(), day_text(day), day_parts(after))


def _special(schedule: BellSchedule, day: date, fields: Mapping[str, str]) -> DayException:
    """The date with the given fields changed, the others as they are."""
    unknown = [name for name in fields if name not in DAY_FIELDS]
    if unknown:
        raise BadInput(f"A day has no field {clean(unknown[0])!r}.", f"Fields: {', '.join(DAY_FIELDS)}.")
    known = schedule.exceptions.get(day) or DayException(day, "", "", "", "")
    told: dict[str, Any] = {name: cells.text(text) for name, text in fields.items()}
    if "closed" in told:
        told["closed"] = closed_reason(told["closed"])
    day_type = told.get("day_type")
    known_types = day_type_names(schedule)
    if day_type and day_type not in known_types:
        names = ", ".join(known_types) or "none yet"
        raise BadInput(f"There is no day type {day_type!r}.", f"Day types: {names}.")
    if day_type:
        told.setdefault("closed", "")
    if day_type is not None and not told.get("closed"):
        # Rows of its own would hide the day type, or the usual one, that is asked for.
        told["rows"] = ()
    return known._replace(**told)


def _sentence(proposal: Proposal, parts: list[ProposalRow], calls: int) -> str:
    told = list(_told(parts))
    if calls:
        told.append(f"moved {calls} {'call' if calls == 1 else 'calls'}")
    left = proposal.counts["refuse"]
    if left:
        told.append(f"{left} found no other time")
    unmoved = proposal.counts["move"] - calls
    if unmoved > 0:
        told.append(
            f"{unmoved} {'stays' if unmoved == 1 else 'stay'} where {'it was' if unmoved == 1 else 'they were'}"
        )
    verbs = ("Closed ", "Changed ", "Added ", "Removed ")
    lower = [one[:1].lower() + one[1:] if one.startswith(verbs) else one for one in told]
    said = "; ".join(lower) or "nothing was changed"
    return f"{said[:1].upper()}{said[1:]}."


def _told(parts: list[ProposalRow]) -> Iterable[str]:
    closed = [row for row in parts if row.entity == "day" and (row.after or {}).get("closed")]
    reasons = {str((row.after or {})["closed"]) for row in closed}
    if len(closed) > 1 and len(reasons) == 1:
        said = _why_closed(reasons.pop())
        yield f"Closed {len(closed)} days from {closed[0].label} to {closed[-1].label}{said}"
        parts = [row for row in parts if row not in closed]
    for row in parts:
        yield _part_told(row)


def _part_told(row: ProposalRow) -> str:
    after: Cells = row.after or {}
    if row.entity == "day_type":
        word = {"add": "Added", "remove": "Removed"}.get(row.action, "Changed")
        return f"{word} {row.label}"
    if row.entity != "day":
        return f"Changed {row.label}"
    if after.get("closed"):
        return f"Closed {row.label}{_why_closed(str(after['closed']))}"
    if not after:
        return f"{row.label} is an ordinary day again"
    return f"Changed {row.label}: {day_words(after)}"


def _why_closed(reason: str) -> str:
    return "" if closed_words(reason) == "closed" else f" ({reason})"
