"""Files that come together, in a zip or a folder: opened by name, never unpacked, and never stepped out of."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from models.errors import BadInput
from models.exchange import limits
from models.exchange.decode import decode
from models.rules.text import clean

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = b"PK\x01\x02"
_OF_OFFICE = (b"[Content_Types].xml", b"xl/", b"opendocument")
_OFFICE_MEMBERS = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.xml"})
_TABLE_ENDINGS = (".csv", ".txt", ".tsv")
_CLUTTER = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_SHOWN = 12
_MOST_ENTRIES = 25 * limits.MEMBERS.most
"""Entries of which a list is made at all; the signature may also stand inside a file by chance."""
_HARMLESS = 1_000_000
"""Bytes up to which a file may be packed as tightly as it likes: a table of one value shrinks a lot."""
_AGAIN = "Fetch or pack it again, or unpack it and import the folder."
_ONE_BY_ONE = "Unpack it yourself and import the folder."

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)
"""What reading a damaged or made-up zip raises."""


class Member(NamedTuple):
    """One file of a pack: its name, safe to show and without folders, and a reader of at most so many bytes."""

    name: str
    read: Callable[[int], bytes]


class Pack:
    """The files of a zip or a folder. Only what is asked for is ever opened, each file once."""

    def __init__(
        self, name: str, members: Iterable[Member], notes: Iterable[str] = (), folders: Iterable[str] = ()
    ) -> None:
        self.name = name
        self.notes = list(notes)
        self._folders = tuple(folders)
        self.members = tuple(members)
        self._left = limits.BYTES.most
        self._tables: dict[str, Member] = {}
        for member in self.members:
            key = _key(member.name)
            if key and key in self._tables:
                raise BadInput(
                    f"{name} holds {self._tables[key].name} twice, also as {member.name}.",
                    "Leave one of them out.",
                )
            if key:
                self._tables[key] = member

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the files that may be tables, as written."""
        return tuple(member.name for member in self._tables.values())

    @property
    def listed(self) -> str:
        """The names of its files for a message, without files those of its folders; the first dozen of many."""
        names = [member.name for member in self.members]
        if not names and self._folders:
            return f"only folders ({_first(self._folders)})"
        return _first(names) if names else "no files"

    def named(self, key: str) -> str:
        """The name of a table as written: "users" → "Users.csv"; "" when it is not there."""
        member = self._tables.get(key)
        return member.name if member else ""

    def data(self, key: str) -> bytes:
        """The bytes of a table that is there. Raises BadInput when they cannot be read, and past the limits."""
        return self._read(self._tables[key])

    def only(self) -> tuple[str, bytes] | None:
        """The name and bytes of the only table, or of the only file; None when there are several, or none."""
        found = tuple(self._tables.values())
        if not found:
            found = self.members
        return (found[0].name, self._read(found[0])) if len(found) == 1 else None

    def text(self, key: str) -> str:
        """The text of a table that is there, by the rules for single files; notes what it had to guess."""
        name = self._tables[key].name
        text, note = decode(self.data(key), f"{self.name}/{name}")
        if note:
            self.notes.append(f"{name}: {note}")
        return text

    def _read(self, member: Member) -> bytes:
        """All files share one limit."""
        data = member.read(self._left)
        self._left -= len(data)
        if self._left < 0:
            raise limits.BYTES.refuse(f"{self.name}, unpacked,")
        return data


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def is_pack(data: bytes) -> bool:
    """Whether the bytes are a zip of files; a workbook, which is a zip too, is none."""
    if not data.startswith(_SIGNATURES):
        return False
    try:
        names = _names(data)
    except _BROKEN:
        return not any(mark in data[:4096] for mark in _OF_OFFICE)
    return _OFFICE_MEMBERS.isdisjoint(names) and not any(name.startswith("xl/") for name in names)


def open_zip(data: bytes, name: str) -> Pack:
    """The files of a zip, without unpacking it.

    Raises BadInput for one that is damaged or locked, holds links, folders inside its one folder, or paths
    that step outside, and past the limits.
    """
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise limits.MEMBERS.refuse(name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except _BROKEN as wrong:
        raise _damaged(name) from wrong
    if len(infos) > limits.MEMBERS.most:
        raise limits.MEMBERS.refuse(name)
    for info in infos:
        _require_inside(info, name)
    kept = [info for info in infos if not _clutter(info.filename.replace("\\", "/"))]
    _require_size(kept, name)
    _require_flat([info.filename for info in kept], name)
    return Pack(name, [_zipped(archive, info, name) for info in kept])


def open_folder(path: Path, name: str) -> Pack:
    """The files of a folder, or of the only folder in it. Links, pipes and deeper folders are not opened.

    Raises BadInput for one that cannot be read or holds too many files.
    """
    files, folders, others = _entries(path, name)
    if len(folders) == 1 and not any(_key(entry.name) for entry in files):
        files, folders, others = _entries(Path(folders[0].path), name)
    notes = [f"{clean(entry.name)} is no regular file, so it was not opened." for entry in others]
    inside = sorted(clean(entry.name) for entry in folders)
    notes += [f"The folder {folder} inside was not looked into." for folder in inside]
    members = [_on_disk(Path(entry.path), name) for entry in sorted(files, key=lambda entry: entry.name)]
    return Pack(name, members, notes, inside)


def _names(data: bytes) -> set[str]:
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.casefold() for name in archive.namelist()}


