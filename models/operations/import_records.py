"""What becomes of each record of a file: new, changed, the same, waiting for an answer, or refused and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput
from models.exchange.reading import Reading, Record
from models.exchange.wall import WallSpan
from models.operations.import_answers import Answers, answers_for
from models.operations.kinds import Kind, write_fields
from models.operations.known import Known, Match
from models.operations.likely import PEOPLE, Likely, Likenesses
from models.operations.numbers import Numbers
from models.operations.references import References
from models.operations.settled import BY_NAME, aliases_of, set_by_hand
from models.operations.stored import Fields, label_of, stored, wall_instant
from models.queries.interests import settled
from models.queries.merged import merged_employers
from models.rules.facts import Learnt, ProposalRow
from models.rules.placing import place
from models.rules.text import clean, fold
from models.tables import rows

BLANK: tuple[Any, ...] = ("", None, ())
KEPT = "kept what was set here"
"""How the reason of a row begins that left alone what a person set."""
EVERY = "*"
"""Stands for every field among those that a file may overwrite."""
_SHOWN = 60
_WATCHED = 250
"""Rows after which whoever waits is told how far it is, and may stop it."""

Watch = Callable[[int, int], None]
"""Is told how many are done, of how many; raises Stopped when a person wants no more of it."""


class Import(NamedTuple):
    """What one import goes by, and what it gathers while it goes through the readings of its file.

    `overwrite` are fields that take the file's value also where a person set another.
    """

    db: SqliteDatabase
    zone: ZoneInfo
    file: str
    overwrite: frozenset[str]
    answers: Answers
    watch: Watch | None
    missing: list[tuple[str, str, str]]
    learnt: list[Learnt]


def propose_records(
    job: Import, kind: Kind, read: Reading, coming: Mapping[str, Collection[str]], *, whole: bool = True
) -> list[ProposalRow]:
    """A row for each record of a reading of one kind, new classes first; `job` learns what goes beyond rows.

    `coming` are ids, by kind, of what the same proposal adds or knows already; `whole`: what the reading lacks is
    missing. Raises BadInput for answers about rows or records that are not there.
    """
    existing = stored(job.db, kind, job.zone)
    answers = answers_for(job.answers, kind, read, existing, job.file)
    proposer = _Proposer(job, kind, read, existing, answers, coming)
    found = proposer.rows()
    if whole and kind.name != "classes":
        job.missing.extend(proposer.missing())
    return [*proposer.new_classes(), *found]


class _Proposer:
    """Turns the records of one reading into rows, and gathers what they mention that is not there yet."""

    def __init__(
        self,
        job: Import,
        kind: Kind,
        read: Reading,
        existing: dict[str, Fields],
        answers: Mapping[int, str],
        coming: Mapping[str, Collection[str]],
    ) -> None:
        self._job, self._kind, self._existing, self._read = job, kind, existing, read
        self._file = read.file or job.file
        self._aliases = aliases_of(job.db, kind.name)
        self._employers = merged_employers(job.db) if kind.name == "contacts" else {}
        self.known = Known(
            kind,
            existing,
            read.records,
            source=read.source,
            aliases=self._aliases,
            answers=answers,
            employers=self._employers,
        )
        taken = existing.keys() | {record.fields.get("id") for record in read.records}
        self._numbers = Numbers(job.db, kind.prefix, taken)
        self._by_hand = set_by_hand(job.db, kind.name)
        self._staff = References(job.db, "staff", rows.Staff, coming) if kind.name == "classes" else None
        self._classes = (
            References(job.db, "classes", rows.SchoolClass, coming) if kind.name == "students" else None
        )
        self._words = settled(job.db) if kind.name == "students" else {}
        self._mentioned: dict[str, None] = {}
        self._rows: dict[int, Record] = {}
        self._likenesses: Likenesses | None = None

    def rows(self) -> list[ProposalRow]:
        """What becomes of the records, in the order of the file."""
        # Whom a row may be under another name is only known once every row has been looked up.
        matches = [self.known.find(record) for record in self._watched(0)]
        if self._kind.name in PEOPLE and any(not match.ident for match in matches):
            self._likenesses = self._likely_ones(matches)
        pairs = zip(self._watched(len(matches)), matches, strict=True)
        return [self._row(record, match) for record, match in pairs]

    def missing(self) -> list[tuple[str, str, str]]:
        """Records that no row means: id, label, what they are; not those of schools that were not wanted."""
        wanted = {fold(school) for school in self._read.schools_taken}
        schools = {one: fold(self._existing[one].get("school") or "") for one in self.known.missing}
        return [
            (one, self.known.label(one) or one, self._kind.one)
            for one, school in schools.items()
            if not wanted or not school or school in wanted
        ]

    def _likely_ones(self, matches: Sequence[Match]) -> Likenesses | None:
        """Among whom strangers are looked for: records that no row means."""
        # Ids say of all rows with an id alike whom they cannot mean, and of all without one: one of each will do.
        strangers = {
            bool(record.fields.get("id")): record.fields
            for record, match in zip(self._read.records, matches, strict=True)
            if not match.ident
        }
        free = [
            ident
            for ident in self.known.missing
            if any(self.known.may_mean(one, ident) for one in strangers.values())
        ]
        return Likenesses(self._kind, {ident: self._existing[ident] for ident in free}) if free else None

    def _watched(self, before: int) -> Iterator[Record]:
        of = 2 * len(self._read.records)
        for n, record in enumerate(self._read.records):
            if self._job.watch is not None and n % _WATCHED == 0:
                self._job.watch(before + n, of)
            yield record

    def new_classes(self) -> Iterator[ProposalRow]:
        """Classes that students are in and nobody has told of."""
        for ident in self._mentioned:
            reason = "students of the file are in it; where it meets is not known yet"
            yield ProposalRow("add", "class", ident, ident, reason, None, None, {"id": ident, "name": ident})

    def _row(self, record: Record, match: Match) -> ProposalRow:
        fields = _told(record)
        if match.merged:
            reason = f"was merged into {self.known.label(match.ident)} ({match.ident})"
            return self._made("skip", record, match.ident, fields, reason)
        self._translate(fields)
        refusal = match.refusal or self._wrong(fields) or self._second(record, match)
        refusal = refusal or self._nameless(fields, match)
        if refusal:
            return self._made("refuse", record, match.ident, fields, refusal)
        if match.twin:
            return self._made("skip", record, match.ident, fields, f"says the same as row {match.twin}")
        row = self._changed(record, fields, match) if match.ident else self._added(record, fields, match)
        if row.action != "skip":
            self._settled(record, fields, match, row.id)
        return row

    def _translate(self, fields: dict[str, Any]) -> None:
        """What the file calls classes, teachers and employers, as they are called here; interests as a person placed them."""
        if self._words and fields.get("interests"):
            fields["interests"] = place(fields["interests"], self._words)
        if fields.get("employer"):
            fields["employer"] = self._employers.get(fold(fields["employer"]), fields["employer"])
        if self._classes is not None and fields.get("classes"):
            fields["classes"] = tuple(dict.fromkeys(map(self._classes.named, fields["classes"])))
        if self._staff is not None and fields.get("teacher"):
            fields["teacher"] = self._staff.named(fields["teacher"])

    def _settled(self, record: Record, fields: Mapping[str, Any], match: Match, ident: str) -> None:
        """What is to be remembered of a row that will be in the store."""
        given = fields.get("id") or ident
        if self._classes is not None:
            unknown = (one for one in fields.get("classes", ()) if one not in self._classes)
            self._mentioned.update(dict.fromkeys(unknown))
        if not (record.foreign or match.said or given != ident):
            return
        for source, foreign in self.known.aliases_of(record):
            remembered = self._aliases.get((source, foreign)) == ident or foreign == ident
            if not remembered and (match.said or source != BY_NAME):
                self._job.learnt.append(Learnt(self._kind.name, source, foreign, ident, match.said))

    def _added(self, record: Record, fields: dict[str, Any], match: Match) -> ProposalRow:
        found = self._resembled(fields, match)
        likely = tuple((one.id, self.known.label(one.id), one.why) for one in found)
        if found and found[0].sure:
            ident, label, why = likely[0]
            reason = f"may be {label} ({ident}): {why}; say which"
            return self._made("skip", record, "", fields, reason)._replace(likely=likely)
        others = [one.id for one in found] or list(match.alike)
        resembles = f"resembles {self.known.label(others[0])} ({others[0]})" if others else ""
        ident = fields.get("id") or self._numbers.next()
        row = self._made("add", record, ident, fields, match.how or resembles)
        return row._replace(after=dict(write_fields(self._kind, fields)), likely=likely)

    def _resembled(self, fields: Mapping[str, Any], match: Match) -> tuple[Likely, ...]:
        """Records that a new row may be, the likeliest first; nobody who is clearly somebody else."""
        if match.said or self._likenesses is None:
            return ()
        found = self._likenesses.of(fields, lambda ident: self.known.may_mean(fields, ident))
        known = {one.id for one in found}
        others = [one for one in match.alike if one not in known and self.known.may_mean(fields, one)]
        return found + tuple(Likely(one, "the same mail address", 0.0, False) for one in others)

    def _changed(self, record: Record, fields: dict[str, Any], match: Match) -> ProposalRow:
        """Only the fields that the file has and that differ; an id of the file's own cannot replace ours."""
        there = self._existing[match.ident]
        if self._read.further_classes and fields.get("classes"):
            fields["classes"] = tuple(dict.fromkeys((*there.get("classes", ()), *fields["classes"])))
        other = {name: value for name, value in fields.items() if name != "id" and there.get(name) != value}
        told, was = write_fields(self._kind, other), write_fields(self._kind, there, other.keys())
        differ = [name for name, text in told.items() if not _alike(name, text, was.get(name, ""))]
        kept = [name for name in differ if self._is_kept(match.ident, name)]
        differ = [name for name in differ if name not in kept]
        how = [f"recognised {match.how}"] if match.how else []
        if kept:
            said = ", ".join(f"{name} (the file says {clean(told[name], _SHOWN)})" for name in kept)
            how.append(f"{KEPT}: {said}")
        action = "change" if differ else "same"
        row = self._made(action, record, match.ident, {**there, **fields}, "; ".join(how))
        if not differ:
            return row
        return row._replace(
            before={name: was.get(name, "") for name in differ}, after={name: told[name] for name in differ}
        )

    def _is_kept(self, ident: str, field: str) -> bool:
        if field not in self._by_hand.get(ident, ()):
            return False
        return self._job.overwrite.isdisjoint((EVERY, field))

    def _made(
        self, action: str, record: Record, ident: str, fields: Mapping[str, Any], reason: str
    ) -> ProposalRow:
        label = label_of(self._kind, dict(fields)) or f"row {record.row}"
        column = reason.partition(":")[0] if action == "refuse" else ""
        known = column in record.fields
        source = (self._file, record.row, column if known else "")
        return ProposalRow(action, self._kind.one, ident, label, reason, source, None, None)

    def _second(self, record: Record, match: Match) -> str:
        """Why a second row about the same record is refused; "" when it says the same."""
        if not match.twin or _told(self._twin(match.twin)) == _told(record):
            return ""
        return f"row {match.twin} is about the same {self._kind.one} and says otherwise; give both an id"

    def _twin(self, row: int) -> Record:
        if not self._rows:
            self._rows.update((record.row, record) for record in self._read.records)
        return self._rows[row]

    def _nameless(self, fields: Mapping[str, Any], match: Match) -> str:
        """Why nobody can be added: a form's answer may tell only a mail address, which nobody here has."""
        if (
            match.ident
            or match.twin
            or any(fields.get(name) for group in self._kind.required for name in group)
        ):
            return ""
        known_by = next((name for name in ("email", "id") if fields.get(name)), "")
        if self._kind.name != "students" or not known_by:
            return ""
        return f"{known_by}: no student has it, and a new student needs a name"

    def _wrong(self, fields: Mapping[str, Any]) -> str:
        teacher = fields.get("teacher")
        if self._staff is not None and teacher and teacher not in self._staff:
            return f"teacher: there is no staff {teacher!r}; import the staff first"
        blocks: tuple[WallSpan, ...] = fields.get("blocks", ()) if self._kind.name == "rooms" else ()
        try:
            for block in blocks:
                wall_instant(block.start, self._job.zone)
                wall_instant(block.end, self._job.zone)
        except BadInput as wrong:
            return f"blocks: {wrong.sentence}"
        return ""


def _told(record: Record) -> dict[str, Any]:
    """What a row says: a blank cell says nothing, unless it is meant."""
    return {
        name: value for name, value in record.fields.items() if value not in BLANK or name in record.emptied
    }


def _alike(field: str, one: str, two: str) -> bool:
    """Whether two cells say the same; the case of a mail address or an employer's name says nothing."""
    return one == two or (field in ("email", "guardian_email", "employer") and fold(one) == fold(two))
