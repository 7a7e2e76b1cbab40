"""Writing a list to a file: what it shows or all there is, as CSV or as a workbook, never over a file unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.exchange.csv_out import Grid, write_csv
from models.exchange.folders import usual_folder
from models.exchange.safe_files import safe_file_name, write_private
from models.queries.grids import grid_of
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.form import Field, FormDialog
from screens.widgets.plain import Cell, Toned

if TYPE_CHECKING:
    from screens.list_page import ListPage

ENDINGS = (".xlsx", ".csv")
Make = Callable[[], tuple[Sequence[str], list[Sequence[str]]]]
"""Called beside everything else: the header and the rows."""
RECORDS = {
    "students": "These are student records: keep the file where only those may read it who may see them.",
    "contacts": "These are people's addresses: keep the file where only those may read it who need them.",
}
"""What must be said of a file before it is written."""


async def write_list(page: ListPage[Any]) -> None:
    """Ask what and where, write it, and say the path. Only inside a worker. Raises BadInput and DiskFull."""
    day = page.session.now().astimezone(page.session.zone).date().isoformat()
    path = _folder() / safe_file_name(f"{page.KIND} {day}", ENDINGS[0])
    values: dict[str, Any] | None = {"what": "marked" if page.table.marked else "shown", "path": str(path)}
    while values is not None:
        values = await page.ask(_form(page, values))
        if values is None:
            return
        path = _path(values["path"])
        if not path.exists() or await page.ask(_over(path)):
            count = await _write(page, values["what"], path)
            wrote = f"Wrote {count} {'row' if count == 1 else 'rows'} to"
            told = f"{wrote} {path}. {RECORDS.get(page.KIND, '')}".rstrip()
            page.session.say(told, short=f"{wrote} {path.name}.")
            return


def _form(page: ListPage[Any], values: dict[str, Any]) -> FormDialog:
    shown, marked = len(page.table.rows), len(page.table.marked)
    choices = [
        ("shown", f"what the list shows: {shown} rows"),
        ("whole", f"all {page.KIND}, as import reads them"),
    ]
    if marked:
        choices.insert(0, ("marked", f"the {marked} marked rows"))
    fields = (
        Field("what", "What", "choice", values["what"], choices=choices),
        Field(
            "path", "File", value=values["path"], required=True, check=_wrong, help="ends in .xlsx or .csv"
        ),
    )
    return FormDialog("Write this list to a file", fields, note=RECORDS.get(page.KIND, ""), save="Write")


def _over(path: Path) -> ConfirmDialog:
    return ConfirmDialog(
        f"{path.name} is there already. Write over it?",
        str(path.parent),
        yes="Write over it",
        no="Another name",
    )


def _folder() -> Path:
    """Where people keep what they write."""
    usual = usual_folder()
    documents = (usual.parent if usual.name == "Downloads" else usual) / "Documents"
    return documents if documents.is_dir() else usual


def _path(text: str) -> Path:
    return (_folder() / Path(text.strip()).expanduser()).absolute()


def _wrong(text: str) -> str:
    """What is wrong with a path before anything is written."""
    try:
        path = _path(text)
    except RuntimeError:
        return "Give the path of a file."
    if path.suffix.casefold() not in ENDINGS:
        return "The name ends in .xlsx for a workbook, or in .csv."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}."
    return ""


async def _write(page: ListPage[Any], what: str, path: Path) -> int:
    """Write it beside everything else; how many rows there were."""
    if what == "whole":
        found: Grid = await page.read(grid_of, page.KIND, page.session.now())
        make: Make = partial(_as_read, found)
    else:
        keys = page.table.marked if what == "marked" else None
        rows = [row for row in page.table.rows if keys is None or page.key_of(row) in keys]
        make = partial(_as_shown, page, rows)
    return await asyncio.to_thread(_save, path, page.KIND, make)


def _as_read(grid: Grid) -> tuple[Sequence[str], list[Sequence[str]]]:
    return grid.columns, list(grid.rows)


def _as_shown(page: ListPage[Any], rows: Sequence[Any]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """The columns of the list, those too that have no room on the screen, after the id."""
    columns = ["Id", *(column.title.rstrip("▲▼") for column in page.table.columns)]
    return columns, [[page.record_of(row)[1], *map(_text, page.cells_of(row))] for row in rows]


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Toned) else cell


def _save(path: Path, name: str, make: Make) -> int:
    columns, rows = make()
    if path.suffix.casefold() == ".csv":
        write_private(path, write_csv(columns, rows).encode("utf-8-sig"))
    else:
        from models.exchange.xlsx_out import save_xlsx

        save_xlsx(path, columns, rows, name)
    return len(rows)
