"""What a file is by its content, because endings lie; and one clear sentence for what is not read."""

from __future__ import annotations

import re

from models.errors import BadInput

_SAVE_AS_CSV = 'Open it there, save it as "CSV UTF-8" and import that.'
_MEMBER_OF_WORKBOOK = (b"xl/", b"[Content_Types].xml")

# The first bytes of a file, what such a file is, and what to do instead.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an older Excel or Office file", _SAVE_AS_CSV),
    (b"%PDF", "a PDF document", "Ask for the table that it was made from, as CSV."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and import the file inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and import the file inside."),
    (b"Rar!", "a RAR archive", "Unpack it and import the file inside."),
    (b"\x89PNG", "a picture", "Import a table, as CSV."),
    (b"\xff\xd8\xff", "a picture", "Import a table, as CSV."),
    (b"GIF8", "a picture", "Import a table, as CSV."),
    (b"SQLite format 3\0", "a database", "If it is a store of this program, open it with --store."),
    (b"{\\rtf", "a word processor's document", _SAVE_AS_CSV),
    (b"\x7fELF", "a program", "Import a table, as CSV."),
)

_TEXTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"begin:vcard\b", re.I), "an address book in vCard form", "Export the contacts as CSV."),
    (re.compile(r"begin:vcalendar\b", re.I), "a calendar", "Import a table, as CSV."),
    (re.compile(r"<(!doctype|html|table|head|body)\b", re.I), "a web page", _SAVE_AS_CSV),
    (re.compile(r"<\?xml\b|<[a-z][\w:]*[ >]", re.I), "an XML file", "Export the table as CSV."),
    (re.compile(r"\{\s*\"|\[\s*\{"), "a JSON file", "Export the table as CSV."),
)

_TOML_LINE = re.compile(r"\[\[?[\w.\" -]+\]\]?\s*(#.*)?$|[\w-]+(\.[\w-]+)*\s*=\s*[\[{\"'\d]")


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise BadInput for what is known to be no text table, naming what it looks like and what to do."""
    if not data.strip():
        raise BadInput(f"{name} is empty.", "Nothing was changed.")
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        raise BadInput(*_packed(data[:4096], name))
    for signature, what, instead in _SIGNATURES:
        if data.startswith(signature):
            raise BadInput(f"{name} is {what}, which cannot be read.", instead)


def refuse_other_texts(text: str, name: str) -> None:
    """Raise BadInput for text of a kind that is no table, naming what it looks like and what to do."""
    opening = text[:2000].lstrip("\ufeff \t\r\n")
    for pattern, what, instead in _TEXTS:
        if pattern.match(opening):
            raise BadInput(f"{name} is {what}, which cannot be read.", instead)


def is_toml(text: str) -> bool:
    """Whether the text is written as settings are: its first line with content is a section or a key."""
    for line in text[:20_000].splitlines():
        bare = line.lstrip("\ufeff \t")
        if bare and not bare.startswith("#"):
            return _TOML_LINE.match(bare) is not None
    return False


def _packed(opening: bytes, name: str) -> tuple[str, str]:
    if any(member in opening for member in _MEMBER_OF_WORKBOOK):
        return f"{name} is an Excel workbook, which cannot be read.", _SAVE_AS_CSV
    if b"opendocument" in opening:
        return f"{name} is an OpenDocument file, which cannot be read.", _SAVE_AS_CSV
    return (
        f"{name} is a zip archive, which cannot be read.",
        "Unpack it and import the files inside, one by one.",
    )
