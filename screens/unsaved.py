"""What somebody was typing when the program was ended, put into the same form when it is opened again.

A signal, a terminal that is gone, a crash or a power cut must not cost a teacher a page of notes. What is masked
while one types is never part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from models.rules.naming import day_text

Raw = str | tuple[str, ...]
"""What a line holds before anybody reads it: letters, or the keys that are picked."""


class TypedLine(NamedTuple):
    """One line of a form: what it holds, what it began with, and its value as people read it."""

    name: str
    label: str
    raw: Raw
    begun: Raw
    shown: str


class Unfinished(NamedTuple):
    """A form that holds text: which one, its lines that were changed, and when it was seen so last (UTC)."""

    form: str
    lines: tuple[TypedLine, ...]
    at: datetime


@runtime_checkable
class Typing(Protocol):
    """A dialog that can be typed into."""

    @property
    def form(self) -> str:
        """Which form it is: the same words when it is opened again for the same thing."""

    def holds_text(self) -> bool:
        """Whether something was typed that closing would lose."""

    def typed_lines(self) -> Sequence[TypedLine]:
        """The lines that were changed, masked ones never."""

    def type_again(self, lines: Sequence[TypedLine]) -> Sequence[str]:
        """Put them in again; the labels of those that began with something else than they do now."""

    def tell_again(self, words: str, note: str) -> None:
        """Say that they are there again, and what is to be looked at."""


def unfinished_in(screens: Iterable[object], now: datetime) -> tuple[Unfinished, ...]:
    """What is being typed in the dialogs among these screens."""
    found = []
    for screen in screens:
        if isinstance(screen, Typing) and screen.holds_text() and (lines := tuple(screen.typed_lines())):
            found.append(Unfinished(screen.form, lines, now))
    return tuple(found)


class Offered:
    """What was left unsaved before, until its form is opened; then it is in there and offered no more."""

    def __init__(self, left: Sequence[Unfinished] = ()) -> None:
        self.left = list(left)

    def give(self, screen: object, zone: ZoneInfo) -> bool:
        """Put what was typed into this dialog, where some of it was; whether that is so."""
        if not self.left or not isinstance(screen, Typing):
            return False
        mine = [one for one in self.left if one.form == screen.form]
        if not mine:
            return False
        last = max(mine, key=lambda one: one.at)
        other = screen.type_again(last.lines)
        self.left = [one for one in self.left if one.form != screen.form]
        screen.tell_again(f"What you typed on {moment_text(last.at, zone)} is here again", _look_at(other))
        return True


def offer_words(left: Sequence[Unfinished], zone: ZoneInfo) -> tuple[str, str]:
    """Two sentences for whoever comes back: one with all that was typed, and one short enough for a line."""
    told = " ".join(
        f"Not saved when the program ended on {moment_text(one.at, zone)}: “{one.form}” "
        f"with {'; '.join(f'{line.label}: {line.shown}' for line in one.lines)}."
        for one in left
    )
    if len(left) == 1:
        return (
            f"{told} Open it again: what you typed is in it.",
            f"Not saved: “{left[0].form}”. Open it again.",
        )
    return (
        f"{told} Open them again: what you typed is in them.",
        f"Not saved: {len(left)} forms. Open them again.",
    )


def moment_text(at: datetime, zone: ZoneInfo) -> str:
    """The day and the minute, as people read them."""
    local = at.astimezone(zone)
    return f"{day_text(local.date())}, {local:%H:%M}"


def _look_at(labels: Sequence[str]) -> str:
    if not labels:
        return ""
    return f"! Changed by others since you typed: {', '.join(labels)}. Saving takes what stands here."
