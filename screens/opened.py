"""The record of a list that is shown over the whole screen: it follows the list, and commands are for it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from screens.session import Message
from screens.widgets.pane import Sections

if TYPE_CHECKING:
    from screens.dialogs.record import RecordDialog
    from screens.list_page import ListPage

Row = TypeVar("Row")


class Opened(Generic[Row]):
    """What is opened on one page: nothing (then it is false), or one record."""

    def __init__(self, page: ListPage[Row]) -> None:
        self._page = page
        self._dialog: RecordDialog | None = None

    def __bool__(self) -> bool:
        """Whether a record is shown."""
        return self._dialog is not None

    def show(self, row: Row, tab: str = "") -> None:
        """Show this record, in the tab of that title; in place of one that is shown already."""
        from screens.dialogs.record import RecordDialog

        page = self._page
        if self._dialog is not None:
            self._follow(row)
            return
        page.table.held = page.key_of(row)
        self._dialog = RecordDialog(
            page.session,
            page.title_of(row),
            page.summary_of(row),
            tabs=page.TABS,
            story=self._story,
            commands=page.commands_for(row),
            act=page.run_action,
            step=self._step,
            tab=tab,
        )
        page.app.push_screen(self._dialog, self._closed)

    def changed(self) -> None:
        """What is shown is read again; a record that somebody has removed is closed."""
        if self._dialog is None:
            return
        if self._page.row_of(self._page.table.held) is not None:
            self._dialog.read_again()
            return
        if self._page.session.message.kind != "done":  # Else one's own sentence tells why.
            self._page.say(f"{self._dialog.heading} is no longer here.", "warning")
        self._dialog.dismiss(None)

    def show_message(self, message: Message) -> None:
        """What happened last is said below the record too."""
        if self._dialog is not None and self._dialog.is_attached:
            self._dialog.show_message(message)

    async def _story(self, whole: bool) -> tuple[str, Sections]:
        row = self._page.row_of(self._page.table.held)
        if row is None:
            return "", ()
        return self._page.title_of(row), await self._page.story_of(row, whole=whole)

    def _step(self, by: int) -> None:
        page = self._page
        page.table.action_cursor(by)
        row = page.table.cursor_row
        if row is not None and page.key_of(row) != page.table.held:
            self._follow(row)

    def _follow(self, row: Row) -> None:
        page = self._page
        if self._dialog is not None:
            page.table.held = page.key_of(row)
            self._dialog.show_other(page.title_of(row), page.summary_of(row), page.commands_for(row))

    def _closed(self, _answer: None) -> None:
        self._dialog = self._page.table.held = None
        self._page.sift()
        self._page.show_side()
