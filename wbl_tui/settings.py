"""What a person has settled once: read from one TOML file at the start, never changed while running."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from models.errors import BadInput
from models.rules.text import clean

if TYPE_CHECKING:
    from models.rules.publishing import Publishing

_LIMIT_BYTES = 64 * 1024


class Settings(NamedTuple):
    """`store`: where it is (None: the user's data folder); `actor`: who acts ("": the login name); `bell` and
    `notifications`: whether the board may ring, and notify on the desktop, until somebody says otherwise by key;
    `publish`: the calendars that are published to, None where nothing is settled about that.
    """

    store: Path | None = None
    actor: str = ""
    bell: bool = True
    notifications: bool = True
    publish: Publishing | None = None


_KINDS: dict[str, tuple[type, str]] = {
    "store": (str, 'a path in quotes, like "~/wbl/school.wbl"'),
    "actor": (str, 'a name in quotes, like "Ms Rivera"'),
    "bell": (bool, "true or false"),
    "notifications": (bool, "true or false"),
    "publish": (dict, "a table of its own, under the line [publish]"),
}


def load_settings(file: Path) -> Settings:
    """The settings in the file, or the usual ones where there is none. Raises BadInput with the line.

    A relative `store` is relative to the file's folder; `~` is the home folder.
    """
    text = settings_text(file)
    if not text.strip():
        return Settings()
    found = _parsed(file, text)
    for key, value in found.items():
        _require_known(file, text, key, value)
    store = found.get("store", "").strip()
    return Settings(
        store=file.parent / Path(store).expanduser() if store else None,
        actor=clean(found.get("actor", "")),
        bell=found.get("bell", True),
        notifications=found.get("notifications", True),
        publish=_publish(file, text, found),
    )


def _publish(file: Path, text: str, found: dict[str, Any]) -> Publishing | None:
    if "publish" not in found:
        return None
    from wbl_tui.publish_settings import publishing_of

    try:
        return publishing_of(found["publish"], file.parent)
    except BadInput as wrong:
        # The file's own words say which key it is; its line is that of the table.
        raise _bad(file, _line_of(text, "publish"), wrong.sentence.rstrip("."), wrong.next_step) from None


def settings_text(file: Path) -> str:
    """What the file holds, "" where there is none. Raises BadInput for what is no text, or too long."""
    try:
        raw = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise BadInput(f"The settings {file} cannot be read: {error.strerror}.") from None
    if len(raw) > _LIMIT_BYTES:
        raise BadInput(f"The settings {file} are longer than {_LIMIT_BYTES // 1024} KB.", "Shorten them.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _bad(file, line, "is not UTF-8 text", "Save the file as UTF-8.") from None


def _parsed(file: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column \d+\)$", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        told = re.sub(r" \(at .*\)$", "", str(error))
        raise _bad(
            file, line, f"cannot be understood: {told}", 'Write settings as `key = "value"`.'
        ) from None


def _require_known(file: Path, text: str, key: str, value: Any) -> None:
    line = _line_of(text, key)
    if key not in _KINDS:
        raise _bad(file, line, f"there is no setting {clean(key, 40)!r}", f"There are: {', '.join(_KINDS)}.")
    kind, wanted = _KINDS[key]
    if not isinstance(value, kind) or "\0" in str(value):
        raise _bad(file, line, f"{key} cannot be {clean(repr(value), 40)}", f"Give {wanted}.")


def _line_of(text: str, key: str) -> int:
    return next((n for n, each in enumerate(text.splitlines(), 1) if _names(each, key)), 1)


def _names(line: str, key: str) -> bool:
    return re.match(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""", line) is not None


def _bad(file: Path, line: int, what: str, next_step: str) -> BadInput:
    return BadInput(f"{file}, line {line}: {what}.", next_step)
