"""Commands whose work is first a proposal: import, assign-rooms, and what to do with the calls of a changed day."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.errors import BadInput
from models.exchange.files_in import read_file
from models.exchange.json_out import proposal_json, warning_json
from models.operations.importing import propose_import
from models.operations.proposals import accept
from models.operations.rooms import propose_rooms
from models.rules.facts import Proposal
from models.rules.text import clean
from models.workspace import Workspace
from wbl_tui.commands.common import DONE, REFUSED, USAGE, answer, typed_date, typed_day, workspace
from wbl_tui.output import agreed, interactive, say, say_json, warn

SHOWN = 200
"""Rows of a proposal that are printed; the rest are counted."""


def import_file(options: argparse.Namespace) -> int:
    """Read a file into the store."""
    mapping = _mapping(options.map)
    path = Path(options.file)
    with workspace(options) as opened:
        read = read_file(options.kind, path, mapping=mapping, sheet=options.sheet)
        proposal = opened.read(propose_import, read, opened.now(), file=clean(path.name))
        bad = [row for row in proposal.rows if row.action == "refuse"]
        if bad and not options.skip_bad:
            return _bad_rows(options, proposal)
        for row in bad:
            warn(_row_line(row.source, row.reason))
        return _settle(options, opened, proposal)


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, sign, header = pair.partition("=")
        if not sign or not field.strip() or not header.strip():
            raise BadInput(
                f"--map {clean(pair, 60)!r} is not FIELD=HEADER.", 'For example: --map given="First".'
            )
        mapping[field.strip().casefold()] = header.strip()
    return mapping


def _bad_rows(options: argparse.Namespace, proposal: Proposal) -> int:
    if options.json:
        say_json(proposal_json(proposal, applied=False, journal=None))
    bad = [row for row in proposal.rows if row.action == "refuse"]
    for row in bad:
        warn(_row_line(row.source, row.reason))
    count = len(bad)
    rows = "1 row is" if count == 1 else f"{count} rows are"
    warn(f"{rows} bad; nothing was imported. Mend the file, or take the good rows with --skip-bad.")
    return USAGE


def _row_line(source: tuple[str, int, str] | None, reason: str) -> str:
    if source is None:
        return reason
    file, row, column = source
    if not row:
        # A file without rows, such as TOML: the place is in the reason, or is the file itself.
        return f"{file}: {reason}"
    named = reason if not column or reason.startswith(f"{column}:") else f"{column}: {reason}"
    return f"{file}, row {row}, column {named}" if column else f"{file}, row {row}: {reason}"


def assign_rooms(options: argparse.Namespace) -> int:
    """Find quiet rooms for what has a time and no room."""
    with workspace(options) as opened:
        day = None if options.date is None else typed_day(options.date, opened)
        return _settle(options, opened, opened.read(propose_rooms, opened.now(), day))


def settle_day(options: argparse.Namespace, opened: Workspace, day: str, fields: dict[str, str]) -> int:
    """Close or change a day, with what becomes of its calls."""
    from models.operations.days import propose_day

    proposal = opened.read(propose_day, typed_date(day), fields, opened.now())
    return _settle(options, opened, proposal)


def settle_many(
    options: argparse.Namespace, opened: Workspace, ids: tuple[str, ...], fields: dict[str, str]
) -> int:
    """One change for several records: at once where they are few, else after showing what it does."""
    from models.operations.many import FEW, propose_many, set_many

    if len(ids) <= FEW and not options.dry_run:
        return answer(options, opened, lambda: opened.write(set_many, options.kind, ids, fields))
    return _settle(options, opened, opened.read(propose_many, options.kind, ids, fields, opened.now()))


def _settle(options: argparse.Namespace, opened: Workspace, proposal: Proposal) -> int:
    """Show the proposal; apply it when told to, by option or by an answer on the terminal."""
    if not options.json:
        _print(proposal)
    wanted = not options.dry_run and _wanted(options, proposal)
    if not wanted:
        if options.json:
            say_json(proposal_json(proposal, applied=False, journal=None))
        if options.dry_run or not _does_something(proposal):
            return DONE
        warn("Nothing was changed. Add --yes to do it.")
        return REFUSED
    done = opened.write(accept, proposal, skip_bad=getattr(options, "skip_bad", False))
    if options.json:
        warnings = [warning_json(one) for one in done.warnings]
        say_json({**proposal_json(proposal, applied=True, journal=done.journal), "warnings": warnings})
    else:
        say(done.sentence)
        for one in done.warnings:
            warn(f"Note: {one.text}")
    return DONE


def _does_something(proposal: Proposal) -> bool:
    return any(row.action in ("add", "change", "move", "remove") for row in proposal.rows)


def _wanted(options: argparse.Namespace, proposal: Proposal) -> bool:
    if not _does_something(proposal):
        return False
    if options.yes:
        return True
    return not options.json and interactive() and agreed("Do it?")


def _print(proposal: Proposal) -> None:
    say(proposal.title)
    shown = [row for row in proposal.rows if row.action != "same"]
    for row in shown[:SHOWN]:
        reason = f"  {row.reason}" if row.reason else ""
        say(f"{row.action:7}  {row.entity}  {row.id}  {row.label}{reason}")
    if len(shown) > SHOWN:
        say(f"… and {len(shown) - SHOWN} more; --json shows all.")
    for note in proposal.notes:
        say(note)
    counts = ", ".join(f"{count} {action}" for action, count in proposal.counts.items() if count)
    say(counts or "Nothing to do.")
