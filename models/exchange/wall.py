"""Wall times and hours as cells write them ("Mon-Fri 08:00/15:30"), both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.rules.facts import Block, Opening
from models.rules.span import Span, local_day, local_instant, local_minute, require_near
from models.rules.text import clean
from models.rules.walls import MIDNIGHT, format_wall, parse_wall, wall_after

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

DATE_FORM = "a date as 2026-11-23"
TIME_FORM = "a local time as 2026-11-23 10:20"
SPAN_FORM = "a span as 2026-11-23 10:00/12:00"
HOURS_FORM = "weekly hours as Mon-Fri 08:00/15:30 or a span as 2026-11-23 10:00/12:00"

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0?0:00(?::00)?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[ T]+(\S.*)", re.ASCII)
_TIME = r"\d{1,2}(?:[:.]\d{2})?(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
_SPAN = re.compile(
    rf"({_TIME})\s*[/–-]\s*(?:(\d{{4}}-\d{{1,2}}-\d{{1,2}})[ T]+)?({_TIME})(?:\s+(.*))?",
    re.ASCII | re.IGNORECASE,
)
# A reason that could pass for the time's am or pm is written in brackets, and so is one in brackets.
_MISLEADING = re.compile(r"[ap]\.?m\.?(?:\s.*)?|\(.*\)", re.IGNORECASE)
_BRACKETED = re.compile(r"\(.*\)")
_DIGIT = re.compile(r"[0-9]")


class WallTime(NamedTuple):
    """A local date and minutes after its midnight, in a zone that the caller knows."""

    day: date
    minute: int

    @property
    def text(self) -> str:
        """As files write it: "2026-11-23 10:20"."""
        return f"{self.day.isoformat()} {format_wall(self.minute)}"

    def instant(self, zone: ZoneInfo) -> datetime:
        """The UTC instant; in a doubled hour the first, in a skipped one the moment after it."""
        return local_instant(self.day, self.minute, zone)


class WallSpan(NamedTuple):
    """A span between two wall times, and why it is given ("" when the file does not say)."""

    start: WallTime
    end: WallTime
    why: str = ""

    def span(self, zone: ZoneInfo) -> Span:
        """The UTC span."""
        return Span(self.start.instant(zone), self.end.instant(zone))


def wall_time(instant: datetime, zone: ZoneInfo) -> WallTime:
    """The wall time at which people in `zone` see the instant."""
    return WallTime(local_day(instant, zone), local_minute(instant, zone))


def wall_span(block: Block, zone: ZoneInfo) -> WallSpan:
    """A room's block as people in `zone` see it."""
    return WallSpan(wall_time(block.span.start, zone), wall_time(block.span.end, zone), block.why)


def parse_date(text: str) -> date:
    """An ISO date; a midnight that a spreadsheet added is dropped. Raises BadInput."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise BadInput(DATE_FORM)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        require_near(day)
    except (ValueError, BadInput) as wrong:
        raise BadInput(DATE_FORM) from wrong
    return day


def parse_moment(text: str, day: date | None = None) -> WallTime:
    """A local date and time; a time alone is of `day` where one is given. Raises BadInput."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        if found or not day:
            return WallTime(parse_date(found[1] if found else ""), parse_wall(found[2] if found else ""))
        return WallTime(day, parse_wall(text))
    except BadInput as wrong:
        raise BadInput(TIME_FORM) from wrong


def parse_openings(text: str) -> tuple[Opening, ...]:
    """Hours, apart by ";": weekly "Mon,Wed 9:00/11:00" or dated; in order, each once. Raises BadInput."""
    hours: set[Opening] = set()
    for part in _parts(text):
        moment = _MOMENT.fullmatch(part)
        try:
            hours.update(_dated(moment[1], moment[2]) if moment else _weekly(part))
        except BadInput as wrong:
            raise BadInput(HOURS_FORM) from wrong
    return tuple(sorted(hours, key=_order))


