"""The unit of work: every change lands in the journal, row by row, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from models.errors import Refused, UnknownId
from models.operations.chain import verify_chain
from models.operations.undo import changes_of
from models.operations.unit import Change, Unit, dump
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import book, change, interview, make_school, raw


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The school."""
    workspace = make_school(tmp_path / "school.wbl")
    yield workspace
    workspace.close()


def changes(workspace: Workspace, entry: int) -> dict[tuple[str, str], Change]:
    return workspace.read(changes_of, entry)


ADA = {"id": "x", "name": "Ada Ng", "role": "", "email": "", "school": ""}


def test_an_entry_holds_the_rows_before_and_after(workspace: Workspace) -> None:
    added = change(workspace, lambda unit: unit.insert(rows.Staff, "x", name="Ada Ng"))
    renamed = change(workspace, lambda unit: unit.update(rows.Staff, "x", name="Ada Ong"))
    removed = change(workspace, lambda unit: unit.delete(rows.Staff, "x"))
    key = ("staff", "x")
    assert changes(workspace, added) == {key: Change(None, ADA)}
    assert changes(workspace, renamed) == {key: Change(ADA, {**ADA, "name": "Ada Ong"})}
    assert changes(workspace, removed) == {key: Change({**ADA, "name": "Ada Ong"}, None)}


def test_the_first_image_before_and_the_last_after_are_kept(workspace: Workspace) -> None:
    def make(unit: Unit) -> None:
        unit.insert(rows.Staff, "x", name="One")
        unit.update(rows.Staff, "x", name="Two")
        unit.update(rows.Staff, "x", name="Ada Ng")
        unit.insert(rows.Staff, "gone", name="Never there")
        unit.delete(rows.Staff, "gone")

    assert changes(workspace, change(workspace, make)) == {("staff", "x"): Change(None, ADA)}


def test_a_change_to_the_same_values_is_none(workspace: Workspace) -> None:
    told: list[bool] = []
    entry = change(workspace, lambda unit: told.append(unit.update(rows.Staff, "t1", name="Mr Vance")))
    assert (told, changes(workspace, entry)) == ([False], {})


def test_rows_of_every_kind_of_value_come_back_as_they_were(workspace: Workspace) -> None:
    def make(unit: Unit) -> None:
        unit.insert(rows.SchoolClass, "bio", name="Bio", kind="core", never_on=("2026-11-20", "2026-11-23"))
        unit.insert(rows.Outreach, "o1", contact="k1", actor="x", at=unit.now, next_by=date(2026, 11, 20))

    entry = change(workspace, make)
    noted = changes(workspace, entry)

    def saved(db: SqliteDatabase) -> tuple[str | None, str | None]:
        unit = Unit(db, now=workspace.now(), actor="", terminal="", new_uid=str)
        from models.operations.unit import row_image

        return (
            dump(row_image(unit.fetch(rows.SchoolClass, "bio"))),
            dump(row_image(unit.fetch(rows.Outreach, "o1"))),
        )

    assert workspace.read(saved) == (
        dump(noted["school_class", "bio"].after),
        dump(noted["outreach", "o1"].after),
    )


def test_ids_are_never_given_twice_even_when_taken_back(workspace: Workspace) -> None:
    from models.operations.undo import undo

    first = book(workspace, "10:00")
    workspace.write(undo)
    assert (first, book(workspace, "10:00")) == ("i1", "i2")


def test_fresh_ids_pass_over_those_that_are_taken(workspace: Workspace) -> None:
    change(workspace, lambda unit: unit.insert(rows.Staff, "s1", name="Somebody"))
    told: list[str] = []
    change(workspace, lambda unit: told.append(unit.fresh_id("s", rows.Staff)))
    change(workspace, lambda unit: told.extend(unit.fresh_ids("s", 2)))
    assert told == ["s2", "s3", "s4"]


def test_no_row_no_change(workspace: Workspace) -> None:
    with pytest.raises(UnknownId, match="There is no room 'r9'"):
        change(workspace, lambda unit: unit.update(rows.Room, "r9", name="x"))


def test_a_column_that_is_none_is_refused(workspace: Workspace) -> None:
    with pytest.raises(TypeError, match="room has no 'colour'"):
        change(workspace, lambda unit: unit.insert(rows.Room, "r9", name="x", colour="red"))


def test_one_unit_one_entry(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError, match="one unit, one entry"):
        change(workspace, lambda unit: unit.say("x", "Too early."))


