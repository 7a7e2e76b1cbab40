"""What may stand in one cell, and how the same value is written back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import available_timezones

from models.errors import BadInput
from models.exchange import limits, wall
from models.rules.clusters import all_clusters, apart, as_interest, cluster_name, names_a_cluster, resolve
from models.rules.facts import Interest
from models.rules.meets import parse_meets
from models.rules.text import clean, clean_lines, fold

YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"no", "n", "false", "0"})

MOST_INTERESTS = 50
"""Interests of one student, far beyond what a form asks for."""

_WHOLE = re.compile(r"([0-9]+)\.0+")
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_NUMBER = re.compile(r"([0-9]{1,6})(?:\.0+)?")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")
_NO_VALUE = frozenset(
    {
        "n/a",
        "#n/a",
        "na",
        "none",
        "null",
        "-",
        "--",
        "unknown",
        "no email",
        "(blank)",
        "tbd",
        "anonymous",
        "nan",
    }
)
"""What people and programs write where there is no mail address or number."""
_DIRECTORY = "/o="
"""How Outlook begins an address within its own organisation, which is no mail address."""
_SEVERAL = " ::: "
"""How Google's contacts join several values in one cell."""


def text(cell: str) -> str:
    """One line of text. Raises BadInput past the limit of a name."""
    if len(cell) > limits.NAME.most:
        raise BadInput(f"at most {limits.NAME.words}")
    return clean(cell)


def long_text(cell: str) -> str:
    """Notes: lines stay. Raises BadInput past the limit of a cell."""
    if len(cell) > limits.CELL.most:
        raise BadInput(f"at most {limits.CELL.words}")
    return clean_lines(cell)


def whole_text(cell: str) -> str:
    """Text that a spreadsheet may have taken for a number: "10.0" is "10"."""
    shown = text(cell)
    found = _WHOLE.fullmatch(shown)
    return found[1] if found else shown


def ident(cell: str) -> str:
    """An id, leading zeros kept. Raises BadInput for one that a spreadsheet shortened to "1.2E+11"."""
    shown = whole_text(cell)
    if _SHORTENED.fullmatch(shown) and "+" in shown:
        raise BadInput("the whole id, which a spreadsheet has shortened here")
    if ";" in shown:
        raise BadInput("an id without ;")
    return shown


def optional_ident(cell: str) -> str | None:
    """An id, or None for an empty cell."""
    return ident(cell) or None


@lru_cache(maxsize=4096)
def idents(cell: str) -> tuple[str, ...]:
    """Ids apart by ";", each once, in the order given."""
    return tuple(dict.fromkeys(filter(None, map(ident, split(cell)))))


def texts(cell: str) -> tuple[str, ...]:
    """Short texts apart by ";", each once, in the order given."""
    return tuple(dict.fromkeys(filter(None, map(text, split(cell)))))


def yes_no(cell: str) -> bool | None:
    """yes or no in their usual spellings; None for an empty cell."""
    shown = cell.strip().casefold()
    if not shown:
        return None
    if shown not in YES | NO:
        raise BadInput("yes or no")
    return shown in YES


def number(least: int, most: int) -> Callable[[str], int | None]:
    """A reader of whole numbers from least to most; None for an empty cell."""

    def read(cell: str) -> int | None:
        if not cell.strip():
            return None
        found = _NUMBER.fullmatch(cell.strip())
        if not found or not least <= int(found[1]) <= most:
            raise BadInput(f"a whole number from {least} to {most}")
        return int(found[1])

    return read


def one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    """A reader of one of the words; "" for an empty cell."""

    def read(cell: str) -> str:
        word = _word(cell)
        if word and word not in allowed:
            raise BadInput(f"one of {', '.join(allowed)}")
        return word

    return read


def some_of(
    allowed: tuple[str, ...], likewise: Mapping[str, str] = MappingProxyType({})
) -> Callable[[str], tuple[str, ...]]:
    """A reader of some of the words, apart by ";", in the order of `allowed`; `likewise` has other words for them."""

    def read(cell: str) -> tuple[str, ...]:
        words = {likewise.get(word, word) for word in map(_word, split(cell)) if word}
        if not words.issubset(allowed):
            raise BadInput(f"some of {', '.join(allowed)}, with ; between them")
        return tuple(word for word in allowed if word in words)

    return read


def email(cell: str) -> str:
    """The first mail address of the cell; "" for an empty one. Chambers' lists put several in one cell."""
    bare = cell.strip().casefold()
    if not bare or bare in _NO_VALUE or bare.startswith(_DIRECTORY):
        return ""
    found = _ADDRESS.search(text(cell))
    if not found or len(found[0]) > 254:
        raise BadInput("a mail address as name@example.org")
    return found[0]


def phone(cell: str) -> str:
    """A phone number as written; the first, where an address book joined several."""
    shown = whole_text(cell.split(_SEVERAL)[0])
    return "" if shown.casefold() in _NO_VALUE else shown


def zone(cell: str) -> str:
    """The name of a time zone; "" for an empty cell."""
    shown = text(cell)
    if shown and shown not in _zones():
        raise BadInput("a time zone as America/Chicago")
    return shown


