"""The part of an XLSX or ODS file that its tables are in, packed anew within every limit, before it is read.

What reads workbooks trusts them: one far cell, one repeated row or one member that unpacks without end can take
all memory. So only members that were unpacked and measured here are handed on. On the way, what would be lost is
kept: the words of failed formulas, zeros before a number that only its format shows, and escapes.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import unescape
from typing import IO

from models.exchange import limits
from models.exchange.workbook_size import OdsMeter, measure_xlsx
from models.exchange.workbook_words import damaged, protected

ESCAPED = "\ufdd0"
"""Stands for an underscore that was escaped, since the reader would take what follows for a control sign."""

_DIRECTORY_ENTRY = b"PK\x01\x02"
_HARMLESS = 1024 * 1024
"""Bytes up to which a file may be packed as tightly as it likes: a table of one value shrinks a lot."""
_CHUNK = 1024 * 1024
_NO_TABLES = re.compile(
    r"xl/(media|drawings|charts|embeddings|printersettings|pivot|theme|activex|ctrlprops|comments|threaded)"
    r"|docprops/|customxml/|xl/vbaproject"
)
_OF_ODS = frozenset({"mimetype", "content.xml", "meta-inf/manifest.xml"})

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)
"""What unpacking a damaged or made-up zip raises."""

_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="(0{2,20})"')
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb'<(?:\w+:)?xf\b[^>]*?numFmtId="(\d+)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
# What the reader leaves out, and what it does not: breaks inside a cell, and the words of failed formulas.
_LOST_IN_ODS = ((b"<text:line-break/>", b"\n"), (b"<text:tab/>", b" "), (b' office:string-value=""', b""))
_ODS_PADDED = re.compile(
    rb'office:value-type="float"([^>]*)\soffice:value="(\d{1,15})"([^>]*><text:p>)(0\d{1,20})(?=</text:p>)'
)

Change = Callable[[bytes], bytes]
"""Takes a piece of a member of whole rows or texts, and gives what is handed on."""


def trimmed(data: bytes, form: str, name: str) -> bytes:
    """The workbook with only its tables; `form` is "xlsx" or "ods", and `name` is what messages call it.

    Raises BadInput past a limit, for a password, and for what is not whole.
    """
    # The module that unpacks would list millions of members before anyone could count them.
    if data.count(_DIRECTORY_ENTRY) > limits.MEMBERS.most:
        raise limits.MEMBERS.refuse(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _measure(archive, name)
            return _packed_anew(archive, form, name)
    except _BROKEN as wrong:
        raise damaged(name) from wrong


def _measure(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise protected(name)
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.BYTES.most:
        raise limits.BYTES.refuse(f"{name}, unpacked,")
    if unpacked > _HARMLESS and unpacked > limits.RATIO.most * packed:
        raise limits.RATIO.refuse(name)


def _packed_anew(archive: zipfile.ZipFile, form: str, name: str) -> bytes:
    wanted = _OF_ODS.__contains__ if form == "ods" else _may_hold_tables
    # Some programs write the paths of another system; whoever looks a member up minds no case.
    plain = {member.replace("\\", "/").lower(): member for member in archive.namelist()}
    members = {lowered: member for lowered, member in plain.items() if wanted(lowered)}
    changes = (_changes_of_ods if form == "ods" else _changes_of_xlsx)(archive, members, name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as anew:
        for lowered, member in members.items():
            with archive.open(member) as source, anew.open(member.replace("\\", "/"), "w") as target:
                change = changes(lowered)
                for piece in _pieces(source):
                    target.write(change(piece))
    return out.getvalue()


def _may_hold_tables(member: str) -> bool:
    return member.endswith((".xml", ".rels")) and not _NO_TABLES.match(member)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    """The member in pieces that end behind a row, else behind a tag where a piece without rows ends."""
    rest = b""
    while chunk := source.read(_CHUNK):
        rest += chunk
        at = rest.rfind(b"row>") + 4 if b"row>" in rest else rest.rfind(b"</si>") + 5
        if at > 4:
            yield rest[:at]
            rest = rest[at:]
    if rest:
        yield rest


def _pieces_of(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as source:
        yield from _pieces(source)


def _changes_of_xlsx(archive: zipfile.ZipFile, members: dict[str, str], name: str) -> Callable[[str], Change]:
    def text_of(member: str) -> bytes:
        return archive.read(members[member]) if member in members else b""

    widths = _padded_styles(text_of("xl/styles.xml"))
    named = _sheet_names(text_of("xl/workbook.xml"), text_of("xl/_rels/workbook.xml.rels"))

    def change_of(member: str) -> Change:
        if member.endswith("sharedstrings.xml"):
            return _escapes_kept
        if "sheet" not in member:
            return _as_it_is
        where = f"{name}, sheet {named[member]}" if member in named else name
        measure_xlsx(lambda: _pieces_of(archive, members[member]), where)
        return lambda piece: _escapes_kept(_errors_kept(_zeros_kept(piece, widths)))

    return change_of


def _changes_of_ods(archive: zipfile.ZipFile, members: dict[str, str], name: str) -> Callable[[str], Change]:
    meter = OdsMeter(name)

    def change(piece: bytes) -> bytes:
        meter.count(piece)
        for written, kept in _LOST_IN_ODS:
            piece = piece.replace(written, kept)
        return _ODS_PADDED.sub(_shown_zeros, piece)

    def change_of(member: str) -> Change:
        if member == "meta-inf/manifest.xml" and b"encryption-data" in archive.read(members[member]):
            raise protected(name)
        return change if member == "content.xml" else _as_it_is

    return change_of


def _as_it_is(piece: bytes) -> bytes:
    return piece


def _escapes_kept(piece: bytes) -> bytes:
    return piece.replace(b"_x005F_", ESCAPED.encode()) if b"_x005F_" in piece else piece


def _errors_kept(piece: bytes) -> bytes:
    """A failed formula's cell as text, such as #REF!, so that it does not look empty."""
    return piece.replace(b' t="e"', b' t="str"') if b' t="e"' in piece else piece


