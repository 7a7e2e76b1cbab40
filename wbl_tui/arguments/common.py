"""What the arguments of several commands have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from models.rules.text import clean

KINDS = ("students", "contacts", "rooms", "bells", "classes", "staff", "availability")
CARE = ("tasks", "tags", "referrals", "debriefs", "checkins", "places", "reservations")
RECORDS = (
    "students", "contacts", "employers", "rooms", "staff", "classes", "outreach", "claims", "blocks", "duty",
    "days", *CARE, "questions", "preparation", "told", "call_notes",
)  # fmt: skip
LISTS = (
    "students", "contacts", "employers", "rooms", "interviews", "absences", "staff", "classes", "availability",
    "bells", "outreach", "claims", "blocks", "duty", "days", "campaigns", *CARE, "duplicates", "interests",
    "attendance", "told", "questions", "preparation", "call_notes",
)  # fmt: skip
STATES = (
    "requested", "scheduled", "confirmed", "checked_in", "in_progress", "completed", "declined", "cancelled",
    "student_absent", "interviewee_absent",
)  # fmt: skip
FORMATS = ("phone", "video", "on_site", "group_video", "recorded")

Add = Callable[..., argparse.ArgumentParser]


def proposal(command: argparse.ArgumentParser) -> None:
    """What a command has that shows a proposal first."""
    command.add_argument("--dry-run", action="store_true", help="show what would happen; change nothing")
    command.add_argument("--yes", action="store_true", help="do it without asking")


def details(command: argparse.ArgumentParser) -> None:
    """What booking and moving share."""
    command.add_argument("--minutes", type=count, metavar="N")
    command.add_argument("--format", metavar="F", help=", ".join(FORMATS))
    command.add_argument("--place", metavar="PLACE", help="room, home, workplace")
    command.add_argument("--room", metavar="ID")
    command.add_argument("--number", metavar="PHONE", help="the number to call, if not the contact's")
    command.add_argument("--link", metavar="URL", help="the meeting's link")


def whole(text: str) -> int:
    """A whole number, 0 or more."""
    return 0 if text.strip() == "0" else count(text)


def seed(text: str) -> int:
    """Any whole number, less than nothing too. Raises ArgumentTypeError."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{clean(text, 40)!r} is not a whole number") from None


def count(text: str) -> int:
    """A whole number of at least 1. Raises ArgumentTypeError."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= 1_000_000_000:
        raise argparse.ArgumentTypeError(f"{clean(text, 40)!r} is not a whole number of at least 1")
    return number
