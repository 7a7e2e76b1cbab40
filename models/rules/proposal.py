"""Everything large before it happens, as a value: what would be added, changed, moved, skipped or refused, and why."""

from __future__ import annotations

from typing import NamedTuple


class ProposalRow(NamedTuple):
    """One thing a proposal would do: add, change, move, remove, same, skip or refuse, and why.

    `likely` are records that a new one may be under another spelling: id, label, why. A row that waits for a
    person's answer about them is there as "skip".
    """

    action: str
    entity: str
    id: str
    label: str
    reason: str
    source: tuple[str, int, str] | None
    before: dict[str, object] | None
    after: dict[str, object] | None
    likely: tuple[tuple[str, str, str], ...] = ()

    @property
    def otherwise(self) -> str:
        """Each field that a file changes, as it was and as it will be: "grade 9 → 12"."""
        if self.source is None or self.action != "change" or self.before is None or self.after is None:
            return ""
        old, new = self.before, dict(self.after)
        if self.entity in _WHOLE:
            # These are told whole, so that what is not among them any more is taken away.
            new = {**new, **{name: None for name in old if name not in new}}
            new = {name: value for name, value in new.items() if value != old.get(name)}
        return ", ".join(_became(name, old.get(name), value) for name, value in new.items())


_WHOLE = frozenset({"day", "week", "day_type"})
"""What a row tells whole, and not only in the fields that change."""


def _became(name: str, old: object, new: object) -> str:
    if name == "periods":
        return periods_became(old, new)
    return f"{name.replace('_', ' ')} {old or 'none'} → {new or 'none'}"


def periods_became(before: object, after: object) -> str:
    """The periods that are others: "6 14:30–15:30 → 14:35–15:30; without 7; with Lunch 11:00–11:30 break"."""
    old, new = _rows_of(before), _rows_of(after)
    gone = {row[0]: row for row in old if row not in new}
    came = {row[0]: row for row in new if row not in old}
    told = [f"{n} {_times(gone[n])} → {_times(came[n])}" for n in gone if n in came]
    told += [f"without {name}" for name in gone if name not in came]
    told += [f"with {name} {_times(row)}" for name, row in came.items() if name not in gone]
    return "; ".join(told) or "periods in another order"


def _rows_of(told: object) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in told] if isinstance(told, list) else []


def _times(row: list[str]) -> str:
    _name, start, end, kind = row
    return f"{start}–{end}{f' {kind}' if kind != 'period' else ''}"


class Learnt(NamedTuple):
    """What an import found out: another program (`source`) knows a record by a foreign id; whether a person said so."""

    kind: str
    source: str
    foreign: str
    record: str
    said: bool


class ColumnsSaid(NamedTuple):
    """What a person said the columns of a file mean: field → header, for every file of the kind with these headers."""

    kind: str
    headers: tuple[str, ...]
    mapping: tuple[tuple[str, str], ...]


class Proposal(NamedTuple):
    """Everything large before it happens. `kind` names how it is applied; `notes` are for people to read.

    Of an import, `missing` are the records that the file lacks (id, label, what they are); `learnt` and `columns`
    are remembered with it for the next file.
    """

    kind: str
    title: str
    rows: tuple[ProposalRow, ...]
    notes: tuple[str, ...] = ()
    missing: tuple[tuple[str, str, str], ...] = ()
    learnt: tuple[Learnt, ...] = ()
    columns: ColumnsSaid | None = None

    @property
    def said(self) -> bool:
        """Whether it holds an answer of a person, which is remembered even where no record changes."""
        return self.columns is not None or any(one.said for one in self.learnt)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each action."""
        counted = dict.fromkeys(("add", "change", "same", "skip", "refuse", "move", "remove"), 0)
        for row in self.rows:
            counted[row.action] += 1
        return counted

    @property
    def bad_rows(self) -> int:
        """How many rows of the file cannot be used: a row of which several cells are wrong is one. Of a file without
        rows it is each place.
        """
        refused = (row for row in self.rows if row.action == "refuse")
        return len(
            {row.source[:2] if row.source and row.source[1] else (row.label, row.reason) for row in refused}
        )
