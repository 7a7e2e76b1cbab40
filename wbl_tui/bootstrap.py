"""Settings and arguments → an open workspace: the one place where things are put together."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from models.errors import BadInput, StoreError
from models.rules.text import clean
from models.workspace import Clock, Workspace
from wbl_tui import paths
from wbl_tui.settings import Settings, load_settings


def open_workspace(
    store: str | None, actor: str | None, now: datetime | None = None, *, ticks: bool = True
) -> Workspace:
    """Open the store (else that of the settings, else the user's own) for whoever is acting.

    `now` is the moment of a rehearsal; with `ticks` its clock runs on from there. Raises BadInput for bad
    settings, StoreError and its kin; never makes a store or a folder.
    """
    settings = load_settings(paths.settings_file())
    return Workspace(
        store_path(store, settings),
        actor=acting(actor, settings),
        terminal=terminal_label(),
        clock=Clock(now, ticks=ticks),
    )


def store_path(store: str | None, settings: Settings | None = None) -> Path:
    """Where the store is that was meant. Raises StoreError for a database server, BadInput for no path at all."""
    if store is None:
        settings = settings or load_settings(paths.settings_file())
        return settings.store or paths.default_store()
    scheme, sign, _ = store.partition("://")
    if sign:
        raise StoreError(
            f"A store at a {clean(scheme, 40)} address is not supported yet.", "Give the path of a file."
        )
    if not store.strip() or "\0" in store:
        raise BadInput("--store needs the path of a store.", "Give one, or leave it out for the usual store.")
    try:
        return Path(store).expanduser()
    except RuntimeError:
        raise BadInput(f"There is no home folder for {clean(store, 80)!r}.", "Give the whole path.") from None


def acting(actor: str | None, settings: Settings | None = None) -> str:
    """Who is acting: as said, else as settled, else the login name, else "somebody"."""
    settings = settings if settings is not None else load_settings(paths.settings_file())
    return clean(actor or "") or settings.actor or _login_name()


def _login_name() -> str:
    import getpass

    try:
        return clean(getpass.getuser()) or "somebody"
    except (OSError, KeyError, ImportError):
        # No such user, or a system without them.
        return "somebody"


def terminal_label() -> str:
    """The computer and its terminal, for the journal: `desk-3 pts/2`."""
    host = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return clean(f"{host.partition('.')[0]} {_terminal_name()}")


def _terminal_name() -> str:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        try:
            return os.ttyname(stream.fileno()).removeprefix("/dev/")
        except (OSError, ValueError, AttributeError):
            # Not a terminal, closed, replaced, or a system without names for them.
            continue
    return ""
