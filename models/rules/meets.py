"""Where classes meet, as student information systems write it: "4(A-B)" is period 4 on A and B days.

Which of several lunches a class has is a piece of the same text: "4(A-B) lunch:B".
"""

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
_PIECE = re.compile(
    r'[\s;,]*(lunch:\s*)?(?:"([^"()]+)"|([^\s;,()"]+))\s*(?:\(([^()]*)\))?(?=[\s;,]|$)', re.IGNORECASE
)
_LUNCH = "lunch:"
_BETWEEN = re.compile(r"[\s,;]+")
_NUMBERED = re.compile(r"(\D*)(\d+)", re.ASCII)
_PLAIN = re.compile(r'[^\s;,()"-]+')
_NO_BLANK = re.compile(r'[^\s;,()"]+')
_FILLERS = frozenset({"period", "periods"})

Meets = frozenset[tuple[str, str]]


def parse_meets(text: str) -> Meets:
    """Pairs of period name and day letter ("" for every day): "2(A) 5(B)", "1(A,C)", "2-4(A)", "3".

    Blanks, commas and semicolons separate; a name that holds them stands in double quotes; M-F are weekdays, and
    so are several of their letters in a row (MWF). Nothing at all is no meeting; `lunch:` pieces are none.
    Raises BadInput for what cannot be read.
    """
    return _read(text)[0]


def parse_lunches(text: str) -> Meets:
    """Pairs of a lunch's name and day letter ("" for every day) of the same text: "4 lunch:B", "4 lunch:A(1) lunch:C(2)".

    Raises BadInput as `parse_meets`.
    """
    return _read(text)[1]


def format_meets(meets: Iterable[tuple[str, str]], lunches: Iterable[tuple[str, str]] = ()) -> str:
    """The shortest plain way to write the pairs; `parse_meets` and `parse_lunches` read them back."""
    written = [_piece(name, letters) for name, letters in _by_name(meets)]
    written += [_piece(name, letters, _LUNCH) for name, letters in _by_name(lunches)]
    return " ".join(written)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Meets, Meets]:
    shown, at = clean(text, LONGEST_TEXT + 1), 0
    pairs, lunches = set[tuple[str, str]](), set[tuple[str, str]]()
    if len(shown) > LONGEST_TEXT:
        raise BadInput("Where the class meets is too long to read.", f"At most {LONGEST_TEXT} characters.")
    shown = shown.rstrip(" ;,")
    while at < len(shown):
        piece = _PIECE.match(shown, at)
        if not piece:
            raise _unreadable(shown, shown[at:].strip())
        at = piece.end()
        lunch, quoted, name, bracket = piece.groups()
        if bracket is None and not lunch and fold(name or "") in _FILLERS:
            continue
        names = [quoted.strip()] if quoted else [name] if lunch else _names(name, shown)
        letters = [""] if bracket is None else _letters(bracket, shown)
        (lunches if lunch else pairs).update((one, letter) for one in names for letter in letters)
    return frozenset(pairs), frozenset(lunches)


def _by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, set[str]]]:
    by_name: dict[str, set[str]] = {}
    for name, letter in pairs:
        by_name.setdefault(name, set()).add(letter)
    return [(name, by_name[name]) for name in sorted(by_name, key=_sort_key)]


@lru_cache(maxsize=4096)
def period_key(name: str) -> str:
    """Period names alike under this key are the same: "Period 4" and "4", "Lunch" and "lunch"."""
    folded = fold(name).strip()
    return folded.removeprefix("period ").strip() or folded


@lru_cache(maxsize=4096)
def lunch_key(name: str) -> str:
    """Names of lunches alike under this key are the same: "Lunch B", "B lunch" and "B"."""
    words = [word for word in fold(name).split() if word != "lunch"]
    return " ".join(words) or fold(name).strip()


def parse_letters(text: str) -> tuple[str, ...]:
    """The day letters of a bracket: "A-C", "1,3,5", "MWF". Raises BadInput."""
    return tuple(_letters(text, f"({text})"))


def split_letters(text: str) -> tuple[str, ...]:
    """The letters of a rotation as people type them: "A B", "A, B", "1-6", "Gold;Blue". Raises BadInput."""
    found: list[str] = []
    for part in filter(None, _BETWEEN.split(clean(text, LONGEST_TEXT))):
        first, dash, last = part.partition("-")
        found += _range(first, last, text) if dash and first and last else [part]
    return tuple(found)


def _piece(name: str, letters: set[str], before: str = "") -> str:
    safe = fold(name) not in _FILLERS and not fold(name).startswith(_LUNCH)
    shown = before + (name if (before or safe) and _plain(name, before) else f'"{name}"')
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
        found = _range(first, last, whole) if dash else _weekdays(part)
        if not found or not found[0]:
            raise _unreadable(whole, f"({text})")
        letters += found
    return letters


def _plain(name: str, before: str) -> bool:
    """Whether the name can stand without quotes; a lunch's name is never taken for a range."""
    return bool((_NO_BLANK if before else _PLAIN).fullmatch(name))


def _weekdays(part: str) -> list[str]:
    """MWF and TR as single weekdays; anything else as it is."""
    at = [WEEKDAY_LETTERS.find(letter) for letter in part]
    return list(part) if len(part) > 1 and at[0] >= 0 and at == sorted(set(at)) else [part]


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
