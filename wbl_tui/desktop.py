"""Notifications on the desktop by the terminal's own sequences, and only at a terminal that is known to show them.

There is no library and no program of the desktop behind it: over ssh the sequence reaches the screen where the person
sits. What is not known to understand a sequence may print it, so there is nothing for it but the bell.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from models.rules.text import clean

if TYPE_CHECKING:
    from textual.app import App

    from screens.session import Session

TITLE = "wbl-tui"
LONGEST = 240
"""Characters of a notification; terminals cut far longer ones."""
TMUX_SECONDS = 2.0

_BY_PROGRAM = {
    "iterm.app": "9", "iterm2": "9", "warpterminal": "9", "wezterm": "777", "ghostty": "777", "kitty": "99",
}  # fmt: skip
"""What TERM_PROGRAM or LC_TERMINAL names, and the number of the sequence that it shows."""
_BY_TERM = (
    ("xterm-kitty", "99"),
    ("xterm-ghostty", "777"),
    ("foot", "777"),
    ("rxvt-unicode", "777"),
    ("wezterm", "777"),
)
_BY_VARIABLE = (("KITTY_WINDOW_ID", "99"), ("WEZTERM_PANE", "777"), ("GHOSTTY_RESOURCES_DIR", "777"))
_VTE = 4600
"""From this version on VTE, which many Linux desktops' terminals are built on, takes 777: where its desktop shows none,
it says nothing."""


class Desktop(NamedTuple):
    """How to notify: the sequence's number, and whether tmux stands between."""

    number: str
    tmux: bool = False

    def sequence(self, text: str) -> str:
        """What to write to the terminal so that it shows the text."""
        told = plain_words(text)
        made = {
            # A text of OSC 9 that began with a digit could be one of ConEmu's commands; this one begins with a name.
            "9": f"\x1b]9;{TITLE}: {told}\x1b\\",
            "99": f"\x1b]99;i=wbl:d=0;{TITLE}\x1b\\\x1b]99;i=wbl:d=1:p=body;{told}\x1b\\",
            "777": f"\x1b]777;notify;{TITLE};{told}\x1b\\",
        }[self.number]
        if not self.tmux:
            return made
        inside = made.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{inside}\x1b\\"


def plain_words(text: str) -> str:
    """The text in one line, without anything that ends a sequence or parts its fields."""
    return clean(text, LONGEST).replace(";", ",").replace("\\", "/")


def desktop_of(environ: Mapping[str, str], ask_tmux: Callable[[str], str] | None = None) -> Desktop | None:
    """What the terminal around this program shows. Under tmux it is asked which terminal stands behind it and whether
    it lets sequences through; None where it is not known to show any. `ask_tmux` gives what a format of its means ("" where it cannot be told).
    """
    if environ.get("TMUX"):
        ask = ask_tmux or _ask_tmux
        if ask("#{allow-passthrough}") not in ("on", "all"):
            return None
        number = _by_name(f"{ask('#{client_termtype}')} {ask('#{client_termname}')}")
        return Desktop(number, tmux=True) if number else None
    if environ.get("TERM", "").startswith(("screen", "tmux", "linux", "dumb")) or environ.get("STY"):
        return None
    number = _around(environ)
    return Desktop(number) if number else None


def _around(environ: Mapping[str, str]) -> str:
    """The sequence of a terminal that nothing stands before, "" for one that is not known."""
    # Over ssh only LC_ variables come along, and iTerm2 sets that one.
    for name in ("TERM_PROGRAM", "LC_TERMINAL"):
        program = environ.get(name, "").lower()
        if program:
            # Where a program names itself, the variables below may be those of another one that started it.
            return _BY_PROGRAM.get(program, "")
    for term, number in _BY_TERM:
        if environ.get("TERM", "").startswith(term):
            return number
    for name, number in _BY_VARIABLE:
        if environ.get(name):
            return number
    version = environ.get("VTE_VERSION", "")
    return "777" if re.fullmatch(r"\d{4,6}", version) and int(version) >= _VTE else ""


def _by_name(names: str) -> str:
    """The sequence of a terminal that tmux names: "iTerm2 3.5.1 xterm-256color"."""
    found = names.lower()
    known = {**_BY_PROGRAM, **dict(_BY_TERM)}
    return next((number for name, number in known.items() if name in found), "")


def find_desktop(session: Session) -> None:
    """Find out what the terminal shows; under tmux beside everything else, since it has to be asked."""

    def look() -> None:
        session.desktop = desktop_of(os.environ)

    if os.environ.get("TMUX"):
        threading.Thread(target=look, name="what the terminal shows", daemon=True).start()
    else:
        look()


def show_on_desktop(app: App[int], session: Session, text: str) -> None:
    """Ask the terminal to show a notification; nothing is written where it is not known to show any."""
    desktop, driver = session.desktop, app._driver
    if isinstance(desktop, Desktop) and driver is not None and not app.is_headless and app.is_running:
        driver.write(desktop.sequence(text))


def _ask_tmux(wanted: str) -> str:
    """What tmux says a format means in the pane of this program; "" where there is no tmux to ask."""
    import subprocess

    if wanted == "#{allow-passthrough}":
        command = ["tmux", "show-options", "-Apqv", "allow-passthrough"]
    else:
        command = ["tmux", "display-message", "-p", wanted]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=TMUX_SECONDS, text=True, errors="replace", check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return clean(done.stdout)