def _zeros_kept(piece: bytes, widths: dict[bytes, int]) -> bytes:
    """Numbers that their format shows with zeros before them, as that text."""
    if not widths:
        return piece
    styles = b"|".join(widths)
    cell = re.compile(
        rb'<((?:\w+:)?c\s[^>]*?\bs="(' + styles + rb')"[^>]*)>'
        rb"((?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>)(\d{1,15})(?=</)"
    )

    def padded(found: re.Match[bytes]) -> bytes:
        tag, style, between, digits = found.groups()
        if b' t="' in tag:
            if b' t="n"' not in tag:
                return found[0]
            tag = tag.replace(b' t="n"', b"")
        return b"<" + tag + b' t="str">' + between + digits.zfill(widths[style])

    return cell.sub(padded, piece)


def _shown_zeros(found: re.Match[bytes]) -> bytes:
    """The cell as text where what it shows is its number with zeros before it."""
    before, digits, after, shown = found.groups()
    if int(shown) != int(digits):
        return found[0]
    return b'office:value-type="string"' + before + after + shown


def _padded_styles(styles: bytes) -> dict[bytes, int]:
    """The index of each cell style whose format is only zeros, and how many these are."""
    formats = {ident: len(code) for ident, code in _FORMAT.findall(styles)}
    cells = _CELL_FORMATS.search(styles)
    if not formats or not cells:
        return {}
    used = enumerate(_CELL_FORMAT.findall(cells[0]))
    return {str(at).encode(): formats[ident] for at, ident in used if ident in formats}


def _sheet_names(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Member of the archive in small letters → the name of the sheet in it."""
    targets = {}
    for found in _RELATION.findall(relations):
        attributes = dict(_ATTRIBUTE.findall(found))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace").lower()
        targets[attributes.get(b"Id", b"")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    named = {}
    for found in _SHEET.findall(workbook):
        attributes = dict(_ATTRIBUTE.findall(found))
        ident = next((value for key, value in attributes.items() if key.endswith(b":id")), b"")
        if ident in targets:
            named[targets[ident]] = unescape(attributes.get(b"name", b"").decode("utf-8", "replace"))
    return named
