"""Rows of the office's printed list as they are shown while somebody enters what was ticked on them."""

from __future__ import annotations

from collections.abc import Collection
from zoneinfo import ZoneInfo

from models.queries.ticks import TickDay
from models.rules.naming import clock_text, day_text, times_text
from models.rules.span import Span, local_day
from models.rules.ticks import TickRow, Verdict, known_text
from screens.widgets.fact_table import Column
from screens.widgets.few_lines import Line
from screens.widgets.plain import Cell, Toned

COLUMNS = (
    Column("", 3, align="right"),
    Column("Time", 11),
    Column("Student", 14, 3),
    Column("With", 12, 2, from_width=100),
    Column("Where", 10, 2, from_width=86),
    Column("On screen", 17, 2, keep=True),
    Column("Paper says", 16, keep=True),
)

PAPER_WORDS = {
    "checked_in": "● came",
    "in_progress": "▶ started",
    "completed": "✓ finished",
    "student_absent": "✗ student absent",
    "interviewee_absent": "✗ no answer",
    "cancelled": "✗ cancelled",
}
"""What a tick says, with its sign."""


def tick_cells(row: TickRow, tick: str, zone: ZoneInfo, *, doubt: bool = False) -> tuple[Cell, ...]:
    """Number, time and place as printed, who, what the program knows, what the paper says and whether that can be."""
    told = Toned("; ".join(_since(row, zone)), "warn" if row.changed else "")
    return (
        str(row.number or "+"),
        times_text(Span(row.line.start, row.line.end), zone),
        Toned(row.student, "strong"),
        row.contact,
        row.room or "–",
        told,
        _paper_cell(tick, doubt=doubt) if tick else "",
    )


def _paper_cell(tick: str, *, doubt: bool) -> Toned:
    if doubt:
        return Toned(f"?{PAPER_WORDS[tick][1:]}", "bad")
    return Toned(PAPER_WORDS[tick], "good" if tick == "completed" else "now")


def _since(row: TickRow, zone: ZoneInfo) -> list[str]:
    """What is not as printed, and how far the program knows it to be."""
    return list(dict.fromkeys(filter(None, (*row.changed, known_text(row.now, zone)))))


def tick_lines(
    row: TickRow | None, told: Verdict | None, zone: ZoneInfo, wrong: str = ""
) -> tuple[Line, ...]:
    """The printed row in full, what became of its interview, and what the tick will do or what is wrong with it."""
    if row is None:
        return ()
    printed = times_text(Span(row.line.start, row.line.end), zone)
    with_ = f" with {row.contact}" if row.contact else ""
    where = f", {row.room}" if row.room else ""
    lines: list[Line] = [("strong", f"{row.student}{with_}, {printed}{where}")]
    if since := _since(row, zone):
        lines.append(("warn" if row.changed else "", f"On screen: {'; '.join(since)}."))
    if wrong:
        lines.append(("bad", wrong))
    elif told is not None:
        lines.append(("good", f"Will be entered: {told.reason}."))
    return tuple(lines)


def print_note(found: TickDay, zone: ZoneInfo) -> str:
    """Which print these rows are of, and how far it is from what holds now."""
    if not found.chosen.revision:
        return "The office's list of this day was not printed yet: these are its rows as they would be printed now."
    at, one = found.chosen.at, found.chosen
    when = f"{day_text(local_day(at, zone))} {clock_text(at, zone)}" if at else ""
    newest = max(each.revision for each in found.prints)
    later = f"; the newest is {newest} (Tab)" if newest > one.revision else ""
    moved = sum(1 for row in found.rows if row.number and row.changed)
    rows = f" {moved} {'row is' if moved == 1 else 'rows are'} not as printed." if moved else ""
    return f"Revision {one.revision}, printed {when} by {one.actor}{later}.{rows}"


def tick_title(found: TickDay, ticked: Collection[str]) -> str:
    """The day, and how many rows are ticked."""
    return f"Ticks from paper: {day_text(found.day)}, {len(ticked)} of {len(found.rows)} ticked"
