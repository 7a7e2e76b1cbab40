"""Whether everything that tells of a day tells what the day book says: boards, store, lists, journal, calendars, paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from icalendar import Calendar

from models.queries import reading
from models.workspace import Workspace
from tests.helpers_tui import row_texts
from tests.journeys.day_book import LENGTH, WAITING, Call, DayBook, periods_of
from tests.journeys.forty_calls import ZONE, at, contact_of, place_of
from tests.wbl_tui.cli_help import Shell
from wbl_tui.app import WblApp

FIRST = 128
"""The journal's first entry of the day itself."""
FROM_ROOM_THREE = 39
"""The call of the afternoon that stood in the room that was lost: it has moved once more than the others."""
_LANE = re.compile(
    r"[!▶◔·✓] (Needs somebody|Interviewing now|Getting ready|Up next|Finished) \((\d+)\)", re.I
)
_CALL = re.compile(r"(\d\d:\d\d) (\w+ \w+)")


def lanes_on(app: WblApp) -> dict[str, list[str]]:
    """Who stands in which lane of a board, in a list or side by side, as it is read from the screen; nobody while the
    headings count others than stand under them, as between two paintings.
    """
    texts = row_texts(app)
    found: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    columns: list[str] = []
    for text in texts[2 : next((n for n, line in enumerate(texts) if line.startswith("─")), 0)]:
        if heads := _LANE.findall(text):
            columns = [head.capitalize() for head, _count in heads]
            counts |= {head.capitalize(): int(count) for head, count in heads}
            continue
        for lane, cell in zip(columns, text.split("│") if len(columns) > 1 else [text], strict=False):
            if call := _CALL.search(cell):
                found.setdefault(lane, []).append(" ".join(call.groups()))
    read = {lane: len(calls) for lane, calls in found.items()}
    return found if read == {lane: count for lane, count in counts.items() if count} else {}


def store_agrees(book: DayBook, workspace: Workspace) -> None:
    """Every row of an interview, with all its moments and counts."""
    known = workspace.read(reading.interviews)
    assert {one.id: _row(one) for one in known.values()} == {one.id: _as_row(one) for one in book.calls}


def _row(one: Any) -> tuple[Any, ...]:
    return (
        one.students, one.contact, one.state, one.start, one.end, one.room, one.because, one.revision, one.sequence,
        one.confirmed_at, one.checked_in_at, one.started_at, one.ended_at,
    )  # fmt: skip


def _as_row(one: Call) -> tuple[Any, ...]:
    return (
        (f"s{one.number}",), f"k{one.number % 20}", one.state, one.start, one.start + LENGTH, f"r{one.room}",
        one.because, one.revision, one.sequence, one.confirmed_at, one.checked_in_at, one.started_at, one.ended_at,
    )  # fmt: skip


def lists_agree(book: DayBook, shell: Shell) -> None:
    """What the day sheet, the tables, the check and the public board say."""
    today = shell.ok("today", "--json").json["interviews"]
    there = [one for one in _in_order(book.calls) if one.state != "cancelled"]
    assert [_told(one) for one in today] == [_as_told(one, book) for one in there]
    every = shell.ok("list", "interviews", "--json").json["rows"]
    assert {one["id"]: _told(one) for one in every} == {one.id: _as_told(one, book) for one in book.calls}
    absences = shell.ok("list", "absences", "--json").json["rows"]
    assert sorted(_decision(one) for one in absences) == sorted(_decisions(book))
    debriefs = shell.ok("list", "debriefs", "--json").json["rows"]
    assert {one["interview"]: (one["went"], one["note"], one["actor"]) for one in debriefs} == {
        one.id: one.went for one in book.calls if one.went is not None
    }
    check = shell("check", "--json").json
    assert check["clashes"] == []
    assert sorted(one["text"] for one in check["warnings"]) == sorted(_warnings(book))
    public = shell.ok("board", "--public").out.splitlines()[2:]
    assert [re.split(r"\s{2,}", one) for one in public] == [
        [one.times, public_name(one, shown), f"Room {one.room}", _PUBLIC.get(one.state, "! please come")]
        for one, shown in zip(_in_order(_in_public(book)), public, strict=True)
    ]


