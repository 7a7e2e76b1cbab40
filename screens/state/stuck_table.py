"""Students without an interview as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models.queries.stuck import StuckStudent

COLUMNS = (
    "Id", "Family name", "Given name", "Grade", "Days without", "Tries", "Lacking", "Requested", "Holds", "Last try",
    "With", "Outcome", "Zone",
)  # fmt: skip
Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]


def stuck_grid(students: Iterable[StuckStudent], zone: ZoneInfo) -> Rows:
    """A header, and a row for each; times in the zone, which is named."""
    return COLUMNS, [(*_student(one, zone), zone.key) for one in students]


def _student(one: StuckStudent, zone: ZoneInfo) -> tuple[str, ...]:
    last = one.last
    return (
        one.id, one.family, one.preferred or one.given, one.grade, str(one.days), str(one.tries), str(one.lacking),
        str(one.requested), "; ".join(one.holds), f"{last.at.astimezone(zone):%Y-%m-%d %H:%M}" if last else "",
        one.contact, last.outcome if last else "",
    )  # fmt: skip
