"""A look at the health of the store and of what it stands on: one finding for each thing that can go wrong."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from models.errors import WblError
from models.operations.care import all_backups, backups_folder, counted
from models.operations.chain import verify_chain
from models.queries.journal import head
from models.rules.text import clean
from models.tables import private_files, sqlite
from models.tables.store import Store

Level = Literal["ok", "warn", "fail"]


class Check(NamedTuple):
    """One finding: what was looked at, how it is, and what to do about it ("" when nothing)."""

    id: str
    level: Level
    text: str
    fix: str = ""


class Terminal(NamedTuple):
    """The terminal as the caller sees it; None where there is none."""

    columns: int | None
    rows: int | None
    colours: int
    unicode: bool


_RESTORE = "Restore a backup: `wbl-tui restore FILE`."
_LOW_BYTES = 50_000_000
_FAIL_BYTES = 5_000_000
_OLD = timedelta(days=7)
_OPENED = 3
_AHEAD = timedelta(minutes=2)


def doctor(path: Path, *, now: datetime | None = None, terminal: Terminal | None = None) -> list[Check]:
    """Every finding about the store at `path` and this computer; a missing or damaged store is a finding too.

    `now` is the real time. Nothing is changed.
    """
    moment = now or datetime.now(UTC)
    place = private_files.real(path)
    try:
        store = Store(path)
    except WblError as error:
        found = [Check("store", "fail", error.sentence, error.next_step), *_unseen()]
        warning = _risk(place)
    else:
        warning = store.warning
        try:
            found = [_guarded(ident, look, store, moment) for ident, look in _LOOKS]
        finally:
            store.close()
    found[3:3] = [_permissions(place), _folder(warning), _sqlite(), _disk(place), _backups(place, moment)]
    return [*found, _terminal(terminal)]


def _unseen() -> list[Check]:
    text = "Not looked at, because the store cannot be opened."
    return [Check(ident, "warn", text) for ident, _ in _LOOKS[1:]]


def _guarded(
    ident: str, look: Callable[[Store, datetime], tuple[Level, str, str]], store: Store, now: datetime
) -> Check:
    try:
        with sqlite.explained(store.path):
            return Check(ident, *look(store, now))
    except (WblError, ValueError, TypeError, KeyError) as error:
        # Whatever a damaged store makes a look stumble over is what the look was for.
        told = error.sentence if isinstance(error, WblError) else "It cannot be read."
        return Check(ident, "fail", told, _RESTORE)


def _store(store: Store, _: datetime) -> tuple[Level, str, str]:
    wrong = sqlite.integrity(store.db)
    if wrong:
        return "fail", f"{store.path} is damaged: {wrong[0][:200]}.", _RESTORE
    rows = sum(sqlite.row_counts(store.db).values())
    return "ok", f"{store.path} is whole: {rows} rows.", ""


def _schema(store: Store, _: datetime) -> tuple[Level, str, str]:
    if store.behind:
        return "warn", "The store is of an older version.", "Open it once; it is brought up to date."
    lacking, foreign = sqlite.schema_faults(store.db)
    if foreign:
        return (
            "fail",
            f"Not as this program makes it: {', '.join(clean(n, 60) for n in foreign[:5])}.",
            _RESTORE,
        )
    if lacking:
        told = f"Guards are missing or altered: {', '.join(lacking[:5])}."
        return "fail", told, "Any change made with this program puts them back."
    return "ok", "Tables, indexes and guards are as they should be.", ""


def _journal(store: Store, _: datetime) -> tuple[Level, str, str]:
    wrong = verify_chain(store.db)
    if wrong:
        more = f" And {len(wrong) - 3} more." if len(wrong) > 3 else ""
        return "fail", " ".join(wrong[:3]) + more, "Compare with a backup; the journal was changed by hand."
    newest, mark = head(store.db)
    return "ok", f"{newest} entries, each following from the one before; head {mark[:12] or 'none'}.", ""


def _zones(store: Store, _: datetime) -> tuple[Level, str, str]:
    found = store.db.execute_sql("SELECT zone FROM campaign UNION SELECT zone FROM contact WHERE zone <> ''")
    names = ["UTC", *(name for (name,) in found)]
    lacking = [name for name in names if not _loads(name)]
    if lacking:
        told = ", ".join(clean(name, 60) for name in lacking[:5])
        return (
            "fail",
            f"Time zones that cannot be loaded: {told}.",
            "Install the package tzdata, or correct the name.",
        )
    return "ok", f"Time zones load: {', '.join(sorted(set(names))[:5])}.", ""


def _loads(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _clock(store: Store, now: datetime) -> tuple[Level, str, str]:
    found = store.db.execute_sql("SELECT max(stamped_at) FROM journal").fetchone()[0]
    if found is None:
        return "ok", "The journal has no entry to compare the clock with.", ""
    last = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=found)
    if last - now > _AHEAD:
        told = f"The clock is behind the journal's last entry, {last:%Y-%m-%d %H:%M} UTC."
        return "warn", told, "Set this computer's clock, or the one that made the entry."
    return "ok", f"The clock is past the last entry, {last:%Y-%m-%d %H:%M} UTC.", ""


_LOOKS: tuple[tuple[str, Callable[[Store, datetime], tuple[Level, str, str]]], ...] = (
    ("store", _store),
    ("schema", _schema),
    ("journal", _journal),
    ("zones", _zones),
    ("clock", _clock),
)


def _permissions(place: Path) -> Check:
    if sys.platform == "win32":  # pragma: no cover - Windows keeps rights elsewhere
        return Check("permissions", "ok", "Kept by the account's folder.")
    beside = [place.with_name(place.name + ending) for ending in ("", "-wal", "-shm", "-journal", ".lock")]
    files = [path for path in [*beside, *all_backups(place)] if path.exists()]
    wide = [path for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]
    folder = backups_folder(place)
    if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        wide.append(folder)
    if not wide:
        return Check("permissions", "ok", "Only you can read the store and its backups.")
    named = ", ".join(path.name for path in wide[:3])
    more = f" and {len(wide) - 3} more" if len(wide) > 3 else ""
    return Check(
        "permissions", "warn", f"Others on this computer can read {named}{more}.",
        f"Take their rights away: `chmod go= {wide[0]}`.",
    )  # fmt: skip


def _risk(place: Path) -> str:
    from models.tables.folders import is_risky

    return is_risky(place)


def _folder(warning: str) -> Check:
    if warning:
        return Check("folder", "warn", warning, "Move the store to a folder of this computer alone.")
    return Check("folder", "ok", "A folder of this computer alone, as far as one can see.")


def _sqlite() -> Check:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < (3, 51, 3):
        return Check(
            "sqlite", "ok",
            f"SQLite {version}. Before 3.51.3 it has a fault in its write-ahead log; the gate that every write "
            "of this program passes keeps it from happening.",
        )  # fmt: skip
    return Check("sqlite", "ok", f"SQLite {version}.")


def _disk(place: Path) -> Check:
    try:
        free = shutil.disk_usage(place.parent).free
        wanted = 4 * place.stat().st_size if place.exists() else 0
    except OSError as error:
        return Check("disk", "warn", f"Free space cannot be told: {error.strerror}.")
    text = f"{free // 1_000_000} MB are free."
    if free < _FAIL_BYTES:
        return Check("disk", "fail", text, "Free some space, or nothing can be saved.")
    if free < max(_LOW_BYTES, wanted):
        return Check("disk", "warn", text, "Free some space; backups need it.")
    return Check("disk", "ok", text)


def _backups(place: Path, now: datetime) -> Check:
    found = all_backups(place)
    if not found:
        return Check("backups", "warn", "There is no backup beside the store.", "Make one: `wbl-tui backup`.")
    bad = list(_unreadable(found[:_OPENED]))
    if len(bad) == min(len(found), _OPENED):
        return Check("backups", "fail", f"No recent backup can be read: {bad[0]}", "`wbl-tui backup`, now.")
    if bad:
        return Check("backups", "warn", f"One cannot be read: {bad[0]}", "Make another: `wbl-tui backup`.")
    age = now - datetime.fromtimestamp(found[0].stat().st_mtime, UTC)
    text = f"{len(found)}, the newest {found[0].name}, {max(age.days, 0)} days old."
    if age > _OLD:
        return Check("backups", "warn", text, "Make one: `wbl-tui backup`.")
    return Check("backups", "ok", text)


def _unreadable(backups: list[Path]) -> Iterator[str]:
    for path in backups:
        try:
            counted(path)
        except WblError as error:
            yield error.sentence


def _terminal(terminal: Terminal | None) -> Check:
    if terminal is None or terminal.columns is None or terminal.rows is None:
        return Check("terminal", "ok", "No terminal; commands work without one.")
    size = f"{terminal.columns} × {terminal.rows}"
    told = f"{size}, {terminal.colours} colours, {'' if terminal.unicode else 'no '}Unicode."
    if terminal.columns < 80 or terminal.rows < 24:
        return Check("terminal", "warn", told, "Make the window at least 80 × 24.")
    if not terminal.unicode:
        return Check("terminal", "warn", told, "Set a UTF-8 locale; names need it.")
    return Check("terminal", "ok", told)
