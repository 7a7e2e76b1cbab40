"""Enough of a terminal to know which characters stand where, so that it can be timed when they came."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable

Cell = tuple[str, str]
"""A character and the colours it was written in."""

_TOKEN = re.compile(
    r"\x1b\[(?P<prefix>[<-?]*)(?P<args>[0-9;:]*)(?P<mid>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[P_^X](?:[^\x1b]|\x1b(?!\\))*\x1b\\"
    r"|\x1b[()*+#% ]."
    r"|\x1b(?P<short>[78MDEc=>])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
)


class Screen:
    """Rows of cells, a cursor, and the answers that a terminal owes to questions."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.replies: list[bytes] = []
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._style = ""
        self._x = self._y = 0
        self.cells = self._blank()
        self._text: str | None = None

    def _blank(self) -> list[list[Cell]]:
        return [[(" ", "")] * self.columns for _ in range(self.rows)]

    def resize(self, columns: int, rows: int) -> None:
        """Be another size, blank; the cursor stays inside, for the program may not know of it yet."""
        self.columns, self.rows = columns, rows
        self._x, self._y = min(self._x, columns), min(self._y, rows - 1)
        self.cells = self._blank()
        self._text = None

    @property
    def text(self) -> str:
        """What can be read, line by line."""
        if self._text is None:
            self._text = "\n".join("".join([sign for sign, _ in row]).rstrip() for row in self.cells)
        return self._text

    def copy(self) -> list[list[Cell]]:
        """The cells as they are now."""
        return [list(row) for row in self.cells]

    def feed(self, data: bytes) -> None:
        """Take what the program wrote."""
        self._text = None
        text = self._rest + self._decode(data)
        place = 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                if len(text) - place < 4096:
                    break
                place += 1
                continue
            self._take(found)
            place = found.end()
        self._rest = text[place:]

    def _take(self, found: re.Match[str]) -> None:
        if (text := found["text"]) and text.isascii() and self._x + len(text) <= self.columns:
            end = self._x + len(text)
            self.cells[self._y][self._x : end] = [(sign, self._style) for sign in text]
            self._x = end
        elif text:
            for sign in text:
                self._put(sign)
        elif found["final"]:
            self._sequence(found["prefix"], found["args"], found["final"])
        elif found["control"]:
            self._control(found["control"])
        elif found["osc"] in ("10;?", "11;?"):
            colour = "ffff/ffff/ffff" if found["osc"][:2] == "10" else "0000/0000/0000"
            self.replies.append(f"\x1b]{found['osc'][:2]};rgb:{colour}\x1b\\".encode())

    def _put(self, sign: str) -> None:
        if unicodedata.combining(sign) or sign in "\u200d\ufe0f\ufe0e":
            return
        if self._x >= self.columns:
            self._x, self._y = 0, min(self.rows - 1, self._y + 1)
        row = self.cells[self._y]
        row[self._x] = (sign, self._style)
        self._x += 1
        if unicodedata.east_asian_width(sign) in "WF" and self._x < self.columns:
            row[self._x] = ("", self._style)
            self._x += 1

    def _control(self, sign: str) -> None:
        if sign == "\r":
            self._x = 0
        elif sign == "\n":
            self._y = min(self.rows - 1, self._y + 1)
        elif sign == "\b":
            self._x = max(0, self._x - 1)

    def _sequence(self, prefix: str, args: str, final: str) -> None:
        numbers = [int(part) if part.isdigit() else 0 for part in args.split(";")]
        if prefix:
            self._private(prefix, numbers, final)
        elif final == "m":
            self._style = "" if args in ("", "0") else args.removeprefix("0;")
        elif final in _MOVES:
            self._x, self._y = _MOVES[final](self._x, self._y, *_two(numbers))
            self._x = min(self.columns, max(0, self._x))
            self._y = min(self.rows - 1, max(0, self._y))
        elif final in "JK":
            self._erase(final, numbers[0])
        elif final == "c":
            self.replies.append(b"\x1b[?62;22c")
        elif final == "n":
            self.replies.append(f"\x1b[{self._y + 1};{self._x + 1}R".encode())

    def _private(self, prefix: str, numbers: list[int], final: str) -> None:
        if prefix == "?" and final in "hl" and 1049 in numbers:
            self.cells = self._blank()
            self._x = self._y = 0
        elif prefix == "?" and final == "p":
            self.replies.append(f"\x1b[?{numbers[0]};{2 if numbers[0] == 2026 else 0}$y".encode())
        elif prefix == "?" and final == "u":
            self.replies.append(b"\x1b[?0u")

    def _erase(self, what: str, mode: int) -> None:
        if what == "J" and mode >= 2:
            self.cells = self._blank()
            return
        row = self.cells[self._y]
        low, high = {0: (self._x, self.columns), 1: (0, self._x + 1)}.get(mode, (0, self.columns))
        row[low:high] = [(" ", self._style)] * (min(high, self.columns) - low)
        if what == "J" and mode == 0:
            for line in range(self._y + 1, self.rows):
                self.cells[line] = [(" ", self._style)] * self.columns


def _two(numbers: list[int]) -> tuple[int, int]:
    padded = [*numbers, 0, 0]
    return padded[0], padded[1]


_MOVES: dict[str, Callable[[int, int, int, int], tuple[int, int]]] = {
    "H": lambda x, y, row, column: ((column or 1) - 1, (row or 1) - 1),
    "f": lambda x, y, row, column: ((column or 1) - 1, (row or 1) - 1),
    "A": lambda x, y, count, _: (x, y - (count or 1)),
    "B": lambda x, y, count, _: (x, y + (count or 1)),
    "C": lambda x, y, count, _: (x + (count or 1), y),
    "D": lambda x, y, count, _: (x - (count or 1), y),
    "G": lambda x, y, column, _: ((column or 1) - 1, y),
    "d": lambda x, y, row, _: (x, (row or 1) - 1),
}
