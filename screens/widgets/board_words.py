"""The words of one interview on the board: its cells in the list, its three lines below it."""

from __future__ import annotations

from collections.abc import Collection
from zoneinfo import ZoneInfo

from textual.content import Content

from models.rules.day import BoardRow
from models.rules.interview import needs_room
from models.rules.naming import listing, times_text
from models.rules.situation import Situation
from screens.state.lanes import Line, wants_text
from screens.widgets.lane_list import CLOCK
from screens.widgets.plain import Cell, Toned, fit, plain, width_of, wrap

NEEDS = {
    "absence": "absence",
    "room": "room",
    "standby": "standby",
    "number": "number",
    "link": "link",
    "guardian": "guardian",
    "confirmation": "confirming",
    "questions": "questions",
    "practice": "practice",
}
"""What is missing, each in the one word that fits a narrow column."""

SECOND = 2
"""The `size` of a line that stands second, where an interview takes several."""


def board_cells(line: Line, zone: ZoneInfo, noted: Collection[str] = ()) -> tuple[Cell, ...]:
    """One cell for each of the list's columns; none for a heading."""
    row = line.row
    if row is None:
        return ()
    start = row.interview.start
    where, over = _where(row), row.lane == "finished"
    return (
        Toned(line.lane.sign, line.lane.tone),
        f"{start.astimezone(zone):%H:%M}" if start else "",
        Toned(_who(row), "dim" if over else "strong"),
        row.contact,
        Toned(where, "bad") if where == "NO ROOM" else where,
        Toned(clock_cell(row), clock_tone(row)),
        Toned(time_bar(row, 8), clock_tone(row)),
        Toned("nobody", "warn") if _unwatched(row) else row.standby,
        Toned(needs_words(row, noted), "warn"),
    )


def on_duty_text(names: list[str], width: int) -> str:
    """Who is on duty, as many by name as fit into so many cells; where none fits, how many they are."""
    for most in (3, 2, 1):
        told = f"On duty: {listing(names, most)}"
        if width_of(told) <= width:
            return told
    return f"{len(names)} on duty"


def clock_words(row: BoardRow) -> str:
    """What the clock says about the interview."""
    if row.state == "student_absent":
        return "did not come"
    if row.state == "interviewee_absent":
        return "no answer"
    if row.state == "checked_in":
        return f"here, {row.time_text.removeprefix('in ')}"
    return row.time_text


def clock_cell(row: BoardRow) -> str:
    """The same in the few cells of the list: beside hours the minutes go, else the word for them."""
    words = clock_words(row)
    if width_of(words) <= CLOCK:
        return words
    hours, sign, _minutes = words.rpartition(" h ")
    return f"{hours} h" if sign else words.removesuffix(" min")


def lane_cells(line: Line, zone: ZoneInfo, width: int, noted: Collection[str] = ()) -> tuple[Cell, ...]:
    """One of the lines of an interview where lanes stand side by side: when and who, then those of `lane_words`."""
    row = line.row
    if row is None:
        return ()
    start = row.interview.start
    if not line.size:
        name = Toned(_who(row), "dim" if row.lane == "finished" else "strong")
        return (f"{start.astimezone(zone):%H:%M}" if start else "", name)
    at, told = line.size - SECOND, lane_words(row, width, noted)
    words = told[at] if at < len(told) else Toned("", "dim")
    # The bar stands under the time of day, so that the room has room beside the clock.
    return (Toned("" if at else time_bar(row, 5), words.tone), words)


def lane_words(row: BoardRow, width: int, noted: Collection[str] = ()) -> list[Toned]:
    """What stands under an interview's name in its lane: clock, place, and what is missing, as many of them in a line
    of `width` cells as fit whole; what is longer goes on in the next. Of a call that is over there is one line.
    """
    clock, where = clock_words(row), _where(row)
    if row.lane == "finished":
        if row.state == "completed" and row.id not in noted:
            return [Toned("how it went?", "warn")]
        return _in_lines([(clock, ""), (where, "")], width)[:1]
    parts = [
        ("" if clock.startswith("at ") else clock, clock_tone(row)),
        (where, "bad" if where == "NO ROOM" else ""),
    ]
    lacks = [NEEDS.get(code, code) for code, _ in row.missing if code != "room"]
    if lacks and row.lane != "interviewing_now":
        parts.append((f"needs {', '.join(lacks)}", "warn"))
    return _in_lines(parts, width)


