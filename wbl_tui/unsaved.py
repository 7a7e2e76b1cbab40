"""What is being typed, kept in a private file while it is, so that it is there after the program was ended.

Each running program has a file of its own, under a lock that goes with the process: what nobody holds any more
was left behind, and is offered to whoever opens the same store as the same person within a week.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from models.errors import StoreBusy
from models.rules.text import clean, clean_lines
from screens.unsaved import Raw, TypedLine, Unfinished

LASTS = timedelta(days=7)
"""So long after it was typed it is offered; then it goes."""
_LIMIT_BYTES = 256 * 1024

Owner = tuple[str, str]
"""The store's path, and who is acting."""


def computer_time() -> datetime:
    """In a rehearsal, too, a week is a week."""
    return datetime.now(UTC)


class Unsaved:
    """The file of one running program; nothing is made before there is something to keep."""

    def __init__(
        self, folder: Path, store: Path, actor: str, now: Callable[[], datetime] = computer_time
    ) -> None:
        """`folder` is made when it is needed; `now` gives UTC."""
        self.now = now
        self._folder = folder
        self._owner: Owner = (str(store.resolve()), actor)
        self._file = folder / f"{os.urandom(8).hex()}.json"
        self._lock = ExitStack()
        self._one_at_a_time = threading.Lock()
        self.kept: tuple[Unfinished, ...] = ()
        self._asked = self._done = 0

    def left_behind(self) -> tuple[Unfinished, ...]:
        """What was being typed in programs that run no more; from now on it is this program's to keep.

        Raises BadInput or DiskFull where it cannot be taken over; then it stays where it is.
        """
        if not self._folder.is_dir():
            return ()
        with ExitStack() as locks:
            found = {file: self._read(file) for file in self._folder.glob("*.json") if _locked(locks, file)}
            mine = [one for owner, forms in found.values() if owner == self._owner for one in forms]
            self.keep(sorted(mine, key=lambda one: one.at))
            for file, (owner, forms) in found.items():
                if owner == self._owner or not forms:
                    _remove(file)
        return self.kept

    def keep(self, forms: Sequence[Unfinished]) -> None:
        """Keep these and nothing else. May be called from any thread; what was asked last holds.

        Raises BadInput or DiskFull where it cannot be written.
        """
        self._asked += 1
        number = self._asked
        with self._one_at_a_time:
            if number > self._done and _words(forms) != _words(self.kept):
                self._done = number
                self._write(tuple(forms))

    def let_go(self) -> None:
        """Hold it no longer: whoever opens the store next is offered what is in it."""
        self._lock.close()

    def _write(self, forms: tuple[Unfinished, ...]) -> None:
        from models.exchange.safe_files import private_folder, write_private

        if not forms:
            _remove(self._file)
            self.let_go()
        else:
            if not self.kept:
                private_folder(self._folder)
                _locked(self._lock, self._file)
            text = json.dumps({"owner": self._owner, "forms": [_as_json(one) for one in forms]})
            write_private(self._file, text.encode())
        self.kept = forms

    def _read(self, file: Path) -> tuple[Owner, tuple[Unfinished, ...]]:
        """Whose it is and what; nothing for a file that makes no sense or is too old."""
        try:
            if file.stat().st_size > _LIMIT_BYTES:
                return ("", ""), ()
            found = json.loads(file.read_text(encoding="utf-8"))
            store, actor = found["owner"]
            forms = tuple(_from_json(one) for one in found["forms"])
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return ("", ""), ()
        return (str(store), str(actor)), tuple(one for one in forms if self.now() - one.at < LASTS)


def _words(forms: Sequence[Unfinished]) -> list[tuple[str, tuple[TypedLine, ...]]]:
    return [(one.form, one.lines) for one in forms]


def _as_json(one: Unfinished) -> dict[str, Any]:
    return {"form": one.form, "lines": [list(line) for line in one.lines], "at": one.at.isoformat()}


def _from_json(found: dict[str, Any]) -> Unfinished:
    """Raises ValueError, TypeError or KeyError."""
    at = datetime.fromisoformat(found["at"])
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    lines = tuple(
        TypedLine(clean(name), clean(label), _raw(raw), _raw(begun), clean(shown))
        for name, label, raw, begun, shown in found["lines"]
    )
    return Unfinished(clean(found["form"]), lines, at)


def _raw(found: object) -> Raw:
    if isinstance(found, list):
        return tuple(clean(str(one)) for one in found)
    return clean_lines(str(found))


def _locked(locks: ExitStack, file: Path) -> bool:
    """Whether the file is ours until `locks` are closed; False while the program that wrote it runs."""
    # Imported when asked: most starts find nothing.
    from models.tables.gate import Gate

    gate = Gate(file)
    try:
        locks.callback(gate.close)
        locks.enter_context(gate.held(0.0))
    except (StoreBusy, OSError):
        return False
    return True


def _remove(file: Path) -> None:
    for each in (file, file.with_name(f"{file.name}.lock")):
        with suppress(OSError):
            each.unlink(missing_ok=True)
