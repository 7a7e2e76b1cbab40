"""Writing the bells to a file: the whole schedule as one text to edit, or its tables as on every page."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from models.exchange.folders import usual_folder
from models.exchange.safe_files import safe_file_name, write_private
from models.queries.bells_file import bells_toml
from screens.base import Page
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.writing import write_page

ENDING = ".toml"


async def write_bells(page: Page[Any]) -> None:
    """Ask in which form, and where. Only inside a worker."""
    items = (
        Item("t", "The whole schedule as one text file, to edit and import"),
        Item("c", "Day types or special dates as a table (workbook, CSV)"),
    )
    chosen = await page.ask(MenuDialog("Write the bells to a file", items))
    if chosen == "c":
        await write_page(page)
    elif chosen == "t":
        await _write_toml(page)


async def _write_toml(page: Page[Any]) -> None:
    day = page.session.now().astimezone(page.session.zone).date().isoformat()
    usual = str(usual_folder() / safe_file_name(f"bells {day}", ENDING))
    first = field = Field("path", "File", "text", usual, True, check=_wrong, help="ends in .toml")
    while True:
        title = "The whole bell schedule as a text file"
        values = await page.ask(FormDialog(title, (field,), begun=(first,), save="Write"))
        if values is None:
            return
        path, field = _path(values["path"]), field._replace(value=values["path"])
        over = ConfirmDialog(
            f"{path.name} is there already. Write over it?", yes="Write over it", no="Another name"
        )
        if not path.exists() or await page.ask(over):
            break
    text = await page.read(bells_toml, page.session.now())
    await asyncio.to_thread(write_private, path, text.encode())
    page.session.say(
        f"Wrote the bell schedule to {path}. Ctrl+O reads it again.", short=f"Wrote {path.name}."
    )


def _path(text: str) -> Path:
    return (usual_folder() / Path(text.strip()).expanduser()).absolute()


def _wrong(text: str) -> str:
    """What is wrong with a path before anything is written."""
    try:
        path = _path(text)
    except RuntimeError:
        return "Give the path of a file."
    if path.suffix.casefold() != ENDING:
        return "The name ends in .toml."
    return "" if path.parent.is_dir() else f"There is no folder {path.parent}."
