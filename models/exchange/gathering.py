"""Several rows about one person: a student's row for each class is one student, and of answers the last counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from models.exchange.class_names import parted
from models.exchange.reading import Record
from models.exchange.signatures import FORMS
from models.rules.text import fold

_GATHERED = frozenset({"classes"})
_EITHER = _GATHERED | {"guardian_name", "guardian_email"}
"""A student with two guardians has a row for each in some exports; the program keeps one."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})(.*)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


class Found(NamedTuple):
    """A good row, and when its person answered as the file writes it ("" where it does not say)."""

    record: Record
    answered: str = ""


class Gathered(NamedTuple):
    """The records with one for each person, rows whose id is somebody else's with that one's row, and notes.

    `scheduled`: rows told of further classes of somebody, as the schedule of a whole school does.
    """

    records: tuple[Record, ...]
    repeated: tuple[tuple[Record, int], ...]
    notes: tuple[str, ...]
    scheduled: bool = False


def gather(found: Iterable[Found], source: str) -> Gathered:
    """One record for each person of a table of students or contacts, as suits the program it comes from."""
    if source in FORMS:
        return _last_answers(list(found))
    records = [one.record for one in found]
    return _gathered(_parted(records) if source == "canvas_gradebook" else records)


def _gathered(records: list[Record]) -> Gathered:
    kept: dict[int, Record] = {}
    first_of: dict[str, int] = {}
    classes: dict[int, dict[str, None]] = {}
    repeated, together = list[tuple[Record, int]](), 0
    for record in records:
        key = _key(record)
        first = first_of.setdefault(key, record.row) if key else record.row
        merged = _merged(kept[first].fields, record.fields) if first != record.row else None
        if merged is not None:
            # Kept aside until all are there: a hostile file has a thousand classes for one student.
            own = dict.fromkeys(kept[first].fields.get("classes", ()))
            classes.setdefault(first, own).update(dict.fromkeys(record.fields.get("classes", ())))
            kept[first] = kept[first]._replace(fields=merged)
            together += 1
        elif first != record.row and record.fields.get("id"):
            repeated.append((record, first))
        else:
            kept[record.row] = record  # one mail address for two people is for the next step to judge
    scheduled = _take_classes(kept, classes)
    return Gathered(tuple(kept.values()), tuple(repeated), _told(together), scheduled)


def _take_classes(kept: dict[int, Record], classes: dict[int, dict[str, None]]) -> bool:
    """Give each student all of their classes; whether that was more for anybody than one row told."""
    more = False
    for row, names in classes.items():
        record = kept[row]
        if names:
            more |= tuple(names) != record.fields.get("classes")
            kept[row] = record._replace(fields={**record.fields, "classes": tuple(names)})
    return more


def _told(together: int) -> tuple[str, ...]:
    if not together:
        return ()
    rows = "1 row is" if together == 1 else f"{together} rows are"
    return (f"{rows} about people of earlier rows (a row for each class, say): they were put together.",)


def _key(record: Record) -> str:
    ident = record.fields.get("id")
    mail = record.fields.get("email")
    return f"id {ident}" if ident else f"mail {fold(mail)}" if mail else ""


def _merged(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any] | None:
    """Both rows in one, None when they contradict each other in anything but their classes."""
    merged = dict(one)
    for field, value in two.items():
        before = merged.get(field)
        if not before and field not in _GATHERED:
            merged[field] = value
        elif value and value != before and field not in _EITHER and not _same_mail(field, before, value):
            return None
    return merged


def _same_mail(field: str, one: Any, two: Any) -> bool:
    return field == "email" and fold(one) == fold(two)


def _parted(records: list[Record]) -> list[Record]:
    """A gradebook's sections apart, where it joins those of a student who is in several."""
    alone = {name for record in records for name in record.fields.get("classes", ())}
    joined = {name: parted(name, alone) for name in alone}
    return [
        record._replace(fields=_with_classes(record.fields, joined))
        if record.fields.get("classes")
        else record
        for record in records
    ]


def _with_classes(fields: dict[str, Any], joined: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    names = dict.fromkeys(piece for name in fields["classes"] for piece in joined[name])
    return {**fields, "classes": tuple(names)}


def _last_answers(found: list[Found]) -> Gathered:
    """Of each person's answers the last, by its time where all of them can be read, else by its row."""
    order = _ordered([one.answered for one in found])
    last: dict[str, int] = {}
    answers: Counter[str] = Counter()
    for at, one in enumerate(found):
        key = _mail_first(one.record) or f"row {one.record.row}"
        answers[key] += 1
        if key not in last or order[at] >= order[last[key]]:
            last[key] = at
    several = sum(1 for count in answers.values() if count > 1)
    people = "1 person" if several == 1 else f"{several} people"
    note = f"{people} answered more than once: the last answer of each counts."
    return Gathered(tuple(found[at].record for at in sorted(last.values())), (), (note,) if several else ())


def _mail_first(record: Record) -> str:
    """Who answered: by the mail address, which the form program knows, before an id that people type."""
    mail, ident = record.fields.get("email"), record.fields.get("id")
    return f"mail {fold(mail)}" if mail else f"id {ident}" if ident else ""


def _ordered(times: list[str]) -> list[tuple[float, ...]]:
    """Something to sort answers by: their times where all are read in one way, else their places."""
    for read in (_serial, _year_first, _month_first, _day_first):
        ordered = _all_read(times, read)
        if ordered:
            return ordered
    return [(float(at),) for at in range(len(times))]


def _all_read(times: list[str], read: Callable[[str], tuple[float, ...] | None]) -> list[tuple[float, ...]]:
    ordered = list[tuple[float, ...]]()
    for time in times:
        one = read(time)
        if one is None:
            return []
        ordered.append(one)
    return ordered


def _serial(time: str) -> tuple[float, ...] | None:
    """Days since 1900, as workbooks keep times."""
    return (float(time),) if _SERIAL.fullmatch(time) else None


def _year_first(time: str) -> tuple[float, ...] | None:
    found = _YEAR_FIRST.fullmatch(time)
    return (*map(float, found.group(1, 2, 3)), *_clock(found[4])) if found else None


def _month_first(time: str) -> tuple[float, ...] | None:
    found = _YEAR_LAST.fullmatch(time)
    if not found or int(found[1]) > 12:
        return None
    return (*map(float, found.group(3, 1, 2)), *_clock(found[4]))


def _day_first(time: str) -> tuple[float, ...] | None:
    found = _YEAR_LAST.fullmatch(time)
    return (*map(float, found.group(3, 2, 1)), *_clock(found[4])) if found else None


def _clock(text: str) -> tuple[float, float, float]:
    found = _CLOCK.search(text)
    if not found:
        return 0.0, 0.0, 0.0
    hour = int(found[1]) % 12 + 12 * (found[4].lower() == "p") if found[4] else int(found[1])
    return float(hour), float(found[2]), float(found[3] or 0)
