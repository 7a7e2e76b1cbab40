"""The files that carry invites: written before they are recorded, taken away again when that does not happen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from models.exchange.safe_files import write_private
from models.operations.invites import Outgoing

KINDS = ("ics", "eml", "page")
"""Calendar files by themselves, mail drafts with them inside, or calendar files beside a page of links that each
open a new mail."""

PAGE = "mails-to-send"
"""What the page of links is called; a later one in the same folder has a number."""


class WrittenFile(NamedTuple):
    """A file as it was written: what was there before under this name, and how to know it from another's."""

    path: Path
    before: bytes | None
    mark: tuple[int, int] | None


Written = list[WrittenFile]


def write_files(outgoing: Iterable[Outgoing], kind: str, folder: Path, written: Written) -> None:
    """Write a file of `kind` for each, adding to `written` as it goes. Raises BadInput and DiskFull."""
    every = tuple(outgoing)
    for one in every:
        _write(folder / file_of(one, kind), _content(one, kind), written)
    if kind == "page" and every:
        _write(_free(folder), _page(every), written)


def take_away(written: Written) -> None:
    """What is not recorded must not be sent; a file of an earlier export, which was, is put back.

    What somebody else wrote under the same name meanwhile is theirs, and stays.
    """
    for path, before, mark in reversed(written):
        if _mark(path) != mark:
            continue
        if before is None:
            path.unlink(missing_ok=True)
        else:
            write_private(path, before)


def file_of(one: Outgoing, kind: str) -> str:
    """Its name in the folder."""
    return one.invite.file_name.removesuffix(".ics") + ".eml" if kind == "eml" else one.invite.file_name


def mails_text(outgoing: Iterable[Outgoing]) -> str:
    """The mails as plain text, one after the other, each with its address and subject: for the clipboard."""
    from models.exchange.notes_out import Note, notes_text

    return notes_text(
        [
            (f"{one.invite.name} <{one.invite.mail}>", Note(one.subject, f"{one.invite.letter}\n"))
            for one in outgoing
        ]
    )


def _write(path: Path, data: bytes, written: Written) -> None:
    before = path.read_bytes() if path.is_file() else None
    write_private(path, data)
    written.append(WrittenFile(path, before, _mark(path)))


def _mark(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that takes its place: each is written anew and renamed."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _content(one: Outgoing, kind: str) -> bytes:
    from models.exchange.eml_out import draft
    from models.exchange.ical_out import invite as ics

    invite = one.invite
    data = ics(invite.event)
    if kind != "eml":
        return data
    sender = invite.event.organizer.mail
    return draft(invite.name, invite.mail, sender, one.subject, invite.letter, data, invite.file_name)


def _page(outgoing: Iterable[Outgoing]) -> bytes:
    from models.exchange.mail_page import Mail, mail_page

    return mail_page(
        Mail(one.invite.name, one.invite.mail, one.subject, one.invite.letter, one.invite.file_name)
        for one in outgoing
    )


def _free(folder: Path) -> Path:
    """A page of an earlier export may hold mails that are not sent yet."""
    path, number = folder / f"{PAGE}.html", 2
    while path.exists():
        path, number = folder / f"{PAGE}-{number}.html", number + 1
    return path
