"""Sheets of paper: made from one moment of the store, each with its revision; what was printed is noted for good."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Refused, UnknownId
from models.operations.telling import note_printed
from models.operations.unit import Done, Unit
from models.queries.paper import Before, Stack, paper_facts, printed_before
from models.queries.ticks import lines_text
from models.rules.facts import Campaign
from models.rules.naming import day_text
from models.rules.paper import KIND_WORDS, KINDS, LETTERS, REHEARSED, Printed, Sheet, sheet_digest
from models.rules.paper_letters import MAKERS
from models.rules.span import require_near
from models.rules.ticks import PaperLine, lines_of_day
from models.tables.day_rows import Letter

MOST_SPACE = 30
"""Lines of room to write after each question, at most."""


class Print(NamedTuple):
    """The sheets of one day as they go to the printer, made when the journal ended with entry `head`.

    `lines` are the rows of the office's list, whether it is among the sheets or not; `revisions` those of the
    day's interviews.
    """

    day: date
    printed: tuple[Printed, ...]
    head: int
    lines: tuple[PaperLine, ...] = ()
    revisions: Mapping[str, int] = MappingProxyType({})


def make_print(
    db: SqliteDatabase,
    campaign: Campaign,
    day: date,
    kinds: Sequence[str],
    now: datetime,
    *,
    space: int = 2,
    only: Collection[str] = (),
    changed: bool = False,
) -> Print:
    """The sheets of these kinds for a local day. `only` keeps those of one student, room or teacher by id;
    `changed` those whose last print says something else than what holds now.

    Raises BadInput for kinds that are not there and impossible space, UnknownId for an `only` nobody has.
    """
    require_near(day)
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise BadInput(f"{unknown[0]!r} is no kind of sheet.", f"Kinds: {', '.join(KINDS)}.")
    if not 0 <= space <= MOST_SPACE:
        raise BadInput(f"Room to write is 0 to {MOST_SPACE} lines.", "For example `--space 3`.")
    stack = paper_facts(db, campaign, day, kinds)
    _require_known(only, stack)
    sheets = [
        sheet
        for kind in KINDS
        if kind in kinds
        for sheet in MAKERS[kind](stack.facts, space)
        if not only or _belongs(sheet, only, stack)
    ]
    local = now.astimezone(ZoneInfo(campaign.zone))
    stamp = f"printed {day_text(local.date())} {local:%H:%M} · entry {stack.head[0]} ({stack.head[1][:8]})"
    printed = (_printed(sheet, stack, stamp) for sheet in sheets)
    kept = tuple(one for one in printed if not changed or _is_new(one, stack))
    situation = stack.facts.situation
    revisions = {ident: one.revision for ident, one in situation.interviews.items()}
    return Print(day, kept, stack.head[0], lines_of_day(situation, day), revisions)


def _require_known(only: Collection[str], stack: Stack) -> None:
    situation = stack.facts.situation
    known = {*situation.students, *situation.rooms, *situation.staff}
    for ident in only:
        if ident not in known:
            raise UnknownId("student, room or teacher", ident, "list students`, `list rooms` or `list staff")


def _belongs(sheet: Sheet, only: Collection[str], stack: Stack) -> bool:
    """A letter goes out for every student of its interview, other sheets are of one person or room."""
    one = stack.facts.situation.interviews.get(sheet.key) if sheet.kind in LETTERS else None
    if one is not None:
        return not set(only).isdisjoint(one.students)
    return sheet.key in only or sheet.key.partition("-")[2] in only


def _printed(sheet: Sheet, stack: Stack, stamp: str) -> Printed:
    rehearsed = f"{REHEARSED} · " if stack.rehearsed else ""
    if sheet.kind == "blank":
        return Printed(sheet, 1, f"{rehearsed}{stamp}")
    revision = _revision(sheet, stack.before)
    return Printed(sheet, revision, f"{rehearsed}Revision {revision} · {stamp}")


def _revision(sheet: Sheet, earlier: Mapping[tuple[str, str], Before]) -> int:
    """One more than the last print's where that said something else."""
    before = earlier.get((sheet.kind, sheet.key))
    return 1 if before is None else before.revision + (before.digest != sheet_digest(sheet))


def _is_new(one: Printed, stack: Stack) -> bool:
    if one.sheet.kind == "blank":
        return False
    before = stack.before.get((one.sheet.kind, one.sheet.key))
    return before is None or before.digest != sheet_digest(one.sheet)


def record_print(unit: Unit, campaign: Campaign, made: Print) -> Done:
    """Note what was printed, sheet by sheet. Cannot be taken back: paper is out of the house.

    Raises Refused when somebody else printed the same sheets with other words meanwhile.
    """
    rows = [one for one in made.printed if one.sheet.kind != "blank"]
    before = printed_before(unit.db, campaign.id, made.day)
    if any(_revision(one.sheet, before) != one.revision for one in rows):
        raise Refused("Somebody else printed these sheets at the same moment.", "Print them again.")
    idents = unit.fresh_ids("p", len(rows))
    unit.insert_many(
        Letter,
        [
            {
                "id": ident,
                "campaign": campaign.id,
                "day": made.day,
                "kind": one.sheet.kind,
                "sheet": one.sheet.key,
                "revision": one.revision,
                "digest": sheet_digest(one.sheet),
                "entry": made.head,
                "actor": unit.actor,
                "at": unit.now,
                "lines": lines_text(made.lines) if one.sheet.kind == "office" else "",
            }
            for ident, one in zip(idents, rows, strict=True)
        ],
    )
    for kind, note in LETTERS.items():
        letters = [(one.sheet.key, made.revisions[one.sheet.key]) for one in rows if one.sheet.kind == kind]
        if letters:
            note_printed(unit, note, letters)
    kinds = [KIND_WORDS[kind] for kind in KINDS if any(one.sheet.kind == kind for one in made.printed)]
    count = len(made.printed)
    sentence = (
        f"Printed {count} sheet{'s' if count != 1 else ''} for {day_text(made.day)}: {', '.join(kinds)}."
    )
    return Done(unit.say("print", sentence), sentence)


def paper_is_old(db: SqliteDatabase, campaign: Campaign, day: date) -> tuple[Sheet, ...]:
    """The sheets whose last print no longer says what holds: what must be carried round anew."""
    kinds = {kind for kind, _sheet in printed_before(db, campaign.id, day)}
    stack = paper_facts(db, campaign, day, kinds)
    sheets = [sheet for kind in KINDS if kind in kinds for sheet in MAKERS[kind](stack.facts, 2)]
    return tuple(
        sheet
        for sheet in sheets
        if (before := stack.before.get((sheet.kind, sheet.key))) and before.digest != sheet_digest(sheet)
    )
