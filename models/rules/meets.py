"""Where classes meet, as student information systems write it: "4(A-B)" is period 4 on A and B days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from models.errors import BadInput
from models.rules.text import clean, fold

WEEKDAY_LETTERS = "MTWRF"
"""Letters for Monday to Friday; R is Thursday."""
LONGEST_RANGE = 40
LONGEST_TEXT = 500

# One piece: a quoted or plain name, then perhaps letters in brackets; pieces apart by blanks ; or ,
_PIECE = re.compile(r'[\s;,]*(?:"([^"()]+)"|([^\s;,()"]+))\s*(?:\(([^()]*)\))?(?=[\s;,]|$)')
_BETWEEN = re.compile(r"[\s,;]+")
_NUMBERED = re.compile(r"(\D*)(\d+)", re.ASCII)
_PLAIN = re.compile(r'[^\s;,()"-]+')
_FILLERS = frozenset({"period", "periods"})

Meets = frozenset[tuple[str, str]]


@lru_cache(maxsize=4096)
def parse_meets(text: str) -> Meets:
    """Pairs of period name and day letter ("" for every day): "2(A) 5(B)", "1(A,C)", "2-4(A)", "3".

    Blanks, commas and semicolons separate; a name that holds them stands in double quotes; M-F are weekdays.
    Nothing at all is no meeting. Raises BadInput for what cannot be read.
    """
    shown, at, pairs = clean(text, LONGEST_TEXT + 1), 0, set[tuple[str, str]]()
    if len(shown) > LONGEST_TEXT:
        raise BadInput("Where the class meets is too long to read.", f"At most {LONGEST_TEXT} characters.")
    shown = shown.rstrip(" ;,")
    while at < len(shown):
        piece = _PIECE.match(shown, at)
        if not piece:
            raise _unreadable(shown, shown[at:].strip())
        at = piece.end()
        if piece[3] is None and fold(piece[2] or "") in _FILLERS:
            continue
        names = [piece[1].strip()] if piece[1] else _names(piece[2], shown)
        letters = [""] if piece[3] is None else _letters(piece[3], shown)
        pairs.update((name, letter) for name in names for letter in letters)
    return frozenset(pairs)


def format_meets(meets: Iterable[tuple[str, str]]) -> str:
    """The shortest plain way to write the pairs; `parse_meets` reads it back."""
    by_name: dict[str, set[str]] = {}
    for name, letter in meets:
        by_name.setdefault(name, set()).add(letter)
    return " ".join(_piece(name, by_name[name]) for name in sorted(by_name, key=_sort_key))


@lru_cache(maxsize=4096)
def period_key(name: str) -> str:
    """Period names alike under this key are the same: "Period 4" and "4", "Lunch" and "lunch"."""
    folded = fold(name).strip()
    return folded.removeprefix("period ").strip() or folded


def _piece(name: str, letters: set[str]) -> str:
    plain = _PLAIN.fullmatch(name) and fold(name) not in _FILLERS
    shown = name if plain else f'"{name}"'
    dated = sorted(letters - {""})
    every = [shown] if "" in letters else []
    return " ".join([*every, f"{shown}({','.join(dated)})"] if dated else every)


def _names(text: str, whole: str) -> list[str]:
    first, dash, last = text.partition("-")
    names = _range(first, last, whole) if dash else [text]
    return names if names else [text]


def _letters(text: str, whole: str) -> list[str]:
    letters: list[str] = []
    for part in _BETWEEN.split(text.strip(" ,;")):
        first, dash, last = part.partition("-")
        found = _range(first, last, whole) if dash else [part]
        if not found or not found[0]:
            raise _unreadable(whole, f"({text})")
        letters += found
    return letters


def _range(first: str, last: str, whole: str) -> list[str]:
    """Everything from first to last; nothing when the two do not make a range. Raises BadInput."""
    if first in WEEKDAY_LETTERS and last in WEEKDAY_LETTERS and first and last:
        found = list(WEEKDAY_LETTERS[WEEKDAY_LETTERS.index(first) : WEEKDAY_LETTERS.index(last) + 1])
    elif len(first) == len(last) == 1 and (first + last).isascii() and (first + last).isalpha():
        found = [chr(code) for code in range(ord(first), ord(last) + 1)]
    else:
        ends = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
        if not ends[0] or not ends[1] or ends[1][1] not in ("", ends[0][1]):
            return []
        numbers = range(int(ends[0][2][:9]), int(ends[1][2][:9]) + 1)
        found = [f"{ends[0][1]}{number}" for number in numbers[: LONGEST_RANGE + 1]]
    if not found or len(found) > LONGEST_RANGE:
        raise _unreadable(whole, f"{first}-{last}")
    return found


def _sort_key(name: str) -> tuple[bool, int, str]:
    number = name.isascii() and name.isdigit()
    return not number, int(name[:9]) if number else 0, name


def _unreadable(whole: str, part: str) -> BadInput:
    return BadInput(
        f"Where the class meets cannot be read: {part!r} in {whole!r}.",
        'Write it like "4(A-B)", "2(A) 5(B)" or "3".',
    )
