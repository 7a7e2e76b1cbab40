"""Several processes on one store: never two bookings of one time, nothing lost, nobody waits for ever."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.errors import StoreBusy
from models.operations.chain import verify_chain
from models.queries import reading
from models.tables import sqlite
from models.tables.store import Store
from tests.helpers_store import at, book, make_school, open_school, start_python

_BOOKER = """
import sys
from pathlib import Path
from models.errors import Refused
from models.operations.booking import book_interview
from tests.helpers_store import booking, open_school
number = int(sys.argv[2])
workspace = open_school(Path(sys.argv[1]), actor=f"teller {number}")
print("ready", flush=True)
sys.stdin.readline()
won = 0
for k in range(12):
    slot = (k + number) % 12
    start = f"{8 + slot // 3:02}:{slot % 3 * 20:02}"
    try:
        workspace.write(book_interview, booking(start, f"s{1 + number % 3}", f"k{1 + number % 2}", room="r1"))
        won += 1
    except Refused:
        pass
workspace.close()
print(won, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A store with the school in it, closed."""
    path = tmp_path / "school.wbl"
    make_school(path).close()
    yield path
    for process in _STARTED:
        process.kill()
        process.communicate()
    _STARTED.clear()


_STARTED: list[subprocess.Popen[str]] = []


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process, ended with the test at the latest."""
    process = start_python(code, *arguments)
    _STARTED.append(process)
    return process


def line(process: subprocess.Popen[str]) -> str:
    """The next line it prints; its errors where it ended instead."""
    assert process.stdout is not None
    assert process.stderr is not None
    return process.stdout.readline().strip() or process.stderr.read()


def go(process: subprocess.Popen[str]) -> None:
    """Let a process that waits go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_sixteen_processes_booking_the_same_times(path: Path) -> None:
    tellers = [start(_BOOKER, path, number) for number in range(16)]
    assert [line(teller) for teller in tellers] == ["ready"] * 16
    for teller in tellers:
        go(teller)
    told = [line(teller) for teller in tellers]
    assert all(word.isdigit() for word in told), told
    workspace = open_school(path)
    found = workspace.read(reading.interviews)
    faults = workspace.read(verify_chain)
    workspace.close()
    starts = [one.start for one in found.values() if one.start]
    assert sorted(starts) == sorted({at(f"{8 + n // 3:02}:{n % 3 * 20:02}") for n in range(12)})
    assert sum(int(word) for word in told) == 12
    assert faults == []


_WRITER = """
import sys
from pathlib import Path
from tests.helpers_store import change, open_school
from models.tables import rows
workspace = open_school(Path(sys.argv[1]))
for number in range(100000):
    change(workspace, lambda unit: unit.insert(rows.Staff, f"x{number}", name="N" * 500))
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 40])
def test_what_was_acknowledged_outlives_a_killed_process(path: Path, acknowledged: int) -> None:
    writer = start(_WRITER, path)
    told = ""
    while told != str(acknowledged):
        told = line(writer)
        assert told.isdigit(), told
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    last = int((rest.split() or [told])[-1])
    workspace = open_school(path)
    found = {ident for ident in workspace.read(reading.staff) if ident.startswith("x")}
    faults = workspace.read(verify_chain), workspace.read(sqlite.integrity)
    book(workspace, "10:00")
    workspace.close()
    assert {f"x{number}" for number in range(last + 1)} <= found
    assert faults == ([], [])


