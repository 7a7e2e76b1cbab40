"""The rows of a day type as a person types them from a printed schedule: one line each, "1 8:30-9:28"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.errors import BadInput
from models.rules.facts import Period
from models.rules.text import clean, fold
from models.rules.walls import format_wall, parse_periods

LONGEST = 100
"""Lines, far beyond any school's day."""
_TIME = r"\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m?\.?)?"
_CLOCK = re.compile(r"\d[:.]\d\d")
_LINE = re.compile(
    rf"(?P<name>.*?\S)[\s:,|;-]+(?P<start>{_TIME})\s*(?:[-–—/|;,]|to|\s)\s*(?P<end>{_TIME})\.?(?:[\s,;|]+(?P<kind>[a-z]+))?",
    re.IGNORECASE,
)
_WRONG = re.compile(r"Line (\d+)\b")
_PAUSES = frozenset({"lunch", "break", "recess", "passing", "nutrition"})


def read_lines(text: str) -> tuple[Period, ...]:
    """The rows, by start. What is called lunch, break, recess, passing or nutrition is a break unless the line ends in
    "period". Times after noon need no pm. Raises BadInput naming the line that is wrong.
    """
    lines = {number: line for number, line in enumerate(map(clean, text.splitlines()), 1) if line}
    if len(lines) > LONGEST:
        raise BadInput(f"These are {len(lines)} lines; a day has at most {LONGEST}.")
    rows = [_row(number, line) for number, line in lines.items()]
    return parse_periods(rows, [f"Line {number}" for number in lines])


def line_of(wrong: str) -> int | None:
    """The number of the line, from 1, that a complaint of `read_lines` is about."""
    found = _WRONG.match(wrong)
    return int(found[1]) if found else None


def write_lines(periods: Iterable[Period]) -> str:
    """The rows as `read_lines` reads them."""
    return "\n".join(map(_line, periods))


def summary(periods: tuple[Period, ...]) -> str:
    """ "7 periods and 1 break, 08:30–15:33"."""
    if not periods:
        return "no periods yet"
    taught = sum(one.kind == "period" for one in periods)
    breaks = len(periods) - taught
    said = f"{taught} {'period' if taught == 1 else 'periods'}"
    said += f" and {breaks} {'break' if breaks == 1 else 'breaks'}" if breaks else ""
    first, last = min(one.start for one in periods), max(one.end for one in periods)
    return f"{said}, {format_wall(first)}–{format_wall(last)}"


def _row(number: int, line: str) -> tuple[str, str, str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        raise BadInput(f"Line {number} cannot be read: {line!r}.", "Write it like: 1 8:30-9:28")
    name, kind = found["name"].rstrip(" :,|;-"), found["kind"] or ""
    if _CLOCK.search(name):
        raise BadInput(f"Line {number} holds more than two times.", "Give every period a line of its own.")
    return name, found["start"], found["end"], kind or _usual_kind(name)


def _line(one: Period) -> str:
    kind = "" if one.kind == _usual_kind(one.name) else f" {one.kind}"
    return f"{one.name} {format_wall(one.start)}-{format_wall(one.end)}{kind}"


def _usual_kind(name: str) -> str:
    return "break" if _PAUSES.intersection(re.findall(r"[a-z]+", fold(name))) else "period"
