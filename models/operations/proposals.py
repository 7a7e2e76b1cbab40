"""Doing what a proposal says: all of it in one transaction, after checking again that every row still holds."""

from __future__ import annotations

from collections.abc import Callable, Collection

from models.errors import BadInput
from models.operations.days import apply_day
from models.operations.import_saving import apply_import
from models.operations.many import apply_many
from models.operations.merging import apply_merge
from models.operations.plan_saving import apply_plan
from models.operations.replan_saving import apply_replan
from models.operations.room_lost import apply_lost_room
from models.operations.rooms import apply_rooms
from models.operations.ticking import apply_ticks
from models.operations.unit import Done, Unit
from models.rules.facts import Proposal, ProposalRow

Apply = Callable[[Unit, Proposal, tuple[ProposalRow, ...]], Done]

APPLY: dict[str, Apply] = {
    "import": apply_import,
    "assign-rooms": apply_rooms,
    "block": apply_lost_room,
    "day": apply_day,
    "many": apply_many,
    "merge": apply_merge,
    "plan": apply_plan,
    "replan": apply_replan,
    "ticks": apply_ticks,
}
"""How each kind of proposal is applied; further kinds register themselves here."""

DOING = frozenset({"add", "change", "move", "remove"})
"""Actions that change something."""


def accept(
    unit: Unit,
    proposal: Proposal,
    *,
    chosen: Collection[int] | None = None,
    skip_bad: bool = False,
    watch: Callable[[int, int], None] | None = None,
) -> Done:
    """Apply a proposal, or only the rows whose places in `proposal.rows` are `chosen`, as one journal entry.

    Raises BadInput for an import with bad rows unless `skip_bad` or rows were chosen one by one, and Refused
    when the store has changed so that a row no longer holds. Nothing to do is no entry: `Done.journal` is 0.
    `watch` is told how much of long work is done, of how much, and may raise Stopped: then nothing is changed.
    """
    unit.watch = watch
    if watch is not None:
        watch(0, len(proposal.rows))
    if proposal.kind == "import" and chosen is None and not skip_bad:
        _require_sound(proposal)
    wanted = tuple(
        row
        for place, row in enumerate(proposal.rows)
        if row.action in DOING and (chosen is None or place in chosen)
    )
    if not wanted and not proposal.said:
        return Done(0, "There was nothing to change.")
    return APPLY[proposal.kind](unit, proposal, wanted)


def _require_sound(proposal: Proposal) -> None:
    bad = [row for row in proposal.rows if row.action == "refuse"]
    if not bad:
        return
    problems = [problem_line(row) for row in bad]
    count = "1 row cannot" if proposal.bad_rows == 1 else f"{proposal.bad_rows} rows cannot"
    raise BadInput(
        f"{count} be used; nothing was imported.",
        "Correct them, or leave them out with --skip-bad.",
        problems=problems,
    )


def problem_line(row: ProposalRow) -> str:
    """Where a refused row stands and why, on one line."""
    if row.source is None:
        return f"{row.label}: {row.reason}"
    file, number, _column = row.source
    where = f"{file}, row {number}" if number else file
    about = "" if row.label == f"row {number}" else f" ({row.label})"
    return f"{where}{about}: {row.reason}"
