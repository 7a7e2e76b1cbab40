"""Writing a table to a file: what a page shows or all there is, as CSV or as a workbook, never over a file unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on

from models.errors import WblError
from models.exchange.columns import COLUMNS
from models.exchange.csv_out import write_csv
from models.exchange.safe_files import write_private
from models.queries.grids import grid_of
from screens.base import Page
from screens.dialogs.fields import Picker
from screens.dialogs.form import Field, FormDialog
from screens.paths import over, typed_path, usual_path, wrong_path
from screens.widgets.plain import Cell, Toned
from screens.writable import Grid, Table, counted

if TYPE_CHECKING:
    from screens.sorted_page import SortedPage

ENDINGS = (".xlsx", ".csv")
BELONGING = {
    "roster": ("students", "classes", "interests", "absences"),
    "employers": (
        "contacts", "employers", "availability", "checkins", "tasks", "outreach", "claims", "referrals",
        "debriefs", "tags",
    ),
    "calendar": ("interviews", "absences", "bells", "days"),
    "rooms": ("rooms", "blocks", "interviews"),
    "bells": ("bells", "days", "classes"),
    "board": ("interviews", "absences", "staff", "duty"),
    "ready": ("interviews", "absences", "students"),
    "plan": ("interviews", "students", "availability"),
}  # fmt: skip
"""The tables of the store that are written from a page besides what it shows; the journal is from all of them."""
NAMES = {
    "interests": "interests in people's own words",
    "availability": "hours that contacts offer",
    "checkins": "check-ins: whom to get in touch with, by date",
    "tasks": "tasks agreed with contacts",
    "outreach": "all outreach",
    "claims": "who holds whom",
    "debriefs": "how interviews went",
    "tags": "tags of contacts",
    "bells": "the bell schedule",
    "days": "special days",
    "blocks": "all times at which rooms are blocked",
    "duty": "hours on duty",
    "journal": "the journal: every change, by whom and when",
}
"""What the form calls them; all others are "all" of their kind."""
STUDENTS = "These are student records: keep the file where only those may read it who may see them."
PEOPLE = "These are people's addresses: keep the file where only those may read it who need them."
_ADDRESSES = frozenset({"contacts", "employers", "referrals", "staff", "checkins", "tasks", "tags"})
_HARMLESS = frozenset({"rooms", "blocks", "classes", "bells", "days", "duty", "availability"})


async def write_page(page: Page[Any]) -> None:
    """Ask which of the page's tables, and where; what fails is said. Only inside a worker."""
    kinds = (*BELONGING.get(page.PAGE, ("interviews",)), "journal")
    try:
        await write_tables(page, [*page.tables(), *(_kept(page, kind) for kind in kinds)])
    except WblError as error:
        page.session.say_error(error)


async def write_tables(page: Page[Any], tables: Sequence[Table]) -> None:
    """Ask which one and where, write it, and say the path. Only inside a worker. Raises BadInput and DiskFull."""
    values: dict[str, Any] | None = {"what": "0", "path": str(_usual_path(page, tables[0]))}
    while values is not None:
        values = await page.ask(_WriteDialog(page, tables, values))
        if values is None:
            return
        table, path = tables[int(values["what"])], typed_path(values["path"])
        if not path.exists() or await page.ask(over(path)):
            grid = await table.read()
            count = await asyncio.to_thread(_save, path, table.kind, grid)
            wrote = f"Wrote {counted(count, 'row')} to"
            told = f"{wrote} {path}. {warning_of(table.kind)}".rstrip()
            page.session.say(told, short=f"{wrote} {path.name}.")
            return


def warning_of(kind: str) -> str:
    """What must be said of a file before it is written."""
    return "" if kind in _HARMLESS else PEOPLE if kind in _ADDRESSES else STUDENTS


def rows_table(page: SortedPage[Any], label: str, rows: Sequence[Any]) -> Table:
    """Rows of a list with the columns that were chosen, those too that have no room on the screen, after the id."""
    titles = page.columns.titles
    shown = [at for at, title in enumerate(titles) if title != "Id"]

    def make() -> Grid:
        cells = (page.shown_cells(row) for row in rows)
        return ["Id", *(titles[at] for at in shown)], [
            [page.id_of(row), *(_text(each[at]) for at in shown)]
            for row, each in zip(rows, cells, strict=True)
        ]

    return Table(page.KIND or page.PAGE, label, partial(asyncio.to_thread, make))


def _kept(page: Page[Any], kind: str) -> Table:
    """A table of the store, as it is when it is written."""
    label = NAMES.get(kind) or f"all {kind}"
    if kind in COLUMNS:
        label += ", as import reads it" if kind == "bells" else ", as import reads them"
    return Table(kind, label, lambda: page.read(grid_of, kind, page.session.now()))


class _WriteDialog(FormDialog):
    """Which table, and the file: its name follows the table until somebody types another one."""

    def __init__(self, page: Page[Any], tables: Sequence[Table], values: dict[str, Any]) -> None:
        self._usual = [str(_usual_path(page, table)) for table in tables]
        self._tables = tables
        choices = [(str(at), table.label) for at, table in enumerate(tables)]
        fields = (
            Field("what", "What", "choice", values["what"], choices=choices),
            Field(
                "path",
                "File",
                value=values["path"],
                required=True,
                check=_wrong,
                help="ends in .xlsx or .csv",
            ),
        )
        note = warning_of(tables[int(values["what"])].kind)
        super().__init__("Write a table to a file", fields, note=note, save="Write")

    def holds_text(self) -> bool:
        """Whether a name was typed; a table is soon chosen again."""
        path: Any = self.lines[1].control
        return path.value not in self._usual

    @on(Picker.Changed)
    def _chosen(self, event: Picker.Changed) -> None:
        at = int(event.picker.picked[0])
        path: Any = self.lines[1].control
        if path.value in self._usual:
            path.value = self._usual[at]
        self.say(warning_of(self._tables[at].kind))


def _usual_path(page: Page[Any], table: Table) -> Path:
    day = page.session.now().astimezone(page.session.zone).date().isoformat()
    return usual_path(f"{table.kind} {day}", ENDINGS[0])


def _wrong(text: str) -> str:
    return wrong_path(text, ENDINGS, "The name ends in .xlsx for a workbook, or in .csv.")


def _text(cell: Cell) -> str:
    shown = cell.text if isinstance(cell, Toned) else cell
    return "" if shown == "–" else shown


def _save(path: Path, name: str, grid: Grid) -> int:
    """Write it; how many rows there are."""
    columns, rows = grid[0], list(grid[1])
    if path.suffix.casefold() == ".csv":
        write_private(path, write_csv(columns, rows).encode("utf-8-sig"))
    else:
        from models.exchange.xlsx_out import save_xlsx

        save_xlsx(path, columns, rows, name)
    return len(rows)
