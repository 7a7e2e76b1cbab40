"""Whatever program writes, with whatever settings: nothing double-booked, nothing in the journal rewritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.tables import sqlite
from models.tables.guards import STANDS
from tests.helpers_store import book, make_school

MINUTE = 60_000_000
TEN = 10 * 60


@pytest.fixture
def other(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A second program with SQLite's own defaults, on a store with the school in it."""
    path = tmp_path / "school.wbl"
    make_school(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def put(
    other: sqlite3.Connection, ident: str, start: int | None, *, room: str = "r1", contact: str = "k1",
    student: str = "s1", state: str = "scheduled", form: str = "phone", minutes: int = 20, parked: int = 0,
    verb: str = "INSERT",
) -> None:  # fmt: skip
    """Raw SQL of an interview and its student; `start` in minutes."""
    begin = None if start is None else start * MINUTE
    end = None if start is None else (start + minutes) * MINUTE
    other.execute(
        f"{verb} INTO interview (id, campaign, contact, format, place, room, start_at, end_at, minutes, state,"
        " uid, created_at, parked) VALUES (?, 'c1', ?, ?, 'room', ?, ?, ?, ?, ?, ?, 0, ?)",
        (ident, contact, form, room, begin, end, minutes, state, f"{ident}@x", parked),
    )
    other.execute("INSERT INTO interview_student VALUES (?, ?, ?, 0)", (f"{ident}:{student}", ident, student))


OTHERS = {"room": "r2", "contact": "k2", "student": "s2"}


@pytest.mark.parametrize("what", ["room", "contact", "student"])
@pytest.mark.parametrize("start", [TEN - 19, TEN, TEN + 19])
def test_a_second_booking_of_the_same_is_refused(other: sqlite3.Connection, what: str, start: int) -> None:
    put(other, "i1", TEN)
    mine = {name: value for name, value in OTHERS.items() if name != what}
    with pytest.raises(sqlite3.IntegrityError, match=f"guard: the {what} is taken"):
        put(other, "i2", start, **mine)  # type: ignore[arg-type]


@pytest.mark.parametrize("start", [TEN - 20, TEN + 20])
def test_touching_is_allowed(other: sqlite3.Connection, start: int) -> None:
    put(other, "i1", TEN)
    put(other, "i2", start)


def test_a_long_one_around_a_short_one_is_refused(other: sqlite3.Connection) -> None:
    put(other, "i1", TEN)
    with pytest.raises(sqlite3.IntegrityError, match="guard: the room is taken"):
        put(other, "i2", TEN - 200, contact="k2", student="s2", minutes=480)


def test_a_room_needs_its_changeover_minutes(other: sqlite3.Connection) -> None:
    put(other, "i1", TEN, room="r2")
    for start in (TEN - 24, TEN + 24):
        with pytest.raises(sqlite3.IntegrityError, match="guard: the room is taken"):
            put(other, f"i{start}", start, room="r2", contact="k2", student="s2")
    put(other, "after", TEN + 25, room="r2", contact="k2", student="s2")


@pytest.mark.parametrize("state", ["cancelled", "declined", "student_absent", "interviewee_absent"])
def test_what_does_not_stand_takes_nothing(other: sqlite3.Connection, state: str) -> None:
    put(other, "i1", TEN, state=state)
    put(other, "i2", TEN)


def test_the_guards_know_the_standing_states() -> None:
    from models.rules.interview import STANDING

    assert sorted(STANDS.strip("()").replace("'", "").split(",")) == sorted(STANDING)


@pytest.mark.parametrize("verb", ["UPDATE", "UPDATE OR IGNORE", "UPDATE OR REPLACE"])
def test_un_cancelling_onto_another_is_refused(other: sqlite3.Connection, verb: str) -> None:
    put(other, "i1", TEN, state="cancelled")
    put(other, "i2", TEN)
    with pytest.raises(sqlite3.IntegrityError, match="guard: the room is taken"):
        other.execute(f"{verb} interview SET state = 'scheduled' WHERE id = 'i1'")


@pytest.mark.parametrize("verb", ["INSERT OR IGNORE", "INSERT OR REPLACE", "REPLACE"])
def test_no_kind_of_insert_slips_through(other: sqlite3.Connection, verb: str) -> None:
    put(other, "i1", TEN)
    with pytest.raises(sqlite3.IntegrityError, match="guard: the room is taken"):
        put(other, "i2", TEN, contact="k2", student="s2", verb=verb)


@pytest.mark.parametrize("change", ["room = 'r1'", "contact = 'k1'", "room = 'r1', contact = 'k1'"])
def test_giving_it_what_another_has_is_refused(other: sqlite3.Connection, change: str) -> None:
    put(other, "i1", TEN)
    put(other, "i2", TEN, **OTHERS)  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError, match="guard: the"):
        other.execute(f"UPDATE interview SET {change} WHERE id = 'i2'")


