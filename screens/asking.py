"""Opening a dialog and waiting for its answer, without holding up the end of the program."""

from __future__ import annotations

import asyncio
from typing import Any, TypeVar

from textual.app import App
from textual.screen import Screen

Answer = TypeVar("Answer")


async def answer_of(app: App[Any], dialog: Screen[Answer]) -> Answer | None:
    """Open a dialog over whatever is shown; its answer, None when it was closed. Only inside a worker.

    Textual's `push_screen_wait` would also do, inside the worker, what the app has put off, such as taking a page
    away; a worker that is cancelled in the midst of that cancels the leaving of the program.
    """
    # Shielded, so that a dialog that outlives its worker has somewhere to put its answer.
    return await asyncio.shield(app.push_screen(dialog, wait_for_dismiss=True))
