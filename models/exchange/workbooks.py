"""Workbooks (XLSX, XLS, ODS) to rows, read in a process of their own that is given little time and memory."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from models.errors import BadInput
from models.exchange import limits
from models.exchange.joined_sheets import Sheet, joined, together
from models.exchange.sniff import workbook_form
from models.exchange.tables import Row, Table, table_of
from models.exchange.workbook_words import SAVE_AS_CSV, damaged, protected, too_large, too_slow
from models.exchange.workbook_xls import Lost, examine
from models.exchange.workbook_zip import ESCAPED, trimmed
from models.rules.text import clean, clean_lines

_CHILD = Path(__file__).with_name("workbook_child.py")
_LIBRARY = "python_calamine"
_ABORTED = frozenset({-6, 134, 0xC0000409})
"""Exit codes of a process that was given no more memory."""
_NOTHING_LOST = Lost({}, {})
_LISTED = 12

Recognise = Callable[[Sequence[str]], int]


class SheetRead(NamedTuple):
    """The table of one sheet, its name, the names of all sheets that hold something, and what to tell.

    `alike` are visible sheets whose header is known as well: a person may have meant one of them. `joined` are
    the sheets whose rows were put together, "" the `sheet` then; `joined_sheets.place_in` tells where a row is from.
    """

    table: Table
    sheet: str
    sheets: tuple[str, ...]
    notes: tuple[str, ...]
    alike: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


class _Told(NamedTuple):
    """What is known of a sheet before one is chosen. `score` counts the known names in its best row."""

    at: int
    name: str
    hidden: bool
    filled: bool
    score: int
    header: tuple[str, ...] = ()


def read_workbook(data: bytes, name: str, recognise: Recognise, sheet: str = "") -> SheetRead:
    """The table of the sheet named, else of the visible sheet whose header is best known.

    Raises BadInput for what is no workbook, past every limit, and where there is no such sheet.
    """
    form = workbook_form(data)
    lost = _NOTHING_LOST
    if form == "xls":
        lost = examine(data, name)
    else:
        data = trimmed(data, form, name)
    with _Child(name) as child:
        child.send(data)
        told = [_told(at, one, recognise) for at, one in enumerate(child.answer()["sheets"])]
        chosen = _chosen(told, sheet, name)
        parts = _parts(chosen, told) if not sheet else (chosen,)
        tables = [_table(child, one, _called(name, one, told), recognise, lost) for one in parts]
    filled = tuple(one.name for one in told if one.filled)
    # Cells of a sheet cannot slip to the right, as those of a text can: what stands there is a remark.
    beside = (note for table in tables for note in _beside(table.long_rows))
    if len(parts) > 1:
        names = tuple(one.name for one in parts)
        notes = (*_joined_notes(parts, told), *beside)
        return SheetRead(joined(tables, name)._replace(long_rows=()), "", filled, notes, joined=names)
    notes = (*_notes(chosen, told), *beside)
    alike = tuple(one.name for one in _alike(chosen, told))
    return SheetRead(tables[0]._replace(long_rows=()), chosen.name, filled, notes, alike)


def _table(child: _Child, one: _Told, name: str, recognise: Recognise, lost: Lost) -> Table:
    child.ask(one.at)
    return table_of(_rows(child, one.name, lost), name, recognise)


def _parts(chosen: _Told, told: list[_Told]) -> tuple[_Told, ...]:
    """The sheets over which one list is spread; the chosen one alone where it is on no other."""
    visible = [one for one in told if one.filled and not one.hidden]
    names = together(Sheet(chosen.name, chosen.header), [Sheet(one.name, one.header) for one in visible])
    return tuple(one for one in visible if one.name in names) if chosen.score and names else (chosen,)


def _joined_notes(parts: Sequence[_Told], told: list[_Told]) -> Iterator[str]:
    others = [one for one in told if one.filled and one not in parts]
    left = f"; not read: {_listed(others)}" if others else ""
    yield f"Read together as one list: {_listed(list(parts))}{left}."


def _told(at: int, sheet: dict[str, Any], recognise: Recognise) -> _Told:
    first = [[_safe(cell) for cell in cells] for _, cells in sheet["first"]]
    score, header = 0, list[str]()
    for row in first:
        if recognise(row) > score:
            score, header = recognise(row), row
    return _Told(at, clean(sheet["name"]), bool(sheet["hidden"]), bool(first), score, tuple(header))


def _chosen(told: list[_Told], wanted: str, name: str) -> _Told:
    """The sheet to read. Raises BadInput."""
    if wanted:
        exact = [one for one in told if one.name == clean(wanted)]
        alike = exact or [one for one in told if one.name.casefold() == clean(wanted).casefold()]
        if alike:
            return alike[0]
        raise BadInput(f"{name} has no sheet {clean(wanted)!r}.", f"It has: {_listed(told)}.")
    if not told:
        raise BadInput(f"{name} has no sheet with cells, only charts or nothing.", SAVE_AS_CSV)
    filled = [one for one in told if one.filled]
    if not filled:
        raise BadInput(f"{name} holds no rows.", "Nothing was changed.")
    visible = [one for one in filled if not one.hidden]
    return max(visible or filled, key=lambda one: one.score)


def _called(name: str, chosen: _Told, told: list[_Told]) -> str:
    """How messages about the whole table call it: with the sheet's name where there are several."""
    return f"{name}, sheet {chosen.name}," if sum(one.filled for one in told) > 1 else name


