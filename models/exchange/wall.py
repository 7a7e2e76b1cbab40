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
from models.rules.walls import MIDNIGHT, NOON, format_wall, parse_wall, wall_after

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
# Nobody meets students at one in the night, and files of ours write such an hour as "01:00".
_EARLY = re.compile(r"(?:(?<=\s)|^)([1-6])([:.]\d{2})?(?=$)")
_LATE = re.compile(r"1[3-9]|2\d")
_HALF = re.compile(r"[ap]\.?m", re.IGNORECASE)
# A comma between hours, not one between weekdays.
_LISTED = re.compile(r"(?<=\d),\s*(?=[A-Za-z])|(?<=[ap]m),\s*(?=[A-Za-z])", re.IGNORECASE)
_BARE = re.compile(r"\d{1,2}")
_LETTERS = {"m": 0, "t": 1, "tu": 1, "w": 2, "th": 3, "r": 3, "f": 4}
_LETTERED = re.compile(r"(?:Tu|T[hH]|[MTWRF]){2,}")
_AND = re.compile(r"\s*(?:&|\band\b|\+)\s*")
_EVERY_DAY = re.compile(r"(?:every day|daily|weekdays?|every school day|school days|all week)", re.I)


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


def is_date(text: str) -> bool:
    """Whether the text is an ISO date."""
    try:
        parse_date(text)
    except BadInput:
        return False
    return True


def parse_moment(text: str, day: date | None = None) -> WallTime:
    """A local date and time; a time alone is of `day` where one is given. Raises BadInput."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        if found or not day:
            return WallTime(parse_date(found[1] if found else ""), parse_wall(found[2] if found else ""))
        return WallTime(day, parse_wall(text))
    except BadInput as wrong:
        raise BadInput(TIME_FORM) from wrong


def has_date(text: str) -> bool:
    """Whether a date stands before the time."""
    return _MOMENT.fullmatch(text.strip()) is not None


def after_noon(text: str) -> str:
    """A time as people write it, who mean the afternoon by "1:30" and "2": a later hour than "6" or a "01" stays."""
    return _EARLY.sub(lambda one: f"{int(one[1]) + 12}{one[2] or ':00'}", text.strip())


def parse_openings(text: str) -> tuple[Opening, ...]:
    """Hours, apart by ";": weekly "Mon,Wed 9:00/11:00" or dated; in order, each once. Raises BadInput."""
    hours: set[Opening] = set()
    for part in _parts(_LISTED.sub(";", text)):
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
    begins, ends = found[1], found[3]
    if "/" not in text[: found.end(3)]:
        begins, ends = _as_typed(begins, ends)
    first = WallTime(day, parse_wall(begins))
    last_day = parse_date(found[2]) if found[2] else day
    # Who writes "15:00" writes the whole day in 24 hours, so "15:00/08:00" ends before it begins.
    follows = last_day == day and not _LATE.match(begins)
    last = WallTime(last_day, wall_after(ends, first.minute if follows else None))
    if last <= first or first.minute == MIDNIGHT:
        raise BadInput(HOURS_FORM)
    why = clean(found[4] or "")
    return first, last, why[1:-1] if _BRACKETED.fullmatch(why) else why


def _whole(time: str) -> str:
    """ "9" as "9:00"."""
    return f"{time}:00" if _BARE.fullmatch(time) else time


def _as_typed(begins: str, ends: str) -> tuple[str, str]:
    """Two times with a dash between them, as people type them: "9-2" and "1-3pm" are school hours.

    What has a stroke between its times is written by rule, and read to the letter.
    """
    begins, ends = _whole(after_noon(begins)), _whole(after_noon(ends))
    if _HALF.search(begins) or not _HALF.search(ends) or begins.startswith("0"):
        return begins, ends
    later = f"{begins} pm"
    same = parse_wall(begins) <= NOON + 59 and parse_wall(later) < parse_wall(ends)
    return (later if same else begins), ends


def _dated(day: str, times: str) -> list[Opening]:
    start, end, why = _times(times, parse_date(day))
    if why or start.day != end.day:
        raise BadInput(HOURS_FORM)
    return [Opening(None, start.day, start.minute, end.minute)]


def _weekly(part: str) -> list[Opening]:
    times = _DIGIT.search(part)
    if not times:
        raise BadInput(HOURS_FORM)
    typed = "/" not in part[times.start() :]
    start, end, why = _times(part[times.start() :], date.min)
    if why or start.day != end.day:
        raise BadInput(HOURS_FORM)
    return [
        Opening(weekday, None, start.minute, end.minute)
        for weekday in _weekdays(part[: times.start()], typed)
    ]


def _weekdays(text: str, typed: bool) -> list[int]:
    """0 for Monday … of "Mon", "Mon-Fri", "Mon,Wed", "tue, thu-sat"; of "M-F", "MWF" and "daily" before typed hours.

    Raises BadInput.
    """
    if typed and _EVERY_DAY.fullmatch(text.strip(" :,")):
        return [0, 1, 2, 3, 4]
    shown = _AND.sub(",", text.strip(" :,").replace(".", "")) if typed else text.strip()
    if typed and _LETTERED.fullmatch(shown):
        return sorted({_LETTERS[one.casefold()] for one in re.findall(r"Tu|T[hH]|[MTWRF]", shown)})
    days: list[int] = []
    for part in re.split(r" ?[,/] ?|(?<![-–]) (?![-–])", shown):
        first, _, last = re.sub(r" ?[-–] ?", "-", part).partition("-")
        begin = _weekday(first, typed)
        end = _weekday(last, typed) if last else begin
        if end < begin:
            raise BadInput(HOURS_FORM)
        days += range(begin, end + 1)
    return days


def _weekday(text: str, typed: bool) -> int:
    short = text.strip().casefold()
    if typed and short in _LETTERS:
        return _LETTERS[short]
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
