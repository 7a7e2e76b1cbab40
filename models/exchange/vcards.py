"""Address books in vCard form as contacts: one card is one person, and only what the work needs is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from models.errors import BadInput
from models.exchange import cells, foreign_cells, limits
from models.exchange.labels import NO_VOICE, label_rank
from models.exchange.limits import Limit
from models.exchange.reading import Problem, Reading, Record, problem
from models.exchange.vcard_lines import Property, pieces, properties, unescaped
from models.rules.text import clean, clean_lines, fold

CARDS = Limit(limits.ROWS.most, "cards", "Split the file, or check that it is the right one.")

_BEGINS = re.compile(r"begin\s*:\s*vcard\b", re.IGNORECASE)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")

_KEPT = frozenset(
    {"FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "NOTE", "CATEGORIES", "UID", "KIND", "TZ"}
    | {"X-ABLABEL", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND"}
)
_NEVER_KEPT = {
    "ADR": "addresses",
    "LABEL": "addresses",
    "GEO": "places",
    "BDAY": "birthdays",
    "BIRTHPLACE": "birthplaces",
    "GENDER": "gender",
    "X-GENDER": "gender",
    "ANNIVERSARY": "anniversaries",
}
_FROM = (
    ("name", ("FN", "N")),
    ("employer", ("ORG",)),
    ("title", ("TITLE", "ROLE")),
    ("email", ("EMAIL",)),
    ("phone", ("TEL",)),
    ("zone", ("TZ",)),
    ("clusters", ("CATEGORIES",)),
    ("notes", ("NOTE",)),
)
"""Our fields, and the properties that they are read from."""
_NO_PERSON = {
    "group": "a group and not a person",
    "org": "an organisation without a person's name",
    "location": "a place and not a person",
    "device": "a device and not a person",
    "application": "a program and not a person",
}


def is_vcard(text: str) -> bool:
    """Whether a text is an address book in vCard form."""
    return _BEGINS.match(text[:2000].lstrip("\ufeff \t\r\n")) is not None


def read_vcards(text: str, name: str) -> Reading:
    """The contacts of an address book; a record's row is the number of its card.

    Raises BadInput past the limit of cards; what is wrong with single cards comes back as problems.
    """
    reader = _Reader(name)
    for number, card in enumerate(_cards(text, reader), 1):
        if number > CARDS.most:
            raise CARDS.refuse(name)
        reader.take(number, card)
    return Reading(
        "contacts",
        tuple(reader.records),
        tuple(reader.problems),
        tuple(reader.notes()),
        tuple(reader.understood()),
        source="vcard",
    )


class _Card:
    """The properties of one card that are looked at, by name."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Property]] = {}

    def add(self, one: Property) -> None:
        if one.name in _KEPT:
            self._by_name.setdefault(one.name, []).append(one)

    def all(self, *names: str) -> list[Property]:
        return [one for name in names for one in self._by_name.get(name, ())]

    def first(self, *names: str) -> str:
        """The best value of the first of these names that has one: the preferred, else the first."""
        for name in names:
            for one in sorted(self.all(name), key=lambda one: one.preferred):
                if one.value.strip():
                    return one.value
        return ""

    @property
    def kind(self) -> str:
        told = fold(clean(self.first("KIND", "X-ADDRESSBOOKSERVER-KIND")))
        if told in ("", "individual") and "company" in fold(self.first("X-ABSHOWAS")):
            return "org"
        return told

    def label(self, one: Property) -> str:
        """What a value is for: its types, and the label that Apple's programs write beside it."""
        beside = [other.value for other in self.all("X-ABLABEL") if one.group and other.group == one.group]
        return " ".join((*one.types, *(_APPLE_LABEL.sub(r"\1", label) for label in beside)))


def _cards(text: str, reader: _Reader) -> Iterator[_Card]:
    """The cards of a text; one without an end goes until the next begins."""
    card: _Card | None = None
    inner = _Inner()
    for one in properties(text, reader.name):
        if inner.has(one):
            continue
        mark = _mark(one)
        if mark:
            if card is not None:
                yield card
            card = _Card() if mark == "begin" else None
        elif card is not None:
            card.add(one)
            reader.seen(one.name)
    if card is not None:
        yield card


class _Inner:
    """Watches for cards inside a card, an assistant's say, which are passed over."""

    def __init__(self) -> None:
        self._inside = self._announced = False

    def has(self, one: Property) -> bool:
        """Whether the property belongs to a card inside; one without an end goes until the next card begins."""
        mark = _mark(one)
        if self._inside:
            self._inside = mark == ""
            return mark != "begin"
        self._inside = self._announced and mark == "begin"
        self._announced = one.name == "AGENT"
        return self._inside


def _mark(one: Property) -> str:
    """ "begin" or "end" of a card, "" for anything else."""
    marks = one.name in ("BEGIN", "END") and one.value.strip().casefold() == "vcard"
    return one.name.lower() if marks else ""


