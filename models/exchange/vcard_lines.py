"""vCard text to properties: three versions and forty programs' habits, none of which keeps to all the rules.

RFC 6350 (4.0), RFC 2426 (3.0), and version 2.1 of the versit consortium are followed where a file does.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from models.exchange import limits

LINES = limits.Limit(1_000_000, "lines", "Split the file, or check that it is the right one.")
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
_FURTHER = re.compile(
    r"(?:[ \t][^\r\n]*(?:\r\n|\r|\n)|[A-Za-z0-9+/=]+[ \t]*(?:\r\n|\r|\n)|(?:\r\n|\r|\n))*+", re.ASCII
)
"""The lines of a picture: they begin with a blank or hold nothing but base64."""
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


def properties(text: str, name: str) -> Iterator[Property]:
    """Every property in turn, lines unfolded and decoded; pictures, sounds and what is no property are passed over.

    `name` is what messages call the file. Raises BadInput past the limit of lines, those of pictures not counted.
    """
    current: _Line | None = None
    at, count = 0, 0
    while at < len(text):
        end, following = _ends(text, at)
        count += 1
        if count > LINES.most:
            raise LINES.refuse(name)
        begun = None if current is not None and current.takes(text, at, end) else _begun(text, at, end)
        if begun is not None:
            if current is not None and not current.media:
                yield current.property()
            current = begun
            if begun.media:
                following = _past_media(text, following)
        at = following
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


def _ends(text: str, at: int) -> tuple[int, int]:
    """Where the line ends that begins here, and where the next one begins; a text is not cut up: pictures are long."""
    found = _BREAK.search(text, at)
    return found.span() if found else (len(text), len(text))


def _past_media(text: str, at: int) -> int:
    found = _FURTHER.match(text, at)
    return found.end() if found else at


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
        last = min(end, start + LONGEST)
        if self._soft():
            self._parts[-1] = self._parts[-1].rstrip(" \t")[:-1]
            self._add(text[start:last])
        elif text[start : min(end, start + 1)] in (" ", "\t"):
            self._add(text[start + 1 : last])
        elif self._name == "NOTE" and not _PROPERTY.match(text, start, min(end, start + _KEY)):
            # Notes are written over several lines by programs that know no better.
            self._add("\\n" + text[start:last])
        else:
            return False
        return True

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
