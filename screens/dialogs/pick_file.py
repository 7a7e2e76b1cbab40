"""Picking a file or an unpacked roster: the newest files first, folders below, a path can be typed or pasted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.binding import Binding, BindingType

from models.errors import BadInput
from models.exchange.folders import Entry, Folder, look_into, typed_path
from models.rules.naming import day_text
from models.rules.span import local_day
from models.rules.text import clean
from screens.dialogs.choose import Choice, ListDialog
from screens.dialogs.frame import KeyHint

_UP, _WHOLE = "..", "."


class PickFileDialog(ListDialog[Path]):
    """The answer is the path of a file, or of a folder that is taken as a whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "up", "Folder above", show=False, priority=True),
        Binding("right", "take", "Open", show=False, priority=True),
    ]

    def __init__(self, title: str, folder: Folder, zone: ZoneInfo, now: datetime, wrong: str = "") -> None:
        """`wrong` is what was wrong with the file picked before."""
        self.folder = folder
        self._wrong = wrong
        self._zone, self._now = zone, now
        super().__init__(
            title,
            self._rows(folder),
            note=_where(folder),
            empty="Nothing here has this in its name. ← goes to the folder above.",
        )

    def keys(self) -> Sequence[KeyHint]:
        """Open, up, close."""
        return (
            ("Enter", "Open", "take"),
            ("←", "Folder above", "up"),
            ("/ or ~", "Type a path", ""),
            ("Esc", "Close", "close"),
        )

    def on_mount(self) -> None:
        """What was wrong stands over the list."""
        super().on_mount()
        if self._wrong:
            self.say(self._wrong, bad=True)

    def take(self) -> Path | None:
        """The file under the cursor or typed; into a folder it only goes."""
        typed = typed_path(self._filter.value, self.folder.path)
        if typed is not None:
            return self._go(typed)
        key = self.table.cursor_key
        if key == _UP:
            self.action_up()
        elif key == _WHOLE:
            return self.folder.path
        elif key is not None:
            return self._go(Path(key))
        return None

    def action_up(self) -> None:
        """To the folder above, the cursor on the one that was left."""
        if self._filter.value:
            self._filter.close()
            self._filter.open()
            return
        self._enter(self.folder.path.parent, self.folder.path)

    def _find(self) -> None:
        """A path that is being typed is no word to look for."""
        if typed_path(self._filter.value, self.folder.path) is None:
            super()._find()

    def _go(self, path: Path) -> Path | None:
        try:
            if path.is_dir():
                self._enter(path)
                return None
            found = path.is_file()
        except (OSError, ValueError):
            found = False
        if not found:
            self.say(f"There is no file {clean(path.name)!r} there. Choose one from the list.", bad=True)
            return None
        return path

    def _enter(self, path: Path, come_from: Path | None = None) -> None:
        self.run_worker(self._show(path, come_from), group="folder", exclusive=True)

    async def _show(self, path: Path, come_from: Path | None) -> None:
        try:
            # A network drive may take its time; keys go on working.
            self.folder = await asyncio.to_thread(look_into, path)
        except BadInput as wrong:
            self.say(wrong.line, bad=True)
            return
        self.choices = tuple(self._rows(self.folder))
        self._filter.close()
        self._found_for = ""
        self.table.set_rows(self.choices)
        self.table.action_first()
        if come_from is not None:
            self.table.move_to(str(come_from))
        self.say(_where(self.folder))
        self._filter.open()

    def _rows(self, folder: Folder) -> list[Choice]:
        rows = [
            Choice(str(one.path), one.name + ("/" if one.is_folder else ""), self._told(one))
            for one in folder.entries
        ]
        if folder.roster:  # Not first: downloads hold many a students.csv that is no such roster.
            rows.append(Choice(_WHOLE, "This folder as a whole", "a roster of several files", "good"))
        if folder.path.parent != folder.path:
            rows.append(Choice(_UP, "../", "the folder above", "dim"))
        return rows

    def _told(self, entry: Entry) -> str:
        if entry.changed is None:
            return entry.what
        day, today = local_day(entry.changed, self._zone), local_day(self._now, self._zone)
        at = f"{entry.changed.astimezone(self._zone):%H:%M}"
        if day == today:
            return f"{entry.what}, today {at}"
        year = f" {day.year}" if day.year != today.year else ""
        return f"{entry.what}, {day_text(day)}{year}"


def _where(folder: Folder) -> str:
    shown = clean(str(folder.path))
    if not folder.entries:
        return f"{shown}: nothing here that can be imported."
    others = f" ({folder.others} other {'file is' if folder.others == 1 else 'files are'} not shown)"
    return f"{shown}{others if folder.others else ''}"
