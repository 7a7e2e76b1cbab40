"""vCard text to properties: three versions and forty programs' habits, none of which keeps to all the rules.

RFC 6350 (4.0), RFC 2426 (3.0), and version 2.1 of the versit consortium are followed where a file does.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from models.exchange import limits

LONGEST = 4 * limits.CELL.most
"""Characters of one property that are held: quoted-printable takes three for one; more is cut, for the caller to
refuse."""
_KEY = 500
"""Characters of a line in which its name and parameters end."""

_BREAK = re.compile(r"\r\n|\r|\n")
_PROPERTY = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:[^\":;\r\n]|\"[^\"\r\n]*\")*)*)\s*:", re.ASCII
)
_PARAMETER = re.compile(r";((?:[^\";]|\"[^\"]*\")*)")
_ENCODED = re.compile(r"[A-Za-z0-9+/=\s]*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEDIA = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-WAB-PICTURE"})


class Property(NamedTuple):
    """One line of a card: its name in capitals, its group ("item1"), parameters in lower case, its value as written.

    A parameter without a name, as version 2.1 has them, is one of its `types`.
    """

    name: str
    group: str
    types: tuple[str, ...]
    parameters: dict[str, str]
    value: str

    @property
    def preferred(self) -> int:
        """1 (most) to 100 by PREF; 1 where the type says so, 101 where nothing does."""
        told = self.parameters.get("pref", "")
        if told.isascii() and told.isdigit():
            return min(int(told[:4]), 101)
        return 1 if "pref" in self.types else 101


def properties(text: str) -> Iterator[Property]:
    """Every property in turn, lines unfolded and decoded; pictures, sounds and what is no property are passed over."""
    current: _Line | None = None
    for start, end in _spans(text):
        if current is not None and current.takes(text, start, end):
            continue
        following = _begun(text, start, end)
        if following is None:
            if current is not None:
                current.stray(text, start, end)
            continue
        if current is not None and not current.media:
            yield current.property()
        current = following
    if current is not None and not current.media:
        yield current.property()


def pieces(value: str, separator: str) -> list[str]:
    """The parts of a value between separators that no backslash precedes, each unescaped."""
    parts, at = [""], 0
    while at < len(value):
        if value[at] == "\\" and at + 1 < len(value):
            parts[-1] += value[at : at + 2]
            at += 2
            continue
        if value[at] == separator:
            parts.append("")
        else:
            parts[-1] += value[at]
        at += 1
    return [unescaped(part).strip() for part in parts]


def unescaped(value: str) -> str:
    r"""The value with its \n, \, \; and \\ as what they stand for."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends; a text is not cut up, since pictures make it long."""
    at = 0
    while at < len(text):
        found = _BREAK.search(text, at)
        end, following = found.span() if found else (len(text), len(text))
        yield at, end
        at = following


class _Line:
    """A property as its lines come in."""

    def __init__(self, found: re.Match[str], rest: str) -> None:
        self._name = found["name"].upper()
        self._group = (found["group"] or "").lower()
        self._types, self._parameters = _parameters(found["params"])
        self._coded = self._parameters.get("encoding") in ("quoted-printable", "q") or (
            "quoted-printable" in self._types
        )
        binary = self._parameters.get("encoding") in ("b", "base64") or "base64" in self._types
        self.media = self._name in _MEDIA or binary
        self._parts = [] if self.media else [rest]
        self._length = len(rest)

    def takes(self, text: str, start: int, end: int) -> bool:
        """Whether the line goes on with this property; if so, it is taken."""
        if self._soft():
            self._parts[-1] = self._parts[-1].rstrip(" \t")[:-1]
            self._add(text[start : min(end, start + LONGEST)])
            return True
        if text[start : min(end, start + 1)] in (" ", "\t"):
            self._add(text[start + 1 : min(end, start + LONGEST)])
            return True
        return self.media and _ENCODED.fullmatch(text, start, end) is not None

    def stray(self, text: str, start: int, end: int) -> None:
        """A line that is none: notes are written over several lines by programs that know no better."""
        if self._name == "NOTE" and not self.media:
            self._add("\\n" + text[start : min(end, start + LONGEST)])

    def property(self) -> Property:
        """The whole of it."""
        value = "".join(self._parts)
        if self._coded:
            value = _decoded(value, self._parameters.get("charset", ""))
        return Property(self._name, self._group, self._types, self._parameters, value)

    def _soft(self) -> bool:
        """Whether quoted-printable text says that it goes on."""
        return self._coded and not self.media and self._parts[-1].rstrip(" \t").endswith("=")

    def _add(self, part: str) -> None:
        if not self.media and self._length < LONGEST:
            self._parts.append(part)
            self._length += len(part)


def _begun(text: str, start: int, end: int) -> _Line | None:
    found = _PROPERTY.match(text, start, min(end, start + _KEY))
    if found is None:
        return None
    return _Line(found, text[found.end() : min(end, found.end() + LONGEST)])


def _parameters(written: str) -> tuple[tuple[str, ...], dict[str, str]]:
    types, named = list[str](), dict[str, str]()
    for parameter in _PARAMETER.findall(written):
        key, sign, value = parameter.partition("=")
        if not sign:
            types.append(key.strip().lower())
        elif key.strip().lower() == "type":
            types += [one.strip().lower() for one in value.strip(' "').split(",")]
        else:
            named[key.strip().lower()] = value.strip(' "').lower()
    return tuple(filter(None, types)), named


def _decoded(value: str, charset: str) -> str:
    """Quoted-printable as text; in the charset it names, else UTF-8, else Windows-1252."""
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    for codec in (charset, "utf-8"):
        try:
            return raw.decode(codec) if codec else raw.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")
