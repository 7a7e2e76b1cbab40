"""Typing commands: runs the command line in this process and keeps what it printed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from wbl_tui.cli import main


class Said(NamedTuple):
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON object it is."""
        return json.loads(self.out)


class Typed(NamedTuple):
    """What came of commands that were typed: the clock they left, and the files by their paths at home."""

    now: str
    files: dict[Path, bytes]


_CAME_OF: dict[Callable[[Shell], object], Typed] = {}


class Shell:
    """A person at a shell: always the same store, actor and rehearsal clock unless told otherwise."""

    def __init__(self, store: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self.capture = capture
        self.actor = "Ms Kay"
        self.now = "2026-11-20T09:00"

    def __call__(self, *words: str) -> Said:
        """Run one command."""
        before = ["--store", str(self.store), "--actor", self.actor]
        before += ["--now", self.now] if self.now else []
        try:
            code = main([*before, *words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = self.capture.readouterr()
        return Said(code, out, err)

    def after(self, typed: Callable[[Shell], object]) -> Shell:
        """This shell after what the function types. That is typed once in this process; from then on the files that
        came of it are put there as they were.
        """
        home = self.store.parent
        if typed not in _CAME_OF:
            typed(self)
            found = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
            # What knew its own place would be wrong in any other.
            assert [path for path, data in found.items() if os.fsencode(home) in data] == []
            _CAME_OF[typed] = Typed(self.now, {path.relative_to(home): each for path, each in found.items()})
        self.now, files = _CAME_OF[typed]
        for path, data in files.items():
            (home / path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (home / path).touch(mode=0o600)
            (home / path).write_bytes(data)
        return self

    def ok(self, *words: str) -> Said:
        """Run one command that must succeed."""
        said = self(*words)
        assert said.code == 0, said.err
        return said
