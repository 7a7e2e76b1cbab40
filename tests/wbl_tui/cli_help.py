"""Typing commands: runs the command line in this process and keeps what it printed."""

from __future__ import annotations

import json
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

    def ok(self, *words: str) -> Said:
        """Run one command that must succeed."""
        said = self(*words)
        assert said.code == 0, said.err
        return said
