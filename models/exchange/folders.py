"""What a folder holds that could be imported, the newest first: a teacher's file was downloaded a minute ago."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from models.errors import BadInput
from models.rules.text import clean

FILES = {
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".txt": "text",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xls": "spreadsheet",
    ".ods": "spreadsheet",
    ".zip": "zip archive",
    ".vcf": "address book",
    ".toml": "bell schedule",
}
"""Endings of files that may be importable, and what people call such a file. Content decides in the end."""
ROSTER_FILES = frozenset(
    {"manifest.csv", "users.csv", "student.csv", "students.csv", "user.csv", "orgs.csv", "school.csv"}
)
"""A folder that holds one of these may be an unpacked roster, to be taken as a whole."""
MOST = 5_000
"""Names of one folder that are looked at."""


class Entry(NamedTuple):
    """One row: what stands for it on the screen, where it is, a word for what it is, when it was changed (UTC)."""

    name: str
    path: Path
    what: str
    changed: datetime | None = None

    @property
    def is_folder(self) -> bool:
        """Whether Enter goes into it."""
        return self.what == "folder"


class Folder(NamedTuple):
    """A folder: files that may be imported, the newest first, then folders by name. `others` are not shown."""

    path: Path
    entries: tuple[Entry, ...]
    others: int
    roster: bool


def look_into(path: Path) -> Folder:
    """The folder's content; hidden names are left out. Raises BadInput when it cannot be read."""
    path = path.absolute()
    files: list[Entry] = []
    folders: list[Entry] = []
    others, roster = 0, False
    for entry in _scanned(path):
        name = clean(entry.name)
        if entry.name.startswith((".", "~$")) or not name:
            continue
        roster = roster or entry.name.casefold() in ROSTER_FILES
        what = _what(entry)
        if what == "folder":
            folders.append(Entry(name, path / entry.name, what))
        elif what:
            files.append(Entry(name, path / entry.name, what, _changed(entry)))
        else:
            others += 1
    oldest = datetime.min.replace(tzinfo=UTC)
    files.sort(key=lambda one: (one.changed or oldest, one.name), reverse=True)
    folders.sort(key=lambda one: one.name.casefold())
    return Folder(path, (*files, *folders), others, roster)


def usual_folder() -> Path:
    """Where a file to be imported most likely lies: the downloads, else the home folder, else here."""
    try:
        home = Path.home()
    except RuntimeError:
        return Path.cwd()
    downloads = home / "Downloads"
    return next((one for one in (downloads, home) if one.is_dir()), Path.cwd())


def typed_path(text: str, folder: Path) -> Path | None:
    """The path that somebody typed, from the folder on; None for words that are no path."""
    text = text.strip().strip("\"'")
    if not text or not (text.startswith("~") or "/" in text or os.sep in text):
        return None
    try:
        return folder / Path(text).expanduser()
    except RuntimeError:
        return folder / text


def _scanned(path: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(path) as found:
            for number, entry in enumerate(found):
                if number >= MOST:
                    return
                yield entry
    except (OSError, ValueError) as wrong:
        why = clean(str(getattr(wrong, "strerror", "") or "no such folder"))
        raise BadInput(f"The folder {clean(path.name) or clean(str(path))} cannot be read: {why}.") from wrong


def _what(entry: os.DirEntry[str]) -> str:
    """What it is called; "" for what is not to be imported. What cannot be looked at is not either."""
    try:
        if entry.is_dir():
            return "folder"
        return FILES.get(Path(entry.name).suffix.casefold(), "") if entry.is_file() else ""
    except OSError:
        return ""


def _changed(entry: os.DirEntry[str]) -> datetime | None:
    try:
        return datetime.fromtimestamp(entry.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return None
