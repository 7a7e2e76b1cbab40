"""What is said about workbooks that cannot be read: one sentence each and what to do, whoever finds it out."""

from __future__ import annotations

from models.errors import BadInput
from models.exchange import limits

_AGAIN = "Open it in the program that made it, save it again and import that."
SAVE_AS_CSV = 'Open it there, save the sheet as "CSV UTF-8" and import that.'


def damaged(name: str) -> BadInput:
    """The error for one that is not whole, or is made up."""
    return BadInput(f"{name} is damaged or not whole.", _AGAIN)


def protected(name: str) -> BadInput:
    """The error for one that only a password opens."""
    return BadInput(
        f"{name} is protected by a password.", "Save a copy of it without the password and import that."
    )


def too_slow(name: str) -> BadInput:
    """The error for one that takes longer to read than is waited."""
    most = limits.WORKBOOK_SECONDS
    return BadInput(f"Reading {name} took more than {most} seconds, the most that is waited.", SAVE_AS_CSV)


def too_large(name: str) -> BadInput:
    """The error for one that takes more memory than is given."""
    most = limits.WORKBOOK_BYTES // 1024**2
    return BadInput(
        f"Reading {name} takes more than {most} MB of memory, the most that is given.", SAVE_AS_CSV
    )
