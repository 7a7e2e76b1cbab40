"""Commands whose work is first a proposal: rooms, what to do with the calls of a changed day, one change for many."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from types import MappingProxyType

from models.exchange.json_out import proposal_json, warning_json
from models.operations.import_answers import SHEET_OF
from models.operations.proposals import accept
from models.operations.rooms import propose_rooms
from models.operations.unit import Done
from models.rules.facts import Proposal, ProposalRow
from models.workspace import Workspace
from wbl_tui.commands.common import DONE, REFUSED, answer, typed_day, workspace
from wbl_tui.output import agreed, interactive, say, say_json, warn
from wbl_tui.waiting import Waiting

KEPT = "kept what was set here"
"""In the reason of a row whose file says otherwise than a person did."""
SHOWN, REFUSALS_SHOWN = 200, 150
"""Rows of a proposal that are printed, and how many of them at most are refusals; the rest are counted."""


def assign_rooms(options: argparse.Namespace) -> int:
    """Find quiet rooms for what has a time and no room."""
    with workspace(options) as opened:
        day = None if options.date is None else typed_day(options.date, opened)
        return settle(options, opened, opened.read(propose_rooms, opened.now(), day))


def settle_day(options: argparse.Namespace, opened: Workspace, day: str, fields: dict[str, str]) -> int:
    """Close or change a day, with what becomes of its calls."""
    from wbl_tui.commands.bells import day_proposal

    return settle(options, opened, day_proposal(opened, day, fields))


def settle_many(
    options: argparse.Namespace, opened: Workspace, ids: tuple[str, ...], fields: dict[str, str]
) -> int:
    """One change for several records: at once where they are few, else after showing what it does."""
    from models.operations.many import FEW, propose_many, set_many

    if len(ids) <= FEW and not options.dry_run:
        return answer(options, opened, lambda: opened.write(set_many, options.kind, ids, fields))
    return settle(options, opened, opened.read(propose_many, options.kind, ids, fields, opened.now()))


def settle(
    options: argparse.Namespace,
    opened: Workspace,
    proposal: Proposal,
    waiting: Waiting | None = None,
    more: Mapping[str, object] = MappingProxyType({}),
) -> int:
    """Show the proposal; apply it when told to, by option or by an answer on the terminal.

    `more` is what its JSON holds besides.
    """
    if not options.json:
        show_proposal(proposal, getattr(options, "kind", ""))
    wanted = not options.dry_run and is_wanted(options, proposal)
    if not wanted:
        if options.json:
            say_json({**proposal_json(proposal, applied=False, journal=None), **more})
        if options.dry_run or not does_something(proposal):
            return DONE
        warn("Nothing was changed. Add --yes to do it.")
        return REFUSED
    done = _saved(options, opened, proposal, waiting)
    if options.json:
        warnings = [warning_json(one) for one in done.warnings]
        told = proposal_json(proposal, applied=True, journal=done.journal)
        say_json({**told, **more, "warnings": warnings})
    else:
        say(done.sentence)
        for text in dict.fromkeys(one.text for one in done.warnings):
            warn(f"Note: {text}")
    return DONE


def _saved(
    options: argparse.Namespace, opened: Workspace, proposal: Proposal, waiting: Waiting | None
) -> Done:
    skip_bad = getattr(options, "skip_bad", False)
    if waiting is None:
        return opened.write(accept, proposal, skip_bad=skip_bad)
    with waiting.step("Saving"):
        return opened.write(accept, proposal, skip_bad=skip_bad, watch=waiting.watch)


def does_something(proposal: Proposal) -> bool:
    """Whether accepting it would change anything."""
    return proposal.said or any(row.action in ("add", "change", "move", "remove") for row in proposal.rows)


def is_wanted(options: argparse.Namespace, proposal: Proposal) -> bool:
    """Whether a proposal that does something is to be carried out, by option or by an answer on the terminal."""
    if not does_something(proposal):
        return False
    if options.yes:
        return True
    return not options.json and interactive() and agreed("Do it?")


def show_proposal(proposal: Proposal, kind: str = "") -> None:
    """Print what it would do, row by row, and the counts."""
    say(proposal.title)
    shown = [row for row in proposal.rows if row.action != "same" or KEPT in row.reason]
    printed = _printed(shown)
    for row in printed:
        reason = "; ".join(filter(None, (row.otherwise, row.reason)))
        say(f"{row.action:7}  {row.entity}  {row.id}  {row.label}{reason and '  ' + reason}")
    if len(shown) > len(printed):
        say(f"… and {len(shown) - len(printed)} more; --json shows all.")
    for row in proposal.rows:
        if row.likely:
            say(_question(row, kind))
    for note in proposal.notes:
        say(note)
    counts = ", ".join(f"{count} {action}" for action, count in proposal.counts.items() if count)
    say(counts or "Nothing to do.")


def _printed(rows: list[ProposalRow]) -> list[ProposalRow]:
    """As many as are printed, in their order; what is refused gives way last, since that is what somebody must see to."""
    if len(rows) <= SHOWN:
        return rows
    refused = [place for place, row in enumerate(rows) if row.action == "refuse"][:REFUSALS_SHOWN]
    others = [place for place, row in enumerate(rows) if row.action != "refuse"][: SHOWN - len(refused)]
    return [rows[place] for place in sorted(refused + others)]


def _question(row: ProposalRow, kind: str) -> str:
    """Who a row may be, and what to type about it."""
    file, number, _ = row.source or ("", 0, "")
    sheet = file.partition(SHEET_OF)[2]
    told = f"{sheet}:{number}" if sheet else f"{number}"
    place = told if kind.startswith(row.entity) else f"{row.entity}:{number}"
    where, typed = f"Row {number} of {sheet}" if sheet else f"Row {place}", _quoted(place)
    who = " or ".join(f"{label} ({ident})" for ident, label, _ in row.likely)
    new = f", or --new {typed}" if row.action == "skip" else ""
    same = _quoted(f"{place}={row.likely[0][0]}")
    return f"{where} {row.label} may be {who}: --same {same}{new}."


def _quoted(text: str) -> str:
    """As it is typed in a shell."""
    return f'"{text}"' if " " in text else text
