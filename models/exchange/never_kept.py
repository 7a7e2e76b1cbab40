"""What a school must not hand to this program, however a column calls it: it is told by its header and left out."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.exchange.header_words import humps, normalise, one_slip, option_of

_DATA = Path(__file__).parent / "data" / "never_kept.json"
_MAIL = re.compile(r"\be ?mails?\b|\bmail\b|\bcorreo\b|\bcourriel\b")


class _Words(NamedTuple):
    whole: frozenset[str]
    of_students: frozenset[str]
    words: frozenset[str]
    parts: tuple[str, ...]
    phrases: tuple[str, ...]
    harmless: tuple[str, ...]


@lru_cache(maxsize=8192)
def never_kept(header: str, kind: str = "") -> bool:
    """Whether a column holds what is never kept of people.

    Passwords, social security, birth dates, gender, race, language, lunch and special-education status, grade
    points, home addresses. Whole words count, so that "Embrace" and "Trace" stay; of a form's grid the
    question counts and not the row, unless that alone says it.
    """
    row, known = option_of(header), _words()
    return _forbidden(header, kind) or (bool(row) and normalise(row) in known.whole | known.words)


def _forbidden(header: str, kind: str) -> bool:
    known = _words()
    plain = normalise(header)
    if plain in known.whole or (kind == "students" and _address(plain, known)):
        return True
    for form in {plain, humps(header)}:
        for harmless in known.harmless:
            form = form.replace(harmless, " ")
        words = form.split()
        if not known.words.isdisjoint(words) or any(part in word for word in words for part in known.parts):
            return True
        around = f" {form} "
        if any(f" {phrase} " in around for phrase in known.phrases) and not _MAIL.search(form):
            return True
    return False


def _address(plain: str, known: _Words) -> bool:
    """An address of a student or their family that is no mail address."""
    of_whom = plain.removeprefix("student ").removeprefix("stu ").removeprefix("students ")
    if of_whom in known.of_students:
        return True
    words = plain.split()
    return (
        "address" in words and not _MAIL.search(plain) and not any(one_slip(word, "email") for word in words)
    )


@lru_cache(maxsize=1)
def _words() -> _Words:
    stored = json.loads(_DATA.read_text("utf-8"))
    return _Words(
        frozenset(stored["whole"]),
        frozenset(stored["whole_of_students"]),
        frozenset(stored["words"]),
        tuple(stored["parts"]),
        tuple(stored["phrases"]),
        tuple(stored["harmless"]),
    )
