"""What every page shares: the bars, reading and showing, one write as one action, refusals, undo.

A page writer gives `PAGE`, `BINDINGS = bindings("…")`, `body()` (the widgets between the bars), `fetch()`
(reads facts, touches no widget) and `show(data)` (puts them into the widgets), and one `action_verb` for each of
the page's commands. An action that asks is a coroutine under `@work`; it reads top to bottom, and keys typed from
its beginning wait for its dialog. One that only writes goes through `self.start`, and keys go on:

    @work
    async def action_book(self) -> None:
        answer = await self.ask(FormDialog(...))
        if answer is not None:
            await self.act(book, answer["student"], ...)
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.widget import Widget
from textual.worker import Worker

from models.errors import Alternative, Refused, WblError
from screens.asking import answer_of
from screens.commands import commands_of
from screens.journal import Journalled
from screens.painting import PaintedOnce
from screens.session import Done, Kind, Message, Session, Workspace
from screens.widgets.bars import KeyBar, MessageLine, TopBar
from screens.writable import Writable

if TYPE_CHECKING:
    from screens.dialogs.frame import Dialog

__all__ = ["Done", "Message", "Page", "Session", "Workspace"]

Data = TypeVar("Data")
Answer = TypeVar("Answer")
T = TypeVar("T")

FIRST_WAIT = 0.15
"""Seconds a page waits for its facts before it shows itself without them."""


class Page(PaintedOnce, Writable, Journalled, Generic[Data]):
    """One of the five pages. `Data` is what `fetch` reads and `show` shows."""

    PAGE: ClassVar[str] = ""
    TAB: ClassVar[str] = ""
    """The page whose number it belongs to, where it has none of its own."""
    IMPORTS: ClassVar[str] = "students"
    """The kind of record that a file imported from here most likely holds."""

    DEFAULT_CSS = """
    Page { layout: vertical; overflow: hidden; background: $background; color: $foreground; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._seen = self._reading = -1
        self._again = False
        self._loading: asyncio.Future[None] | None = None
        self._unrun: set[Coroutine[Any, Any, object]] = set()

    # What a page gives

    def body(self) -> Iterable[Widget]:
        """The widgets between the bars."""
        raise NotImplementedError

    async def fetch(self) -> Data:
        """Read what the page shows, by `self.read`; no widget is touched. Raises WblError."""
        raise NotImplementedError

    def show(self, data: Data) -> None:
        """Put the facts into the widgets; cursors stay on their records."""
        raise NotImplementedError

    # What a page uses

    def say(self, text: str, kind: Kind = "done") -> None:
        """Put one sentence into the message line."""
        self.session.say(text, kind)

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        """`query(db, *args)` on the store thread. Raises WblError."""
        return await self.session.read(query, *args)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Open a dialog and wait for its answer; None when the person closed it. Only inside a worker."""
        with self.session.early.opening():
            return await answer_of(self.app, dialog)

    async def act(
        self,
        op: Callable[..., Any],
        *args: Any,
        otherwise: Callable[[Alternative], Awaitable[Done | None]] | None = None,
        seek: Callable[[], Awaitable[Done | None]] | None = None,
        **kwargs: Any,
    ) -> Done | None:
        """One write, its sentence in the message line, the page read again. None when it was not done.

        A refusal is shown with its reason and the free alternatives; the chosen one goes to `otherwise`; `seek` looks
        for the best times instead.
        The write is carried through even when the person leaves the page meanwhile. Only inside a worker.
        """
        try:
            with self.session.early.writing():
                done = await self.session.write(op, *args, **kwargs)
                await self.reload()
        except Refused as refused:
            return await self._refused(refused, otherwise, seek)
        except WblError as error:
            self.session.say_error(error)
            return None
        return done

    def start(self, action: Coroutine[Any, Any, object]) -> None:
        """Run a coroutine that asks or writes, beside the page; what fails is said, keys go on working."""
        self._unrun.add(action)
        self.run_worker(partial(self._guarded, action), group="actions", exclusive=False)

    def on_unmount(self) -> None:
        """What was begun in the last moment and never ran is given up."""
        for action in self._unrun:
            action.close()

    async def reload(self) -> None:
        """Read and show again. Calls during a reading make one more after it, not one each."""
        self._again = True
        if self._loading is None:
            self._loading = asyncio.ensure_future(self._load())
            self._loading.add_done_callback(_seen_to)
        await asyncio.shield(self._loading)

    # How it works

    def compose(self) -> ComposeResult:
        """The bars around the page's own widgets."""
        yield TopBar(self.session, self.TAB or self.PAGE)
        yield from self.body()
        yield MessageLine(self.session)
        yield KeyBar.of_page(self.PAGE)

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """No toasts and no tooltips: what there is to say stands in the message line."""

    async def on_mount(self) -> None:
        """Have something to show before the first paint, unless the store keeps us waiting."""
        with self.app.batch_update():
            await self._soon()

    async def on_screen_resume(self) -> None:
        """Show what changed while another page was in front."""
        self.show_message(self.session.message)
        if self._is_stale and self.is_mounted:
            await self._soon()
        self.follow_wish()

    def follow_wish(self) -> None:
        """Show what the person came for, once there is something to show."""
        wish = self.session.wish
        if (
            wish is not None
            and wish.page == self.PAGE
            and self._seen >= 0
            and self.reach(wish.ident, wish.tab)
        ):
            self.session.wish = None

    def reach(self, ident: str, tab: str) -> bool:
        """Put the cursor on this record and show it in full; False where it is not there yet."""
        return True

    def refresh_if_stale(self) -> None:
        """Read again, beside everything else, when the store has changed since."""
        if self._is_stale:
            self.start(self.reload())

    @property
    def _is_stale(self) -> bool:
        """Whether neither what is shown nor what is being read is as new as the store."""
        return self.session.stamp not in (self._seen, self._reading)

    def show_message(self, message: Message) -> None:
        """Show a message in this page's line."""
        for line in self.query(MessageLine):
            line.show(message)

    async def _soon(self) -> None:
        reading = asyncio.ensure_future(self.reload())
        reading.add_done_callback(_seen_to)
        await asyncio.wait({reading}, timeout=FIRST_WAIT)

    async def _load(self) -> None:
        try:
            while self._again:
                self._again = False
                stamp = self._reading = self.session.stamp
                data = await self.fetch()
                if self.is_attached:
                    self.show(data)
                    self._seen = stamp
                    self.follow_wish()
        except WblError as error:
            self.session.say_error(error)
        except Exception as error:
            self.session.on_error(error)
            raise
        finally:
            self._loading = None
            self._reading = -1

    def run_worker(self, work: Any, name: str | None = "", *args: Any, **kwargs: Any) -> Worker[Any]:
        """What `@work` makes of an action comes through here at its key: from now on keys wait."""
        if name and name.startswith("action_"):
            work = partial(self._asking, self.session.early.begin(), work)
        return super().run_worker(work, name, *args, **kwargs)

    async def _asking(self, action: object, work: Callable[[], Awaitable[object]]) -> object:
        before = self.session.message
        try:
            return await work()
        finally:
            last = self.session.message
            # What was typed for a dialog that could not come is not for the page.
            failed = last is not before and last.kind in ("warning", "refused")
            self.session.early.end(action, drop=failed)

    async def _guarded(self, action: Coroutine[Any, Any, object]) -> None:
        self._unrun.discard(action)
        try:
            await action
        except WblError as error:
            self.session.say_error(error)

    async def _refused(
        self,
        refused: Refused,
        otherwise: Callable[[Alternative], Awaitable[Done | None]] | None,
        seek: Callable[[], Awaitable[Done | None]] | None,
    ) -> Done | None:
        if not refused.clashes and not refused.alternatives:
            self.session.say_error(refused)
            return None
        from screens.dialogs.refusal import RefusalDialog

        choose = otherwise is not None
        choice = await self.ask(
            RefusalDialog(refused, self.session.zone, choose=choose, seek=seek is not None)
        )
        if isinstance(choice, str):
            return await seek() if seek is not None else None
        return await otherwise(choice) if choice is not None and otherwise is not None else None

    # Commands that every page has

    def action_undo(self) -> None:
        """Take back the last change."""
        from models.operations.undo import undo

        self.start(self.act(undo))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        from models.operations.undo import redo

        self.start(self.act(redo))

    def action_filter(self) -> None:
        """Pages with a filter line open it."""
        self.say("There is nothing to filter on this page.", "warning")

    def action_back(self) -> None:
        """Pages close their filter, then their marks."""

    @work
    async def action_import_file(self) -> None:
        """Lead through the import of a file."""
        from screens.importing import import_file

        await self._guarded(import_file(self, self.IMPORTS))

    @work
    async def action_help_keys(self) -> None:
        """Show every key of this page; one that is chosen is carried out."""
        from screens.dialogs.help import HelpDialog

        command = await self.ask(HelpDialog(self.PAGE))
        await self._run_command(command)

    @work
    async def action_palette(self) -> None:
        """Find a command by its name."""
        from screens.dialogs.help import PaletteDialog

        command = await self.ask(PaletteDialog(self.PAGE))
        await self._run_command(command)

    @work
    async def action_find(self) -> None:
        """Find anybody and anything by name, and go there."""
        from screens.finding import find_anything

        await self._guarded(find_anything(self))

    @work
    async def action_messages(self) -> None:
        """Show the last messages in full."""
        from screens.dialogs.detail import DetailDialog, messages_section

        section = messages_section(self.session.past, self.session.zone)
        await self.ask(DetailDialog("Last messages", (section,)))

    def action_colours(self) -> None:
        """Change between dark and light colours."""
        self.app.theme = "wbl-light" if self.app.current_theme.dark else "wbl-dark"

    async def action_leave(self) -> None:
        """Leave the program."""
        await self.app.run_action("app.quit")

    def action_go(self, page: str) -> None:
        """Open another page."""
        if page != self.PAGE:
            self.session.clear()
        self.app.switch_mode(page)

    async def _run_command(self, command: str | None) -> None:
        if command is None:
            return
        if command.startswith("go."):
            self.action_go(command[3:])
            return
        for each in commands_of(self.PAGE):
            if each.id == command:
                await self.run_action(each.action)


def _seen_to(task: asyncio.Future[None]) -> None:
    """What a reading raised went to `on_error` already; the loop need not say it again on standard error."""
    if not task.cancelled():
        task.exception()
