"""Merging two records on a page: which stays, which value where they differ, then the whole proposal to accept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.operations.merge_fields import Differing
from models.operations.merging import merge_choices, propose_merge
from models.operations.proposals import accept
from models.queries.duplicates import contact_pairs
from models.queries.employers import LoneEmployer
from models.queries.pool import PoolRow
from models.rules.facts import Proposal
from screens.base import Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.proposal import ProposalDialog
from screens.state.field_words import field_word

_SHOWN = 34


async def merge_contacts(page: Page[Any], contacts: Sequence[PoolRow], everybody: Sequence[object]) -> None:
    """Make one contact of two: the two that are marked, else the one here and one to be chosen, those most alike
    first. Only inside a worker.
    """
    pool = {row.id: row for row in everybody if isinstance(row, PoolRow)}
    other: str | None = contacts[1].id if len(contacts) == 2 else await _other(page, contacts[0], pool)
    if other is None:
        return
    both = sorted((contacts[0], pool.get(other, contacts[-1])), key=_how_much, reverse=True)
    pair = {one.id: one for one in both}
    choices = [Choice(ident, _called(row), _history(row)) for ident, row in pair.items()]
    keep = await page.ask(
        ChooseDialog("Which of the two stays?", choices, note="The other one becomes part of it.")
    )
    if keep is not None:
        [gone] = [ident for ident in pair if ident != keep]
        await merge_two(page, "contacts", keep, gone)


async def merge_employers(page: Page[Any], employer: str, everybody: Sequence[object]) -> None:
    """Make one employer of two: another one becomes part of this one. Only inside a worker."""
    names: dict[str, str] = {}
    for row in everybody:
        if isinstance(row, PoolRow):
            names[row.contact.employer] = row.contact.employer_name
        elif isinstance(row, LoneEmployer):
            names[row.employer] = row.name
    choices = [
        Choice(ident, name)
        for ident, name in sorted(names.items(), key=lambda one: one[1])
        if ident != employer
    ]
    title = f"Which one is {names.get(employer) or 'this employer'} too?"
    other = await page.ask(
        ChooseDialog(title, choices, note=f"It becomes part of {names.get(employer, '')}.")
    )
    if other is not None:
        await merge_two(page, "employers", employer, other)


async def merge_two(page: Page[Any], kind: str, keep: str, other: str) -> None:
    """Ask which values stay where both differ, show all that would happen, and do it. Only inside a worker."""
    now = page.session.now()
    # Whether they can be one at all is said before anything is asked.
    await page.read(propose_merge, kind, keep, other, now)
    differ = await page.read(merge_choices, kind, keep, other, now)
    wanted = {}
    asked = [one for one in differ if one.keep]
    if asked:
        answer = await page.ask(_fields_form(kind, keep, other, asked))
        if answer is None:
            return
        wanted = answer
    proposal = await page.read(propose_merge, kind, keep, other, now, wanted)
    if await page.ask(ProposalDialog(_in_words(kind, proposal, differ), accept="Merge")):
        await page.act(accept, proposal)


async def _other(page: Page[Any], row: PoolRow, pool: dict[str, PoolRow]) -> str | None:
    like = {one.id: one.why for one in await page.read(contact_pairs, row.id)}
    rest = [ident for ident in pool if ident != row.id and ident not in like]
    choices = [
        Choice(ident, _called(pool[ident]), like.get(ident, "")) for ident in (*like, *rest) if ident in pool
    ]
    return await page.ask(ChooseDialog(f"Who is {row.contact.name} too?", choices, titles=("Contact", "")))


def _how_much(row: PoolRow) -> tuple[int, bool, int]:
    """Whoever has more of a history stays more likely."""
    return row.done + row.booked, row.last is not None, len(row.care.tags) + row.care.open_tasks


def _called(row: PoolRow) -> str:
    return (
        f"{row.contact.name}, {row.contact.employer_name}" if row.contact.employer_name else row.contact.name
    )


def _history(row: PoolRow) -> str:
    return f"{row.id}: {row.done} done, {row.booked} booked, {'tried' if row.last else 'no outreach'}"


def _in_words(kind: str, proposal: Proposal, differ: Sequence[Differing]) -> Proposal:
    """The same with fields called as forms call them: for the screen alone."""
    words = {one.field.replace("_", " "): field_word(kind, one.field) for one in differ}
    return proposal._replace(
        rows=tuple(row._replace(label=words.get(row.label, row.label)) for row in proposal.rows)
    )


def _fields_form(kind: str, keep: str, other: str, differ: Sequence[Differing]) -> FormDialog:
    """For each field in which both differ: which value stays."""
    return FormDialog(
        "Which stays, where they differ?",
        [
            Field(
                one.field,
                field_word(kind, one.field),
                "choice",
                one.choice,
                choices=_values(one),
            )
            for one in differ
        ],
        note=f"First what {keep} says, which stays; then {other}. ‹ › changes.",
        save="Go on",
    )


def _values(one: Differing) -> list[tuple[str, str]]:
    found = [("keep", _short(one.keep) or "(empty)"), ("other", _short(one.other))]
    return [*found, ("both", "both")] if one.both else found


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
