"""Rows made to look as they did: part by part, all or nothing, whatever else was saved since."""

from __future__ import annotations

import pytest
from peewee import SqliteDatabase

from models.errors import Refused
from models.operations.put_back import Batch, batches_of, put_all
from models.operations.undo import undo
from models.operations.unit import Change, Unit
from models.queries import reading
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import change, images, raw

EMPTY = {"role": "", "email": "", "school": ""}
ADA = {"id": "x", "name": "Ada Ng", **EMPTY}


def _several(unit: Unit) -> None:
    unit.insert(rows.Staff, "x", name="Ada Ng")
    unit.insert(rows.Room, "r9", name="Annex", capacity=1)
    unit.insert_many(rows.Staff, [{"id": f"m{n}", "name": f"Nora {n}"} for n in range(1100)])
    unit.update(rows.Staff, "m3", name="Else")


@pytest.mark.parametrize("backwards", [False, True])
def test_the_parts_of_an_entry_come_in_its_order_or_the_other_way_round(
    school: Workspace, backwards: bool
) -> None:
    entry = change(school, _several)

    def rows_told(db: SqliteDatabase) -> list[tuple[str, str]]:
        return [(one.entity, i) for one in batches_of(db, entry, backwards=backwards) for i in one.changes]

    # Of many rows the journal tells first; one that was changed again is told of once more.
    many = [("staff", f"m{n}") for n in range(1100)]
    told = [*many, ("staff", "x"), ("room", "r9"), ("staff", "m3")]
    assert school.read(rows_told) == (told[::-1] if backwards else told)


def test_it_goes_back_whole(school: Workspace) -> None:
    before = images(school)
    change(school, _several)
    school.write(undo)
    assert images(school) == before


def test_what_another_program_changed_meanwhile_keeps_all_of_it_from_going_back(school: Workspace) -> None:
    change(school, _several)
    raw(school.path, "UPDATE staff SET name = 'Other' WHERE id = 'm1099'")
    before = images(school)
    with pytest.raises(Refused, match="it has changed since"):
        school.write(undo)
    assert images(school) == before


def test_what_stands_on_one_of_many_is_named(school: Workspace) -> None:
    entry = change(school, _several)
    bio = {"name": "Bio", "teacher": "m9", "kind": "core"}
    change(school, lambda unit: unit.insert(rows.SchoolClass, "bio", **bio))
    with pytest.raises(Refused, match="still stands on it \\(1 school class\\)"):
        school.write(undo, entry)


def test_an_image_from_before_a_column_came_is_put_back_with_what_it_has(school: Workspace) -> None:
    old = {"id": "x", "name": "Ada Ng"}
    change(school, lambda unit: put_all(unit, rows.Staff, {"x": Change(None, old)}))
    assert school.read(reading.staff)["x"].name == "Ada Ng"
    change(school, lambda unit: put_all(unit, rows.Staff, {"x": Change(old, None)}))
    assert "x" not in school.read(reading.staff)


def test_what_would_hurt_a_terminal_does_not_come_back(school: Workspace) -> None:
    bad = {**ADA, "name": "Ada\x1b[2J Ng"}
    change(school, lambda unit: put_all(unit, rows.Staff, {"x": Change(None, bad)}))
    assert school.read(reading.staff)["x"].name == "Ada Ng"


def test_a_batch_is_of_one_table(school: Workspace) -> None:
    entry = change(school, lambda unit: unit.insert(rows.Staff, "x", name="Ada Ng"))
    [one] = school.read(lambda db: list(batches_of(db, entry, backwards=False)))
    assert one == Batch("staff", {"x": Change(None, ADA)})
