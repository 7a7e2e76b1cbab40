"""What has just become so is said on the board, told on the desktop, and rung for, as far as that is switched on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from screens.state.signals import Signal, notice_text

if TYPE_CHECKING:
    from screens.session import Session

VIEW = "signals"
"""Under this name the choice is kept beside what lists show; it wins over the settings."""
BELL, NOTIFICATIONS = "bell", "notifications"


def recall_signals(session: Session) -> None:
    """Bell and notifications as this person left them the last time."""
    for word in session.view_of(VIEW):
        name, _blank, state = word.partition(" ")
        if name in (BELL, NOTIFICATIONS) and state in ("on", "off"):
            setattr(session, name, state == "on")


def call_out(session: Session, signals: Sequence[Signal]) -> bool:
    """Say what has just become so, and tell it on the desktop; whether the bell is to ring."""
    if not signals:
        return False
    session.say("; ".join(dict.fromkeys(each.line for each in signals)), "news")
    if session.notifications:
        session.on_notice(notice_text(list(signals), rehearsal=session.rehearsal))
    return session.bell


def off_words(session: Session) -> str:
    """What is switched off, in two words for the board; "" where nothing is."""
    if session.bell:
        return "" if session.notifications else "notices off"
    return "bell off" if session.notifications else "signals off"
