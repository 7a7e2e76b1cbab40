"""Commands that open the app; Textual is imported here and nowhere else on the command line."""

from __future__ import annotations

import argparse
import gc
import sys
from contextlib import suppress

from models.errors import BadInput, StoreMissing, WblError
from models.queries.rehearsing import is_rehearsal
from models.workspace import Workspace
from wbl_tui.commands.opening import workspace


def open_app(options: argparse.Namespace) -> int:
    """Open the app; without a store yet, say how to get one."""
    _require_terminal()
    try:
        return _open(options, "roster")
    except StoreMissing:
        if options.store:
            raise
        from wbl_tui.commands.start import first_start

        return first_start(options)


def open_board(options: argparse.Namespace) -> int:
    """Open the app on the live board, or the board that everybody may see."""
    if options.public:
        from wbl_tui.commands.public import open_public

        return open_public(options)
    _require_terminal()
    return _open(options, "board")


def _open(options: argparse.Namespace, page: str) -> int:
    with workspace(options, ticks=True) as opened:
        return show(opened, page, mouse=not options.no_mouse)


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput(
            "The app needs a terminal.",
            "Without one, `wbl-tui today` prints the day and `wbl-tui --help` the rest.",
        )


def show(opened: Workspace, page: str, *, mouse: bool, notice: str = "", on_copy: bool = False) -> int:
    """Run the app on an open store; gives its exit code. `notice` is what it says first. `on_copy`: nobody comes back
    to this store, so what is typed and not saved is not kept for later.
    """
    from wbl_tui.desk import Desk
    from wbl_tui.paths import log_folder, settings_file, unsaved_folder
    from wbl_tui.running import run_app
    from wbl_tui.seen import load_seen, save_seen
    from wbl_tui.settings import load_settings
    from wbl_tui.unsaved import Unsaved

    # A copy that was left for later is one also when it is opened without a rehearsal's clock.
    rehearsal = opened.clock.rehearsal or opened.read(is_rehearsal)
    looked = settings_file().with_name("seen.json")

    def left(entry: int) -> None:
        # A copy is gone by tomorrow; a full disk must not spoil leaving.
        if not on_copy:
            with suppress(WblError):
                save_seen(looked, opened.path, opened.actor, entry)

    settled = load_settings(settings_file())
    code = run_app(
        Desk(opened),
        page=page,
        rehearsal=rehearsal,
        mouse=mouse,
        logs=log_folder(),
        bell=settled.bell,
        notifications=settled.notifications,
        notice=" ".join(filter(None, (notice, opened.warning))),
        views=settings_file().with_name("views.json"),
        settings=settings_file(),
        unsaved=None if on_copy else Unsaved(unsaved_folder(), opened.path, opened.actor),
        seen=None if on_copy else load_seen(looked, opened.path, opened.actor),
        on_left=left,
        tend=None if rehearsal else lambda: _back_up(opened),
    )
    gc.enable()
    return code


def _back_up(opened: Workspace) -> None:
    from models.operations.care import backup_if_due

    opened.with_store(backup_if_due, opened.now())
