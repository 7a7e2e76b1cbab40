"""The journal of today: who did what, newest first; one that is chosen is shown in full and can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from textual import work

from models.queries.journal import entries_of_day
from models.rules.facts import JournalEntry
from models.rules.span import local_day, local_instant

if TYPE_CHECKING:
    from screens.base import Page


class Journalled:
    """What `Page` has for it, for the paper that is printed of a day, and for the signals it gives."""

    @work
    async def action_journal(self) -> None:
        """Show what was done today, and by whom."""
        page = cast("Page[Any]", self)
        await page._guarded(show_journal(page))

    @work
    async def action_outbox(self) -> None:
        """Whose calendar is wrong, and the invites that mend it."""
        from screens.outbox import show_outbox

        page = cast("Page[Any]", self)
        await page._guarded(show_outbox(page))

    @work
    async def action_feeds(self) -> None:
        """A calendar file to subscribe to."""
        from screens.feeds import write_feed

        page = cast("Page[Any]", self)
        await page._guarded(write_feed(page))

    @work
    async def action_signals(self) -> None:
        """Bell and desktop notifications: whether they are on."""
        from screens.signalling import change_signals

        await change_signals(cast("Page[Any]", self))

    @work
    async def action_paper(self) -> None:
        """Print the sheets of a day."""
        from screens.printing import print_paper

        page = cast("Page[Any]", self)
        day = getattr(page, "day", None)
        await page._guarded(print_paper(page, day if isinstance(day, date) else None))

    @work
    async def action_publish(self) -> None:
        """Put what is planned on the school's calendars."""
        from screens.publishing import publish_calendars

        page = cast("Page[Any]", self)
        await page._guarded(publish_calendars(page))

    @work
    async def action_ticks(self) -> None:
        """Enter what was ticked on paper."""
        from screens.ticking import enter_ticks

        page = cast("Page[Any]", self)
        await page._guarded(enter_ticks(page))


async def show_journal(page: Page[Any]) -> None:
    """Show today's entries until somebody closes them. Only inside a worker."""
    from screens.dialogs.choose import Choice, ChooseDialog

    session = page.session
    while True:
        day = local_day(session.now(), session.zone)
        start = local_instant(day, 0, session.zone)
        end = local_instant(day + timedelta(days=1), 0, session.zone)
        found = {str(one.id): one for one in reversed(await page.read(entries_of_day, start, end))}
        rows = [
            Choice(
                key,
                f"{one.at.astimezone(session.zone):%H:%M} {one.actor}",
                _told(one),
                "dim" if one.undone else "",
            )
            for key, one in found.items()
        ]
        chosen = await page.ask(
            ChooseDialog(
                "Today's journal", rows, titles=("When, who", "What"), note="Enter takes one back.",
                empty="Nothing was done today, or nothing matches what you typed.",
            )
        )  # fmt: skip
        if chosen is None:
            return
        await _offer_undo(page, found[chosen])


def _told(one: JournalEntry) -> str:
    return f"taken back: {one.sentence}" if one.undone else one.sentence


async def _offer_undo(page: Page[Any], one: JournalEntry) -> None:
    from models.operations.undo import undo
    from screens.dialogs.confirm import ConfirmDialog

    if one.undone or one.kind != "do":
        page.say("That is taken back already, or is itself an undo.", "warning")
        return
    if await page.ask(ConfirmDialog("Take this back?", f"{one.actor}: {one.sentence}", yes="Take back")):
        await page.act(undo, one.id)