def _in_lines(parts: list[tuple[str, str]], width: int) -> list[Toned]:
    """The texts that there are, packed into lines of so many cells; each line in the loudest of its tones."""
    lines: list[Toned] = []
    left = 0
    for text, tone in parts:
        if not text:
            continue
        # Measured piece by piece: every call of the day is, once a minute, and plain letters are quick.
        cells = len(text) if text.isascii() else width_of(text)
        if cells > width:
            lines += [Toned(piece, tone or "dim") for piece in wrap(text, width)]
            left = 0
        elif lines and cells + 3 <= left:
            before = lines.pop()
            lines.append(Toned(f"{before.text} · {text}", min(before.tone, tone or "dim", key=_LOUD.index)))
            left -= cells + 3
        else:
            lines.append(Toned(text, tone or "dim"))
            left = width - cells
    return lines


_LOUD = ("bad", "warn", "now", "dim")


def _who(row: BoardRow) -> str:
    """The student; of a group how many more there are, in as few cells as can be: "Mia Torres +2"."""
    more = len(row.students) - 1
    return f"{row.students[0]} +{more}" if more > 0 else row.student


def wants_watching(row: BoardRow) -> bool:
    """Whether an adult is to stand by: not for a call from home, a visit, or a call that is over."""
    return row.lane != "finished" and needs_room(row.interview.format, row.interview.place)


def _unwatched(row: BoardRow) -> bool:
    return wants_watching(row) and not row.standby


def _where(row: BoardRow) -> str:
    """The room, or what there is instead; that a call which is over had none is no news."""
    if row.room or row.interview.place != "room":
        return row.room or {"home": "from home", "workplace": "on site"}.get(row.interview.place, "")
    return "" if row.lane == "finished" else "NO ROOM"


def time_bar(row: BoardRow, cells: int) -> str:
    """How much of a running call is over, as a bar: "▓▓▓░░"; empty for one that does not run."""
    left, whole = row.minutes_left, max(1, row.interview.minutes)
    if left is None:
        return ""
    over = min(cells, max(0, round(cells * (whole - left) / whole)))
    return "▓" * over + "░" * (cells - over)


def needs_words(row: BoardRow, noted: Collection[str] = ()) -> str:
    """What it lacks, a word each; after a call whether somebody noted how it went."""
    if row.state == "completed":
        return "" if row.id in noted else "how it went"
    return ", ".join(NEEDS.get(code, code) for code, _ in row.missing)


def clock_tone(row: BoardRow) -> str:
    """How loudly the clock says it."""
    if row.minutes_left is not None:
        return "bad" if row.minutes_left < 0 else "warn" if row.minutes_left <= 5 else "now"
    return "bad" if row.late_minutes and row.lane == "needs_somebody" else ""


def detail_lines(row: BoardRow, situation: Situation, width: int, noted: Collection[str] = ()) -> Content:
    """Three lines: who with whom; when, where, how; what is missing."""
    one, zone = row.interview, situation.zone
    contact = situation.contacts.get(one.contact or "")
    reach = one.link or one.number or (contact.phone if contact else "")
    title = f", {contact.title}" if contact and contact.title else ""
    first = f"{', '.join(row.students)} with {row.contact or 'nobody named'}{title}"
    first += f", {row.employer}" if row.employer else ""
    bar = time_bar(row, 10)
    second = [times_text(one.span, zone) if one.span else "", f"{bar} {row.time_text}" if bar else ""]
    # The number first: where the line is cut, the room stands in the list as well.
    second += [
        f"call {reach}" if reach else "",
        _where(row),
        f"standby {row.standby}" if row.standby else "NO STANDBY ADULT" if _unwatched(row) else "",
    ]
    pressing = row.missing or row.lane == "needs_somebody"
    wants = wants_text(row)
    if row.lane == "finished":
        todo = "" if row.id in noted else " · f notes how it went"
        wants = f"ended {clock_words(row).removeprefix('ended ')}{todo}"
    return Content("\n").join(
        [
            plain(fit(first, width)).stylize("bold"),
            plain(fit(" · ".join(part for part in second if part), width)),
            plain(fit(wants, width)).stylize("bold $warning" if pressing else "$text-muted"),
        ]
    )
