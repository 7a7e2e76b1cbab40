"""Whatever two people do, take back and do again: the journal tells all of it, and all of it can be taken back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import SqliteDatabase

from models.errors import Refused, WblError
from models.operations.absences import decide_absence
from models.operations.booking import NewTime, book_interview, move_interview
from models.operations.chain import verify_chain
from models.operations.marking import mark_interview, note_on_interview
from models.operations.undo import is_undone, redo, undo
from models.queries import reading
from models.queries.journal import entries
from models.rules.conflicts import all_conflicts, clashes
from models.rules.interview import STATES
from models.tables import all_rows, rows
from models.workspace import Workspace
from tests.helpers_store import at, booking, change, images, make_school, open_school

STARTS = ("08:00", "08:10", "09:00", "09:20", "10:00")
Step = tuple[int, str, int, int]

steps = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(
            ["book", "book", "move", "mark", "mark", "absence", "note", "room", "undo", "undo", "redo"]
        ),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=14,
)


def act(workspace: Workspace, verb: str, n: int, m: int) -> None:
    """One thing a person might do; refusals are part of it."""
    found = sorted(workspace.read(reading.interviews))
    ident = found[n % len(found)] if found else "i0"
    start = STARTS[m % len(STARTS)]
    verbs: dict[str, Callable[[], object]] = {
        "book": lambda: workspace.write(
            book_interview, booking(start, f"s{1 + n % 3}", f"k{1 + m % 2}", room=f"r{1 + n % 2}")
        ),
        "move": lambda: workspace.write(
            move_interview, ident, NewTime(start=at(start), room=(None, "", "r1", "r2")[n % 4])
        ),
        "mark": lambda: workspace.write(mark_interview, ident, STATES[m], because="so"),
        "absence": lambda: workspace.write(decide_absence, ident, ("approve", "deny", "request")[m % 3]),
        "note": lambda: workspace.write(note_on_interview, ident, number=f"555 {m}"),
        "room": lambda: change(
            workspace, lambda unit: unit.update(rows.Room, f"r{1 + n % 2}", name=f"Room {m}")
        ),
        "undo": lambda: workspace.write(undo),
        "redo": lambda: workspace.write(redo),
    }
    with suppress(WblError):
        verbs[verb]()


def told(db: SqliteDatabase) -> dict[tuple[str, str], Any]:
    """The rows as the journal alone tells them."""
    found: dict[tuple[str, str], Any] = {}
    changes = "SELECT entity, row_id, before, after FROM journal_change ORDER BY entry, position"
    for entity, ident, before, after in db.execute_sql(changes):
        assert found.get((entity, ident)) == (json.loads(before) if before else None)
        if after is None:
            del found[entity, ident]
        else:
            found[entity, ident] = json.loads(after)
    return found


def saved(db: SqliteDatabase) -> dict[tuple[str, str], Any]:
    """The rows as they are."""
    found = {}
    for name, model in all_rows.ROWS.items():
        columns = list(model._meta.columns)
        for values in db.execute_sql(f'SELECT {", ".join(columns)} FROM "{name}"'):
            image = dict(zip(columns, values, strict=True))
            found[name, image["id"]] = image
    return found


def require_sound(workspace: Workspace) -> None:
    """The journal holds together, tells the rows as they are, and nothing clashes."""
    assert workspace.read(verify_chain) == []
    assert workspace.read(told) == workspace.read(saved)
    from models.queries.situation import whole_situation

    situation = workspace.read(whole_situation, workspace.campaign())
    assert clashes(all_conflicts(situation, workspace.now())) == ()


@settings(max_examples=40, deadline=None)
@given(steps)
def test_everything_that_two_people_did_can_be_taken_back(taken: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school.wbl"
        people = [make_school(path), open_school(path, actor="Mr Vance")]
        try:
            start = images(people[0])
            for who, verb, n, m in taken:
                act(people[who], verb, n, m)
            require_sound(people[0])
            for entry in reversed(people[0].read(entries, since=1)):
                if entry.kind == "do" and not people[0].read(is_undone, entry.id):
                    people[0].write(undo, entry.id)
            assert images(people[0]) == start
            require_sound(people[1])
        finally:
            for workspace in people:
                workspace.close()


@settings(max_examples=25, deadline=None)
@given(steps)
def test_redo_after_undo_is_as_if_nothing_had_been(taken: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_school(Path(folder) / "school.wbl")
        try:
            for _, verb, n, m in taken:
                act(workspace, verb, n, m)
            before, undone = images(workspace), 0
            try:
                while True:
                    workspace.write(undo)
                    undone += 1
            except Refused:
                pass
            for _ in range(undone):
                workspace.write(redo)
            assert images(workspace) == before
            require_sound(workspace)
        finally:
            workspace.close()
