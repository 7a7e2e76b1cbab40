"""Every error a person can meet, as one tree, so that each door handles all of them the same way.

WblError
├── Refused          a rule says no                       exit code 1
├── Stopped          a person stopped long work            exit code 1
├── ServerTrouble    a calendar server fails or says no    exit code 1
├── BadInput         what came in cannot be used          exit code 2
│   └── UnknownId    no such student, room, interview …
└── StoreError       the store cannot be used             exit code 3
    ├── StoreBusy    another program holds it
    ├── StoreMissing there is none at that place
    ├── StoreTooNew  written by a newer version
    ├── StoreDamaged not a store, or not whole
    └── DiskFull     nothing was saved
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

Severity = Literal["clash", "warning"]


class Finding(NamedTuple):
    """One thing that is wrong with bookings, or may be: a clash must never be, a warning may be accepted."""

    kind: str
    severity: Severity
    interviews: tuple[str, ...]
    who: str
    start: datetime | None
    end: datetime | None
    text: str


class Alternative(NamedTuple):
    """A free time (UTC) and, where one is needed, a free room's id and name."""

    start: datetime
    end: datetime
    room: str | None
    room_name: str = ""


class WblError(Exception):
    """One clear sentence in `str(error)`, and what to do next in `next_step` (may be empty)."""

    exit_code = 2

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    @property
    def line(self) -> str:
        """The sentence and the next step on one line."""
        return f"{self.sentence} {self.next_step}".strip()


class Refused(WblError):
    """A rule says no. Carries the clashes it found and free alternatives, soonest first."""

    exit_code = 1

    def __init__(
        self,
        sentence: str,
        next_step: str = "",
        *,
        clashes: Sequence[Finding] = (),
        alternatives: Sequence[Alternative] = (),
    ) -> None:
        super().__init__(sentence, next_step)
        self.clashes = tuple(clashes)
        self.alternatives = tuple(alternatives)


class Stopped(WblError):
    """A person stopped long work; nothing was changed by it."""

    exit_code = 1


class ServerTrouble(WblError):
    """A calendar server cannot be reached, fails or says no; `unsure` when what was asked may be done all the same."""

    exit_code = 1

    def __init__(self, sentence: str, next_step: str = "", *, unsure: bool = False) -> None:
        super().__init__(sentence, next_step)
        self.unsure = unsure


class BadInput(WblError):
    """What came in cannot be used; `problems` has one line for every place that is wrong."""

    exit_code = 2

    def __init__(self, sentence: str, next_step: str = "", *, problems: Sequence[str] = ()) -> None:
        super().__init__(sentence, next_step)
        self.problems = tuple(problems)


class UnknownId(BadInput):
    """No such student, contact, room, interview …"""

    def __init__(self, kind: str, ident: str, shows: str = "") -> None:
        """`shows`: the commands that list the ids, where it is not the one table of that kind."""
        listed = {"class": "classes", "staff": "staff", "outreach": "outreach", "duty": "duty"}.get(
            kind, f"{kind}s"
        )
        shows = shows or ("log" if kind == "journal entry" else f"list {listed}")
        super().__init__(f"There is no {kind} {ident!r}.", f"`wbl-tui {shows}` shows the ids.")
        self.kind = kind
        self.ident = ident


class StoreError(WblError):
    """The store cannot be used."""

    exit_code = 3


class StoreBusy(StoreError):
    """Another program held the store for longer than we wait."""


class StoreMissing(StoreError):
    """There is no store at that place."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program; it was left untouched."""


class StoreDamaged(StoreError):
    """The file is not one of our stores, or is not whole."""


class DiskFull(StoreError):
    """The disk is full; nothing was saved."""
