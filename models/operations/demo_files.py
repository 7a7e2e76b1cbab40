"""The invented school's files, fitted to the demo's day and size before the real importers read them."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from datetime import date, timedelta

from models.rules.text import fold
from sample_data import ORGANIZER, SCHOOL, ZONE, days_to, shifted

__all__ = ["ORGANIZER", "SCHOOL", "ZONE", "demo_files", "window"]

Row = dict[str, str]

WINDOW_DAYS = 12
"""Two school weeks: Monday to the second Friday."""
LIVE_CONTACTS = 18
"""Contacts who keep the demo's day free, so that its calls stand in hours that were offered."""
_DOMAIN = f"students.{ORGANIZER.partition('@')[2]}"
_PLAIN = re.compile("[^a-z0-9]")
ON_CALL = 3
"""Adults who stand by all through the demo's day."""


def window(day: date) -> tuple[date, date]:
    """The campaign's first and last day around the demo's day."""
    from sample_data import FIRST_DAY

    first = FIRST_DAY + timedelta(days=days_to(day))
    return first, first + timedelta(days=WINDOW_DAYS - 1)


def demo_files(day: date, students: int | None, chance: random.Random) -> dict[str, bytes]:
    """Every file by kind: dates around `day`, which is a school day whatever the calendar says, and as many
    students as wanted; further ones are put together from the names and timetables of those there are.
    """
    files = shifted(days_to(day))
    weekend = day.weekday() > 4
    # A weekend borrows the timetable of the Wednesday before.
    model = day - timedelta(days=day.weekday() - 2)
    if weekend:
        files["bells"] += (
            f'\n[[exceptions]]\ndate = {day}\nday_type = "regular"\nnote = "Make-up day"\n'.encode()
        )
        files["rooms"] = _edited(files["rooms"], lambda rows: [_opened(row, day) for row in rows])
    files["staff"] = _edited(files["staff"], lambda rows: _on_duty(rows, _rows(files["classes"]), day))
    contacts = _rows(files["contacts"])
    files["availability"] = _edited(
        files["availability"], lambda rows: _offered(rows, contacts, day, model if weekend else None)
    )
    if students is not None:
        files["students"] = _edited(files["students"], lambda rows: _as_many(rows, students, chance))
    return files


def _rows(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def _edited(data: bytes, change: Callable[[list[Row]], list[Row]]) -> bytes:
    rows = _rows(data)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(change(rows))
    return out.getvalue().encode()


def _opened(room: Row, day: date) -> Row:
    return {**room, "open": f"{room['open']}; {day} 08:00/15:30"} if room["open"] else room


def _on_duty(staff: list[Row], classes: list[Row], day: date) -> list[Row]:
    """The first of those who teach no class watch the whole day: nobody stands by and teaches at once."""
    teaching = {row["teacher"] for row in classes}
    free = [row["id"] for row in staff if row["id"] not in teaching][:ON_CALL]
    return [
        {**row, "duty": "; ".join(filter(None, (row["duty"], f"{day} 08:00/15:00")))}
        if row["id"] in free
        else row
        for row in staff
    ]


def _offered(rows: list[Row], contacts: list[Row], day: date, model: date | None) -> list[Row]:
    """The hours in the file, those of the model day on `day` too, and whole days of some contacts."""
    live = {row["id"] for row in [row for row in contacts if _easy(row)][:LIVE_CONTACTS]}
    kept = [row for row in rows if not (row["contact"] in live and row["from"].startswith(str(day)))]
    borrowed = [
        {name: text.replace(str(model), str(day)) for name, text in row.items()}
        for row in rows
        if model and row["from"].startswith(str(model)) and row["contact"] not in live
    ]
    whole = [{"contact": one, "from": f"{day} 08:00", "to": f"{day} 15:00"} for one in sorted(live)]
    return kept + borrowed + whole


def _easy(contact: Row) -> bool:
    """Whether a contact can take an ordinary call of twenty minutes on any day."""
    phone = "phone" in contact["formats"] and bool(contact["phone"])
    plain = contact["minutes"] in ("", "20") and not contact["schools"] and not contact["do_not_contact"]
    return phone and plain and (not contact["limit"] or int(contact["limit"]) > 1)


def _as_many(rows: list[Row], wanted: int, chance: random.Random) -> list[Row]:
    if wanted <= len(rows):
        return rows[:: max(1, len(rows) // max(1, wanted))][:wanted]
    taken_ids, taken_mails = {row["id"] for row in rows}, {row["email"] for row in rows}
    made = list(rows)
    number = max(int(row["id"]) for row in rows if row["id"].isdigit())
    while len(made) < wanted:
        number += 1
        if f"{number:06}" not in taken_ids:
            made.append(_another(rows, f"{number:06}", taken_mails, chance))
    return made


def _another(rows: list[Row], ident: str, taken: set[str], chance: random.Random) -> Row:
    """A further student with somebody's timetable, somebody's interests, and a name of two other people's."""
    timetable, wishes, one, two = (chance.choice(rows) for _ in range(4))
    name = ".".join(_PLAIN.sub("", fold(part)) for part in (one["given"], two["family"]))
    mail = f"{name}@{_DOMAIN}"
    if mail in taken:
        mail = f"{name}.{int(ident)}@{_DOMAIN}"
    taken.add(mail)
    guardian = f"{chance.choice(rows)['given']} {two['family']}"
    return {
        **timetable,
        "id": ident,
        "given": one["given"],
        "family": two["family"],
        "preferred": "",
        "email": mail,
        "guardian_name": guardian,
        "guardian_email": "",
        "interests": wishes["interests"],
    }
