"""The process that plans for another one: a problem comes in, progress and at last a plan go out.

It is started by its path and with nothing of the user's settings; the first argument is the folder that holds the
program. A thread hears when to stop, and ends everything when the other process is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any

_EVERY = 0.1
"""Seconds between two messages about progress."""


def main() -> None:
    """Plan once."""
    sys.path.insert(0, sys.argv[1])
    from models.errors import WblError
    from models.planning.aside import receive, send
    from models.planning.planner import Progress, find_plan

    # Ctrl+C in the terminal is for the other process, which then says what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe_in, pipe_out = os.fdopen(0, "rb", buffering=0, closefd=False), os.fdopen(1, "wb", closefd=False)
    question = receive(_Whole(pipe_in))  # type: ignore[arg-type]
    if question is None:
        return
    stopped, told_at = threading.Event(), 0.0
    threading.Thread(target=_hear, args=(stopped,), daemon=True).start()

    def progress(newest: Progress) -> bool:
        nonlocal told_at
        now = time.monotonic()
        if now >= told_at + _EVERY:
            told_at = now
            send(pipe_out, newest)
        return not stopped.is_set()

    try:
        problem, wish = question
        answer: Any = find_plan(problem, wish, progress)
    except WblError as refusal:
        answer = refusal
    send(pipe_out, answer)
    # The thread that hears still waits; nothing is left to be done for it.
    os._exit(0)


def _hear(stopped: threading.Event) -> None:
    """Wait for the word to stop; when nobody is there to say it any more, nobody needs the plan."""
    while os.read(0, 1):
        stopped.set()
    os._exit(1)


class _Whole:
    """Reads whole messages and not a byte beyond, so that what follows can be heard by itself."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer at the end."""
        found = bytearray()
        while len(found) < size and (piece := self._pipe.read(min(size - len(found), 1 << 20))):
            found += piece
        return bytes(found)


if __name__ == "__main__":
    main()
