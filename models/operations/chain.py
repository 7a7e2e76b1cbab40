"""Whether the journal is as it was written: every hash computed again.

The chain finds edits, deletions and swaps. It cannot find a tail that was cut off or a journal written anew
from the start, so it makes the journal tamper-evident, not tamper-proof; a head noted elsewhere closes the gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from peewee import SqliteDatabase

from models.operations.bulk import ListDigest
from models.operations.unit import canonical, digest

_COLUMNS = (
    "id", "at", "stamped_at", "actor", "terminal", "action", "sentence", "kind", "target", "changes_digest",
    "previous_hash", "hash",
)  # fmt: skip
_ENTRIES = f"SELECT {', '.join(_COLUMNS)} FROM journal ORDER BY id"
_CHANGES = (
    "SELECT entry, position, entity, row_id, before, after FROM journal_change ORDER BY entry, position"
)


def verify_chain(db: SqliteDatabase) -> list[str]:
    """One sentence for every entry that is not as it was written; empty when all are."""
    wrong: list[str] = []
    changes = dict(_payloads(db))
    expected_id, previous = 1, ""
    for values in db.execute_sql(_ENTRIES):
        entry = dict(zip(_COLUMNS, values, strict=True))
        if entry["id"] != expected_id:
            wrong.append(f"Entry {expected_id} is missing from the journal.")
        elif entry["previous_hash"] != previous:
            wrong.append(f"Entry {entry['id']} does not follow from the one before it.")
        wrong += _own_faults(entry, changes.pop(entry["id"], _NONE))
        expected_id, previous = entry["id"] + 1, entry["hash"]
    wrong += [f"Changes are noted for entry {entry}, which is missing." for entry in changes]
    return wrong


_NONE = digest([])


def _payloads(db: SqliteDatabase) -> Iterator[tuple[int, str]]:
    """Each entry with the digest of its changes, of which there may be hundreds of thousands."""
    for entry, rows in groupby(db.execute_sql(_CHANGES), key=lambda row: row[0]):
        told = ListDigest()
        for row in rows:
            told.add((canonical(row[1:]),))
        yield entry, told.hex()


def _own_faults(entry: dict[str, Any], changes: str) -> Iterator[str]:
    written = {name: value for name, value in entry.items() if name != "hash"}
    if digest(written) != entry["hash"]:
        yield f"Entry {entry['id']} was altered."
    if changes != entry["changes_digest"]:
        yield f"The changes noted for entry {entry['id']} were altered."
