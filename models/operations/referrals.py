"""Who named whom: referrals are noted, and turned into contacts of the pool that keep the tie."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused, UnknownId
from models.exchange import cells
from models.operations.kinds import kind_named
from models.operations.saving import Saver
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at
from models.rules.naming import listing
from models.rules.text import clean, clean_lines
from models.tables import people_rows as care
from models.tables import rows

_MAIL = re.compile(r"[^\s,;<>]+@[^\s,;<>]+")
_PHONE = re.compile(r"[+(]?\d[\d\s().\-/+]{5,}\d")
_MAY = {True: "; the name may be used", False: "; the name may not be used", None: ""}


def note_referral(
    unit: Unit,
    named_by: str,
    name: str,
    *,
    reach: str = "",
    may_use_name: bool | None = None,
    note: str = "",
    interview: str | None = None,
) -> Done:
    """A contact named a further person; `may_use_name`: whether the student may say who it was (None: not asked).

    Raises UnknownId, BadInput without a name, Refused where the interview was not with that contact.
    """
    by, called = _name(unit, named_by), clean(name)
    if not called:
        raise BadInput("A referral needs a name.", "Say who was named.")
    if interview:
        row = unit.fetch(rows.Interview, interview)
        if row is None:
            raise UnknownId("interview", interview)
        if row.contact != named_by:
            raise Refused(f"Interview {interview} was not with {by}.", "Leave the interview out.")
    ident = unit.fresh_id("f", care.Referral)
    unit.insert(
        care.Referral,
        ident,
        named_by=named_by,
        interview=interview or None,
        name=called,
        reach=clean(reach),
        note=clean_lines(note),
        contact=None,
        may_use_name=may_use_name,
        at=unit.now,
    )
    sentence = f"{by} named {called}{_MAY[may_use_name]} ({ident})."
    return Done(unit.say("referral", sentence), sentence)


def change_referral(unit: Unit, ident: str, **fields: Any) -> Done:
    """Other values of `name`, `reach`, `note` or `may_use_name`. Raises UnknownId, BadInput without a name."""
    row = _referral(unit, ident)
    if not fields.get("name", row.name):
        raise BadInput("A referral needs a name.", "Say who was named.")
    if not unit.update(care.Referral, ident, **fields):
        return Done(0, f"The referral of {row.name} is like that already.")
    words = {"may_use_name": "may the name be used"}
    told = listing([words.get(each, each) for each in fields], most=4)
    sentence = f"Changed the referral of {row.name}: {told}."
    return Done(unit.say("referral", sentence), sentence)


def tie_referral(unit: Unit, ident: str, contact: str) -> Done:
    """The person named is this contact of the pool. Raises UnknownId, Refused for whoever named them."""
    row = _referral(unit, ident)
    called = _name(unit, contact)
    if row.named_by == contact:
        raise Refused(f"{called} is the one who named {row.name}.", "Choose another contact.")
    if not unit.update(care.Referral, ident, contact=contact):
        return Done(0, f"{row.name} is known to be {called} already.")
    sentence = f"{row.name}, whom {_name(unit, row.named_by)} named, is {called} ({contact})."
    return Done(unit.say("referral", sentence), sentence)


def take_into_pool(unit: Unit, ident: str, *, employer: str = "", title: str = "") -> Done:
    """Make a contact of the person named; the source says who recommended them. What `reach` holds of a mail
    address and a phone number is taken over. Raises UnknownId, Refused for somebody who is in the pool already.
    """
    row = _referral(unit, ident)
    if row.contact:
        known = _name(unit, row.contact)
        raise Refused(f"{row.name} is in the pool already: {known} ({row.contact}).", "Open that contact.")
    by = _name(unit, row.named_by)
    made = unit.fresh_id("c", rows.Contact)
    saver = Saver(unit, ZoneInfo(campaign_at(unit.db, unit.now).zone))
    fields = {
        "name": row.name,
        "employer": clean(employer),
        "title": clean(title),
        "source": clean(f"recommended by {by}"),
        "notes": "\n".join(part for part in (row.note, _reach_left(row.reach)) if part),
        **reach_fields(row.reach),
    }
    saver.add(kind_named("contacts"), made, fields)
    saver.flush()
    unit.update(care.Referral, ident, contact=made)
    at = f" at {clean(employer)}" if clean(employer) else ""
    sentence = f"Added contact {row.name} ({made}){at}, recommended by {by}."
    return Done(unit.say("referral", sentence), sentence)


def reach_fields(reach: str) -> dict[str, str]:
    """The mail address and the phone number in what was said about how to reach somebody."""
    found: dict[str, str] = {}
    mail = _MAIL.search(reach)
    if mail is not None:
        with suppress(BadInput):
            found["email"] = cells.email(mail[0].rstrip("."))
    phone = _PHONE.search(_MAIL.sub(" ", reach))
    if phone is not None:
        found["phone"] = cells.phone(phone[0])
    return {field: value for field, value in found.items() if value}


def _reach_left(reach: str) -> str:
    """What was said about reaching somebody beside a mail address and a number."""
    rest = _PHONE.sub(" ", _MAIL.sub(" ", reach))
    return clean(reach) if any(letter.isalpha() for letter in rest) else ""


def remove_referral(unit: Unit, ident: str) -> Done:
    """Take a referral away; a contact that came of it stays. Raises UnknownId."""
    row = _referral(unit, ident)
    unit.delete(care.Referral, ident)
    sentence = f"Removed that {_name(unit, row.named_by)} named {row.name}."
    return Done(unit.say("remove", sentence), sentence)


def _referral(unit: Unit, ident: str) -> Any:
    row = unit.fetch(care.Referral, ident)
    if row is None:
        raise UnknownId("referral", ident)
    return row


def _name(unit: Unit, contact: str) -> str:
    found = unit.fetch(rows.Contact, contact)
    if found is None:
        raise UnknownId("contact", contact)
    return str(found.name)
