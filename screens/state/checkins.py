"""Whom to get in touch with by which day, and why, as lines to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.queries.employers import LoneEmployer
from models.queries.pool import PoolRow
from models.rules.naming import day_text
from screens.dialogs.choose import Choice


def checkin_choices(rows: Sequence[PoolRow | LoneEmployer], today: date) -> list[Choice]:
    """Whom to get in touch with, overdue first: one line for each day and reason. Keys begin with the contact's id."""
    found = [(each.day, each.why, row) for row in rows if isinstance(row, PoolRow) for each in row.care.nexts]
    found.sort(key=lambda one: (one[0], one[2].contact.name, one[1]))
    return [
        Choice(
            f"{row.id}\n{place}",
            f"{'! ' if day <= today else ''}{day_text(day)}{'' if day.year == today.year else f' {day.year}'}",
            f"{row.contact.name}: {why}{_quiet(row)}",
            "warn" if day <= today else "",
        )
        for place, (day, why, row) in enumerate(found)
    ]


def _quiet(row: PoolRow) -> str:
    return " (asked not to be contacted)" if row.contact.do_not_contact else ""
