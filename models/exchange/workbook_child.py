"""Reads one workbook in a process of its own, because the library that reads it can take its process down.

Started as a script by `models.exchange.workbooks`, with nothing but the standard library and python-calamine.
Arguments: the most memory in bytes, and the folder that holds python-calamine. Standard input: a line with
the number of bytes, the bytes, and later lines with the index of a sheet, or null. Standard output: lines of
JSON: {"sheets": [{"name", "hidden", "first"}]}, then one [row number, cells] for each row of a sheet asked
for and "end"; or {"error": "password" | "damaged" | "memory"}. Cells are text.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

FIRST = 12
"""Rows of every sheet that are told before one is chosen, blank ones not counted."""
_LOOKED_AT = 2_000
"""Rows in which the first ones are looked for."""
_EXACT = 10**15
"""Up to here a spreadsheet keeps every digit of a whole number."""


def main(arguments: list[str]) -> int:
    """Serve one workbook; the exit code is 0 when everything was told, be it an error."""
    _limit_memory(int(arguments[0]))
    sys.path.append(arguments[1])
    from python_calamine import PasswordError, load_workbook

    try:
        data = sys.stdin.buffer.read(int(sys.stdin.buffer.readline()))
        _serve(load_workbook(io.BytesIO(data)))
    except PasswordError:
        _tell({"error": "password"})
    except MemoryError:
        _tell({"error": "memory"})
    except BrokenPipeError:
        return 1
    except BaseException as error:  # noqa: BLE001 (a panic inside the library is no Exception)
        _tell({"error": "damaged", "why": type(error).__name__})
    return 0


def _limit_memory(most: int) -> None:
    """Take no more than so many bytes, where the system can hold a process to that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _serve(book: Any) -> None:
    places = [at for at, meta in enumerate(book.sheets_metadata) if str(meta.typ).endswith("WorkSheet")]
    kept: dict[int, Any] = {}
    told = []
    for at in places:
        # Only the last one is kept: several large ones together would be too many.
        kept = {at: book.get_sheet_by_index(at)}
        meta = book.sheets_metadata[at]
        hidden = not str(meta.visible).endswith(".Visible")
        told.append({"name": meta.name, "hidden": hidden, "first": _first(kept[at])})
    _tell({"sheets": told})
    for asked in sys.stdin.buffer:
        chosen = json.loads(asked)
        if chosen is None:
            return
        at = places[chosen]
        for row in rows_of(kept.get(at) or book.get_sheet_by_index(at)):
            if any(row[1]):
                _tell(row)
        _tell("end")


def _first(sheet: Any) -> list[tuple[int, list[str]]]:
    filled = (row for row in islice(rows_of(sheet), _LOOKED_AT) if any(row[1]))
    return list(islice(filled, FIRST))


def rows_of(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row's number, from 1, and its cells from the sheet's first column on.

    A value merged over several rows stands in each of them; over several columns, in the first of them.
    """
    if sheet.start is None:
        return
    left = sheet.start[1]
    pending = _merged(sheet, left)
    carried: dict[int, tuple[int, str]] = {}
    for at, values in enumerate(sheet.iter_rows()):
        cells = [text_of(value) for value in values]
        for column, (last, text) in list(carried.items()):
            if at > last:
                del carried[column]
            elif not cells[column]:
                cells[column] = text
        for column, last in pending.pop(at, ()):
            if column < len(cells):
                carried[column] = last, cells[column]
        yield at + 1, [""] * left + cells


def _merged(sheet: Any, left: int) -> dict[int, list[tuple[int, int]]]:
    """First row → column and last row of what is merged over several rows, counted from 0."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top and column >= left:
            found.setdefault(top, []).append((column - left, bottom))
    return found


def text_of(value: Any) -> str:
    """A cell as people would type it: dates and times in ISO order, whole numbers without a point.

    A number that has lost digits is written as a spreadsheet shortens it, so that no id is made of it.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        whole = value == int(value) if abs(value) < _EXACT else False
        return str(int(value)) if whole else f"{value:.15G}"
    return _moment_text(value)


def _moment_text(value: Any) -> str:
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return ("-" if seconds < 0 else "") + _clock(abs(seconds))
    if isinstance(value, datetime.time):
        # Times are parts of a day, of which rounding may leave a second less or more.
        seconds = value.hour * 3600 + value.minute * 60 + value.second + round(value.microsecond / 1e6)
        return _clock(seconds % 86400).zfill(5)
    if isinstance(value, datetime.datetime):
        rounded = value + datetime.timedelta(microseconds=500_000)
        clock = _clock(rounded.hour * 3600 + rounded.minute * 60 + rounded.second).zfill(5)
        return f"{rounded.date().isoformat()} {clock}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _clock(seconds: int) -> str:
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}" + (f":{rest:02}" if rest else "")


def _tell(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush() if isinstance(value, dict | str) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
