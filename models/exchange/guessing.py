"""What columns without names seem to hold, by their values alone: only ever offered, for a person to check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from models.exchange.headers import recognised
from models.exchange.letters import is_lettered, lettered, stands_over_values
from models.exchange.never_kept import never_kept
from models.exchange.tables import Row, Table
from models.rules.clusters import resolve
from models.rules.text import fold

_LOOKED_AT = 60
"""Rows whose values are looked at."""
_MOST = 0.9
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_GRADE = re.compile(
    r"(?:grade )?(?:0?[6-9]|1[0-2])(?:th)?(?: grade)?(?:\.0)?|freshman|sophomore|junior|senior", re.I
)
_IDENT = re.compile(r"[A-Za-z]{0,3}-?\d{3,}(?:\.0)?")
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}(?:\s*(?:x|ext\.?)\s*\d+)?", re.I)
_NAME = re.compile(r"[^\W\d_][^\d_@;,/|]{0,40}")
_FULL = re.compile(r"[^\W\d_][^\d_@;/|]*[\s,][^\d_@;/|]+")

_Fits = Callable[[str], bool]


def guessed(kind: str, table: Table) -> dict[str, str]:
    """Field → column, of a table of people whose columns have no names; columns that it cannot tell are left out."""
    left = {
        header: [row.cells[at] for row in table.rows[:_LOOKED_AT] if row.cells[at]]
        for at, header in enumerate(table.headers)
        if not never_kept(header, kind)
    }
    found: dict[str, str] = {}
    for field, fits, differ in _BY_VALUES.get(kind, ()):
        column = next((one for one, values in left.items() if _all_fit(values, fits, differ)), "")
        if column:
            found[field] = column
            del left[column]
    mails = _mails(table, found.get("email", ""))
    found |= _names(kind, left, mails)
    return found


def may_be_a_row(kind: str, table: Table) -> bool:
    """Whether the header of a list of people, of which no name is known, may be a row like the others."""
    if kind not in _BY_VALUES or is_lettered(table.headers):
        return False
    rows = [table.headers, *(row.cells for row in table.rows[:_LOOKED_AT])]
    return not recognised((kind,), {})(table.headers) and not stands_over_values(rows)


def by_letters(table: Table) -> Table:
    """The table with its header as a row like the others, and its columns called by letters."""
    number = table.rows[0].number - 1 if table.rows else 1
    rows = [Row(number, list(table.headers)), *table.rows]
    return table._replace(headers=lettered([row.cells for row in rows]), rows=rows)


def letters_shown(mapping: Mapping[str, str]) -> str:
    """A mapping to columns that are called by letters, as it is typed."""
    return " ".join(f"--map {field}={header.split()[1]}" for field, header in mapping.items())


def _mails(table: Table, column: str) -> list[str]:
    """What stands before the @ in the column of mail addresses, in small letters."""
    if not column:
        return []
    at = table.headers.index(column)
    return [fold(row.cells[at]).partition("@")[0] for row in table.rows[:_LOOKED_AT]]


def _all_fit(values: Iterable[str], fits: _Fits, differ: bool) -> bool:
    shown = list(values)
    if not shown or (differ and len(set(shown)) < len(shown)):
        return False
    return sum(map(fits, shown)) >= _MOST * len(shown)


def _names(kind: str, left: dict[str, list[str]], mails: list[str]) -> dict[str, str]:
    """The columns of names: two beside each other of one word each for students, else one of whole names."""
    whole = "full_name" if kind == "students" else "name"
    named = [one for one, values in left.items() if _all_fit(values, _is(_NAME), False)]
    full = [one for one, values in left.items() if _all_fit(values, _is(_FULL), False)]
    if len(named) >= 2 and not (full and full[0] == named[0]):
        given, family = named[:2]
        if _begins(mails, left[family]) > _begins(mails, left[given]):
            given, family = family, given
        return {"given": given, "family": family, **_employer(kind, named[2:])}
    if full:
        return {whole: full[0], **_employer(kind, [one for one in named if one != full[0]])}
    return {"given" if kind == "students" else "name": named[0]} if named else {}


def _employer(kind: str, others: list[str]) -> dict[str, str]:
    return {"employer": others[0]} if kind == "contacts" and others else {}


def _begins(mails: list[str], names: list[str]) -> int:
    """How many mail addresses begin as the names do."""
    return sum(
        bool(fold(name)[:3]) and mail.startswith(fold(name)[:3])
        for mail, name in zip(mails, names, strict=False)
    )


def _is(pattern: re.Pattern[str]) -> _Fits:
    return lambda value: pattern.fullmatch(value) is not None


def _is_interest(value: str) -> bool:
    return bool(resolve(value).cluster)


_BY_VALUES: dict[str, tuple[tuple[str, _Fits, bool], ...]] = {
    "students": (
        ("email", _is(_MAIL), False),
        ("grade", _is(_GRADE), False),
        ("id", _is(_IDENT), True),
        ("interests", _is_interest, False),
    ),
    "contacts": (("email", _is(_MAIL), False), ("phone", _is(_PHONE), False)),
    "staff": (("email", _is(_MAIL), False), ("id", _is(_IDENT), True)),
}
"""Of each kind the fields that values tell: field, how a value looks, whether all of them have to differ."""
