"""The interviews of the day before as words: a row in the list, what each still needs with the key that settles it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from models.queries.ready import ReadyDay, ReadyRow
from models.rules.absences import ABSENCE_WORDS
from models.rules.interview import WORDS
from models.rules.naming import clock_text, day_text, times_text
from models.rules.ready_items import ITEM_CODES, ITEM_WORDS, Item
from models.rules.text import fold
from screens.state.named_words import named
from screens.widgets.few_lines import Line
from screens.widgets.pane import Sections
from screens.widgets.plain import Cell, Toned, wrap
from screens.wording import state_word

KEYS = {
    "absence": "g", "room": "r", "standby": "U", "number": "e", "link": "e", "guardian": "G", "questions": "d",
    "practice": "p", "checklist": "@", "confirmation": "@", "writing": "J", "time": "3",
}  # fmt: skip
"""The key that settles each thing; a confirmation that was sent waits for `C`."""


def key_for(item: Item) -> str:
    """The key that settles what is open."""
    return "C" if item.code == "confirmation" and item.text.endswith("no answer yet") else KEYS[item.code]


def ready_cells(row: ReadyRow, zone: ZoneInfo) -> tuple[Cell, ...]:
    """When, who with whom, how much is missing, what."""
    missing = [ITEM_WORDS[item.code] for item in row.missing]
    start = clock_text(row.interview.start, zone) if row.interview.start else "–"
    if not row.items:
        return start, Toned(row.student, "strong"), row.contact, "", state_word(row.interview.state)
    count = Toned(str(len(missing)), "warn") if missing else Toned("✓", "good")
    return (
        start,
        Toned(row.student, "strong"),
        row.contact,
        count,
        Toned(f"! {', '.join(missing)}", "warn") if missing else Toned("✓ ready", "good"),
    )


def ready_order(row: ReadyRow, column: int) -> Any:
    """By what a column of `ready_cells` puts the interviews in order."""
    return (
        row.interview.start,
        fold(row.student),
        fold(row.contact),
        -len(row.missing),
        tuple(ITEM_CODES.index(item.code) for item in row.missing),
    )[column]


def search_words(row: ReadyRow) -> str:
    """Everything about an interview that may be typed into the filter."""
    lacks = [item.code for item in row.missing]
    return " ".join(
        (
            row.student, row.contact, row.employer, WORDS[row.interview.state],
            *(item.text for item in row.missing), *(one.name for one in row.classes), *row.teachers,
            "is ready" if row.items and not row.missing else "not ready",
            named("class", [word for one in row.classes for word in (one.id, one.name)]), named("teacher", row.teachers),
            *(f"no:{code}" for code in lacks),
            *(f"has:{item.code}" for item in row.items if item.done),
            f"absence:{ABSENCE_WORDS[row.absence].replace(' ', '-')}",
        )
    )  # fmt: skip


def head_lines(found: ReadyDay, today: date) -> tuple[Line, ...]:
    """The day, how many are ready, how many lack what; who must be told again."""
    when = day_text(found.day)
    beside = "today" if found.day == today else ""
    closed = f"no school: {found.closed}" if found.closed else ""
    about = ", ".join(part for part in (beside, closed) if part)
    count = len(found.rows)
    begun = sum(not row.items for row in found.rows)
    waiting = count - begun
    ready = found.ready - begun
    told = f"{count} {'interview' if count == 1 else 'interviews'}, {ready} of {waiting} ready"
    told += f", {begun} begun or over" if begun else ""
    lines: list[Line] = [
        ("strong", f"{when}{f' ({about})' if about else ''}: {told if count else 'no interviews'}")
    ]
    parts = [f"{ITEM_WORDS[code]} {found.counts[code]}" for code in ITEM_CODES if found.counts.get(code)]
    again = len(found.again)
    if again:
        lines[0] = ("strong", f"{lines[0][1]}. {again} to be told again: @ a")
    lines.append(
        ("warn", f"Missing: {' · '.join(parts)}") if parts else ("", "Nothing is missing." if count else "")
    )
    return tuple(lines)


FOOT = 3
"""Rows for what the interview under the cursor still needs, where the side is not shown."""


def foot_lines(row: ReadyRow | None, zone: ZoneInfo, width: int = 80) -> tuple[Line, ...]:
    """What the interview under the cursor still needs, each with its key: all of it, the last ones in fewer words where
    they would not fit.
    """
    if row is None:
        return ()
    span = row.interview.span
    when = times_text(span, zone) if span else "no time"
    head = (
        f"{when}  {row.student} with {row.contact or 'nobody'}{f', {row.employer}' if row.employer else ''}"
    )
    if not row.items:
        return ("strong", head), ("", f"It is {WORDS[row.interview.state]}: nothing is to be prepared.")
    if not row.missing:
        return ("strong", head), ("good", "✓ Nothing is missing.")
    return ("strong", head), ("warn", _in_rows(row.missing, max(20, width - 2)))


def _in_rows(missing: Sequence[Item], width: int) -> str:
    whole = [f"{key_for(item)} {item.text}" for item in missing]
    short = [f"{key_for(item)} {ITEM_WORDS[item.code]}" for item in missing]
    for full in range(len(missing), 0, -1):
        told = " · ".join((*whole[:full], *short[full:]))
        if len(wrap(told, width)) <= FOOT:
            return told
    return " · ".join(short)


def ready_sections(row: ReadyRow, zone: ZoneInfo) -> Sections:
    """Everything that the interview needs, open things first, each with its key."""
    span = row.interview.span
    facts = [
        ("When", times_text(span, zone) if span else "no time yet"),
        ("With", ", ".join(part for part in (row.contact, row.employer) if part) or "nobody"),
        ("State", WORDS[row.interview.state]),
    ]
    missing = [(key_for(item), f"! {item.text}") for item in row.missing]
    done = [("", f"✓ {item.text}") for item in row.items if item.done]
    classes = [("", f"{one.name or one.id} ({one.meets})") for one in row.classes]
    return tuple(
        (heading, lines)
        for heading, lines in (
            ("", facts),
            ("To settle, by key", missing),
            ("Settled", done),
            ("Classes", classes),
        )
        if lines
    )


def ranks(rows: Iterable[ReadyRow], before: Sequence[str]) -> dict[str, int]:
    """Places in the list: what was there keeps its place, so that settling one thing never moves the next away."""
    places = {ident: n for n, ident in enumerate(before)}
    for row in rows:
        places.setdefault(row.id, len(places))
    return places