def _key(name: str) -> str:
    """By which a table is asked for: "Student_Enrollment 2026-08-20.csv" → "studentenrollment"; "" for others."""
    stem, dot, ending = name.rpartition(".")
    if not dot or f".{ending.casefold()}" not in _TABLE_ENDINGS:
        return ""
    return re.sub(r"[\s\d._()-]+", "", stem).casefold() or stem.casefold()


def _clutter(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return any(part.startswith(".") or part.casefold() in _CLUTTER for part in parts)


def _require_inside(info: zipfile.ZipInfo, name: str) -> None:
    """Raises BadInput for paths and links that lead elsewhere, and for files under a password."""
    written = info.orig_filename.replace("\\", "/")
    shown = clean(written, 60)
    if written.startswith("/") or re.match(r"[A-Za-z]:", written) or ".." in written.split("/"):
        raise BadInput(f"{name} holds a file that steps outside of it: {shown}.", "Do not trust this file.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BadInput(f"{name} holds a link, {shown}, which is not followed.", "Pack the file itself.")
    if info.flag_bits & 0x1:
        raise BadInput(f"{name} is locked with a password.", _ONE_BY_ONE)


def _require_size(infos: list[zipfile.ZipInfo], name: str) -> None:
    for info in infos:
        if info.file_size > max(_HARMLESS, limits.RATIO.most * info.compress_size):
            raise limits.RATIO.refuse(f"{name}/{clean(info.filename, 60)}")
    if sum(info.file_size for info in infos) > limits.BYTES.most:
        raise limits.BYTES.refuse(f"{name}, unpacked,")


def _require_flat(paths: list[str], name: str) -> None:
    """All files side by side, or all in one folder, as some programs pack them."""
    folders = {str(PurePosixPath(path.replace("\\", "/")).parent) for path in paths}
    deep = sorted(folder for folder in folders if "/" in folder)
    if deep or len(folders) > 1:
        inside = clean((deep or sorted(folders - {"."}))[0], 60)
        raise BadInput(
            f"{name} holds folders inside ({inside}); its files must lie side by side.", _ONE_BY_ONE
        )


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    shown = clean(PurePosixPath(info.filename.replace("\\", "/")).name)

    def read(most: int) -> bytes:
        try:
            with archive.open(info) as file:
                return file.read(most + 1)
        except _BROKEN as wrong:
            raise _damaged(f"{name}/{shown}") from wrong

    return Member(shown, read)


def _damaged(name: str) -> BadInput:
    return BadInput(f"{name} cannot be unpacked: it is cut short or damaged.", _AGAIN)


_Entries = list[os.DirEntry[str]]


def _entries(path: Path, name: str) -> tuple[_Entries, _Entries, _Entries]:
    """The regular files, the folders, and what is neither."""
    files, folders, others = _Entries(), _Entries(), _Entries()
    try:
        with os.scandir(path) as found:
            for entry in found:
                if _clutter(entry.name):
                    continue
                if entry.is_symlink():
                    others.append(entry)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(entry)
                else:
                    (files if entry.is_file(follow_symlinks=False) else others).append(entry)
                if len(files) + len(folders) + len(others) > limits.MEMBERS.most:
                    raise limits.MEMBERS.refuse(f"The folder {name}")
    except OSError as wrong:
        said = clean(str(wrong.strerror))
        raise BadInput(f"The folder {name} cannot be read: {said}.", "Check the path.") from wrong
    return files, folders, others


def _on_disk(path: Path, name: str) -> Member:
    shown = clean(path.name)

    def read(most: int) -> bytes:
        # What was a file a moment ago may be a pipe or a link by now: neither may keep us waiting.
        flags = [getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY")]
        try:
            handle = os.open(path, os.O_RDONLY | flags[0] | flags[1] | flags[2])
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise BadInput(f"{name}/{shown} is no regular file.", "Put the file itself there.")
                return file.read(most + 1)
        except OSError as wrong:
            said = clean(str(wrong.strerror))
            raise BadInput(f"{name}/{shown} cannot be read: {said}.", "Check who may read it.") from wrong

    return Member(shown, read)