class _Reader:
    """Takes one card after the other."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._seen: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()
        self._known: dict[str, Record] = {}
        self._cards = 0
        self.records: list[Record] = []
        self.problems: list[Problem] = []

    def seen(self, name: str) -> None:
        """Remember that a property came up, for the notes."""
        self._seen[name] += 1

    def take(self, number: int, card: _Card) -> None:
        """Read one card: it becomes a record, problems, or one that is left out."""
        self._cards = number
        reason = _NO_PERSON.get(card.kind, "") or _nameless(card)
        if reason:
            self._skipped[reason] += 1
            return
        before = len(self.problems)
        fields = {
            "name": self._read(number, "FN", _name(card), cells.text),
            "employer": self._read(number, "ORG", pieces(card.first("ORG"), ";")[0], cells.text),
            "title": self._read(number, "TITLE", unescaped(card.first("TITLE", "ROLE")), cells.text),
            "email": self._reached(number, card, "EMAIL", _mail),
            "phone": self._reached(number, card, "TEL", _call),
            "zone": foreign_cells.zone(unescaped(card.first("TZ"))[: limits.NAME.most]),
            "clusters": _clusters(card.all("CATEGORIES")),
            "notes": self._read(number, "NOTE", unescaped(card.first("NOTE")), cells.long_text),
        }
        if len(self.problems) == before:
            self._keep(Record(number, fields, clean(unescaped(card.first("UID")))))

    def notes(self) -> Iterator[str]:
        """What to tell about the file."""
        counted = f"{self._cards} card{'' if self._cards == 1 else 's'}"
        yield f"This looks like an address book in vCard form, with {counted}."
        never = {_NEVER_KEPT[name]: name for name in reversed(_NEVER_KEPT) if self._seen[name]}
        if never:
            shown = ", ".join(f"{words} ({never[words]})" for words in sorted(never))
            yield f"Not kept, on purpose: {shown}."
        for reason, times in sorted(self._skipped.items()):
            yield f"{times} {'card was' if times == 1 else 'cards were'} left out: {reason}."
        if not self.records and not self.problems:
            yield "There is no card of a person in it; nothing is changed by that."

    def understood(self) -> Iterator[tuple[str, str]]:
        """Our fields with the properties that the file has for them."""
        for field, names in _FROM:
            there = next((name for name in names if self._seen[name]), "")
            if there:
                yield field, there

    def _keep(self, record: Record) -> None:
        """A card may come twice; twice with one id and different contents is for a person to settle."""
        first = self._known.setdefault(record.foreign, record) if record.foreign else record
        if first is record:
            self.records.append(record)
        elif first.fields == record.fields:
            self._skipped["the same card again"] += 1
        else:
            expected = f"an id of its own (card {first.row} has it too and says otherwise)"
            self.problems.append(problem(self.name, record.row, "UID", record.foreign, expected))

    def _read(self, number: int, column: str, value: str, read: Callable[[str], str]) -> str:
        try:
            return read(value)
        except BadInput as wrong:
            self.problems.append(problem(self.name, number, column, value, wrong.sentence))
            return ""

    def _reached(self, number: int, card: _Card, column: str, bare: Callable[[str], str]) -> str:
        """The best of several addresses or numbers that can be read: work before home, then the preferred."""
        read = cells.email if column == "EMAIL" else cells.phone
        wrong: list[Problem] = []
        for one in _ranked(card, column):
            try:
                found = read(bare(unescaped(one.value)))
            except BadInput as refused:
                wrong.append(problem(self.name, number, column, one.value, refused.sentence))
                continue
            if found:
                return found
        self.problems += wrong[:1]
        return ""


def _ranked(card: _Card, column: str) -> list[Property]:
    ranked = [
        (label_rank(card.label(one)), one.preferred, at, one) for at, one in enumerate(card.all(column))
    ]
    return [one for rank, _, _, one in sorted(ranked, key=lambda row: row[:3]) if rank < NO_VOICE]


def _nameless(card: _Card) -> str:
    """Why a card is no person's: it has no name, or only an organisation's."""
    name = _name(card)
    if not name:
        return "an entry without a person's name"
    whole = [fold(clean(part)) for part in pieces(card.first("ORG"), ";") if part]
    parts = _parts_of_name(card)
    organisation = fold(name) in (*whole[:1], fold(clean(unescaped(card.first("ORG")))))
    return _NO_PERSON["org"] if organisation and whole and not any(parts[:2]) else ""


def _name(card: _Card) -> str:
    """The name as it is to be shown, else put together from its parts."""
    shown = clean_lines(unescaped(card.first("FN")), limits.CELL.most).replace("\n", " ").strip()
    if shown:
        return shown
    family, given, further, _, after = _parts_of_name(card)
    return " ".join(filter(None, (given, further, family, after)))


def _parts_of_name(card: _Card) -> Sequence[str]:
    """Family, given, further names, prefixes and suffixes."""
    parts = pieces(card.first("N"), ";")[:5]
    return [*parts, *[""] * (5 - len(parts))]


def _clusters(categories: list[Property]) -> tuple[str, ...]:
    """Clusters of words that mean one for sure; version 2.1 sets them apart by ";"."""
    words = [word for one in categories for piece in pieces(one.value, ",") for word in piece.split(";")]
    whole = [unescaped(one.value) for one in categories]
    found: dict[str, Any] = {}
    for word in (*whole, *words)[: cells.MOST_INTERESTS]:
        found.update(dict.fromkeys(cells.likely_clusters(word.replace(";", ",")[: limits.CELL.most])))
    return tuple(found)


def _mail(value: str) -> str:
    return re.sub(r"^\s*mailto:", "", value, flags=re.IGNORECASE)


def _call(value: str) -> str:
    """A number without what version 4.0 writes around it."""
    bare = re.sub(r"^\s*tel:", "", value, flags=re.IGNORECASE)
    number, _, parameters = bare.partition(";")
    extension = re.search(r"ext=(\d+)", parameters, re.IGNORECASE)
    return f"{number} ext. {extension[1]}" if extension else number
