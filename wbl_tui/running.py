"""The app from its first to its last moment: what a person chose before is put in, what they saw is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screens.calling_out import recall_signals
from screens.session import Session, Workspace
from wbl_tui.app import WblApp
from wbl_tui.desktop import find_desktop, show_on_desktop
from wbl_tui.typing_kept import TypingKept
from wbl_tui.unsaved import Unsaved
from wbl_tui.views import load_views, save_views

if TYPE_CHECKING:
    from models.rules.publishing import Publishing


def run_app(
    workspace: Workspace,
    *,
    page: str = "roster",
    rehearsal: bool = False,
    mouse: bool = True,
    logs: Path | None = None,
    bell: bool = True,
    notifications: bool = True,
    notice: str = "",
    tend: Callable[[], object] | None = None,
    views: Path | None = None,
    unsaved: Unsaved | None = None,
    settings: Path | None = None,
    seen: int | None = None,
    on_left: Callable[[int], None] = lambda entry: None,
) -> int:
    """Open the app and stay until the person leaves; the process's exit code. `notice` is said first; `tend` is
    called once, beside everything else, when the first page has long been painted; `views` is the file that keeps
    which columns are shown; `unsaved` keeps what is being typed; `settings` is the
    file that settles which calendars are published to. `seen` is the journal's entry up to which this
    person has looked; `on_left` is told the newest one that was there when they left.

    Whoever calls this may switch the garbage collector off before importing anything large: it is switched on
    again once the first page is painted.
    """
    session = Session(workspace, rehearsal=rehearsal, bell=bell, notifications=notifications, notice=notice)
    if views is not None:
        session.views = load_views(views)
        session.on_view = partial(save_views, views)
        recall_signals(session)
    if settings is not None:
        session.load_publishing = partial(_load_publishing, settings)
        session.save_publishing = partial(_save_publishing, settings)
    app = WblApp(session, page=page, logs=logs)
    session.on_notice = partial(show_on_desktop, app, session)
    find_desktop(session)
    app.tend = tend
    app.typing = TypingKept(session, unsaved)
    app.typing.offer()
    session.seen = seen
    app.run(mouse=mouse)
    if session.head is not None:
        on_left(session.head)
    return app.return_code or 0


def _load_publishing(file: Path) -> Publishing | None:
    from wbl_tui.settings import load_settings

    return load_settings(file).publish


def _save_publishing(file: Path, settings: Publishing) -> None:
    from wbl_tui.publish_settings import save_publishing

    save_publishing(file, settings)
