"""Which rows belong to a record and move with it when two records become one, and what people call them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.operations.saving import pair_id
from models.operations.unit import Unit
from models.queries.history import beginning
from models.rules.clusters import cluster_name
from models.rules.interview import WORDS
from models.rules.naming import clock_text, day_text, outreach_text
from models.rules.span import local_day
from models.tables import day_rows as day
from models.tables import people_rows as care
from models.tables import rows
from models.tables.time_rows import Reservation

Label = Callable[[Any, ZoneInfo], str]
"""What people call a row, in the campaign's zone."""


class Pointing(NamedTuple):
    """Rows that name the record in a column: the word for one, their table, the column, what they are called."""

    entity: str
    model: type[rows.Row]
    column: str
    label: Label


class Owned(NamedTuple):
    """Rows whose id is made of the record's: they are written anew, unless the record that stays has the same.

    `same` are the columns that make two of them say the same, none where there can be only one; `ident` gives the id under the one that stays.
    """

    entity: str
    model: type[rows.Row]
    column: str
    label: Label
    same: tuple[str, ...]
    ident: Callable[[Unit, str, Any], str]


def _interview(row: Any, zone: ZoneInfo) -> str:
    state = WORDS[row.state]
    if row.start_at is None:
        return f"interview without a time, {state}"
    return f"interview of {day_text(local_day(row.start_at, zone))} {clock_text(row.start_at, zone)}, {state}"


def _outreach(row: Any, zone: ZoneInfo) -> str:
    told = outreach_text(row.how, row.outcome)
    return f"note of {day_text(local_day(row.at, zone))}{f', {told}' if told else ''}"


def _claim(row: Any, zone: ZoneInfo) -> str:
    return f"claim until {day_text(local_day(row.until_at, zone))}"


def _hours(row: Any, zone: ZoneInfo) -> str:
    times = f"{clock_text(row.start_at, zone)}–{clock_text(row.end_at, zone)}"
    return f"offered {day_text(local_day(row.start_at, zone))} {times}"


def _absence(row: Any, zone: ZoneInfo) -> str:
    return f"absence on {day_text(row.day)}, period {row.period}"


def _reservation(row: Any, zone: ZoneInfo) -> str:
    what = f": {row.what}" if row.what else ""
    return f"place booked on {day_text(local_day(row.start_at, zone))} {clock_text(row.start_at, zone)}{what}"


def _next_rank(unit: Unit, student: str, _row: Any) -> str:
    ranks = [row.rank for row in rows.Interest.select().where(rows.Interest.student == student).bind(unit.db)]
    return f"{student}:{max(ranks, default=0) + 1}"


POINTING: Mapping[str, tuple[Pointing, ...]] = {
    "contacts": (
        Pointing("interview", rows.Interview, "contact", _interview),
        Pointing("outreach", rows.Outreach, "contact", _outreach),
        Pointing("claim", rows.Claim, "contact", _claim),
        Pointing("task", care.ContactTask, "contact", lambda row, _: f"task: {row.what}"),
        Pointing("referral", care.Referral, "named_by", lambda row, _: f"named {row.name}"),
        Pointing("referral", care.Referral, "contact", lambda row, _: f"was named, as {row.name}"),
    ),
    "employers": (Pointing("contact", rows.Contact, "employer", lambda row, _: str(row.name)),),
    "students": (
        Pointing("absence", rows.Absence, "student", _absence),
        Pointing("outreach", rows.Outreach, "student", _outreach),
        Pointing("claim", rows.Claim, "student", _claim),
        Pointing("question", day.Question, "student", lambda row, _: f"question: {row.words}"),
        Pointing("reservation", Reservation, "student", _reservation),
    ),
}
"""By the kind of record."""

OWNED: Mapping[str, tuple[Owned, ...]] = {
    "contacts": (
        Owned(
            "tag", care.ContactTag, "contact", lambda row, _: f"tag {row.tag}", ("tag",),
            lambda unit, keep, row: pair_id(keep, row.tag),
        ),
        Owned(
            "availability", rows.Availability, "contact", _hours, ("start_at", "end_at"),
            lambda unit, keep, row: beginning(keep) + unit.fresh_ids("v", 1)[0],
        ),
    ),
    "employers": (),
    "students": (
        Owned(
            "preparation", day.Preparation, "student", lambda row, _: "preparation", (), lambda unit, keep, row: keep,
        ),
        Owned(
            "interview", rows.InterviewStudent, "student", lambda row, _: f"interview {row.interview}", ("interview",),
            lambda unit, keep, row: f"{row.interview}:{keep}",
        ),
        Owned(
            "enrolment", rows.Enrolment, "student", lambda row, _: f"class {row.class_id}", ("class_id",),
            lambda unit, keep, row: pair_id(keep, row.class_id),
        ),
        Owned(
            "interest", rows.Interest, "student",
            lambda row, _: f"interest in {row.words or row.sub or cluster_name(row.cluster)}", ("cluster", "sub", "words"),
            _next_rank,
        ),
    ),
}  # fmt: skip
"""By the kind of record."""


def rows_of(db: Any, model: type[rows.Row], column: str, ident: str) -> list[Any]:
    """The rows of a table that name the record, by id."""
    return list(model.select().where(getattr(model, column) == ident).order_by(model.id).bind(db))


def content(row: Any, columns: tuple[str, ...]) -> tuple[Any, ...]:
    """What a row says."""
    return tuple(getattr(row, column) for column in columns)
