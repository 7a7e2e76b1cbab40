"""What people typed, made safe for a terminal, a table and a file: the one `clean` at every door."""

from __future__ import annotations

import re
import unicodedata

NAME_LIMIT = 200
"""Longest name kept, in characters."""
TEXT_LIMIT = 10_000
"""Longest cell or note kept, in characters."""

# C0 and C1 controls, DEL, bidirectional controls and marks, line and paragraph separators, the byte-order
# mark, interlinear annotation and lone surrogates: a terminal obeys some of these, none is part of a name.
_UNSAFE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
_STRIP = re.compile(f"[{_UNSAFE}]")
_BREAKS = re.compile("[\\s\u0085\u2028\u2029]+")
_LINE_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# Whole terminal sequences go with their arguments, so that "ESC ]0;pwned BEL" leaves no "]0;pwned" behind.
_SEQUENCES = re.compile(
    "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\|$)|\x1b[PX^_].*?(?:\x1b\\\\|$)|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]",
    re.DOTALL,
)


def clean(text: str, limit: int = NAME_LIMIT) -> str:
    """One safe line: no controls, no bidi overrides, blanks folded to single spaces, NFC, cut at `limit`."""
    if text.isascii() and text.isprintable() and "  " not in text and len(text) <= limit:
        return text.strip()
    text = _STRIP.sub("", _SEQUENCES.sub("", text))
    return _BREAKS.sub(" ", unicodedata.normalize("NFC", text)).strip()[:limit].strip()


def clean_lines(text: str, limit: int = TEXT_LIMIT) -> str:
    """Like `clean` for notes: line breaks stay, as single newlines."""
    text = _LINE_BREAKS.sub("\n", _SEQUENCES.sub("", text))
    return "\n".join(clean(line, limit) for line in text.split("\n")).strip()[:limit]


def fold(text: str) -> str:
    """For searching and matching: case and accents away, `ø`, `ł`, `ß` and their like as plain letters."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