_PUBLIC = {"in_progress": "▶ calling", "checked_in": "◔ is here"}


def _in_public(book: DayBook) -> list[Call]:
    """Calls that run or are to come: the finished ones are long over, and who did not come is not shown."""
    return [one for one in book.calls if one.state in (*WAITING, "in_progress")]


def public_name(one: Call, shown: str) -> str:
    """First name and initial; the number that is shown where the family refused."""
    if one.number % 5 == 0 and (number := re.search(r"No\. \d{3}", shown)):
        return number[0]
    given, family = one.student.split()
    return f"{given} {family[0]}."


def _warnings(book: DayBook) -> Iterable[str]:
    """Absences that nobody asked for, and who was not asked again whether the new time suits."""
    for call in book.calls:
        if call.state == "scheduled":
            yield f"{contact_of(call.number)} has not been sent a confirmation for {call.times} on Wed 18 Nov."
        if call.state in (*WAITING, "in_progress", "completed"):
            for one in call.absences:
                if one.state == "to_request":
                    yield f"{call.student} would miss period {one.period}; the absence is still to be requested."


def _in_order(calls: Iterable[Call]) -> list[Call]:
    return sorted(calls, key=lambda one: (one.start, one.id))


def _told(one: dict[str, Any]) -> tuple[Any, ...]:
    return (
        one["id"], one["student"]["label"], one["contact"]["label"], datetime.fromisoformat(one["start"]),
        datetime.fromisoformat(one["end"]), one["room"]["label"], one["state"], one["because"], one["revision"],
        one["late_minutes"], one["minutes_left"], one["absence"],
    )  # fmt: skip