def format_openings(hours: Iterable[Opening]) -> str:
    """The hours as `parse_openings` reads them, weekdays with the same hours together."""
    weekly: dict[tuple[int, int], list[int]] = {}
    dated = []
    for opening in sorted(set(hours), key=_order):
        if opening.day is None:
            weekly.setdefault((opening.start, opening.end), []).append(opening.weekday or 0)
        else:
            dated.append(f"{opening.day.isoformat()} {_hours(opening.start, opening.end)}")
    return "; ".join([f"{_days(days)} {_hours(*times)}" for times, days in weekly.items()] + dated)


def parse_spans(text: str) -> tuple[WallSpan, ...]:
    """Dated spans apart by ";", each perhaps with a reason after it. Raises BadInput."""
    spans = []
    for part in _parts(text):
        moment = _MOMENT.fullmatch(part)
        if not moment:
            raise BadInput(SPAN_FORM)
        try:
            spans.append(WallSpan(*_times(moment[2], parse_date(moment[1]))))
        except BadInput as wrong:
            raise BadInput(SPAN_FORM) from wrong
    return tuple(spans)


def format_spans(spans: Iterable[WallSpan]) -> str:
    """The spans as `parse_spans` reads them."""
    return "; ".join(_span_text(span) for span in spans)


def _parts(text: str) -> list[str]:
    return list(filter(None, (clean(part, len(part)) for part in text.split(";"))))


def _order(opening: Opening) -> tuple[bool, int, date, int, int]:
    day = opening.day or date.min
    return opening.day is not None, opening.weekday or 0, day, opening.start, opening.end


def _times(text: str, day: date) -> tuple[WallTime, WallTime, str]:
    """The two ends of "10:00/12:00 reason" on a day. Raises BadInput."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise BadInput(HOURS_FORM)
    first = WallTime(day, parse_wall(found[1]))
    last_day = parse_date(found[2]) if found[2] else day
    last = WallTime(last_day, wall_after(found[3], first.minute if last_day == day else None))
    if last <= first or first.minute == MIDNIGHT:
        raise BadInput(HOURS_FORM)
    why = clean(found[4] or "")
    return first, last, why[1:-1] if _BRACKETED.fullmatch(why) else why


def _dated(day: str, times: str) -> list[Opening]:
    start, end, why = _times(times, parse_date(day))
    if why or start.day != end.day:
        raise BadInput(HOURS_FORM)
    return [Opening(None, start.day, start.minute, end.minute)]


def _weekly(part: str) -> list[Opening]:
    times = _DIGIT.search(part)
    if not times:
        raise BadInput(HOURS_FORM)
    start, end, why = _times(part[times.start() :], date.min)
    if why or start.day != end.day:
        raise BadInput(HOURS_FORM)
    return [Opening(weekday, None, start.minute, end.minute) for weekday in _weekdays(part[: times.start()])]


def _weekdays(text: str) -> list[int]:
    """0 for Monday … of "Mon", "Mon-Fri", "Mon,Wed", "tue, thu-sat". Raises BadInput."""
    days: list[int] = []
    for part in re.split(r" ?[,/] ?|(?<![-–]) (?![-–])", text.strip()):
        first, _, last = re.sub(r" ?[-–] ?", "-", part).partition("-")
        begin = _weekday(first)
        end = _weekday(last) if last else begin
        if end < begin:
            raise BadInput(HOURS_FORM)
        days += range(begin, end + 1)
    return days


def _weekday(text: str) -> int:
    short = text.strip().casefold()
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found = [n for n, name in enumerate(full) if len(short) >= 3 and name.startswith(short.removesuffix("s"))]
    if len(found) != 1:
        raise BadInput(HOURS_FORM)
    return found[0]


def _days(weekdays: list[int]) -> str:
    """ "Mon-Wed,Fri" for 0, 1, 2, 4."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [[WEEKDAYS[day] for day in run] for run in runs]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else run[0] for run in names)


def _hours(start: int, end: int) -> str:
    return f"{format_wall(start)}/{format_wall(end)}"


def _span_text(span: WallSpan) -> str:
    end = format_wall(span.end.minute) if span.start.day == span.end.day else span.end.text
    why = span.why.replace(";", ",")
    why = f"({why})" if _MISLEADING.fullmatch(why) else why
    return f"{span.start.text}/{end} {why}".strip()
