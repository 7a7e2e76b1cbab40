"""The office's list of a day as it was printed, beside what the interviews on it have become since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase, fn

from models.queries import reading
from models.queries.fetching import fetch
from models.queries.situation import situation_for
from models.rules.facts import Campaign, Interview
from models.rules.naming import contact_label, room_label, students_label
from models.rules.situation import Situation
from models.rules.ticks import PaperLine, PaperPrint, TickRow, changes_of, lines_of_day
from models.tables import rows
from models.tables.day_rows import Letter
from models.tables.fields import from_micros, to_micros


class TickDay(NamedTuple):
    """A day's prints, the newest revision first, and the rows of the chosen one with what came to the day since."""

    day: date
    prints: tuple[PaperPrint, ...]
    chosen: PaperPrint
    rows: tuple[TickRow, ...]


def tick_day(db: SqliteDatabase, campaign: Campaign, day: date, revision: int | None = None) -> TickDay:
    """The rows to tick on one revision of the day's list, the newest unless said; a fixed number of queries.

    Where none was printed, they are those that a list would have now.
    """
    prints = office_prints(db, campaign, day)
    chosen = next((one for one in prints if revision in (None, one.revision)), None)
    idents = [line.interview for line in chosen.lines] if chosen else []
    found = reading.interviews(db, rows.Interview.id.in_(idents))
    situation = situation_for(
        db, campaign, day, day,
        students=[each for one in found.values() for each in one.students],
        contacts=[one.contact for one in found.values() if one.contact],
    )  # fmt: skip
    today = lines_of_day(situation, day)
    if chosen is None:
        chosen, found = PaperPrint(0, None, "", today), dict(situation.interviews)
    printed = {line.interview for line in chosen.lines}
    made = [
        _row(number, line, found.get(line.interview), situation)
        for number, line in enumerate(chosen.lines, 1)
    ]
    made += [
        _row(0, line, situation.interviews[line.interview], situation)
        for line in today
        if line.interview not in printed
    ]
    return TickDay(day, prints, chosen, tuple(made))


def office_prints(db: SqliteDatabase, campaign: Campaign, day: date) -> tuple[PaperPrint, ...]:
    """Each revision of the day's office list by its last print, the newest first; one query."""
    p = Letter
    asked = (
        p.select(p.revision, p.at, p.actor, p.lines)
        .where((p.campaign == campaign.id) & (p.day == day) & (p.kind == "office"))
        .order_by(p.revision.desc(), p.at.desc(), p.id)
    )
    found: dict[int, PaperPrint] = {}
    for revision, at, actor, lines in fetch(db, asked):
        if read := _lines(lines):
            found.setdefault(revision, PaperPrint(revision, at, actor, read))
    return tuple(found.values())


def day_to_enter(db: SqliteDatabase, campaign: Campaign, today: date) -> date:
    """The day whose paper somebody most likely has in hand: the last one, up to today, with a printed office list."""
    p = Letter
    asked = p.select(fn.MAX(p.day)).where(
        (p.campaign == campaign.id) & (p.kind == "office") & (p.day <= today) & (p.lines != "")
    )
    [(found,)] = fetch(db, asked)
    return date.fromisoformat(found) if isinstance(found, str) else found or today


def lines_text(lines: Sequence[PaperLine]) -> str:
    """The rows as they are kept with a print."""
    return json.dumps(
        [[one.interview, to_micros(one.start), to_micros(one.end), one.room] for one in lines],
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip


def _lines(text: str) -> tuple[PaperLine, ...]:
    """The rows of a print; none where the file was made by something that we do not know."""
    try:
        return tuple(_read(json.loads(text)))
    except (ValueError, TypeError, OverflowError):
        return ()


def _read(kept: Any) -> Iterator[PaperLine]:
    for interview, start, end, room in kept:
        yield PaperLine(interview, from_micros(start), from_micros(end), room)


_AT = {"home": "from home", "workplace": "at the workplace"}


def _row(number: int, line: PaperLine, now: Interview | None, situation: Situation) -> TickRow:
    names = {ident: room.name for ident, room in situation.rooms.items()}
    changed = changes_of(line, now, names, situation.zone) if number else ("not on the print",)
    return TickRow(
        number,
        line,
        now,
        students_label(now, situation) if now else line.interview,
        contact_label(now.contact, situation) if now else "",
        room_label(line.room, situation) or _AT.get(now.place if now else "", ""),
        changed,
    )