def _as_told(one: Call, book: DayBook) -> tuple[Any, ...]:
    now = book.clock.now()
    began = one.started_at or (now if one.state in ("scheduled", "confirmed", "checked_in") else one.start)
    late = max(0, (began - one.start) // timedelta(minutes=1))
    left = (one.start + LENGTH - now) // timedelta(minutes=1) if one.state == "in_progress" else None
    asked = "to_request" if any(each.state == "to_request" for each in one.absences) else "approved"
    return (
        one.id, one.student, contact_of(one.number), one.start, one.start + LENGTH, f"Room {one.room}", one.state,
        one.because, one.revision, late, left, asked,
    )  # fmt: skip


def _decision(one: dict[str, Any]) -> tuple[str, str, str, str, str]:
    return one["interview"], one["period"], one["state"], one["decided_by"] or "", one["decided_at"] or ""


def _decisions(book: DayBook) -> Iterable[tuple[str, str, str, str, str]]:
    for call in book.calls:
        for one in call.absences:
            moment = one.at.astimezone(ZONE).isoformat() if one.at else ""
            yield call.id, one.period, one.state, one.by, moment


def journal_agrees(book: DayBook, shell: Shell) -> None:
    """Every sentence of the day, by whom it was done; and nobody has touched the journal since."""
    rows = shell.ok("log", "--json").json["rows"][FIRST - 1 :]
    assert [(one["actor"], one["sentence"]) for one in rows] == book.said
    doctor = shell("doctor", "--json").json
    assert doctor["ok"]
    assert any("each following from the one before" in one["text"] for one in doctor["findings"])


def calendars_agree(book: DayBook, shell: Shell, papers: Path) -> None:
    """The calendar for everybody, and the invites that were made."""
    file = papers / "all.ics"
    shell.ok("export", "calendar", "--all", "-o", str(file))
    _, events = _events(file.read_bytes())
    standing = [one for one in book.calls if one.state in (*WAITING, "in_progress", "completed")]
    assert sorted(_published(one) for one in events) == sorted(_as_published(one) for one in standing)
    drafts = [
        BytesParser(policy=policy.default).parsebytes(each.read_bytes()) for each in papers.rglob("*.eml")
    ]
    assert sorted(_invited(one) for one in drafts) == sorted(_as_invited(book))
    left = shell.ok("export", "invites", "--changed", "--json", "-o", str(papers / "none")).json
    assert left["rows"] == []


def _events(data: bytes | str) -> tuple[Any, list[Any]]:
    """The calendar, and its entries."""
    calendar: Any = Calendar.from_ical(data)
    return calendar, calendar.walk("VEVENT")


def _published(one: Any) -> tuple[str, datetime, datetime, int, str, str]:
    summary, where, status = (str(one[name]) for name in ("SUMMARY", "LOCATION", "STATUS"))
    return summary, one["DTSTART"].dt, one["DTEND"].dt, int(one["SEQUENCE"]), status, where


def _as_published(one: Call) -> tuple[str, datetime, datetime, int, str, str]:
    summary = f"Informational interview: {one.student} with {contact_of(one.number)}"
    return summary, one.start, one.start + LENGTH, one.sequence, "CONFIRMED", f"Room {one.room}"


def _invited(draft: Any) -> tuple[str, str, datetime, int]:
    [part] = [one for one in draft.walk() if one.get_content_type() == "text/calendar"]
    calendar, [event] = _events(part.get_content())
    return (
        draft["To"].addresses[0].addr_spec,
        str(calendar["METHOD"]),
        event["DTSTART"].dt,
        int(event["SEQUENCE"]),
    )


def _as_invited(book: DayBook) -> Iterable[tuple[str, str, datetime, int]]:
    """What the fire drill made wrong: the call's own people, and teachers of the periods that are missed now, or were.
    Then the one that was called off.
    """
    for number in range(21, 40):
        start = at(place_of(number)[0])
        then, sequence = start + timedelta(minutes=20), 2 if number == FROM_ROOM_THREE else 1
        missed, was = periods_of(then), periods_of(start)
        people = [f"s{number}@elm", f"k{number % 20}@works", *(f"t{period}@elm" for period in missed)]
        for who in people:
            yield f"{who}.example.org", "REQUEST", then, sequence
        for period in was:
            if period not in missed:
                yield f"t{period}@elm.example.org", "CANCEL", start, sequence
        if book[number].state == "cancelled":
            for who in people:
                yield f"{who}.example.org", "CANCEL", then, sequence + 1


def paper_agrees(book: DayBook, shell: Shell, papers: Path) -> None:
    """The office's list and the sheets of the doors as text; pages as many as were printed in the morning."""
    file = papers / "end.txt"
    shell.ok("letters", "office", "doors", "--text", "-o", str(file))
    office, *doors = file.read_text(encoding="utf-8").split("\f")
    there = [one for one in _in_order(book.calls) if one.state != "cancelled"]
    lines = [re.split(r"\s{2,}", one)[:5] for one in office.splitlines() if re.match(r"\d+ +\d\d:", one)]
    assert lines == [
        [str(place), one.times, one.student, contact_of(one.number), f"Room {one.room}"]
        for place, one in enumerate(there, 1)
    ]
    assert [_door(sheet) for sheet in doors] == [
        (f"Room {room}", [(one.times, one.number % 5 == 0) for one in there if one.room == room])
        for room in range(1, 9)
    ]
    morning = (papers / "paper-2026-11-18.pdf").read_bytes()
    assert max(map(int, re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", morning))) >= MORNING_SHEETS
    pdf = papers / "office.pdf"
    shell.ok("letters", "office", "-o", str(pdf))
    assert max(map(int, re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", pdf.read_bytes()))) <= MOST_PAGES


MORNING_SHEETS = 49
MOST_PAGES = 2
"""Pages of the office's list of forty calls."""


def _door(sheet: str) -> tuple[str, list[tuple[str, bool]]]:
    """The room of a door's sheet, its times, and whether somebody stands there as a number."""
    rows = [re.split(r"\s{2,}", one) for one in sheet.splitlines() if re.match(r"\d\d:", one)]
    return sheet.split("\n")[0], [(times, who.startswith("No. ")) for times, who, _box in rows]
