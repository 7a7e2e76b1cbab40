"""A folder as it is shown to whoever looks for a file to import."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.errors import BadInput
from models.exchange.folders import Entry, Folder, look_into, typed_path

OLD = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
NEW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def put(path: Path, when: datetime) -> Path:
    path.write_text("x")
    os.utime(path, (when.timestamp(), when.timestamp()))
    return path


def test_the_newest_file_comes_first_and_folders_last(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", OLD)
    put(tmp_path / "Z.XLSX", NEW)
    put(tmp_path / "photo.jpeg", NEW)
    put(tmp_path / ".hidden.csv", NEW)
    put(tmp_path / "~$Z.xlsx", NEW)
    (tmp_path / "beta").mkdir()
    (tmp_path / "Alpha").mkdir()
    assert look_into(tmp_path) == Folder(
        tmp_path,
        (
            Entry("Z.XLSX", tmp_path / "Z.XLSX", "spreadsheet", NEW),
            Entry("a.csv", tmp_path / "a.csv", "table", OLD),
            Entry("Alpha", tmp_path / "Alpha", "folder"),
            Entry("beta", tmp_path / "beta", "folder"),
        ),
        1,
        False,
    )


def test_an_unpacked_roster_is_known_by_its_files(tmp_path: Path) -> None:
    put(tmp_path / "users.csv", OLD)
    assert look_into(tmp_path).roster


def test_names_are_safe_to_show_and_still_lead_to_their_file(tmp_path: Path) -> None:
    put(tmp_path / "evil\x1b[2J.csv", OLD)
    [entry] = look_into(tmp_path).entries
    assert entry.name == "evil.csv"
    assert entry.path.read_text() == "x"


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="The folder nowhere cannot be read: No such file or directory"):
        look_into(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="cannot be read"):
        look_into(tmp_path / "a\0b")


def test_links_that_lead_nowhere_or_in_circles_are_not_offered(tmp_path: Path) -> None:
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nothing.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert look_into(tmp_path) == Folder(tmp_path, (), 2, False)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("roster", None),
        ("", None),
        ("sub/roster.csv", "/here/sub/roster.csv"),
        ("/tmp/roster.csv", "/tmp/roster.csv"),
        ('"/tmp/my roster.csv"', "/tmp/my roster.csv"),
        ("../x.csv", "/here/../x.csv"),
    ],
)
def test_typed_paths(text: str, path: str | None) -> None:
    assert typed_path(text, Path("/here")) == (None if path is None else Path(path))
