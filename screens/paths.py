"""Asking where to write something: within the documents unless a whole path is given, never over a file unasked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.errors import BadInput
from models.exchange.folders import usual_folder
from models.exchange.safe_files import safe_file_name
from models.rules.text import clean
from screens.base import Page
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.text_ask import TextDialog


async def ask_path(page: Page[Any], question: str, usual: str, ending: str) -> Path | None:
    """A file (or, without an ending, a folder) to write to; None when nothing is to be written. Only inside a worker.

    Raises BadInput where its folder is not there.
    """
    typed: str | None = str(usual_path(usual, ending))
    while typed is not None:
        typed = await page.ask(TextDialog(question, value=typed))
        if typed is None:
            return None
        path = typed_path(typed)
        if wrong := _impossible(path):
            raise BadInput(wrong, "Give a shorter one.")
        if not path.parent.is_dir():
            raise BadInput(f"There is no folder {path.parent}.", "Give the path of one that is there.")
        if not ending or not path.exists() or await page.ask(over(path)):
            return path
    return None


def folder() -> Path:
    """Where people keep what they write."""
    usual = usual_folder()
    documents = (usual.parent if usual.name == "Downloads" else usual) / "Documents"
    return documents if documents.is_dir() else usual


def usual_path(name: str, ending: str) -> Path:
    """Where something of this name goes unless somebody says otherwise; without an ending a folder."""
    return folder() / safe_file_name(name, ending).rstrip(".")


def typed_path(text: str) -> Path:
    """A path as typed: within the documents unless it is a whole one. Raises BadInput for a home that nobody has."""
    try:
        return (folder() / Path(text.strip()).expanduser()).absolute()
    except RuntimeError:
        home = clean(text, 60).strip().partition("/")[0]
        raise BadInput(f"There is no home folder {home}.", "Give the whole path.") from None


def wrong_path(text: str, endings: Sequence[str], what: str = "") -> str:
    """What is wrong with a path before anything is written; `what` says which endings there are."""
    try:
        path = typed_path(text)
    except BadInput:
        return "Give the path of a file."
    if wrong := _impossible(path):
        return wrong
    if path.suffix.casefold() not in endings:
        return what or f"The name ends in {' or '.join(endings)}."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}."
    return ""


def _impossible(path: Path) -> str:
    """Why no file can have this name: the system does not even look for it."""
    try:
        path.exists()
    except (OSError, ValueError):
        return "No file can have such a long name."
    return ""


def over(path: Path) -> ConfirmDialog:
    """Whether to write over a file that is there."""
    return ConfirmDialog(
        f"{path.name} is there already. Write over it?",
        str(path.parent),
        yes="Write over it",
        no="Another name",
    )