def day(cell: str) -> date | None:
    """A date; None for an empty cell."""
    return wall.parse_date(cell) if cell.strip() else None


def days(cell: str) -> tuple[date, ...]:
    """Dates apart by ";", in order."""
    return tuple(sorted({wall.parse_date(part) for part in split(cell)}))


def meets(cell: str) -> str:
    """Where a class meets, as written. Raises BadInput for what cannot be read."""
    shown = clean(cell, limits.CELL.most)
    try:
        parse_meets(shown)
    except BadInput as wrong:
        raise BadInput("where the class meets as 4(A-B) or 2(A) 5(B)") from wrong
    return shown


def interests(cell: str) -> tuple[Interest, ...]:
    """Interests by rank, apart by ";" or by lines (form programs: by commas, where every piece names a cluster).

    "1. nurse 2. vet" is two, without their numbers.
    "doctor or lawyer" in one piece is two interests, in that order.
    """
    pieces: list[str] = []
    for part in split(_numbered(cell).replace("\r", ";").replace("\n", ";")):
        # As the program's own lists show them: a dash for none, and words that are not placed.
        shown = text(part).removesuffix(" (own words)")
        shown = shown if shown.strip("-–— ") else ""
        listed = _apart_by_commas(shown) if "," in shown and not resolve(shown).cluster else [shown]
        pieces += listed if len(listed) > 1 else apart(shown)
    if len(pieces) > MOST_INTERESTS:
        raise BadInput(f"at most {MOST_INTERESTS} interests")
    return tuple(as_interest(rank, words) for rank, words in enumerate(filter(None, pieces), 1))


def clusters(cell: str) -> tuple[str, ...]:
    """Cluster ids of names or ids apart by ";". Raises BadInput for words that mean no cluster."""
    found = [resolve(text(part)) for part in split(cell)]
    if not all(one.cluster or one.choices for one in found):
        names = "; ".join(cluster.name for cluster in all_clusters())
        raise BadInput(f"career clusters ({names})")
    return tuple(
        dict.fromkeys(ident for one in found for ident in ((one.cluster,) if one.cluster else one.choices))
    )


def likely_clusters(cell: str) -> tuple[str, ...]:
    """Cluster ids of a foreign list's words for a field; nothing where they mean no cluster for sure."""
    found = [resolve(clean(part)) for part in split(cell)[:MOST_INTERESTS]]
    return tuple(dict.fromkeys(one.cluster for one in found if one.cluster))


def split(cell: str) -> list[str]:
    """The several values of a cell, apart by ";" or by an address book's " ::: "."""
    return [part.strip() for part in cell.replace(_SEVERAL, ";").split(";") if part.strip()]


def write_plain(value: str | int | None) -> str:
    """Text and numbers; "" for what is not known."""
    return "" if value is None else str(value)


def write_yes_no(value: bool | None) -> str:
    """yes, no, or "" for not known."""
    return "" if value is None else "yes" if value else "no"


def write_several(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return ";".join(value.replace(";", ",") for value in values)


def write_days(values: Iterable[date]) -> str:
    """Dates in one cell."""
    return ";".join(value.isoformat() for value in values)


def write_clusters(values: Iterable[str]) -> str:
    """Clusters by name."""
    return ";".join(map(cluster_name, values))


def write_interests(values: Iterable[Interest]) -> str:
    """Interests by rank, in the student's own words where these are known."""
    return ";".join(map(_interest_text, sorted(values)))


def _numbered(cell: str) -> str:
    """A cell that counts its interests from 1 on, with ";" in place of the numbers; any other as it is."""
    pieces, rest, number = list[str](), cell, 1
    while number <= MOST_INTERESTS:
        found = re.search(rf"(?:^|(?<=[\s,;]))(?:#{number}\b|[#(]?{number}\s?[.):]\)?)(?=\s*[^\W\d_])", rest)
        if not found or (number == 1 and rest[: found.start()].strip()):
            break
        pieces.append(rest[: found.start()].strip(" ,;\r\n\t"))
        rest, number = rest[found.end() :], number + 1
    return ";".join(filter(None, (*pieces, rest.strip()))) if number > 1 else cell


def _interest_text(interest: Interest) -> str:
    words = interest.words.replace(";", ",")
    if not interest.cluster:
        return words
    understood = resolve(words)
    if (understood.cluster, understood.sub) == (interest.cluster, interest.sub):
        return words
    return " > ".join(filter(None, (cluster_name(interest.cluster), interest.sub, words)))


def _apart_by_commas(shown: str) -> list[str]:
    """The pieces of a list in commas whose every piece names a cluster for certain, else the text whole.

    The longest pieces first, since names of clusters hold commas themselves.
    """
    parts, pieces, at = shown.split(","), list[str](), 0
    while at < len(parts):
        ends = range(min(len(parts), at + 4), at, -1)
        piece = next(
            (p for p in (",".join(parts[at:end]).strip() for end in ends) if names_a_cluster(p)), None
        )
        if piece is None:
            return [shown]
        pieces.append(piece)
        at += piece.count(",") + 1
    return pieces


def _word(cell: str) -> str:
    return fold(clean(cell)).replace(" ", "_").replace("-", "_")


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
