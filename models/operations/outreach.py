"""The same attempt noted for several contacts at once, as after a mail to the whole pool: one journal entry."""

from __future__ import annotations

from datetime import date

from models.errors import BadInput, UnknownId
from models.operations.pool import log_outreach, next_text
from models.operations.unit import Done, Unit
from models.rules.naming import listing, outreach_text
from models.rules.text import clean
from models.tables import rows


def log_outreach_to(
    unit: Unit,
    contacts: tuple[str, ...],
    *,
    how: str,
    outcome: str,
    next_action: str = "",
    next_by: date | None = None,
) -> Done:
    """Note one attempt for each of these contacts, now, with what comes next. Raises UnknownId."""
    if not contacts:
        raise BadInput("Outreach needs a contact.")
    if len(contacts) == 1:
        return log_outreach(
            unit, contacts[0], how=how, outcome=outcome, next_action=next_action, next_by=next_by
        )
    names = []
    for ident in contacts:
        found = unit.fetch(rows.Contact, ident)
        if found is None:
            raise UnknownId("contact", ident)
        names.append(str(found.name))
    told: dict[str, object] = {
        "actor": unit.actor,
        "at": unit.now,
        "how": clean(how),
        "outcome": clean(outcome),
    }
    told |= {"next_action": clean(next_action), "next_by": next_by}
    unit.insert_many(
        rows.Outreach,
        [
            {"id": ident, "contact": contact, "student": None, **told}
            for ident, contact in zip(unit.fresh_ids("o", len(contacts)), contacts, strict=True)
        ],
    )
    said = outreach_text(clean(how), clean(outcome))
    sentence = f"Noted outreach to {listing(names)}: {said}.{next_text(next_action, next_by)}"
    return Done(unit.say("outreach", sentence), sentence)
