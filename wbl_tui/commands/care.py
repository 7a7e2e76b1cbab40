"""Commands that care for the store: backup, restore, doctor."""

from __future__ import annotations

import argparse
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import BadInput, StoreError
from wbl_tui.bootstrap import acting, store_path, terminal_label
from wbl_tui.commands.common import DONE, REFUSED, typed_moment, workspace
from wbl_tui.output import agreed, interactive, say, say_json, this_terminal, warn
from wbl_tui.parser import VERSION

if TYPE_CHECKING:
    from models.operations.doctor import Check


def backup(options: argparse.Namespace) -> int:
    """Write a backup that was opened and counted."""
    from models.exchange.safe_files import require_visible_name
    from models.operations import care

    if options.file:
        require_visible_name(Path(options.file))
    with workspace(options) as opened:
        target = Path(options.file) if options.file else care.default_backup_path(opened.path, opened.now())
        made = opened.with_store(care.backup, target)
    if options.json:
        say_json({"file": str(made.file), "rows": _counts(made.rows), "journal_head": made.head})
        return DONE
    counts = ", ".join(_counted(made.rows[name], *words) for name, words in _SAID.items())
    say(f"Wrote {made.file}: {counts}.")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Replace the store by a backup; the present content is backed up first."""
    from models.operations.restore import require_backup, restore_at

    path, file = store_path(options.store), Path(options.file)
    require_backup(file)
    if not options.yes and not (not options.json and interactive() and agreed(f"Replace {path} by {file}?")):
        warn("Nothing was changed. Add --yes to replace the store by the backup.")
        return REFUSED
    acts = acting(options.actor)
    done = restore_at(path, file, actor=acts, terminal=terminal_label(), now=_moment(options))
    counts = {"rows": _counts(done.rows), "kept": str(done.kept) if done.kept else None}
    if options.json:
        say_json({"done": True, "journal": str(done.journal), "sentence": done.sentence, **counts})
        return DONE
    say(done.sentence)
    if done.kept:
        say(f"What was there before is kept in {done.kept}.")
    if done.aside:
        say(f"The damaged store was moved to {done.aside}.")
    for note in done.notes:
        say(note)
    return DONE


def doctor(options: argparse.Namespace) -> int:
    """Look whether the store and its surroundings are well; exit code 1 where something fails."""
    from importlib.metadata import version

    from models.operations.doctor import doctor as examine

    found = [*examine(store_path(options.store), terminal=this_terminal()), *_publishing()]
    well = all(check.level != "fail" for check in found)
    if options.json:
        names = ("textual", "peewee", "rich", "icalendar")
        versions = {"wbl-tui": VERSION, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
        versions |= {name: version(name) for name in names}
        findings = [{"id": c.id, "level": c.level, "text": c.text, "fix": c.fix} for c in found]
        say_json({"ok": well, "findings": findings, "versions": versions})
        return DONE if well else REFUSED
    for check in found:
        say(f"{check.level:4}  {check.id:12}  {check.text}" + (f" {check.fix}" if check.fix else ""))
    say("All is well." if well else "Something needs mending.")
    return DONE if well else REFUSED


def _publishing() -> list[Check]:
    """Whether what is settled about publishing can work; nothing is asked of the server."""
    from models.exchange.password import settled_password
    from models.operations.doctor import Check
    from models.operations.publishing import require_settled
    from wbl_tui.paths import settings_file
    from wbl_tui.settings import load_settings

    try:
        settings = load_settings(settings_file()).publish
        if settings is None:
            return []
        require_settled(settings)
        ready = not settings.user or settled_password(settings.password_file) is not None
    except BadInput as wrong:
        return [Check("publish", "warn", wrong.sentence, wrong.next_step)]
    count = len(settings.targets)
    told = (
        f"{count} calendar{' is' if count == 1 else 's are'} settled to publish to, with {settings.details}"
    )
    return [Check("publish", "ok", f"{told}{'' if ready else '; the password is asked for'}.")]


def _moment(options: argparse.Namespace) -> datetime | None:
    """The moment of `--now`, local in the store's zone; in UTC where no store can tell its zone."""
    if options.now is None:
        return None
    moment = typed_moment(options.now, "--now")
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    try:
        with workspace(options) as opened:
            return opened.now()
    except StoreError:
        return moment.replace(tzinfo=UTC)


def _counts(rows: dict[str, int]) -> dict[str, int]:
    """How many rows of each kind, under the words that `list` uses where it lists them."""
    return {_LISTED.get(table, table): count for table, count in rows.items()}


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


_LISTED = {
    "absence": "absences",
    "campaign": "campaigns",
    "claim": "claims",
    "contact": "contacts",
    "employer": "employers",
    "interview": "interviews",
    "invite": "invites",
    "room": "rooms",
    "room_block": "blocks",
    "school_class": "classes",
    "special_day": "days",
    "student": "students",
}
"""Tables whose name is not yet the word of `list`."""

_SAID = {
    "student": ("student", "students"),
    "contact": ("contact", "contacts"),
    "interview": ("interview", "interviews"),
    "journal": ("journal entry", "journal entries"),
}
