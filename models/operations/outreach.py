"""The same attempt noted for several contacts at once, as after a mail to the whole pool: one journal entry."""

from __future__ import annotations

from models.errors import BadInput, UnknownId
from models.operations.pool import log_outreach
from models.operations.unit import Done, Unit
from models.rules.naming import listing, outreach_text
from models.rules.text import clean
from models.tables import rows


def log_outreach_to(unit: Unit, contacts: tuple[str, ...], *, how: str, outcome: str) -> Done:
    """Note one attempt for each of these contacts, now. Raises UnknownId."""
    if not contacts:
        raise BadInput("Outreach needs a contact.")
    if len(contacts) == 1:
        return log_outreach(unit, contacts[0], how=how, outcome=outcome)
    names = []
    for ident in contacts:
        found = unit.fetch(rows.Contact, ident)
        if found is None:
            raise UnknownId("contact", ident)
        names.append(str(found.name))
    told = {"actor": unit.actor, "at": unit.now, "how": clean(how), "outcome": clean(outcome)}
    unit.insert_many(
        rows.Outreach,
        [
            {"id": ident, "contact": contact, "student": None, "next_by": None, **told}
            for ident, contact in zip(unit.fresh_ids("o", len(contacts)), contacts, strict=True)
        ],
    )
    sentence = f"Noted outreach to {listing(names)}: {outreach_text(clean(how), clean(outcome))}."
    return Done(unit.say("outreach", sentence), sentence)
