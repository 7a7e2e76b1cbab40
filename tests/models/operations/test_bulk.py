"""Rows by the hundred in one step: the journal says of them exactly what it would say of each by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UnknownId
from models.operations.bulk import ListDigest, change_text, shape_of
from models.operations.chain import verify_chain
from models.operations.undo import changes_of, redo, undo
from models.operations.unit import Change, Unit, canonical, digest, dump
from models.queries import reading
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import change, images

MANY = 600
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.fixed_dictionaries({"id": TEXTS, "name": TEXTS, "teacher": st.none() | TEXTS}))
def test_an_image_is_written_as_the_journal_writes_every_image(row: dict[str, str | None]) -> None:
    shape = shape_of(rows.SchoolClass)
    raw = shape.raw({**row, "never_on": ("2026-11-20",)})
    assert shape.image(raw) == dump(dict(zip(shape.columns, raw, strict=True)))
    assert dict(zip(shape.columns, raw, strict=True)) == {
        "kind": "",
        "meets": "",
        "never_on": "2026-11-20",
        **row,
    }


def test_numbers_and_flags_become_what_the_store_holds() -> None:
    shape = shape_of(rows.Student)
    image = dict(zip(shape.columns, shape.raw({"id": "1", "share_name": True, "owed": 2}), strict=True))
    assert (image["share_name"], image["owed"], image["questions_ready"], image["given"]) == (1, 2, 0, "")
    assert type(image["share_name"]) is int


def test_a_column_that_the_table_lacks_is_named() -> None:
    with pytest.raises(TypeError, match="staff has no 'wage'"):
        shape_of(rows.Staff).raw({"id": "t1", "wage": 3})


@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_a_list_digested_bit_by_bit_has_the_digest_of_the_whole(found: list[tuple[str, str]]) -> None:
    payload = [(n, "staff", ident, None, after) for n, (ident, after) in enumerate(found)]
    bits = ListDigest()
    bits.add(())
    for item in payload[:2]:
        bits.add((canonical(item),))
    bits.add(change_text(*item) for item in payload[2:])
    assert bits.hex() == digest(payload)


def _many(unit: Unit) -> None:
    unit.insert(rows.Staff, "first", name="First")
    unit.insert_many(rows.Staff, [{"id": f"m{n}", "name": f"Nora {n}"} for n in range(MANY)])
    unit.update(rows.Staff, "m1", name="Other")
    unit.delete(rows.Staff, "m2")


def test_many_rows_in_one_entry_are_undone_and_done_again(school: Workspace) -> None:
    before = images(school)
    entry = change(school, _many)
    after = images(school)
    told = school.read(changes_of, entry)
    empty = {"role": "", "email": "", "school": ""}
    assert len(told) == MANY + 1
    assert told["staff", "m1"] == Change(None, {"id": "m1", "name": "Other", **empty})
    assert told["staff", "m2"] == Change(None, None)
    assert school.read(verify_chain) == []
    school.write(undo)
    assert images(school) == before
    school.write(redo)
    assert images(school) == after
    assert school.read(verify_chain) == []


def test_many_rows_without_an_entry_are_not_saved(school: Workspace) -> None:
    with pytest.raises(RuntimeError, match="without an entry"):
        school.write(lambda unit: unit.insert_many(rows.Staff, [{"id": f"m{n}"} for n in range(MANY)]))
    assert list(school.read(reading.staff)) == ["t1", "t2"]


def test_many_rows_are_changed_in_one_step_and_only_where_they_differ(school: Workspace) -> None:
    change(school, _many)
    before = images(school)
    told = {f"m{n}": {"name": f"Nora {n}"} if n % 2 else {"role": "teacher"} for n in range(3, MANY)}
    entry = change(school, lambda unit: unit.update_many(rows.Staff, told))
    changes = school.read(changes_of, entry)
    assert {ident for _, ident in changes} == {f"m{n}" for n in range(4, MANY, 2)}
    empty = {"id": "m4", "name": "Nora 4", "email": "", "school": ""}
    assert changes["staff", "m4"] == Change({**empty, "role": ""}, {**empty, "role": "teacher"})
    assert school.read(verify_chain) == []
    school.write(undo)
    assert images(school) == before


def test_every_row_of_very_many_can_change(school: Workspace) -> None:
    change(school, _many)
    told = {f"m{n}": {"role": "teacher"} for n in range(3, MANY)}
    change(school, lambda unit: unit.update_many(rows.Staff, told))
    roles = [one.role for ident, one in school.read(reading.staff).items() if ident in told]
    assert roles == ["teacher"] * (MANY - 3)
    assert school.read(verify_chain) == []
    school.write(undo)
    assert school.read(reading.staff)["m9"].role == ""


def test_a_row_that_is_not_there_cannot_be_changed(school: Workspace) -> None:
    with pytest.raises(UnknownId):
        change(school, lambda unit: unit.update_many(rows.Staff, {"t1": {"role": "x"}, "zz": {"role": "x"}}))
    assert school.read(reading.staff)["t1"].role == "teacher"


def _replace_many(unit: Unit) -> None:
    ids = [f"m{n}" for n in range(MANY)]
    unit.delete_where(rows.Staff, rows.Staff.id.startswith("m"))
    unit.insert_many(rows.Staff, [{"id": ident, "name": "Other"} for ident in ids])


def test_many_rows_that_take_the_place_of_others_under_the_same_ids_are_undone(school: Workspace) -> None:
    change(school, _many)
    change(school, lambda unit: unit.insert(rows.Staff, "m2", name="Nora 2"))
    before = images(school)
    entry = change(school, _replace_many)
    after = images(school)
    told = school.read(changes_of, entry)["staff", "m0"]
    assert [image["name"] for image in told if image] == ["Nora 0", "Other"]
    school.write(undo)
    assert images(school) == before
    school.write(redo)
    assert images(school) == after
    assert school.read(verify_chain) == []
