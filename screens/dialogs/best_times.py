"""The ten best times for two people, ranked, each with what speaks for and against it; one key takes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from models.errors import WblError
from models.rules.clocks import brief_there, differs
from models.rules.facts import Contact
from models.rules.naming import day_text, times_text, zone_or
from models.rules.offers import Offer
from models.rules.span import Span
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.few_lines import FewLines
from screens.widgets.plain import Cell, Toned, width_of

OTHER, FORM = "other", "form"
"""Answers that are no time: another contact is wanted; the whole form at the time under the cursor."""

MOST_CITY = 12
"""Cells that the name of the contact's clock may take: Los Angeles, Buenos Aires."""

Ranked = tuple[int, Offer]
Taken = tuple[str, Offer | None]
"""What is wanted ("" to take it, OTHER or FORM), and the time under the cursor."""


class BestTimesDialog(Dialog[Taken]):
    """`look` reads the best times, off the event loop; `verb` is what Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "other", "Other contact", show=False),
        Binding("f4", "form", "Form", show=False),
        Binding("q", "close", "Close", show=False),
    ]
    DEFAULT_CSS = """
    BestTimesDialog > #box { width: 108; }
    BestTimesDialog FactTable { height: 12; }
    BestTimesDialog #why { height: 3; margin-top: 1; }
    """

    def __init__(
        self,
        title: str,
        note: str,
        look: Callable[[], Awaitable[Sequence[Offer]]],
        zone: ZoneInfo,
        contact: Contact | None,
        *,
        verb: str = "Book",
        more: bool = True,
    ) -> None:
        super().__init__(title, note)
        self._look, self._zone, self._verb, self._more = look, zone, verb, more
        theirs = zone_or(contact.zone, zone) if contact and contact.zone else zone
        self._theirs = theirs
        self.two_zones = False
        self.table: FactTable[Ranked] = FactTable(
            self._columns(),
            key=lambda row: row[1].start.isoformat(),
            cells=self._cells,
            empty="Looking for the best times …",
            marks=False,
        )
        self.why = FewLines(id="why")

    def _columns(self) -> tuple[Column, ...]:
        """With the contact's clock where it shows other times than ours."""
        city = self._theirs.key.rpartition("/")[2].replace("_", " ")
        there = (Column(city, min(MOST_CITY, max(9, width_of(city)))),) if self.two_zones else ()
        ends = Column("Costs", 18, 3), Column("Room", 11, names=True)
        return (Column("", 2), Column("When", 22), *there, *ends)

    def body(self) -> Iterable[Widget]:
        """The times, and why the one under the cursor has its place."""
        yield self.table
        yield self.why

    def keys(self) -> Sequence[KeyHint]:
        """Take it, the form, another contact."""
        more = (("F4", "Details", "form"), ("F3", "Other contact", "other")) if self._more else ()
        return (("Enter", self._verb, "take"), *more, ("Esc", "Close", "close"))

    def on_mount(self) -> None:
        """Look for times beside the dialog."""
        self.table.focus()
        self._load()

    @work(exclusive=True, group="times")
    async def _load(self) -> None:
        try:
            found = await self._look()
        except WblError as error:
            self.say(error.line, bad=True)
            self.table.set_rows([], empty="")
            return
        nothing = "No time is free for both in the window: all are taken, full or never to be missed."
        self.two_zones = any(differs(one.start, self._theirs, self._zone) for one in found)
        self.table.set_columns(self._columns())
        self.table.set_rows(list(enumerate(found, 1)), empty=nothing)
        self._tell()

    def _tell(self) -> None:
        row = self.table.cursor_row
        if row is None:
            self.why.show(())
            return
        against = [one for one in row[1].reasons if one.startswith("!")]
        favour = [one for one in row[1].reasons if not one.startswith("!")]
        where = f" In {row[1].room_name}." if row[1].room_name else ""
        lines = [("", f"{_upper(row[1].cost)}.{where}")]
        lines += [("good", f"✓ {_upper('; '.join(favour))}.")] if favour else []
        lines += [("warn", f"! {_upper('; '.join(one[2:] for one in against))}.")] if against else []
        self.why.show(tuple(lines))

    @on(FactTable.Highlighted)
    def _moved(self) -> None:
        self._tell()

    @on(FactTable.Opened)
    def _opened(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """The time under the cursor is the answer."""
        row = self.table.cursor_row
        if row is not None:
            self.dismiss(("", row[1]))

    def action_form(self) -> None:
        """The whole form, at the time under the cursor."""
        row = self.table.cursor_row
        if self._more:
            self.dismiss((FORM, row[1] if row else None))

    def action_other(self) -> None:
        """Somebody else is wanted."""
        if self._more:
            self.dismiss((OTHER, None))

    def _cells(self, row: Ranked) -> tuple[Cell, ...]:
        rank, offer = row
        day = day_text(offer.start.astimezone(self._zone).date())
        when = f"{day} {times_text(Span(offer.start, offer.end), self._zone)}"
        clock = brief_there(offer.start, self._theirs, self._zone)
        there = (Toned(clock, "dim"),) if self.two_zones else ()
        bad = any(one.startswith("!") for one in offer.reasons)
        tone = "warn" if bad or any(one.kind != "free" for one in offer.missed) else "good"
        cost = f"{'! ' if bad else ''}{offer.cost}"
        return (Toned(str(rank), "dim"), Toned(when, "strong"), *there, Toned(cost, tone), offer.room_name)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
