"""The files that carry invites: written before they are recorded, taken away again when that does not happen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.exchange.safe_files import write_private
from models.operations.invites import Outgoing

KINDS = ("ics", "eml")
"""A calendar file by itself, or a mail draft with it inside."""

Written = list[tuple[Path, bytes | None]]
"""Each path, and what was there before under this name."""


def write_files(outgoing: Iterable[Outgoing], kind: str, folder: Path, written: Written) -> None:
    """Write a file of `kind` for each, adding to `written` as it goes. Raises BadInput and DiskFull."""
    for one in outgoing:
        written.append(_write(one, kind, folder))


def take_away(written: Written) -> None:
    """What is not recorded must not be sent; a file of an earlier export, which was, is put back."""
    for path, before in reversed(written):
        if before is None:
            path.unlink(missing_ok=True)
        else:
            write_private(path, before)


def file_of(one: Outgoing, kind: str) -> str:
    """Its name in the folder."""
    return one.invite.file_name if kind == "ics" else one.invite.file_name.removesuffix(".ics") + ".eml"


def _write(one: Outgoing, kind: str, folder: Path) -> tuple[Path, bytes | None]:
    """Write one file; its path, and what was there before under this name."""
    from models.exchange.eml_out import draft
    from models.exchange.ical_out import invite as ics

    invite = one.invite
    data = ics(invite.event)
    if kind == "eml":
        data = draft(
            invite.name,
            invite.mail,
            invite.event.organizer.mail,
            one.subject,
            invite.letter,
            data,
            invite.file_name,
        )
    path = folder / file_of(one, kind)
    before = path.read_bytes() if path.is_file() else None
    write_private(path, data)
    return path, before
