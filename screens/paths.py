"""Asking where to write something: within the documents unless a whole path is given, never over a file unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.errors import BadInput
from models.exchange.folders import usual_folder
from models.exchange.safe_files import safe_file_name
from screens.base import Page
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.text_ask import TextDialog


async def ask_path(page: Page[Any], question: str, usual: str, ending: str) -> Path | None:
    """A file (or, without an ending, a folder) to write to; None when nothing is to be written. Only inside a worker.

    Raises BadInput where its folder is not there.
    """
    base = usual_folder()
    documents = base.parent / "Documents" if base.name == "Downloads" else base
    where = documents if documents.is_dir() else base
    typed: str | None = str(where / safe_file_name(usual, ending).rstrip("."))
    while typed is not None:
        typed = await page.ask(TextDialog(question, value=typed))
        if typed is None:
            return None
        path = (where / Path(typed).expanduser()).absolute()
        if not path.parent.is_dir():
            raise BadInput(f"There is no folder {path.parent}.", "Give the path of one that is there.")
        if not ending or not path.exists() or await page.ask(_over(path)):
            return path
    return None


def _over(path: Path) -> ConfirmDialog:
    return ConfirmDialog(
        f"{path.name} is there already. Write over it?",
        str(path.parent),
        yes="Write over it",
        no="Another name",
    )
