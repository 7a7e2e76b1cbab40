"""Looking again and again at what is being typed, and at the last moment; giving it back when its form opens."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from models.errors import WblError
from screens.session import Session
from screens.unsaved import Offered, Unfinished, offer_words, unfinished_in
from wbl_tui.unsaved import Unsaved

EVERY = 0.3
"""Seconds between two looks: so much is lost by a power cut, nothing by a signal."""


class TypingKept:
    """What the app does for its forms. Without a file nothing is kept, as in a rehearsal."""

    def __init__(self, session: Session, unsaved: Unsaved | None = None) -> None:
        self._session = session
        self._unsaved = unsaved
        self._offered = Offered()
        self._writing = False

    def offer(self) -> None:
        """Say what was left unsaved, once; a file that cannot be read or taken over is worth no error."""
        if self._unsaved is None:
            return
        try:
            left = self._unsaved.left_behind()
        except WblError:
            return
        if left:
            self._offered = Offered(left)
            text, short = offer_words(left, self._session.zone)
            first = self._session.message.text
            self._session.say(f"{first} {text}".strip(), "warning", short=short)

    def give(self, dialog: object) -> None:
        """A form is up: what was typed into it before is in it again."""
        self._offered.give(dialog, self._session.zone)

    async def look(self, app: App[Any]) -> None:
        """Keep what is being typed now. One look at a time, beside everything else."""
        if self._unsaved is None or self._writing:
            return
        found = self._now(app)
        if not found and not self._unsaved.kept:
            return
        self._writing = True
        try:
            await asyncio.to_thread(self._unsaved.keep, found)
        except WblError:
            # A full disk is said when something is saved; a second file on it is no news.
            return
        finally:
            self._writing = False

    def last_look(self, app: App[Any]) -> None:
        """The program has to go: keep what is being typed now."""
        if self._unsaved is not None:
            try:
                self._unsaved.keep(self._now(app))
            except WblError:
                return

    def drop(self) -> None:
        """The person leaves by themselves, and was asked about everything they had typed."""
        if self._unsaved is not None:
            self._offered = Offered()
            try:
                self._unsaved.keep(())
            except WblError:
                return

    def _now(self, app: App[Any]) -> tuple[Unfinished, ...]:
        assert self._unsaved is not None
        typed = unfinished_in(app.screen_stack, self._unsaved.now())
        if not typed and self._session.writing:
            return self._unsaved.kept
        return (*self._offered.left, *typed)
