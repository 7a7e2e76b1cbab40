"""Planning in a process of its own, so that the pages stay quick and a search that goes wrong takes nothing with it.

The child gets the problem and the wish through a pipe and tells of its progress through another; nothing else is
shared. It ends by itself when the process that started it does. It is a fresh interpreter on every system, so
nothing depends on how processes are copied.
"""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from models.errors import Refused, WblError
from models.planning.planner import Plan, Progress, Wish
from models.planning.problem import Problem

_CHILD = Path(__file__).with_name("aside_child.py")
_ROOT = Path(__file__).parents[2]
_LENGTH = 8
STOP = b"s"
"""What the child is told for it to give the best plan it has."""


class Search:
    """A search that runs aside: `newest` is its progress, `stop` makes it give what it has, `result` waits for that.

    Close it (or use it as a context manager); closing ends the child at once. May be used from several threads.
    """

    def __init__(self, problem: Problem, wish: Wish = Wish()) -> None:  # noqa: B008 a named tuple is never changed
        self._lock = threading.Condition()
        self._newest: Progress | None = None
        self._answer: Plan | WblError | None = None
        self._closed = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(_CHILD), str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise Refused(
                "The planner could not be started.", "Close other programs, then try again."
            ) from error
        self._thread = threading.Thread(target=self._listen, args=((problem, wish),), daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def newest(self) -> Progress | None:
        """The latest progress; None before the first plan."""
        with self._lock:
            return self._newest

    @property
    def done(self) -> bool:
        """Whether `result` would answer at once."""
        with self._lock:
            return self._answer is not None

    def stop(self) -> None:
        """Ask for the best plan so far, now; may be called at any time and more than once."""
        with self._lock, contextlib.suppress(OSError, ValueError):
            # A child that has ended needs no telling.
            if self._process.stdin is not None and self._answer is None:
                self._process.stdin.write(STOP)
                self._process.stdin.flush()

    def result(self, seconds: float | None = None) -> Plan | None:
        """The plan, waiting so long (None: until it is there); None when it is not there by then.

        Raises Refused where the search came to an end without a plan, or what was pinned cannot be.
        """
        with self._lock:
            self._lock.wait_for(lambda: self._answer is not None, seconds)
            answer = self._answer
        if isinstance(answer, WblError):
            raise answer
        return answer

    def close(self) -> None:
        """End the child, whatever it is doing."""
        with self._lock:
            self._closed = True
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _listen(self, question: tuple[Problem, Wish]) -> None:
        """Give the child its question, then take in what it tells until it ends."""
        with contextlib.suppress(OSError, ValueError):
            send(self._process.stdin, question)
            while (told := receive(self._process.stdout)) is not None:
                self._note(told)
        self._note(None)

    def _note(self, told: Any) -> None:
        with self._lock:
            if isinstance(told, Progress):
                self._newest = told
            elif self._answer is None:
                self._answer = told if isinstance(told, Plan | WblError) else _ended()
            self._lock.notify_all()


def plan_aside(
    problem: Problem,
    wish: Wish = Wish(),  # noqa: B008 a named tuple is never changed
    progress: Callable[[Progress], bool] | None = None,
    every: float = 0.1,
) -> Plan:
    """As `find_plan`, in a process of its own; `progress` is asked every so many seconds.

    Raises Refused where the search ends without a plan: the child was killed, or has not answered when stopped.
    """
    with Search(problem, wish) as search:
        stopped_at: float | None = None
        while True:
            found = search.result(every)
            if found is not None:
                return found
            newest = search.newest
            if stopped_at is None and progress is not None and newest is not None and not progress(newest):
                stopped_at = time.monotonic()
                search.stop()


def send(pipe: IO[bytes] | None, told: object) -> None:
    """Write one message: its length, then what it is. Raises OSError when nobody reads any more."""
    if pipe is not None:
        packed = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
        pipe.write(len(packed).to_bytes(_LENGTH, "big") + packed)
        pipe.flush()


def receive(pipe: IO[bytes] | None) -> Any:
    """The next whole message; None when there is none any more."""
    head = pipe.read(_LENGTH) if pipe is not None else b""
    if pipe is None or len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    packed = pipe.read(length)
    return pickle.loads(packed) if len(packed) == length else None


def _ended() -> Refused:
    return Refused("The search came to an end before it had a plan.", "Plan again; nothing was changed.")
