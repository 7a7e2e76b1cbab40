"""Who holds whom: a claim keeps a contact's room for one student until it runs out, is given up or taken over."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.errors import BadInput, Finding, Refused, UnknownId
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.claims import holders
from models.queries.counts import room_left
from models.queries.situation import campaign_at
from models.rules.claims import Holder, last_day_text
from models.rules.facts import Claim, Contact
from models.rules.naming import listing
from models.rules.text import clean
from models.tables import rows

CLAIM_DAYS = 7
"""How long a claim holds unless somebody says otherwise."""


def claim_contact(
    unit: Unit, contact: str, student: str, *, until: datetime | None = None, because: str = ""
) -> Done:
    """A student holds a contact until a moment, `CLAIM_DAYS` from now unless said; renews a claim there is.

    While the contact has room for both, others may hold them too, and that comes back as a warning. With a
    reason (`because`) the claim takes the place of the one of another student that would run out first.
    Raises UnknownId, BadInput for a claim that is over already, and Refused when the contact has no room left
    or does not want to be asked.
    """
    found, who = require_contact(unit, contact), require_student(unit, student)
    until = until or unit.now + timedelta(days=CLAIM_DAYS)
    if until <= unit.now:
        raise BadInput("A claim has to run out later than now.")
    _require_askable(found)
    others = _others(unit, contact, student)
    own = _live_claim(unit, contact, student)
    reason, loser = clean(because), None
    if own is None:
        loser = others[0] if others and reason else None
        if loser is not None:
            unit.update(rows.Claim, loser.claim, until_at=unit.now)
        _require_room_left(unit, found, others)
        unit.insert(
            rows.Claim,
            unit.fresh_id("p", rows.Claim),
            contact=contact,
            student=student,
            made_at=unit.now,
            until_at=until,
            because=reason,
        )
    else:
        unit.update(rows.Claim, own.id, until_at=until)
    sentence = f"{who} holds {found.name} until {_day(unit, until)}{_instead(unit, loser, reason)}."
    left = tuple(one for one in others if one is not loser)
    return Done(unit.say("extend" if own else "claim", sentence), sentence, None, _shared(unit, found, left))


def extend_claim(unit: Unit, ident: str, until: datetime) -> Done:
    """Another end for a claim. Raises UnknownId, BadInput for an end that has passed, Refused as `claim_contact`."""
    claim = _claim(unit, ident)
    if until <= unit.now:
        raise BadInput("A claim has to run out later than now.", "Give it up instead.")
    require_holdable(unit, claim, claim.contact, until)
    unit.update(rows.Claim, ident, until_at=until)
    who, name = require_student(unit, claim.student), require_contact(unit, claim.contact).name
    sentence = f"{who} holds {name} until {_day(unit, until)}."
    return Done(unit.say("extend", sentence), sentence)


def give_up_claim(unit: Unit, ident: str) -> Done:
    """End a claim now; that there was one stays in the stories. Raises UnknownId, Refused for one that is over."""
    claim = _claim(unit, ident)
    who, name = require_student(unit, claim.student), require_contact(unit, claim.contact).name
    if claim.until <= unit.now:
        raise Refused(f"The claim of {who} on {name} is over already.", "There is nothing to give up.")
    unit.update(rows.Claim, ident, until_at=unit.now)
    sentence = f"{who} no longer holds {name}."
    return Done(unit.say("claim", sentence), sentence)


def require_holdable(unit: Unit, claim: Claim, contact: str, until: datetime) -> None:
    """Raises Refused when a changed claim would take room that the contact has not got."""
    counted = claim.until > unit.now and claim.contact == contact
    if until <= unit.now or counted:
        return
    found = require_contact(unit, contact)
    _require_askable(found)
    _require_room_left(unit, found, _others(unit, contact, claim.student))


def require_contact(unit: Unit, ident: str) -> Contact:
    """The contact with this id. Raises UnknownId."""
    found = reading.contacts(unit.db, [ident])
    if ident not in found:
        raise UnknownId("contact", ident)
    return found[ident]


def require_student(unit: Unit, ident: str) -> str:
    """The name of the student with this id. Raises UnknownId."""
    found = reading.students(unit.db, [ident])
    if ident not in found:
        raise UnknownId("student", ident)
    return found[ident].label


def _claim(unit: Unit, ident: str) -> Claim:
    found = next((one for one in reading.claims(unit.db) if one.id == ident), None)
    if found is None:
        raise UnknownId("claim", ident)
    return found


def _live_claim(unit: Unit, contact: str, student: str) -> Claim | None:
    those = (one for one in reading.claims(unit.db) if (one.contact, one.student) == (contact, student))
    return next((one for one in those if one.until > unit.now), None)


def _others(unit: Unit, contact: str, student: str) -> tuple[Holder, ...]:
    """Claims of other students on the contact that hold, the first to run out first."""
    held = holders(unit.db, campaign_at(unit.db, unit.now), unit.now, contact).get(contact, ())
    return tuple(one for one in held if one.student != student)


def _require_askable(contact: Contact) -> None:
    if contact.do_not_contact:
        raise Refused(f"{contact.name} asked not to be contacted.", "Choose another contact.")


def _require_room_left(unit: Unit, contact: Contact, others: tuple[Holder, ...]) -> None:
    left = room_left(unit.db, campaign_at(unit.db, unit.now).id, unit.now).get(contact.id)
    if left is not None and left <= 0:
        offered = f"offered {contact.limit} interview{'' if contact.limit == 1 else 's'}"
        held = listing([f"{one.label} until {_day(unit, one.until)}" for one in others])
        raise Refused(
            f"{contact.name} has no room left: {offered}, and all of it is booked or claimed"
            f"{f' (held by {held})' if held else ''}.",
            "Choose another contact, or take a claim over with a reason (because=…)."
            if others
            else "Choose another contact, or ask whether more is possible.",
        )


def _instead(unit: Unit, loser: Holder | None, reason: str) -> str:
    if loser is None:
        return f" ({reason})" if reason else ""
    return f", in place of {require_student(unit, loser.student)}: {reason.rstrip('.')}"


def _shared(unit: Unit, contact: Contact, others: tuple[Holder, ...]) -> tuple[Finding, ...]:
    """A warning when somebody else holds the same contact."""
    if not others:
        return ()
    told = listing([f"{require_student(unit, one.student)} until {_day(unit, one.until)}" for one in others])
    text = f"{contact.name} is held by {told} too: agree on who calls."
    return (Finding("also_claimed", "warning", (), contact.name, unit.now, others[0].until, text),)


def _day(unit: Unit, until: datetime) -> str:
    return last_day_text(until, ZoneInfo(campaign_at(unit.db, unit.now).zone))
