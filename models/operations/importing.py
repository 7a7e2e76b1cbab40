"""What a file would change, as a proposal: every row with what becomes of it and why, and nothing deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput
from models.exchange.reading import Reading, Record
from models.exchange.wall import WallSpan
from models.operations.import_bells import propose_bells
from models.operations.import_hours import propose_hours
from models.operations.import_packs import propose_pack
from models.operations.kinds import KINDS, Kind, write_fields
from models.operations.known import Known, Match
from models.operations.numbers import Numbers
from models.operations.stored import Fields, label_of, stored, wall_instant
from models.queries.reading import fetch
from models.queries.situation import campaign_at
from models.rules.facts import Campaign, Proposal, ProposalRow
from models.rules.text import fold
from models.tables import rows

_BLANK: tuple[Any, ...] = ("", None, ())


def propose_import(db: SqliteDatabase, read: Reading, now: datetime, *, file: str) -> Proposal:
    """What importing the file would do; `file` is what sources and sentences call it.

    A blank cell never empties a field, and records that the file lacks stay: a note says how many. Rows that
    cannot be used are there as "refuse". Raises StoreError in a store without a campaign.
    """
    campaign = campaign_at(db, now)
    zone = ZoneInfo(campaign.zone)
    if read.file or read.also:
        proposal = propose_pack(
            db, read, zone, lambda part, coming: _propose_one(db, part, campaign, file, coming)
        )
    else:
        proposal = _propose_one(db, read, campaign, file, {})
    return proposal._replace(title=f"Import {read.kind} from {file}")


def _propose_one(
    db: SqliteDatabase, read: Reading, campaign: Campaign, file: str, coming: Mapping[str, Collection[str]]
) -> Proposal:
    """A reading of one kind; `coming` are ids, by kind, of what the same proposal adds or already knows."""
    zone = ZoneInfo(campaign.zone)
    file = read.file or file
    notes = list(read.notes)
    if read.kind == "bells":
        found = propose_bells(db, read, campaign, file, notes)
        found += (
            propose_records(db, KINDS["classes"], read.records, zone, file, notes) if read.records else []
        )
    elif read.kind == "availability":
        found = propose_hours(db, read.records, zone, file)
    else:
        found = propose_records(db, KINDS[read.kind], read.records, zone, file, notes, coming)
    found += [_unreadable(read.kind, *problem[:5]) for problem in read.problems]
    found.sort(key=lambda row: row.source[1] if row.source else -1)
    return Proposal("import", "", tuple(found), tuple(notes))


def propose_records(
    db: SqliteDatabase,
    kind: Kind,
    records: tuple[Record, ...],
    zone: ZoneInfo,
    file: str,
    notes: list[str],
    coming: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[ProposalRow]:
    """A row for each record of a file that holds one kind; appends to the notes how many the file lacks."""
    existing = stored(db, kind, zone)
    known = Known(kind, existing, [record.fields for record in records])
    taken = existing.keys() | {record.fields.get("id") for record in records}
    proposer = _Proposer(db, kind, zone, file, known, existing, Numbers(db, kind.prefix, taken), coming)
    found = [proposer.row(record) for record in records]
    if known.missing and kind.name != "classes":
        notes.append(
            f"Missing from this file: {known.missing} {_counted(kind, known.missing)}; nothing is removed."
        )
    return [*proposer.new_classes(), *found]


def _counted(kind: Kind, count: int) -> str:
    return kind.one if count == 1 else kind.name


def _unreadable(kind: str, file: str, row: int, column: str, value: str, expected: str) -> ProposalRow:
    one = KINDS[kind].one if kind in KINDS else kind
    reason = f"{column}: expected {expected}{f', not {value!r}' if value else ''}"
    return ProposalRow("refuse", one, "", f"row {row}", reason, (file, row, column), None, None)


class _Proposer:
    """Turns the records of one file into rows, and gathers what they mention that is not there yet."""

    def __init__(
        self,
        db: SqliteDatabase,
        kind: Kind,
        zone: ZoneInfo,
        file: str,
        known: Known,
        existing: dict[str, Fields],
        numbers: Numbers,
        coming: Mapping[str, Collection[str]],
    ) -> None:
        self._kind, self._zone, self._file = kind, zone, file
        self._known, self._existing, self._numbers = known, existing, numbers
        self._staff = _ids(db, rows.Staff) if kind.name == "classes" else set()
        self._classes = _ids(db, rows.SchoolClass) if kind.name == "students" else set()
        self._staff.update(coming.get("staff", ()))
        self._classes.update(coming.get("classes", ()))
        self._mentioned: dict[str, None] = {}
        self._rows: dict[int, Mapping[str, Any]] = {}

    def row(self, record: Record) -> ProposalRow:
        """What becomes of one record."""
        fields = {name: value for name, value in record.fields.items() if value not in _BLANK}
        match = self._known.find(fields, record.row)
        refusal = match.refusal or self._wrong(fields) or self._second(fields, match)
        self._rows[record.row] = fields
        if refusal:
            return self._made("refuse", record, match.ident, fields, refusal)
        if match.twin:
            return self._made("skip", record, match.ident, fields, f"says the same as row {match.twin}")
        if fields.get("classes"):
            self._mentioned.update(
                dict.fromkeys(one for one in fields["classes"] if one not in self._classes)
            )
        return self._changed(record, fields, match) if match.ident else self._added(record, fields, match)

    def new_classes(self) -> Iterator[ProposalRow]:
        """Classes that students are in and nobody has told of."""
        for ident in self._mentioned:
            reason = "students of the file are in it; where it meets is not known yet"
            yield ProposalRow("add", "class", ident, ident, reason, None, None, {"id": ident, "name": ident})

    def _added(self, record: Record, fields: dict[str, Any], match: Match) -> ProposalRow:
        ident = fields.get("id") or self._numbers.next()
        row = self._made("add", record, ident, fields, match.how)
        return row._replace(after=dict(write_fields(self._kind, fields)))

    def _changed(self, record: Record, fields: dict[str, Any], match: Match) -> ProposalRow:
        """Only the fields that the file has and that differ; an id of the file's own cannot replace ours."""
        there = self._existing[match.ident]
        told = write_fields(self._kind, {name: value for name, value in fields.items() if name != "id"})
        was = write_fields(self._kind, there, told.keys())
        differ = [name for name, text in told.items() if not _alike(name, text, was.get(name, ""))]
        how = f"recognised {match.how}" if match.how else ""
        row = self._made("change" if differ else "same", record, match.ident, {**there, **fields}, how)
        if not differ:
            return row
        return row._replace(
            before={name: was.get(name, "") for name in differ}, after={name: told[name] for name in differ}
        )

    def _made(
        self, action: str, record: Record, ident: str, fields: Mapping[str, Any], reason: str
    ) -> ProposalRow:
        label = label_of(self._kind, dict(fields)) or f"row {record.row}"
        column = reason.partition(":")[0] if action == "refuse" else ""
        known = column in record.fields
        source = (self._file, record.row, column if known else "")
        return ProposalRow(action, self._kind.one, ident, label, reason, source, None, None)

    def _second(self, fields: Mapping[str, Any], match: Match) -> str:
        """Why a second row about the same record is refused; "" when it says the same."""
        if not match.twin or self._rows.get(match.twin) == fields:
            return ""
        return f"row {match.twin} is about the same {self._kind.one} and says otherwise; give both an id"

    def _wrong(self, fields: Mapping[str, Any]) -> str:
        teacher = fields.get("teacher")
        if self._kind.name == "classes" and teacher and teacher not in self._staff:
            return f"teacher: there is no staff {teacher!r}; import the staff first"
        blocks: tuple[WallSpan, ...] = fields.get("blocks", ()) if self._kind.name == "rooms" else ()
        try:
            for block in blocks:
                wall_instant(block.start, self._zone)
                wall_instant(block.end, self._zone)
        except BadInput as wrong:
            return f"blocks: {wrong.sentence}"
        return ""


def _ids(db: SqliteDatabase, model: type[rows.Row]) -> set[str]:
    return {ident for (ident,) in fetch(db, model.select(model.id))}


def _alike(field: str, one: str, two: str) -> bool:
    """Whether two cells say the same; the case of a mail address or an employer's name says nothing."""
    return one == two or (field in ("email", "guardian_email", "employer") and fold(one) == fold(two))
