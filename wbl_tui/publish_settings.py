"""The settings about publishing: the table [publish], read with a sentence for what is wrong, and written by the form."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import BadInput
from models.rules.publishing import DETAILS, Publishing
from models.rules.text import clean

_TEXTS = ("calendar", "user", "password_file", "details")
_TABLES = ("rooms", "classes")
_HEADER = re.compile(r"\s*\[{1,2}\s*([^\]\s]+)")
_FURTHER = 'Give them like [publish.rooms] with lines such as r1 = "https://…".'


def publishing_of(table: dict[str, Any], folder: Path) -> Publishing:
    """What the table settles; a relative password file is relative to `folder`. Raises BadInput, without a password."""
    for key, value in table.items():
        _require_known(key, value)
    file = table.get("password_file", "").strip()
    details = clean(table.get("details", "initials")).casefold()
    if details not in DETAILS:
        raise BadInput(f"publish: details cannot be {details!r}.", f"Give one of {', '.join(DETAILS)}.")
    return Publishing(
        calendar=table.get("calendar", "").strip(),
        user=clean(table.get("user", "")),
        password_file=str(folder / Path(file).expanduser()) if file else "",
        details=details,
        rooms=_addresses(table.get("rooms", {})),
        classes=_addresses(table.get("classes", {})),
    )


def _require_known(key: str, value: Any) -> None:
    if key in ("password", "pass"):
        raise BadInput(
            "publish: a password does not belong into the settings.",
            "Take it out; put it into a private file of its own and name that as password_file.",
        )
    if key in _TABLES:
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise BadInput(f"publish: {key} cannot be read.", _FURTHER)
    elif key not in _TEXTS:
        known = ", ".join((*_TEXTS, *_TABLES))
        raise BadInput(f"publish: there is no setting {clean(key, 40)!r}.", f"There are: {known}.")
    elif not isinstance(value, str) or "\0" in value:
        raise BadInput(
            f"publish: {key} cannot be {clean(repr(value), 40)}.", 'Give a text in quotes, like "wbl".'
        )


def _addresses(table: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((clean(ident), address.strip()) for ident, address in table.items() if address.strip())


def save_publishing(file: Path, settings: Publishing) -> None:
    """Write the table into the settings, in place of the one that is there; everything else stays as it is.

    Raises BadInput where the file is written in a way of which that cannot be said, and DiskFull.
    """
    from models.exchange.safe_files import private_folder, write_private
    from wbl_tui.settings import settings_text

    before = settings_text(file)
    text = "\n".join([*_others(before), *_block(settings)]) + "\n"
    try:
        wanted = {**tomllib.loads(before), "publish": tomllib.loads("\n".join(_block(settings)))["publish"]}
        if tomllib.loads(text) != wanted:
            raise ValueError
    except ValueError:
        raise BadInput(
            f"The settings {file} are written in a way that the form does not know.",
            "Change the table [publish] by hand.",
        ) from None
    private_folder(file.parent)
    write_private(file, text.encode())


def _others(text: str) -> Iterator[str]:
    """Every line that is not in a table about publishing."""
    ours = False
    for line in text.splitlines():
        if header := _HEADER.match(line):
            ours = header[1].split(".")[0] == "publish"
        if not ours:
            yield line


def _block(settings: Publishing) -> Iterator[str]:
    yield "[publish]"
    for key in _TEXTS:
        if value := getattr(settings, key):
            yield f"{key} = {_quoted(value)}"
    for key in _TABLES:
        if pairs := getattr(settings, key):
            yield ""
            yield f"[publish.{key}]"
            yield from (f"{_quoted(ident)} = {_quoted(address)}" for ident, address in pairs)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
