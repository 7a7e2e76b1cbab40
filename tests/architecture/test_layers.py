"""The arrow wbl_tui → screens → models holds, and nothing loads more than it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import cli

from tests.architecture.project_files import ROOT, modules, name_of

LIGHT = "import sys; {what}; print(sorted({{n.split('.')[0] for n in sys.modules}} & {never}))"
SCREENS = {"textual", "rich"}


def loaded(what: str, never: set[str]) -> str:
    """Which of `never` are in a fresh process after it has run `what`."""
    code = LIGHT.format(what=what, never=sorted(never).__repr__().replace("[", "{").replace("]", "}"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()[-1]


def test_the_contracts_between_the_layers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert cli.lint_imports(cache_dir=None, no_cache=True) == 0


def test_models_have_never_heard_of_a_terminal() -> None:
    names = [
        name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in modules("models")
    ]

    assert loaded(f"import {', '.join(names)}", SCREENS) == "[]"


def test_the_command_line_is_read_before_anything_large_is_loaded() -> None:
    what = "import wbl_tui.cli, wbl_tui.parser; wbl_tui.parser.build_parser()"

    assert loaded(what, {*SCREENS, "peewee", "sqlite3", "icalendar", "asyncio"}) == "[]"


def test_the_day_is_printed_without_textual(tmp_path: Path) -> None:
    store = tmp_path / "demo.wbl"
    call = "from wbl_tui.cli import main; assert main(['--store', {store!r}, {words}]) == 0"

    made = loaded(call.format(store=str(store), words="'demo', '--no-open'"), {"textual"})
    shown = loaded(call.format(store=str(store), words="'today'"), {"textual", "icalendar", "openpyxl"})

    assert (made, shown) == ("[]", "[]")


def test_screens_never_name_what_only_the_store_knows() -> None:
    words = ("peewee", "sqlite", "models.tables", ".execute_sql(")

    assert [
        f"{name_of(path)}: {word}"
        for path in modules("screens")
        for word in words
        if word in path.read_text(encoding="utf-8").lower()
    ] == []
