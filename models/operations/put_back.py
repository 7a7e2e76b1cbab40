"""Making rows look again as the journal says they did, hundreds at a time: what undo and redo are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.errors import Refused
from models.operations.bulk import Shape, shape_of
from models.operations.cleaning import clean_image
from models.operations.unit import Change, Image, Unit
from models.queries.reading import fetch
from models.tables.journal_rows import JournalChange
from models.tables.rows import Row
from models.tables.sqlite import delete_rows, insert_rows, rows_of, update_rows

_AT_ONCE = 1000


class Batch(NamedTuple):
    """Changes of one table that follow each other in an entry, by the row's id."""

    entity: str
    changes: dict[str, Change]


def batches_of(db: SqliteDatabase, entry: int, *, backwards: bool) -> Iterator[Batch]:
    """The changes of an entry part by part, so that those of a whole district never are in memory at once."""
    c = JournalChange
    order, place = (c.position.desc(), 2**62) if backwards else (c.position, 0)
    columns = (c.position, c.entity, c.row_id, c.before, c.after)
    while True:
        beyond = c.position < place if backwards else c.position > place
        found = c.select(*columns).where((c.entry == entry) & beyond).order_by(order).limit(_AT_ONCE)
        part = fetch(db, found)
        if not part:
            return
        yield from _of_one_table(part)
        place = part[-1][0]


def _of_one_table(part: list[tuple[Any, ...]]) -> Iterator[Batch]:
    batch: Batch | None = None
    for _, entity, ident, before, after in part:
        # A row that came with many others and was changed once more is there twice: one after the other.
        if batch is None or batch.entity != entity or ident in batch.changes:
            if batch is not None:
                yield batch
            batch = Batch(entity, {})
        batch.changes[ident] = Change(_load(before), _load(after))
    if batch is not None:
        yield batch


def put_all(unit: Unit, model: type[Row], wanted: Mapping[str, Change]) -> None:
    """Rows that look like `before` of their change shall look like its `after`, None for not there.

    Raises Refused when one looks otherwise by now. An image may come from a restored file, so its texts pass the
    same door as everything else.
    """
    shape = shape_of(model)
    at = shape.columns.index("id")
    there = {row[at]: row for row in rows_of(unit.db, shape.table, shape.columns, wanted)}
    for ident, change in wanted.items():
        if not _looks_like(shape.mapping(there.get(ident)), change.before):
            raise Refused("Not possible: it has changed since.", "Look at the journal: `wbl-tui log`.")
    images = {ident: change.after and clean_image(change.after) for ident, change in wanted.items()}
    whole = {i: image for i, image in images.items() if image is None or len(image) == len(shape.columns)}
    _write(unit, model, shape, whole, there)
    for ident, image in images.items():
        if ident not in whole:  # from before the table had all of its columns
            unit.put(model, ident, image)


def _looks_like(current: Image | None, image: Image | None) -> bool:
    """Whether the row is as it was; of columns that came later the image says nothing."""
    if current is None or image is None:
        return current is image
    return all(current.get(name) == value for name, value in image.items())


def _write(
    unit: Unit,
    model: type[Row],
    shape: Shape,
    wanted: Mapping[str, Image | None],
    there: Mapping[str, tuple[object, ...]],
) -> None:
    after = {
        i: None if image is None else [image[name] for name in shape.columns] for i, image in wanted.items()
    }
    gone = [ident for ident, row in after.items() if row is None and ident in there]
    new = {ident: row for ident, row in after.items() if row is not None and ident not in there}
    other = {i: row for i, row in after.items() if row is not None and i in there and tuple(row) != there[i]}
    delete_rows(unit.db, shape.table, gone)
    insert_rows(unit.db, shape.table, shape.columns, new.values())
    update_rows(unit.db, shape.table, shape.columns, ([*row, ident] for ident, row in other.items()))
    unit.note_all(model, [(ident, there[ident], None) for ident in gone], len(gone))
    unit.note_all(model, [(ident, None, row) for ident, row in new.items()], len(new))
    unit.note_all(model, [(ident, there[ident], row) for ident, row in other.items()], len(other))


def _load(text: str | None) -> Image | None:
    return None if text is None else json.loads(text)
