"""The hours that contacts offer, from a file: added to those there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Refused
from models.exchange.offered import spread
from models.exchange.reading import Record
from models.exchange.wall import parse_moment
from models.operations.numbers import Numbers
from models.operations.stored import wall_instant
from models.operations.unit import Unit
from models.queries import reading
from models.queries.reading import fetch
from models.rules.facts import Campaign, Contact, ProposalRow
from models.rules.span import Span
from models.rules.text import fold
from models.tables import rows

PREFIX = "v"


def propose_hours(
    db: SqliteDatabase, records: Iterable[Record], campaign: Campaign, file: str
) -> list[ProposalRow]:
    """A row for each time offered; contacts are named by id, mail address or exact name.

    Weekly hours are offered on every such day of the campaign.
    """
    zone = ZoneInfo(campaign.zone)
    contacts = reading.contacts(db)
    taken = {ident for (ident,) in fetch(db, rows.Availability.select(rows.Availability.id))}
    proposer = _Hours(contacts, zone, file, Numbers(db, PREFIX, taken))
    return [row for record in records for row in proposer.rows(record, campaign)]


def add_hours(unit: Unit, rows_: Iterable[ProposalRow], zone: ZoneInfo) -> None:
    """Save the times of rows to be added. Raises Refused when one is there by now, or its contact is gone."""
    contacts = reading.contacts(unit.db)
    made = []
    for row in rows_:
        after: dict[str, Any] = row.after or {}
        contact = contacts.get(after["contact"])
        start, end = (wall_instant(parse_moment(after[name]), zone)[0] for name in ("from", "to"))
        if contact is None or Span(start, end) in contact.availability:
            raise Refused(f"The store has changed since: {row.label}.", "Look at the proposal again.")
        made.append({"id": row.id, "contact": contact.id, "start_at": start, "end_at": end})
    unit.insert_many(rows.Availability, made)


class _Hours:
    """Turns the records of one file into rows."""

    def __init__(self, contacts: dict[str, Contact], zone: ZoneInfo, file: str, numbers: Numbers) -> None:
        self._contacts, self._zone, self._file, self._numbers = contacts, zone, file, numbers
        self._named: dict[str, set[str]] = defaultdict(set)
        for ident, contact in contacts.items():
            self._named[contact.name].add(ident)
            self._named[fold(contact.email)].add(ident)
        self._seen: dict[tuple[str, datetime, datetime], int] = {}

    def rows(self, record: Record, campaign: Campaign) -> list[ProposalRow]:
        """What becomes of one record, which may offer several hours."""
        hours = record.fields.get("hours")
        if not hours:
            return [self.row(record)]
        contact = record.fields["contact"]
        try:
            spans = spread(hours, campaign.first_day, campaign.last_day)
        except BadInput as wrong:
            source = (self._file, record.row, "hours")
            reason = f"hours: {wrong.sentence}"
            return [ProposalRow("refuse", "availability", "", contact, reason, source, None, None)]
        each = ({"contact": contact, "from": span.start, "to": span.end} for span in spans)
        return [self.row(record._replace(fields=fields)) for fields in each]

    def row(self, record: Record) -> ProposalRow:
        """What becomes of one record."""
        fields = record.fields
        label = f"{fields['contact']}, {fields['from'].text}"
        row = ProposalRow("refuse", "availability", "", label, "", (self._file, record.row, ""), None, None)
        column = "contact"
        try:
            contact = self._contact(fields["contact"])
            column = "from"
            start = wall_instant(fields["from"], self._zone)[0]
            column = "to"
            end = wall_instant(fields["to"], self._zone)[0]
        except BadInput as wrong:
            return row._replace(reason=wrong.sentence, source=(self._file, record.row, column))
        row = row._replace(label=f"{contact.name}, {fields['from'].text}")
        if Span(start, end) in contact.availability:
            return row._replace(action="same")
        twin = self._seen.setdefault((contact.id, start, end), record.row)
        if twin != record.row:
            return row._replace(action="skip", reason=f"says the same as row {twin}")
        after = {"contact": contact.id, "from": fields["from"].text, "to": fields["to"].text}
        return row._replace(action="add", id=self._numbers.next(), after=dict(after))

    def _contact(self, named: str) -> Contact:
        found = {named} if named in self._contacts else self._named[fold(named)] or self._named[named]
        if len(found) != 1:
            known = f"{len(found)} contacts are called" if found else "there is no contact"
            raise BadInput(f"contact: {known} {named!r}")
        return self._contacts[next(iter(found))]