_HOLDER = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
other.execute("ROLLBACK")
print("free", flush=True)
"""


async def test_reads_are_answered_while_a_foreign_program_holds_the_lock(path: Path) -> None:
    import asyncio

    from models.operations.booking import book_interview
    from tests.helpers_store import booking

    holder = start(_HOLDER, path)
    assert line(holder) == "held"
    workspace = open_school(path)
    saved = asyncio.ensure_future(workspace.awrite(book_interview, booking("10:00")))
    for _ in range(30):
        assert await workspace.aread(reading.interviews) == {}
        await asyncio.sleep(0.02)
    assert not saved.done()
    go(holder)
    done = await saved
    workspace.close()
    assert done.interview_id == "i1"


def test_reads_are_answered_while_another_process_hangs_in_the_gate(path: Path) -> None:
    workspace = open_school(path)
    writer = start(_WRITER, path)
    assert line(writer) == "0"
    writer.send_signal(signal.SIGSTOP)
    # It would wait for ever: the other does not go on before this is answered.
    assert workspace.read(reading.interviews) == {}
    writer.send_signal(signal.SIGCONT)
    writer.kill()
    workspace.close()


_MIGRATOR = """
import sys
from pathlib import Path
from models.tables import migrations, sqlite
version = migrations.VERSION + 1
step = lambda suffix: ["ALTER TABLE room ADD COLUMN colour TEXT NOT NULL DEFAULT ''"]
sqlite.STEPS, sqlite.VERSION = (*migrations.STEPS, (version, step)), version
from tests.helpers_store import open_school
print("ready", flush=True)
sys.stdin.readline()
workspace = open_school(Path(sys.argv[1]))
workspace.newest_entry()
workspace.close()
print("done", flush=True)
"""


def test_eight_processes_migrating_together(path: Path) -> None:
    movers = [start(_MIGRATOR, path) for _ in range(8)]
    assert [line(mover) for mover in movers] == ["ready"] * 8
    for mover in movers:
        go(mover)
    assert [line(mover) for mover in movers] == ["done"] * 8
    assert len(list(path.parent.glob("backups/*.wbl"))) == 1
    with closing(sqlite3.connect(path)) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (sqlite.VERSION + 1,)
        assert [row[1] for row in found.execute("PRAGMA table_info(room)")].count("colour") == 1


_OPENER = """
import sys
from pathlib import Path
from tests.helpers_store import open_school
print("ready", flush=True)
sys.stdin.readline()
for _ in range(10):
    workspace = open_school(Path(sys.argv[1]))
    workspace.newest_entry()
    workspace.close()
print("done", flush=True)
"""


def test_opening_and_closing_together_meets_no_lock(path: Path) -> None:
    # Restored and copied stores come without the write-ahead log: the first one to open changes the file.
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = delete")
    openers = [start(_OPENER, path) for _ in range(6)]
    assert [line(opener) for opener in openers] == ["ready"] * 6
    for opener in openers:
        go(opener)
    assert [line(opener) for opener in openers] == ["done"] * 6


def test_another_process_is_noticed(path: Path) -> None:
    one, other = Store(path), Store(path)
    before = one.data_version()
    one.attempt(lambda db: db.execute_sql("INSERT INTO counter VALUES ('own', 1)"))
    assert one.data_version() == before
    other.attempt(lambda db: db.execute_sql("INSERT INTO counter VALUES ('foreign', 1)"))
    assert one.data_version() != before
    one.close()
    other.close()


_SEARCHER = """
import sys
from pathlib import Path
word = sys.argv[2].encode()
print(sorted(p.name for p in Path(sys.argv[1]).parent.iterdir() if p.is_file() and word in p.read_bytes()))
"""


def test_what_was_deleted_cannot_be_read_after_scrubbing(path: Path) -> None:
    store = Store(path)
    store.attempt(lambda db: db.execute_sql("INSERT INTO counter VALUES ('Zebulon Q', 1)"))
    store.attempt(lambda db: db.execute_sql("DELETE FROM counter"))
    assert line(start(_SEARCHER, path, "Zebulon Q")) == "['school.wbl-wal']"
    store.scrub()
    assert line(start(_SEARCHER, path, "Zebulon Q")) == "[]"
    reader = Store(path)
    reader.db.begin("DEFERRED")
    reader.db.execute_sql("SELECT count(*) FROM counter")
    store.db.execute_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(StoreBusy, match="deleted names are still in its log"):
        store.scrub()
    reader.db.rollback()
    store.scrub()
    reader.close()
    store.close()


def test_a_lock_of_sqlite_outlives_a_backup_and_a_look_at_the_health(path: Path) -> None:
    """Opening the live file outside SQLite would drop the lock, and let a second program write in between."""
    from models.operations.care import backup
    from models.operations.doctor import doctor

    store = Store(path)
    store.db.begin("IMMEDIATE")
    reader = Store(path)
    backup(reader, path.parent / "backups" / "b.wbl")
    reader.close()
    doctor(path)
    second = start(
        "import sqlite3, sys\n"
        "other = sqlite3.connect(sys.argv[1], timeout=0.2, isolation_level=None)\n"
        "try:\n    other.execute('BEGIN IMMEDIATE')\n    print('second writer')\n"
        "except sqlite3.OperationalError as error:\n    print(error)\n",
        path,
    )
    assert line(second) == "database is locked"
    store.db.rollback()
    store.close()
    assert os.path.exists(path)  # noqa: PTH110