def test_parked_bookings_change_places_in_one_entry(workspace: Workspace) -> None:
    one, other = book(workspace, "10:00"), book(workspace, "11:00", "s2", "k2")
    first, second = interview(workspace, one), interview(workspace, other)

    def swap(unit: Unit) -> None:
        unit.park([one, other])
        unit.update(rows.Interview, one, start_at=second.start, end_at=second.end)
        unit.update(rows.Interview, other, start_at=first.start, end_at=first.end)

    entry = change(workspace, swap)
    assert (interview(workspace, one).start, interview(workspace, other).start) == (second.start, first.start)
    noted = [image for both in changes(workspace, entry).values() for image in both if image]
    assert [image["parked"] for image in noted] == [0, 0, 0, 0]
    assert raw(workspace.path, "SELECT count(*) FROM interview WHERE parked") == [[(0,)]]


def test_parking_that_is_not_set_down_is_not_saved(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    with pytest.raises(RuntimeError, match="without an entry"):
        workspace.write(lambda unit: unit.park([ident]))
    assert raw(workspace.path, "SELECT count(*) FROM interview WHERE parked") == [[(0,)]]


def test_parked_bookings_are_refused_where_they_end_on_another(workspace: Workspace) -> None:
    one, other = book(workspace, "10:00"), book(workspace, "11:00", "s2", "k2")
    first = interview(workspace, one)

    def onto(unit: Unit) -> None:
        unit.park([one, other])
        unit.update(rows.Interview, other, start_at=first.start, end_at=first.end)

    with pytest.raises(Refused, match="the room is taken at that time"):
        change(workspace, onto)
    assert interview(workspace, other).start != first.start


def test_texts_of_an_image_are_cleaned_when_it_is_put_back(workspace: Workspace) -> None:
    hostile = {**ADA, "name": "Ada\x1b]0;owned\x07 \u202eNg"}
    change(workspace, lambda unit: unit.put(rows.Staff, "x", hostile))
    assert raw(workspace.path, "SELECT name FROM staff WHERE id = 'x'") == [[("Ada Ng",)]]


def test_actor_terminal_and_sentence_are_cleaned(tmp_path: Path) -> None:
    school = make_school(tmp_path / "other.wbl", actor="Ms\x1b[2J Rivera\n")
    change(school, lambda unit: None, "Said \x07it.")
    found = school.read(
        lambda db: db.execute_sql("SELECT actor, sentence FROM journal WHERE id = 2").fetchone()
    )
    school.close()
    assert found == ("Ms Rivera", "Said it.")


# -- the chain --------------------------------------------------------------------------------------------


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A store with three entries, closed, whose guards were taken away."""
    path = tmp_path / "told.wbl"
    school = make_school(path)
    book(school, "10:00")
    book(school, "11:00")
    school.close()
    raw(
        path,
        *(f"DROP TRIGGER guard_{t}_{v}" for t in ("journal", "journal_change") for v in ("update", "delete")),
    )
    return path


def faults(path: Path) -> list[str]:
    database = SqliteDatabase(str(path))
    database.connect()
    try:
        return verify_chain(database)
    finally:
        database.close()


def test_the_chain_of_an_honest_journal_holds(told: Path) -> None:
    assert faults(told) == []


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("UPDATE journal SET sentence = 'Nothing.' WHERE id = 2", ["Entry 2 was altered."]),
        ("UPDATE journal SET actor = 'Mr X' WHERE id = 3", ["Entry 3 was altered."]),
        (
            "DELETE FROM journal_change WHERE entry = 2 AND position = 1",
            ["The changes noted for entry 2 were altered."],
        ),
        (
            "UPDATE journal_change SET after = replace(after, 'Mia', 'Max') WHERE entry = 1",
            ["The changes noted for entry 1 were altered."],
        ),
        (
            "DELETE FROM journal WHERE id = 2",
            ["Entry 2 is missing from the journal.", "Changes are noted for entry 2, which is missing."],
        ),
        (
            "UPDATE journal SET previous_hash = '' WHERE id = 3",
            ["Entry 3 does not follow from the one before it.", "Entry 3 was altered."],
        ),
    ],
)
def test_the_chain_finds_edits_and_deletions(told: Path, harm: str, fault: list[str]) -> None:
    raw(told, harm)
    assert faults(told) == fault


def test_the_chain_finds_swapped_entries(told: Path) -> None:
    raw(
        told,
        "UPDATE journal SET id = 99 WHERE id = 2",
        "UPDATE journal SET id = 2 WHERE id = 3",
        "UPDATE journal SET id = 3 WHERE id = 99",
    )
    assert "Entry 2 was altered." in faults(told)


def test_images_are_canonical_json(told: Path) -> None:
    [found] = raw(told, "SELECT after FROM journal_change WHERE after IS NOT NULL")
    assert all(text == dump(json.loads(text)) for (text,) in found)
