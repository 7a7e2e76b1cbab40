"""What stands in the cells of other people's files, whose words for the same thing are freer than ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from models.errors import BadInput
from models.exchange import cells
from models.exchange.header_words import ordinal
from models.rules.clusters import resolve
from models.rules.facts import Interest
from models.rules.interview import EQUIPMENT, FORMATS
from models.rules.text import clean, fold

_GRADE_WORDS = {
    **{f"{word}": n for n, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
         "eleventh", "twelfth"), 1)},
    "freshman": 9, "sophomore": 10, "junior": 11, "senior": 12,
}  # fmt: skip
_GRADE = re.compile(r"(?:grade |gr |year )?0?(\d{1,2})(?: ?(?:st|nd|rd|th))?(?: grade(?:r)?)?")
_WORDED_GRADE = re.compile(rf"({'|'.join(_GRADE_WORDS)})(?: (?:grade(?:r)?|year))?")
LAST_FIRST = frozenset({"lastfirst", "last first", "name last first", "last name first name"})
"""Headers that say in which order they write a name."""
_PARTICLES = frozenset(
    {
        "van",
        "von",
        "de",
        "del",
        "della",
        "di",
        "da",
        "la",
        "le",
        "el",
        "al",
        "st",
        "st.",
        "san",
        "ter",
        "o",
        "ni",
    }
)
_AFTER_A_NAME = frozenset(
    {
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "md",
        "do",
        "dds",
        "dmd",
        "dvm",
        "phd",
        "rn",
        "lpn",
        "np",
        "pa",
        "cpa",
        "esq",
    }
    | {
        "mba",
        "pe",
        "jd",
        "edd",
        "ma",
        "ms",
        "mr",
        "mrs",
        "dr",
        "llc",
        "inc",
        "ltd",
        "co",
        "corp",
        "gmbh",
        "pllc",
        "pc",
    }
    | {
        "owner",
        "manager",
        "director",
        "president",
        "ceo",
        "cfo",
        "partner",
        "principal",
        "teacher",
        "counselor",
    }
)
"""What stands after a comma and is no given name."""
_COUNT = re.compile(r"\d{1,4}")
_NOTHING = re.compile(
    r"(?:none|no|not (?:sure|yet)|n/?a|unsure|any(?: number)?|as many as .*|unlimited|-+)\W*"
)

# What people say of how they would talk to students; of other kinds of help no format is made.
_FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone", re.compile(r"\b(?:tele)?phone\b|\bcalls?\b|\bby tel\b")),
    ("video", re.compile(r"\bvideo\b|\bzoom\b|\bteams\b|\bgoogle meet\b|\bvirtual(?:ly)?\b|\bonline\b|\bskype\b|"
                         r"\bfacetime\b|\bwebex\b")),
    ("on_site", re.compile(r"\bon ?site\b|\bat (?:my|our|the) (?:work(?:place)?|office|business|shop|site)\b|"
                           r"\b(?:in person|face to face)\b"
                           r"(?![^;]*\b(?:school|class(?:room)?|campus|speak\w*|talks?|presentations?)\b)|"
                           r"\bworkplace (?:visit|tour)s?\b|\bsite visits?\b|\bjob shadow(?:ing|s)?\b")),
    ("group_video", re.compile(r"\bgroup (?:video|call|zoom)\b|\bvideo with (?:a|the) class\b")),
    ("recorded", re.compile(r"\brecord(?:ed|ing)\b")),
)  # fmt: skip
_EQUIPMENT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone", re.compile(r"phone|\blandline|\bhandset")),
    ("video", re.compile(r"\bvideo|\bzoom\b|\bweb ?cam|\bcamera|\bteams\b|\bmeet\b|\bconferenc")),
    ("computer", re.compile(r"\bcomputer|\blap ?top|\bpcs?\b|\bchrome ?book|\bdesktop|\bimac|\bmac ?book")),
)
_SEATS = re.compile(
    r"(?:seats|max(?:imum)?|up to|holds|capacity)?:? ?(\d{1,4})(?:\.0+)?"
    r" ?(?:seats?|people|persons?|chairs?|max|students?|places?)?\.?"
)
_REFUSED = re.compile(r"\b(?:not|no|never|cannot|cant|don'?t|except|but)\b")

_ZONES = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "arizona": "America/Phoenix",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
}
_LETTER_OF_ZONE = {"e": "eastern", "c": "central", "m": "mountain", "p": "pacific"}
_SHORT_ZONE = re.compile(r"([ecmp])[sd]?t")
_ZONE_TAIL = re.compile(r" ?(?:standard |daylight )?(?:time)?(?: zone)?$|\(.*\)")


def grade(cell: str) -> str:
    """A grade level as its number where it is one: "10th Grade", "Grade 10", "Tenth grade", "Sophomore", "09"."""
    shown = cells.whole_text(cell.rpartition("#")[2])
    plain = fold(shown).replace("_", " ").replace(".", "").strip()
    numbered = _GRADE.fullmatch(plain)
    if numbered:
        return str(int(numbered[1]))
    worded = _WORDED_GRADE.fullmatch(plain)
    return str(_GRADE_WORDS[worded[1]]) if worded else shown


def turned(cell: str) -> str:
    """ "Last, First" as "First Last"; a name without a comma, or with more than one, stays."""
    family, comma, given = cells.text(cell).partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma and "," not in given else clean(cell)


def likely_turned(cell: str) -> str:
    """ "Reyes, Ana" as "Ana Reyes" where it can be nothing else; "Jane Doe, RN" and "Acme, Inc" stay as they are."""
    family, comma, given = cells.text(cell).partition(",")
    words, before = given.split(), fold(family).split()
    one_name = len(before) == 1 or (len(before) in (2, 3) and before[0] in _PARTICLES)
    plain = re.sub(r"[^a-z]", "", fold(given))
    sure = comma and one_name and 0 < len(words) <= 3 and "," not in given and plain not in _AFTER_A_NAME
    return turned(cell) if sure and not re.search(r"[\d@]", cell) else clean(cell)


def refused(cell: str) -> bool | None:
    """Whether somebody asked to be left alone: yes or no, perhaps with a word about it ("X - moved away")."""
    word = re.split(r"[\s,;:(–-]", cell.strip(), maxsplit=1)[0]
    return cells.yes_no(word if word.casefold() in cells.YES | cells.NO else cell)


def answers(cell: str) -> tuple[Interest, ...]:
    """Interests as form programs join them, by "; " or by commas where every piece means a cluster."""
    found = cells.interests(cell)
    if len(found) != 1 or "," not in found[0].words:
        return found
    pieces = [clean(piece) for piece in found[0].words.split(",")]
    if not all(pieces) or not all(resolve(piece).cluster for piece in pieces):
        return found
    return cells.interests(";".join(pieces))


def choice(option: str) -> Callable[[str], tuple[Interest, ...]]:
    """A reader of one column of a grid in which people give ranks to options; nothing for an empty cell."""

    def read(cell: str) -> tuple[Interest, ...]:
        rank = ordinal(cell)
        if not rank and cell.strip():
            raise BadInput("a rank as 1 or 1st choice")
        (interest,) = cells.interests(option.replace(";", ",")) or (None,)
        return (interest._replace(rank=rank),) if rank and interest else ()

    return read


def marked_choice(option: str, rank: int) -> Callable[[str], tuple[Interest, ...]]:
    """A reader of one column of a grid in which people mark options: the option in this rank, where marked."""
    interest = next(iter(cells.interests(option.replace(";", ","))), None)
    found = (interest._replace(rank=rank),) if interest else ()
    return lambda cell: found if cell.strip() else ()


def yes_to(name: str) -> Callable[[str], tuple[str, ...]]:
    """A reader of a column that says yes or no to one format. Raises BadInput for anything else."""
    return lambda cell: (name,) if cells.yes_no(cell) else ()


def in_period(period: str) -> Callable[[str], tuple[tuple[str, str], ...]]:
    """A reader of the column of one period, whose cells name the class that a student has then."""

    def read(cell: str) -> tuple[tuple[str, str], ...]:
        name = cells.text(cell)
        return ((period, name),) if name else ()

    return read


def formats(cell: str) -> tuple[str, ...]:
    """The formats that an answer names for certain; nothing for one that also says no to something."""
    plain = " ".join(re.sub(r"[-_/,]", " ", fold(clean(cell, 1000))).split())
    if _REFUSED.search(plain):
        return ()
    found = {name for name, pattern in _FORMATS if pattern.search(plain)}
    return tuple(name for name in FORMATS if name in found)


def limit(cell: str) -> int | None:
    """How many students somebody offered to talk to: "2-3 students" is at most 3; None where no number stands."""
    plain = fold(clean(cell))
    counts = [int(count) for count in _COUNT.findall(plain)]
    if not counts and plain and not _NOTHING.fullmatch(plain):
        counts = [n for n, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)
                  if word in plain.split()]  # fmt: skip
    return max(counts) if counts and "%" not in plain else None


def zone(cell: str) -> str:
    """A time zone by its name or as people in the US say it ("Eastern Time"); "" where it is neither."""
    short = _SHORT_ZONE.fullmatch(fold(clean(cell)))
    if short:
        return _ZONES[_LETTER_OF_ZONE[short[1]]]  # said in summer and in winter alike, unlike the zone "EST"
    try:
        return cells.zone(cell)
    except BadInput:
        return _ZONES.get(_ZONE_TAIL.sub("", re.sub(r"\(.*\)", "", fold(clean(cell))).strip()).strip(), "")


def equipment(cell: str) -> tuple[str, ...]:
    """What a room has, in an office's words. Raises BadInput for a word that means none of it."""
    plain = fold(clean(cell, 1000))
    if plain.strip(" .-") in ("none", "nothing", "n/a"):
        return ()
    pieces = [piece for piece in re.split(r"[;,/&+|\n]|\band\b", plain) if piece.strip()]
    found = {name for name, pattern in _EQUIPMENT for piece in pieces if pattern.search(piece)}
    unknown = not all(any(pattern.search(piece) for _, pattern in _EQUIPMENT) for piece in pieces)
    if unknown or _REFUSED.search(plain):
        raise BadInput(f"some of {', '.join(EQUIPMENT)}, with ; between them")
    return tuple(name for name in EQUIPMENT if name in found)


