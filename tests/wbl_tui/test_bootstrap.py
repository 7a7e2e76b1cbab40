"""Who is acting on which store: as said, else as settled, else the usual; nothing is made by opening."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from models.errors import BadInput, StoreError, StoreMissing
from tests.helpers_store import NOW, ROOT, make_school
from wbl_tui import paths
from wbl_tui.bootstrap import acting, open_workspace, store_path, terminal_label
from wbl_tui.settings import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home with nothing in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOGNAME", "mrivera")
    return tmp_path


def settle(text: str) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_nothing_is_made_by_opening_what_is_not_there(home: Path) -> None:
    with pytest.raises(StoreMissing, match="There is no store at"):
        open_workspace(None, None)
    assert list(home.iterdir()) == []


def test_the_store_that_was_said_else_settled_else_the_users_own(home: Path) -> None:
    assert store_path(None) == paths.default_store()
    settle(f'store = "{home}/settled.wbl"')
    assert store_path(None) == home / "settled.wbl"
    assert store_path("said.wbl") == Path("said.wbl")
    assert store_path("~/said.wbl") == home / "said.wbl"


def test_the_actor_that_was_said_else_settled_else_the_login_name(home: Path) -> None:
    assert home.exists()
    assert acting(None, Settings()) == "mrivera"
    assert acting(" ", Settings(actor="Ms Rivera")) == "Ms Rivera"
    assert acting("Mr\x1b[2J Vance", Settings(actor="Ms Rivera")) == "Mr Vance"


def test_somebody_acts_where_the_system_knows_no_name(home: Path) -> None:
    assert home.exists()
    code = (
        "from wbl_tui.bootstrap import acting; from wbl_tui.settings import Settings\n"
        "import sys; sys.modules['pwd'] = None\n"
        "print(acting(None, Settings()))"
    )
    bare = {
        key: value for key, value in os.environ.items() if key not in ("LOGNAME", "USER", "LNAME", "USERNAME")
    }
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=bare, capture_output=True, text=True, check=True
    )
    assert found.stdout == "somebody\n"


@pytest.mark.parametrize("url", ["postgresql://ana:secret@host/db", "mysql://x", "file:///tmp/x.wbl"])
def test_a_database_server_is_not_supported_yet_and_no_password_is_shown(url: str) -> None:
    with pytest.raises(StoreError) as told:
        store_path(url, Settings())
    scheme = url.partition(":")[0]
    assert told.value.line == f"A store at a {scheme} address is not supported yet. Give the path of a file."


@pytest.mark.parametrize("path", ["", "  ", "a\0b"])
def test_no_path_at_all(path: str) -> None:
    with pytest.raises(BadInput, match="--store needs the path"):
        store_path(path, Settings())


def test_an_unknown_home(home: Path) -> None:
    assert home.exists()
    with pytest.raises(BadInput, match="There is no home folder"):
        store_path("~nobody-of-that-name/x.wbl", Settings())


def test_the_workspace_knows_who_where_and_when(home: Path) -> None:
    make_school(home / "school.wbl").close()
    workspace = open_workspace(str(home / "school.wbl"), "Ms Rivera", NOW, ticks=False)
    assert (workspace.actor, workspace.terminal, workspace.now()) == ("Ms Rivera", terminal_label(), NOW)
    workspace.close()
    workspace = open_workspace(str(home / "school.wbl"), None, NOW)
    assert NOW < workspace.now() < NOW + timedelta(minutes=1)
    workspace.close()


def test_bad_settings_are_told_before_anything_is_opened(home: Path) -> None:
    settle("bell = 7")
    with pytest.raises(BadInput, match="line 1: bell cannot be 7"):
        open_workspace(str(home / "none.wbl"), None)


def test_the_terminals_name_is_one_clean_line() -> None:
    label = terminal_label()
    assert label == label.strip()
    assert label.isprintable()
    assert label.startswith(os.uname().nodename.partition(".")[0])


def test_folders_are_looked_up_only_when_needed() -> None:
    code = (
        "import sys; from wbl_tui.bootstrap import store_path; from wbl_tui.settings import Settings\n"
        "store_path('x.wbl', Settings()); print('platformdirs' in sys.modules, 'tomllib' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "False False\n"
