"""Finding anything from anywhere: what is typed is looked for in every name, and Enter goes there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from models.errors import WblError
from models.rules.finding import Findable, Finder, Group
from screens.dialogs.choose import Choice, ListDialog
from screens.widgets.fact_table import Column

ONE = {
    "student": "Student",
    "contact": "Contact",
    "employer": "Employer",
    "interview": "Interview",
    "class": "Class",
    "staff": "Staff",
    "room": "Room",
    "outreach": "Outreach",
    "entry": "Journal",
}
MANY = {
    "student": "students",
    "contact": "contacts",
    "employer": "employers",
    "interview": "interviews",
    "class": "classes",
    "staff": "of the staff",
    "room": "rooms",
    "outreach": "notes of outreach",
    "entry": "sentences of the journal",
}
SINGLE = {"staff": "of the staff", "outreach": "note of outreach", "entry": "sentence of the journal"}
HINT = "Students, contacts, employers, interviews, classes, staff, rooms, outreach, the journal."


class FindDialog(ListDialog[Findable]):
    """The answer is what was found. `load` reads everything there is, beside the dialog."""

    DEFAULT_CSS = "FindDialog FactTable { height: 1fr; max-height: 100%; }"

    def __init__(self, load: Callable[[], Awaitable[Finder]]) -> None:
        super().__init__("Find", (), note=HINT, titles=("", ""), empty="Type a few letters of a name.")
        self.add_class("-wide")
        self._load = load
        self._finder: Finder | None = None
        self._things: dict[str, Findable] = {}
        self.table.set_columns((Column("", 26, 1), Column("", 26, 2)))

    def on_mount(self) -> None:
        """Read everything, beside everything else."""
        super().on_mount()
        reading: Callable[[], Awaitable[object]] = self._read
        self.run_worker(reading, exclusive=True)

    async def _read(self) -> None:
        try:
            self._finder = await self._load()
        except WblError as error:
            self.say(error.line, bad=True)
            return
        self._show()

    def _find(self) -> None:
        if self._filter.value != self._found_for:
            self._show()

    def _show(self) -> None:
        """What holds the words that are typed now, and how much of it there is."""
        words = self._found_for = self._filter.value
        groups = self._finder.find(words) if self._finder is not None else []
        rows = list(_rows(groups))
        self._things = {choice.key: thing for choice, thing in rows}
        empty = "Type a few letters of a name." if not words else "Nothing is called so."
        self.table.set_rows([choice for choice, _ in rows], empty=empty if self._finder else "Reading …")
        self.table.action_first()
        self.say(", ".join(_counted(each) for each in groups) or HINT)

    def take(self) -> Findable | None:
        """What the cursor is on."""
        return self._things.get(self.table.cursor_key or "")


def _counted(group: Group) -> str:
    return f"{group.total} {MANY[group.kind] if group.total != 1 else SINGLE.get(group.kind, ONE[group.kind].lower())}"


def _rows(groups: Iterable[Group]) -> Iterable[tuple[Choice, Findable]]:
    for group in groups:
        for place, one in enumerate(group.best):
            about = " · ".join(part for part in (ONE[one.kind], one.about) if part)
            yield Choice(f"{one.kind} {place} {one.id}", one.label, about), one
