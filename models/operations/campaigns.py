"""Making a campaign: the window, what students owe, and the zone in which everybody reads the times."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from models.errors import BadInput, Finding, UnknownId
from models.exchange.mail_address import mail_address
from models.operations.unit import Done, Unit
from models.rules.naming import day_text
from models.rules.span import require_near
from models.rules.text import clean
from models.tables import rows

LONGEST_DAYS = 366
"""A campaign takes one or two weeks; one that takes more than a year is a slip of the pen."""


def make_campaign(
    unit: Unit, /, *, name: str, first_day: date, last_day: date, zone: str, **others: Any
) -> Done:
    """Make a campaign, a further one where there is one already; `others` as `checked` takes them.

    Raises BadInput for what cannot be.
    """
    fields = checked(name=name, first_day=first_day, last_day=last_day, zone=zone, **others)
    unit.insert(rows.Campaign, unit.fresh_id("w", rows.Campaign), created_at=unit.now, **fields)
    sentence = (
        f"Made the campaign {fields['name']}, {day_text(first_day)} to {day_text(last_day)} {last_day.year}."
    )
    return Done(unit.say("campaign", sentence), sentence)


def change_campaign(unit: Unit, ident: str, /, **fields: Any) -> Done:
    """Other values for some of what `make_campaign` takes. Raises UnknownId, BadInput."""
    found = unit.fetch(rows.Campaign, ident)
    if found is None:
        raise UnknownId("campaign", ident)
    known = {name: getattr(found, name) for name in _FIELDS}
    whole = checked(**{**known, **fields})
    unit.update(rows.Campaign, ident, **whole)
    told = [f"{name.replace('_', ' ')} {whole[name]}" for name in _FIELDS if whole[name] != known[name]]
    sentence = f"Changed the campaign {whole['name']}: {', '.join(told) or 'nothing'}."
    if not told:
        return Done(0, sentence)
    return Done(unit.say("campaign", sentence), sentence, None, _outside(unit, ident))


def _outside(unit: Unit, ident: str) -> tuple[Finding, ...]:
    """The calls that the campaign as it is now has no place for."""
    # Imported when asked: a new campaign, which the first start waits for, has no calls.
    from models.operations.strain import strained

    return strained(unit, rows.Interview.campaign == ident)


NO_PLACES = {"localtime", "Factory", "posixrules"}
"""Names in the zone files that stand for no place: what they mean differs from computer to computer."""

_FIELDS = (
    "name", "first_day", "last_day", "zone", "per_student", "minutes", "school", "organizer", "calls_per_adult",
)  # fmt: skip


_USUAL = {"per_student": 1, "minutes": 20, "school": "", "organizer": "", "calls_per_adult": 2}


def checked(**fields: Any) -> dict[str, Any]:
    """The fields of a campaign, cleaned; what is not given is as usual. Raises BadInput with the first thing
    that cannot be.
    """
    fields = {**_USUAL, **fields}
    fields = {**fields, "name": clean(fields["name"]), "school": clean(fields["school"])}
    if not fields["name"]:
        raise BadInput("A campaign needs a name.", 'For example --name "Spring 2027".')
    _check_window(fields["first_day"], fields["last_day"])
    if fields["zone"] not in available_timezones() - NO_PLACES:
        raise BadInput(f"{clean(fields['zone'])!r} is no time zone.", "For example America/Chicago.")
    _check_number(fields["per_student"], "interviews for each student", 0, 99)
    _check_number(fields["minutes"], "minutes of an interview", 1, 480)
    _check_number(fields["calls_per_adult"], "calls for each adult", 1, 99)
    if fields["organizer"]:
        fields["organizer"] = mail_address(fields["organizer"], "the organizer")
    return fields


def _check_window(first: date, last: date) -> None:
    require_near(first)
    require_near(last)
    if last < first:
        raise BadInput(f"The window would end on {last} before it begins on {first}.", "Swap the two dates.")
    if (last - first).days >= LONGEST_DAYS:
        raise BadInput("The window would be longer than a year.", "One to two weeks is usual.")


def _check_number(value: int, what: str, least: int, most: int) -> None:
    if not least <= value <= most:
        raise BadInput(f"{value} is no number of {what}.", f"Give {least} to {most}.")