def seats(cell: str) -> int | None:
    """How many a room holds: "4", "4 seats", "seats 4", "max 6 people". Raises BadInput for anything else."""
    found = _SEATS.fullmatch(fold(clean(cell)))
    return cells.number(1, 9999)(found[1] if found else cell)


READERS: Mapping[tuple[str, str], Callable[[str], Any]] = {
    ("students", "grade"): grade,
    ("students", "interests"): answers,
    ("contacts", "clusters"): cells.likely_clusters,
    ("contacts", "formats"): formats,
    ("contacts", "limit"): limit,
    ("contacts", "zone"): zone,
    ("contacts", "do_not_contact"): refused,
    ("rooms", "equipment"): equipment,
    ("rooms", "capacity"): seats,
}
"""Kind and field → how cells are read under a header that is not our own."""


def is_lost(kind: str, field: str, read: Callable[[str], Any], cell: str) -> bool:
    """Whether a cell of which `read` made nothing did say something that somebody should hear of."""
    told = (kind, field) in _TOLD and read is READERS[(kind, field)]
    return told and not _NOTHING.fullmatch(fold(clean(cell)))


_TOLD = frozenset({("contacts", "limit"), ("contacts", "zone"), ("contacts", "formats")})
"""What decides who is called, when and how; other words nobody misses."""
