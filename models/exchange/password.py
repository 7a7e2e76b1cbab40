"""The password of the school's calendar: from the environment or a private file, never from the store or the settings."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from models.errors import BadInput
from models.exchange.web import Secret
from models.rules.text import clean

VARIABLE = "WBL_TUI_CALENDAR_PASSWORD"
"""The environment variable that may hold it."""
_MOST = 1_000


def settled_password(file: str, environ: Mapping[str, str] = os.environ) -> Secret | None:
    """The password from the environment, else from the file; None where neither is there and it has to be asked for.

    Raises BadInput for a file that is not there, may be read by others, or holds no password.
    """
    if environ.get(VARIABLE):
        return usable(environ[VARIABLE], f"The variable {VARIABLE}")
    return _from(Path(file).expanduser()) if file else None


def usable(text: str, what: str = "The password") -> Secret:
    """The text as a password. Raises BadInput, without saying it, for what cannot be one."""
    if not text or len(text) > _MOST or not text.isprintable():
        raise BadInput(f"{what} holds no password.", "It is one line of ordinary characters.")
    return Secret(text)


def _from(path: Path) -> Secret:
    shown = clean(str(path), 300)
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise BadInput(f"The password file {shown} is no plain file.", "Put the password into one.")
            # Windows keeps who may read a file elsewhere, and home folders private.
            if os.name == "posix" and found.st_mode & 0o077:
                raise BadInput(
                    f"The password file {shown} can be read by others.", f"Make it private: chmod 600 {shown}"
                )
            raw = file.read(_MOST * 4)
    except (OSError, ValueError) as error:
        why = clean(getattr(error, "strerror", None) or "no such place")
        raise BadInput(
            f"The password file {shown} cannot be read: {why}.", "Check `password_file`."
        ) from None
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BadInput(f"The password file {shown} is not UTF-8 text.", "Save it as UTF-8.") from None
    return usable(lines[0] if lines else "", f"The password file {shown}")
