"""What a file is by its content, because endings lie; and one clear sentence for what is not read."""

from __future__ import annotations

import io
import re
import struct
import zlib

from models.errors import BadInput
from models.exchange import limits

_SAVE_AS_CSV = 'Open it there, save it as "CSV UTF-8" and import that.'
_SAVE_AS_XLSX = "Open it there, save it as XLSX or as CSV UTF-8 and import that."
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"

_BROKEN = (EOFError, OSError, NotImplementedError, RuntimeError, MemoryError)

# A member of an archive, or what its name begins with, and what such an archive is.
_PACKED_FORMATS = (
    ("xl/workbook.bin", "a binary Excel workbook (XLSB)", _SAVE_AS_XLSX),
    ("word/", "a Word document", _SAVE_AS_CSV),
    ("ppt/", "a presentation", "Import a table, as XLSX or CSV."),
    (
        "index/document.iwa",
        "a document of Apple's programs",
        "Export it there to Excel or CSV and import that.",
    ),
    ("meta-inf/manifest.xml", "an OpenDocument file, but no spreadsheet", "Import a table, as ODS or CSV."),
)

# The first bytes of a file, what such a file is, and what to do instead.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an older Office file, but no workbook", _SAVE_AS_CSV),
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
    (re.compile(r"begin:vcalendar\b", re.I), "a calendar", "Import a table, as CSV."),
    (re.compile(r"<(!doctype|html|table|head|body)\b", re.I), "a web page", _SAVE_AS_CSV),
    (re.compile(r"<\?xml\b|<[a-z][\w:]*[ >]", re.I), "an XML file", "Export the table as CSV."),
    (re.compile(r"\{\s*\"|\[\s*\{"), "a JSON file", "Export the table as CSV."),
)

_PAGE = re.compile(r"(<!--|<!doctype html|<(html|head|body|table|meta|style|div|center|font)\b)", re.I)
_TABLE_TAG = re.compile(r"<table\b", re.I)
_XML_BOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_TOML_LINE = re.compile(
    r"\[\[?(?:[\w. -]|\"(?:[^\"\\]|\\.)*\")+\]\]?\s*(#.*)?$|[\w-]+(\.[\w-]+)*\s*=\s*[\[{\"'\d]"
)


def workbook_form(data: bytes) -> str:
    """ "xlsx", "ods" or "xls" for what should be read as a workbook, "" for anything else.

    Word documents of old are in the same container as XLS files: whoever opens it tells them apart.
    """
    if data.startswith(_OLE):
        return "xls"
    if not data.startswith(_PACKED):
        return ""
    members, opening = _members(data), data[:4096]
    if not members:  # cut off, or with more files inside than are listed: the rest is for the reader to say
        return "ods" if _ODS in opening else "xlsx" if b"xl/" in opening else ""
    if "content.xml" in members:
        return "ods" if members.get("mimetype", b"").startswith(_ODS) else ""
    named = any(member.startswith("xl/workbook") and member.endswith(".xml") for member in members)
    return "xlsx" if named else ""


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise BadInput for what is known to be no text table, naming what it looks like and what to do."""
    if not data.strip():
        raise BadInput(f"{name} is empty.", "Nothing was changed.")
    if data.startswith(_PACKED):
        refuse_other_archives(data, name)
        raise BadInput(
            f"{name} is a zip archive, which cannot be read.", "Unpack it and import the files inside."
        )
    for signature, what, instead in _SIGNATURES:
        if data.startswith(signature):
            raise BadInput(f"{name} is {what}, which cannot be read.", instead)


def refuse_other_archives(data: bytes, name: str) -> None:
    """Raise BadInput for documents that are archives inside and hold no table."""
    members = _members(data) if data.startswith(_PACKED) else {}
    for wanted, what, instead in _PACKED_FORMATS:
        if any(member.startswith(wanted) for member in members):
            raise BadInput(f"{name} is {what}, which cannot be read.", instead)


def markup_form(text: str) -> str:
    """ "html" or "xml" for text in which tables are marked up as spreadsheets do it, "" for anything else."""
    opening = text[:4000].lstrip("\ufeff \t\r\n")
    if opening.startswith("<?xml") and _XML_BOOK in opening:
        return "xml"
    return "html" if _PAGE.match(opening) and _TABLE_TAG.search(text) else ""


def refuse_other_texts(text: str, name: str) -> None:
    """Raise BadInput for text of a kind that is no table, naming what it looks like and what to do."""
    if markup_form(text):
        return
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


def _members(data: bytes) -> dict[str, bytes]:
    """The names of an archive's members in small letters; none where it is damaged or has too many.

    With the beginning of the one called "mimetype".
    """
    import zipfile

    if data.count(b"PK\x01\x02") > limits.MEMBERS.most:
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member.replace("\\", "/").lower(): b"" for member in archive.namelist()}
            if "mimetype" in members:
                with archive.open("mimetype") as file:
                    members["mimetype"] = file.read(100)
            return members
    except (zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, *_BROKEN):
        return {}
