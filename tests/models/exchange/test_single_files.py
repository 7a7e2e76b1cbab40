"""Every kind of single file that a school or coordinator has, with its quirks, gives exactly what stands beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from models.exchange.decode import decode
from models.exchange.files_in import read_bytes
from models.exchange.reading import Reading
from tests.models.exchange.workbook_files import XlsSheet, ods, ods_row, xls, xlsx_of

FIXTURES = Path(__file__).parents[2] / "fixtures" / "single"
FILES = sorted(path.name for path in FIXTURES.iterdir() if path.suffix != ".json")


def told(reading: Reading) -> dict[str, Any]:
    """A reading as it stands in a file of expected ones."""
    shown = {
        "source": reading.source,
        "understood": reading.understood,
        "notes": reading.notes,
        "problems": [problem.line for problem in reading.problems],
        "records": [[record.row, record.foreign, record.fields] for record in reading.records],
        "also": [[also.kind, [[one.row, one.fields] for one in also.records]] for also in reading.also],
    }
    if reading.bells is not None:
        shown["bells"] = [sorted(reading.bells.parts), in_plain(reading.bells.schedule)]
    plain: dict[str, Any] = json.loads(json.dumps(in_plain(shown)))
    return plain


def in_plain(value: Any) -> Any:
    """The value in lists, texts and numbers, as it stands in a file."""
    if isinstance(value, Mapping):
        return {str(key): in_plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [in_plain(one) for one in value]
    return str(value) if isinstance(value, date) else value


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_program_is_read_as_expected(name: str) -> None:
    reading = read_bytes(name.partition("_")[0], (FIXTURES / name).read_bytes(), name)
    assert told(reading) == json.loads((FIXTURES / f"{name}.expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_is_never_kept_is_in_a_reading(name: str) -> None:
    """The same invented birth dates, numbers and streets stand in all these files."""
    reading = read_bytes(name.partition("_")[0], (FIXTURES / name).read_bytes(), name)
    shown = json.dumps(told(reading), ensure_ascii=False)
    secrets = (
        "Elm Street",
        "Oak Road",
        "Pine Road",
        "02/03/2010",
        "2010-02-03",
        "1979-05-06",
        "1234",
        "****",
    )
    assert [secret for secret in secrets if secret in shown] == []


def ods_of(rows: list[list[str]]) -> bytes:
    """A spreadsheet of text alone."""
    return ods({"Sheet1": "".join(ods_row(*map(escape, row)) for row in rows)})


def xls_of(rows: list[list[str]]) -> bytes:
    """An Excel 97 file of text alone, whose cells hold few characters."""
    sheet = XlsSheet("Sheet1")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.text(at, column, cell)
    return xls(sheet)


BOOKS: Mapping[str, Callable[[list[list[str]]], bytes]] = {
    "xlsx": lambda rows: xlsx_of({"Sheet1": rows}),
    "ods": ods_of,
    "xls": xls_of,
}
TABLES = [name for name in FILES if name.endswith((".csv", ".tsv"))]


def rows_of(name: str) -> list[list[str]]:
    """The cells of a table of ours, row by row, as a spreadsheet would open it."""
    text = decode((FIXTURES / name).read_bytes(), name).text
    delimiter = max(",;\t|", key=text.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("name", TABLES)
def test_a_workbook_of_a_table_says_what_the_table_says(name: str, form: str) -> None:
    rows, kind = rows_of(name), name.partition("_")[0]
    table = told(read_bytes(kind, (FIXTURES / name).read_bytes(), name))
    book = told(read_bytes(kind, BOOKS[form](rows), name))

    assert book["records"] == table["records"]
    assert (book["understood"], book["problems"]) == (table["understood"], table["problems"])
    assert book.get("bells") == table.get("bells")
