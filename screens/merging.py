"""Merging two records on a page: which stays, which value where they differ, then the whole proposal to accept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from models.operations.already import alike_students
from models.operations.merge_fields import Differing
from models.operations.merging import merge_choices, propose_merge
from models.operations.proposals import accept
from models.queries.duplicates import contact_pairs, duplicates
from models.queries.employers import LoneEmployer
from models.queries.pool import PoolRow
from models.queries.roster import RosterRow
from models.rules.duplicates import Alike, Known
from models.rules.facts import Proposal
from screens.base import Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.proposal import ProposalDialog
from screens.state.field_words import field_word

_SHOWN = 34


class Twin(NamedTuple):
    """A record that may be the same as another one: what people call it, what it has been through, and how much."""

    id: str
    called: str
    history: str = ""
    weight: tuple[int, ...] = ()


async def merge_contacts(page: Page[Any], contacts: Sequence[PoolRow], everybody: Sequence[object]) -> None:
    """Make one contact of two: the two that are marked, else the one here and one to be chosen, those most alike
    first. Only inside a worker.
    """
    twins = [contact_twin(row) for row in everybody if isinstance(row, PoolRow)]
    await _merge_chosen(page, "contacts", [row.id for row in contacts], twins, contact_pairs)


async def merge_students(
    page: Page[Any], students: Sequence[RosterRow], everybody: Sequence[RosterRow]
) -> None:
    """Make one student of two, as with contacts. Only inside a worker."""
    twins = [student_twin(row) for row in everybody]
    await _merge_chosen(page, "students", [row.id for row in students], twins, alike_students)


async def _merge_chosen(
    page: Page[Any],
    kind: str,
    chosen: Sequence[str],
    twins: Sequence[Twin],
    alike: Callable[..., list[Alike]],
) -> None:
    named = {one.id: one for one in twins}
    other: str | None = chosen[1] if len(chosen) == 2 else await _other(page, kind, chosen[0], named, alike)
    if other is not None and chosen[0] in named and other in named:
        await _merge_pair(page, kind, named[chosen[0]], named[other])


async def merge_found(page: Page[Any], kind: str, everybody: Sequence[Twin]) -> None:
    """All who may be here twice, the likeliest first; a pair that is chosen becomes one. Only inside a worker."""
    pairs = (await page.read(duplicates))[kind]
    if not pairs:
        page.say(f"No two {kind} look like one.", "")
        return
    named = {one.id: one for one in everybody}
    choices = [
        Choice(str(at), pair.one.name, f"{pair.other.name}: {pair.why}") for at, pair in enumerate(pairs)
    ]
    title = f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} of {kind} may be one"
    answer = await page.ask(ChooseDialog(title, choices, titles=("One", "The other, and why")))
    if answer is not None:
        one, other = (
            named.get(known.id) or Twin(known.id, _called_of(known)) for known in pairs[int(answer)][:2]
        )
        await _merge_pair(page, kind, one, other)


async def _merge_pair(page: Page[Any], kind: str, one: Twin, other: Twin) -> None:
    """Ask which of the two stays, and go on."""
    # Whether they can be one at all is said before anything is asked.
    await page.read(propose_merge, kind, one.id, other.id, page.session.now())
    both = sorted((one, other), key=lambda twin: twin.weight, reverse=True)
    choices = [Choice(twin.id, twin.called, twin.history or twin.id) for twin in both]
    keep = await page.ask(
        ChooseDialog("Which of the two stays?", choices, note="The other one becomes part of it.")
    )
    if keep is not None:
        await merge_two(page, kind, keep, other.id if keep == one.id else one.id)


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


async def _other(
    page: Page[Any], kind: str, ident: str, named: dict[str, Twin], alike: Callable[..., list[Alike]]
) -> str | None:
    if ident not in named:
        return None
    like = {one.id: one.why for one in await page.read(alike, ident)}
    rest = [other for other in named if other != ident and other not in like]
    choices = [
        Choice(other, named[other].called, like.get(other, "")) for other in (*like, *rest) if other in named
    ]
    title = f"Who is {named[ident].called.partition(',')[0]} too?"
    return await page.ask(ChooseDialog(title, choices, titles=(kind.removesuffix("s").capitalize(), "")))


def contact_twin(row: PoolRow) -> Twin:
    """Whoever has more of a history stays more likely."""
    at = f", {row.contact.employer_name}" if row.contact.employer_name else ""
    history = f"{row.id}: {row.done} done, {row.booked} booked, {'tried' if row.last else 'no outreach'}"
    weight = row.done + row.booked, int(row.last is not None), len(row.care.tags) + row.care.open_tasks
    return Twin(row.id, f"{row.contact.name}{at}", history, weight)


def student_twin(row: RosterRow) -> Twin:
    """As for contacts."""
    grade = f", grade {row.grade}" if row.grade else ""
    history = f"{row.id}: {row.counts.done} done, {row.counts.booked} booked"
    weight = row.counts.done, row.counts.booked, len(row.interests), int(bool(row.email))
    return Twin(row.id, f"{row.label}{grade}", history, weight)


def _called_of(known: Known) -> str:
    return f"{known.name}, {known.employer}" if known.employer else known.name


def _in_words(kind: str, proposal: Proposal, differ: Sequence[Differing]) -> Proposal:
    """The same with fields called as forms call them: for the screen alone."""
    words = {one.field.replace("_", " "): field_word(kind, one.field) for one in differ}
    return proposal._replace(
        rows=tuple(row._replace(label=words.get(row.label, row.label)) for row in proposal.rows)
    )


def _fields_form(kind: str, keep: str, other: str, differ: Sequence[Differing]) -> FormDialog:
    """For each field in which both differ: which value stays."""
    long = next((f" Of the {one.field}, {one.why}." for one in differ if one.why), "")
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
        note=f"First what {keep} says, which stays; then {other}. ‹ › changes.{long}",
        save="Go on",
    )


def _values(one: Differing) -> list[tuple[str, str]]:
    found = [("keep", _short(one.keep) or "(empty)"), ("other", _short(one.other))]
    return [*found, ("both", "both")] if one.both else found


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
