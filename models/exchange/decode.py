"""Bytes to text: files come from many programs, and few of them say in which encoding they write."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from models.errors import BadInput

# Byte-order marks and the codecs that they stand for.
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAMED = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman, as older Macs write"}
_AROUND = re.compile(rb"[A-Za-z\x80-\xff.' -]*[\x80-\xff][A-Za-z\x80-\xff.' -]*")
_NO_LETTERS = "\ufffd\u0192"
_GOES_ON = re.compile(r"(?!(?:s|t|d|m|re|ll|ve)\b)[^\W\d_]")
"""What follows an apostrophe in the middle of a word where it is none: not "it's" nor "she'll"."""
_LOOKED_AT, _PLACES = 1_000_000, 2_000
"""Bytes, and different words in them, by which the encoding is told."""
_SAVE_AS = 'Save it again as "CSV UTF-8" and import that.'


class Decoded(NamedTuple):
    """The text, and what a person should be told about how it was read ("" when nothing)."""

    text: str
    note: str


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file: by its byte-order mark, else as strict UTF-8, else as Windows-1252 or Mac Roman.

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
    named = _NAMED.get(codec)
    return Decoded(text, f"It is not UTF-8, so it was read as {named}: check the accents." if named else "")


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
        return "mac_roman" if _is_of_an_old_mac(data) else "cp1252"
    return "utf-8"


def _is_of_an_old_mac(data: bytes) -> bool:
    """Whether the bytes make words in Mac Roman where Windows-1252 has signs, or nothing, in the middle of them.

    Only where both differ clearly: Windows-1252 is by far the more usual.
    """
    found = list(dict.fromkeys(_AROUND.findall(data[:_LOOKED_AT])))[:_PLACES]
    windows, mac = (
        sum(_oddness(one.decode(codec, "replace")) for one in found) for codec in ("cp1252", "mac_roman")
    )
    if b"\r" in data and b"\n" not in data:
        windows += 1  # line ends as old Macs write them
    return windows >= 2 and mac * 2 < windows


def _oddness(text: str) -> float:
    """How unlike words the signs beyond ASCII are where they stand, in a text that begins and ends around them."""
    return sum(
        _odd(sign, text[max(0, at - 3) : at], text[at + 1 :])
        for at, sign in enumerate(text)
        if not sign.isascii()
    )


def _odd(sign: str, before: str, after: str) -> float:
    """How unlikely a sign is between these: not at all, hardly, somewhat or very."""
    into, onto = before[-1:].isalpha(), after[:1].isalpha()
    if sign in _NO_LETTERS:
        return 2
    if sign.isalpha():
        inside_a_word = (
            sign.isupper() and into and (before[-1:].islower() or any(map(str.islower, after.split(" ")[0])))
        )
        return 2 if inside_a_word else float(not unicodedata.name(sign, "").startswith("LATIN"))
    if sign in "\u2018\u2019":
        return 0.5 if len(before) == 3 and before.isalpha() and _GOES_ON.match(after) else 0
    if unicodedata.category(sign) == "Pd":
        return float(into and after[:1].islower())
    return 2 if into and onto and sign != "\xb7" else float(sign in "\u2020\u2021" and onto)
