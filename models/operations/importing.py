"""What a file would change, as a proposal: every row with what becomes of it and why, and nothing deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.joined_sheets import in_words, place_in
from models.exchange.reading import Reading
from models.operations.import_answers import SHEET_OF, Answers, answer_key
from models.operations.import_bells import propose_bells, touched_notes
from models.operations.import_hours import propose_hours
from models.operations.import_packs import propose_pack
from models.operations.import_records import EVERY, Import, Watch, propose_records
from models.operations.kinds import BY_ONE, KINDS
from models.operations.mappings import remembered
from models.queries.situation import campaign_at
from models.rules.facts import Campaign, ColumnsSaid, Proposal, ProposalRow

__all__ = ["EVERY", "NOT_IN_IT", "Answers", "Watch", "answer_key", "propose_import"]

NAMED = 20
"""So many of the records that a file lacks are named in a note; the proposal has all of them."""
NOT_IN_IT = "Not in it: "
"""How the note begins that names them."""


def propose_import(
    db: SqliteDatabase,
    read: Reading,
    now: datetime,
    *,
    file: str,
    overwrite: Collection[str] = (),
    answers: Answers | None = None,
    mapping: Mapping[str, str] | None = None,
    watch: Watch | None = None,
) -> Proposal:
    """What importing the file would do; `file` is what sources and sentences call it.

    A blank cell never empties a field, and records that the file lacks stay: `missing` has them. Rows that cannot
    be used are there as "refuse"; a row that may be somebody known under another spelling waits as "skip" until
    `answers` says whom it means (`answer_key` of the row → id, "" for new). What a person set in the program is
    kept against the file, save for the fields of `overwrite` (`EVERY` for all). `mapping` is what a person said of
    the columns, to be remembered. Raises StoreError in a store without a campaign, BadInput for answers that fit
    no row, and what `watch` raises.
    """
    campaign = campaign_at(db, now)
    zone = ZoneInfo(campaign.zone)
    job = Import(db, zone, file, frozenset(overwrite), answers or {}, watch, [], [])
    if read.file or read.also or read.partial:
        found = propose_pack(
            db,
            read,
            zone,
            lambda part, coming: _propose_one(
                job, part, campaign, coming, whole=part.kind == read.kind and not part.partial
            ),
        )
    else:
        found = _propose_one(job, read, campaign, {}, whole=not read.partial)
    found = _in_sheets(found, read, file)
    return found._replace(
        title=f"Import {read.kind} from {file}",
        notes=(*found.notes, *touched_notes(db, found.rows, now), *_missing_notes(job)),
        missing=tuple(job.missing),
        learnt=tuple(job.learnt),
        columns=_said(db, read, mapping or {}),
    )


def _in_sheets(found: Proposal, read: Reading, file: str) -> Proposal:
    """The proposal whose rows name their sheet, where several were read together."""
    if not read.joined:
        return found
    rows = tuple(_in_its_sheet(row, read.joined, file) for row in found.rows)
    return found._replace(rows=rows)


def _in_its_sheet(row: ProposalRow, joined: tuple[str, ...], file: str) -> ProposalRow:
    if row.source is None or SHEET_OF in row.source[0]:
        return row._replace(reason=in_words(joined, row.reason))
    sheet, number = place_in(joined, row.source[1])
    source = (f"{file}{SHEET_OF}{sheet}", number, row.source[2])
    return row._replace(source=source, reason=in_words(joined, row.reason), label=in_words(joined, row.label))


def _propose_one(
    job: Import, read: Reading, campaign: Campaign, coming: Mapping[str, Collection[str]], *, whole: bool
) -> Proposal:
    """A reading of one kind; `coming` are ids, by kind, of what the same proposal adds or already knows."""
    file = read.file or job.file
    notes = list(read.notes)
    if read.kind == "bells":
        found = propose_bells(job.db, read, campaign, file, notes)
        found += propose_records(job, KINDS["classes"], read, coming) if read.records else []
    elif read.kind == "availability":
        found = propose_hours(job.db, read.records, campaign, file)
    else:
        found = propose_records(job, KINDS[read.kind], read, coming, whole=whole)
    found += _unreadable(read)
    found.sort(key=lambda row: row.source[1] if row.source else -1)
    return Proposal("import", "", tuple(found), tuple(notes))


def _unreadable(read: Reading) -> Iterator[ProposalRow]:
    one = KINDS[read.kind].one if read.kind in KINDS else read.kind
    for problem in read.problems:
        file = f"{problem.file}{SHEET_OF}{problem.sheet}" if problem.sheet else problem.file
        reason = f"{problem.column}: expected {problem.expected}"
        reason += f", not {problem.value!r}" if problem.value else ""
        source = (file, problem.row, problem.column)
        yield ProposalRow("refuse", one, "", f"row {problem.row}", reason, source, None, None)


def _missing_notes(job: Import) -> Iterator[str]:
    """How many records of each kind the file lacks, and who they are."""
    for one in dict.fromkeys(what for _, _, what in job.missing):
        labels = [f"{label} ({ident})" for ident, label, what in job.missing if what == one]
        count, many = len(labels), BY_ONE[one].name
        yield f"Missing from this file: {count} {one if count == 1 else many}; nothing is removed."
        more = f" and {count - NAMED} more" if count > NAMED else ""
        yield f"{NOT_IN_IT}{', '.join(labels[:NAMED])}{more}."


def _said(db: SqliteDatabase, read: Reading, mapping: Mapping[str, str]) -> ColumnsSaid | None:
    """What is to be remembered of the columns: nothing where nothing new was said."""
    if not mapping or not read.headers or dict(mapping) == remembered(db, read.kind, read.headers):
        return None
    return ColumnsSaid(read.kind, read.headers, tuple(sorted(mapping.items())))
