"""When anybody is at school on a date that is shorter than usual: nobody is let into a quiet room after everybody left."""

from __future__ import annotations

from datetime import date

from models.rules.bell_book import BellBook, plain_type

WHOLE_DAY = 0, 24 * 60


def session(book: BellBook, day: date) -> tuple[int, int]:
    """From which to which wall minute people are at school on a special date that begins later, or ends sooner, than
    usual days; all day on any other, since somebody may stay after a usual day's last bell.
    """
    first, last = WHOLE_DAY
    rows = book.plan(day).periods if day in book.schedule.exceptions else ()
    known = set(book.week.values())
    types = book.schedule.day_types.items()
    usual = [row for name, of in types if plain_type(name, book.schedule.rotation)[0] in known for row in of]
    if rows and usual:
        starts, ends = min(row.start for row in rows), max(row.end for row in rows)
        first = starts if starts > min(row.start for row in usual) else first
        last = ends if ends < max(row.end for row in usual) else last
    return first, last