def test_moving_onto_another_is_refused_to_the_microsecond(other: sqlite3.Connection) -> None:
    put(other, "i1", TEN)
    put(other, "i2", TEN + 40)
    move = "UPDATE interview SET start_at = start_at - ?1, end_at = end_at - ?1 WHERE id = 'i2'"
    with pytest.raises(sqlite3.IntegrityError, match="guard: the room is taken"):
        other.execute(move, (20 * MINUTE + 1,))
    other.execute(move, (20 * MINUTE,))


def test_a_student_cannot_be_slipped_into_a_second_one(other: sqlite3.Connection) -> None:
    put(other, "i1", TEN)
    put(other, "i2", TEN, **OTHERS)  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError, match="guard: the student is taken"):
        other.execute("INSERT INTO interview_student VALUES ('i2:s1', 'i2', 's1', 1)")
    with pytest.raises(sqlite3.IntegrityError, match="guard: the student is taken"):
        other.execute("UPDATE interview_student SET student = 's1' WHERE interview = 'i2'")


def test_for_a_recording_the_contact_is_not_busy_but_the_room_is(other: sqlite3.Connection) -> None:
    put(other, "i1", TEN)
    put(other, "i2", TEN, room="r2", student="s2", form="recorded")
    with pytest.raises(sqlite3.IntegrityError, match="guard: the room is taken"):
        put(other, "i3", TEN, student="s3", form="recorded")


def test_many_rows_at_once_are_refused_as_a_whole(other: sqlite3.Connection) -> None:
    put(other, "i1", None, state="requested")
    put(other, "i2", None, state="requested", student="s2")
    with pytest.raises(sqlite3.IntegrityError, match="guard:"):
        other.execute(f"UPDATE interview SET state = 'scheduled', start_at = 0, end_at = {20 * MINUTE}")
    assert other.execute("SELECT DISTINCT state FROM interview").fetchall() == [("requested",)]


def test_parked_rows_can_change_places_and_are_looked_at_when_set_down(other: sqlite3.Connection) -> None:
    put(other, "i1", TEN)
    put(other, "i2", TEN + 60)
    other.execute("BEGIN")
    other.execute("UPDATE interview SET parked = 1")
    for ident, start in (("i1", TEN + 60), ("i2", TEN)):
        other.execute(
            "UPDATE interview SET start_at = ?, end_at = ? WHERE id = ?",
            (start * MINUTE, (start + 20) * MINUTE, ident),
        )
    other.execute("UPDATE interview SET parked = 0")
    other.execute("COMMIT")
    put(other, "i3", TEN, **OTHERS, parked=1)  # type: ignore[arg-type]
    other.execute("UPDATE interview SET room = 'r1' WHERE id = 'i3'")
    with pytest.raises(sqlite3.IntegrityError, match="guard: the room is taken"):
        other.execute("UPDATE interview SET parked = 0 WHERE id = 'i3'")


APPEND_ONLY = ("journal", "journal_change", "invite")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A store whose journal and invites hold something."""
    path = tmp_path / "written.wbl"
    workspace = make_school(path)
    book(workspace, "10:00")
    workspace.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        columns = [row[1] for row in other.execute("PRAGMA table_info(invite)")]
        values = ["'REQUEST'" if name == "method" else "'1'" for name in columns]
        other.execute(f"INSERT INTO invite ({', '.join(columns)}) VALUES ({', '.join(values)})")
    return path


@pytest.mark.parametrize("recursive", [0, 1])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_append_only_whatever_the_verb(written: Path, table: str, recursive: int) -> None:
    with closing(sqlite3.connect(written, isolation_level=None)) as other:
        other.execute(f"PRAGMA recursive_triggers = {recursive}")
        before = other.execute(f"SELECT * FROM {table}").fetchall()
        for statement in (
            f"UPDATE {table} SET rowid = rowid",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
            f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=f"guard: {table} is only added to"):
                other.execute(statement)
        assert other.execute(f"SELECT * FROM {table}").fetchall() == before


def test_a_journal_entry_is_not_replaced_by_way_of_its_hash(written: Path) -> None:
    with closing(sqlite3.connect(written, isolation_level=None)) as other:
        columns = [row[1] for row in other.execute("PRAGMA table_info(journal)")]
        chosen = ", ".join("99" if name == "id" else name for name in columns)
        with pytest.raises(sqlite3.IntegrityError, match="guard: journal is only added to"):
            other.execute(f"INSERT OR REPLACE INTO journal SELECT {chosen} FROM journal WHERE id = 1")


def test_guards_can_be_made_again_at_any_time(written: Path) -> None:
    from models.tables import guards

    with closing(sqlite3.connect(written, isolation_level=None)) as other:
        for statement in guards.statements():
            other.execute(statement)
        assert sqlite.schema(other) == sqlite.expected_schema()
