"""Bytes to text: files come from many programs, and few of them say in which encoding they write."""

from __future__ import annotations

from typing import NamedTuple

from models.errors import BadInput

# Byte-order marks and the codecs that they stand for.
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAVE_AS = 'Save it again as "CSV UTF-8" and import that.'


class Decoded(NamedTuple):
    """The text, and what a person should be told about how it was read ("" when nothing)."""

    text: str
    note: str


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file: by its byte-order mark, else as strict UTF-8, else as Windows-1252.

    Raises BadInput, saying where, for bytes that are none of these and for anything with NUL characters.
    """
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), "") or _unmarked(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as wrong:
        line = wrong.object.count(b"\n", 0, wrong.start) + 1
        raise BadInput(
            f"{name}, line {line}: the text is in no encoding that is read here.", _SAVE_AS
        ) from wrong
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadInput(f"{name}, line {line}: there are NUL characters, so it is no text file.", _SAVE_AS)
    note = "It is not UTF-8, so it was read as Windows-1252: check the accents." if codec == "cp1252" else ""
    return Decoded(text, note)


def _unmarked(data: bytes) -> str:
    """The codec of bytes without a mark. UTF-16 of western text has a NUL in every other byte."""
    if b"\0" in data:
        pairs = max(1, len(data) // 2)
        if data[1::2].count(0) * 2 > pairs:
            return "utf-16-le"
        return "utf-16-be" if data[0::2].count(0) * 2 > pairs else "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
