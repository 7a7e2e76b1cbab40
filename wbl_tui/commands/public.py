"""The board that everybody may see: on a terminal by itself, elsewhere printed once."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from models.onlooker import Onlooker
from models.rules.span import instant_of
from wbl_tui.bootstrap import store_path
from wbl_tui.commands.opening import typed_moment
from wbl_tui.output import say, say_table


def open_public(options: argparse.Namespace) -> int:
    """Show the public board until somebody leaves it; without a terminal print it and end."""
    with closing(Onlooker(store_path(options.store))) as onlooker:
        now = _clock(options, onlooker)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            _print(onlooker, now())
            return 0
        return _show(onlooker, now)


def _clock(options: argparse.Namespace, onlooker: Onlooker) -> Callable[[], datetime]:
    from models.workspace import Clock

    if options.now is None:
        return Clock().now
    moment = typed_moment(options.now, "--now")
    if moment.tzinfo is None:
        return Clock(instant_of(moment, onlooker.zone())[0]).now
    return Clock(moment.astimezone(UTC)).now


def _show(onlooker: Onlooker, now: Callable[[], datetime]) -> int:
    from wbl_tui.paths import log_folder
    from wbl_tui.public import PublicApp

    gc.enable()
    app = PublicApp(onlooker, now, log_folder())
    app.run(mouse=False)
    return app.return_code or 0


def _print(onlooker: Onlooker, now: datetime) -> None:
    from screens.public import NOBODY, state_text, title_text

    board = onlooker.board(now)
    say(f"{title_text(board.now)} · updated {board.now:%H:%M}")
    if not board.rows:
        say(NOBODY)
        return
    say_table(
        ("time", "who", "where", "state"),
        [
            (
                f"{row.start:%H:%M}–{row.end:%H:%M}",
                row.who,
                row.room or "room to follow",
                state_text(row.state),
            )
            for row in board.rows
        ],
    )
