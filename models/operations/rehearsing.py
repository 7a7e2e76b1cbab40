"""Making a copy of a store harmless: whatever leaves it is known as a rehearsal's and reaches nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from models.exchange.invites import mailbox_of
from models.operations.invites import Told, content_digest, last_told, plan_invites
from models.operations.unit import Done, Unit
from models.queries.fetching import fetch
from models.queries.reading import campaigns
from models.queries.rehearsing import MARK
from models.tables import rows
from models.tables.reach_rows import Published
from models.tables.rows import Row

NOWHERE = ".invalid"
"""The end of an address that no mail program can send to (RFC 2606, section 2)."""

_MAILS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (rows.Campaign, ("organizer",)),
    (rows.Student, ("email", "guardian_email")),
    (rows.Staff, ("email",)),
    (rows.Contact, ("email",)),
    (rows.Room, ("mail",)),
)

_Mailbox = tuple[str, str]


def make_rehearsal(unit: Unit) -> Done:
    """Only for a copy. Its mail addresses lead nowhere, its interviews bear other UIDs than those in people's
    calendars, and of what was published it knows nothing: no invite, feed or upload of it can change a real event.
    Who was invited already counts as invited, as in the store itself.
    """
    told, before = last_told(unit.db), _digests(unit)
    for model, names in _MAILS:
        _change(unit, model, names, lambda mail: f"{mail}{NOWHERE}")
    _change(unit, rows.Interview, ("uid",), lambda uid: f"rehearsal-{uid}")
    unit.delete_where(Published, Published.id != "")
    _tell_again(unit, told, before)
    unit.fresh_ids(MARK, 1)
    sentence = "Made this copy for a rehearsal: its mail addresses lead nowhere, its calendars are its own."
    return Done(unit.say("rehearse", sentence), sentence)


def _change(unit: Unit, model: type[Row], names: tuple[str, ...], to: Callable[[str], str]) -> None:
    """Change what stands in these columns of every row; what is empty stays so."""
    found = fetch(unit.db, model.select(model.id, *(getattr(model, name) for name in names)))
    changes: dict[str, dict[str, Any]] = {
        ident: {name: to(text) if text else text for name, text in zip(names, texts, strict=True)}
        for ident, *texts in found
    }
    unit.update_many(model, changes)


def _digests(unit: Unit) -> dict[_Mailbox, str]:
    """What each invite would say now, by interview and mailbox."""
    found = {}
    for campaign in campaigns(unit.db):
        plan = plan_invites(unit.db, campaign, lambda one: True, stamp=unit.now, changed=False)
        for one in plan.outgoing:
            found[one.interview, one.invite.mailbox] = content_digest(one.invite)
    return found


def _tell_again(unit: Unit, told: Mapping[str, Mapping[str, Told]], before: Mapping[_Mailbox, str]) -> None:
    """Whoever was invited at the real address was so at the one that leads nowhere, and no more at the other.

    What said what held says so still; what was wrong before stays wrong.
    """
    after, made = _digests(unit), []
    for interview, by_mailbox in told.items():
        for mailbox, one in by_mailbox.items():
            if one.method != "REQUEST":
                continue
            mail, digest = f"{one.mail}{NOWHERE}", one.digest
            if digest == before.get((interview, mailbox)):
                digest = after.get((interview, mailbox_of(mail)), digest)
            organizer = f"{one.organizer}{NOWHERE}" if one.organizer else ""
            made += [
                _told_row(unit, interview, one._replace(method="CANCEL")),
                _told_row(unit, interview, one._replace(mail=mail, digest=digest, organizer=organizer)),
            ]
    idents = unit.fresh_ids("v", len(made))
    unit.insert_many(rows.Invite, [{"id": ident, **row} for ident, row in zip(idents, made, strict=True)])


def _told_row(unit: Unit, interview: str, one: Told) -> dict[str, Any]:
    return {
        "interview": interview, "recipient": one.kind, "recipient_id": one.id, "name": one.name, "mail": one.mail,
        "method": one.method, "sequence": one.sequence, "start_at": one.start, "end_at": one.end,
        "digest": one.digest, "made_at": max(unit.now, one.made_at + timedelta(seconds=1)), "actor": unit.actor,
        "organizer": one.organizer,
    }  # fmt: skip