def _alike(chosen: _Told, told: list[_Told]) -> list[_Told]:
    """The other visible sheets whose header is known as well."""
    others = [one for one in told if one.at != chosen.at and not one.hidden]
    return [one for one in others if chosen.score and one.score >= chosen.score]


def _notes(chosen: _Told, told: list[_Told]) -> Iterator[str]:
    others = [one for one in told if one.filled and one.at != chosen.at]
    if others:
        yield f"Read from the sheet {chosen.name!r}; not read: {_listed(others)}."
    alike = _alike(chosen, told)
    if alike:
        known = "has such a header too" if len(alike) == 1 else "have such headers too"
        again = "that sheet" if len(alike) == 1 else "each of them"
        yield f"{_listed(alike)} {known}: import the file again for {again} (in a terminal: --sheet NAME)."


def _beside(rows: tuple[int, ...]) -> Iterator[str]:
    if rows:
        shown = ", ".join(map(str, rows[:_LISTED])) + (" …" if len(rows) > _LISTED else "")
        yield f"Not read, because no header stands above: cells at the right of row {shown}."


def _listed(sheets: list[_Told]) -> str:
    named = [f"{one.name!r}{' (hidden)' if one.hidden else ''}" for one in sheets[:_LISTED]]
    return ", ".join(named) + (f" and {len(sheets) - _LISTED} more" if len(sheets) > _LISTED else "")


def _rows(child: _Child, sheet: str, lost: Lost) -> Iterator[Row]:
    """The sheet's rows as they come, with what the reader lost; raises BadInput when not all came."""
    found = {(row, column): text for (name, row, column), text in lost.errors.items() if clean(name) == sheet}
    widths = {
        (row, column): width for (name, row, column), width in lost.widths.items() if clean(name) == sheet
    }
    while (row := child.answer()) != "end":
        number, given = row
        cells = [_safe(cell) for cell in given]
        for column in range(len(cells)) if found or widths else ():
            place = number, column
            cells[column] = found.get(place) or _wide(cells[column], widths.get(place, 0))
        yield Row(number, cells)


def _wide(cell: str, width: int) -> str:
    return cell.zfill(width) if width and cell.isdigit() else cell


def _safe(cell: str) -> str:
    """The cell without what a terminal would obey, but with its lines."""
    if ESCAPED in cell:
        cell = cell.replace(ESCAPED, "_")
    return cell if cell.isprintable() else clean_lines(cell, len(cell))


class _Child:
    """The process that reads one workbook; it is stopped when its time is over, and in any case on leaving."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._late = False

    def __enter__(self) -> Self:
        # Neither this folder nor the user's own settings are looked at: only the library is.
        command = [sys.executable, "-I", "-S", str(_CHILD), str(limits.WORKBOOK_BYTES), _library()]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._timer = threading.Timer(limits.WORKBOOK_SECONDS, self._stop)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            # What was not yet written to a process that has ended cannot be written any more.
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()

    def send(self, data: bytes) -> None:
        """Give it the workbook."""
        self._write(f"{len(data)}\n".encode(), data)

    def ask(self, sheet: int) -> None:
        """Ask for the rows of a sheet."""
        self._write(f"{sheet}\n".encode())

    def answer(self) -> Any:
        """The next thing it tells. Raises BadInput where it ended without, or tells of an error."""
        line = self._process.stdout.readline() if self._process.stdout else b""
        if not line.endswith(b"\n"):
            raise self._ended()
        told = json.loads(line)
        if isinstance(told, dict) and "error" in told:
            raise self._refused(told["error"])
        return told

    def _write(self, *pieces: bytes) -> None:
        # When it has ended meanwhile, its answer tells why.
        with contextlib.suppress(OSError):
            if self._process.stdin:
                for piece in pieces:
                    self._process.stdin.write(piece)
                self._process.stdin.flush()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def _ended(self) -> BadInput:
        code = self._process.wait()
        if self._late:
            return too_slow(self._name)
        return too_large(self._name) if code in _ABORTED else damaged(self._name)

    def _refused(self, why: str) -> BadInput:
        refusals = {"password": protected, "memory": too_large}
        return refusals.get(why, damaged)(self._name)


def _library() -> str:
    """The folder that holds the library. Raises BadInput where it is not installed."""
    found = importlib.util.find_spec(_LIBRARY)
    if found is None or not found.origin or not sys.executable:
        raise BadInput(
            "Workbooks cannot be read here: python-calamine is not installed.",
            "Install wbl-tui again, or import a CSV file.",
        )
    return str(Path(found.origin).parent.parent)
