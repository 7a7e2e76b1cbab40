"""Planning from its page: choose how, search aside, accept what still holds."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from models.errors import Refused
from models.operations.plan_checking import no_longer
from models.operations.planning import kept_in
from models.operations.proposals import accept
from models.planning.aside import Search
from models.planning.greedy import unheld
from models.planning.planner import Plan, Wish
from models.planning.score import USUAL, Price, Weights
from models.queries.planning import Planning
from screens.base import Page
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.proposal import ProposalDialog
from screens.state.plan_view import Draft, rest_of

SECONDS = 10
"""How long is searched unless a person says otherwise; what is proven ends sooner."""
LONGEST = 3600


class How(NamedTuple):
    """How a person wants it planned; `weights` None means the goals in their order."""

    weights: Weights | None = None
    seconds: int = SECONDS
    seed: int = 1


class Asked(NamedTuple):
    """A search that is to begin: the question and how."""

    planning: Planning
    how: How


NO_PLACE = "What is booked and offered by now leaves no place for it."


async def pins_tried(page: Page[Any], planning: Planning, draft: Draft) -> Draft:
    """The plan, knowing which of its pins cannot stay any more as the store is now, and why. Only inside a worker."""
    pinned = {
        place: kept_in(planning, (draft.meetings[place],)) for place in draft.pins & draft.meetings.keys()
    }
    if not pinned:
        return draft
    known = await page.read(no_longer, draft.proposal, pinned.keys(), page.session.now())
    slots = tuple(slot for place, found in sorted(pinned.items()) if place not in known for slot in found)
    lost = await asyncio.to_thread(unheld, planning.problem, slots)
    gone = {place: NO_PLACE for place, found in pinned.items() if not found or lost.intersection(found)}
    others = {place: why for place, why in draft.gone.items() if place not in pinned}
    return draft.with_gone({**others, **gone, **known})


async def ask_how(page: Page[Any], planning: Planning, before: How, draft: Draft | None) -> Asked | None:
    """What is to be planned, and how; None where there is nothing, or the person closed it. Only inside a worker."""
    why = nothing_to_plan(planning)
    if why:
        page.say(why, "warning")
        return None
    fields = [
        Field(
            "by",
            "Plan by",
            "choice",
            "weights" if before.weights else "order",
            required=True,
            choices=(("order", "goals in their order"), ("weights", "weights that I set")),
        ),
        Field("seconds", "Seconds at most", "integer", before.seconds, required=True, low=1, high=LONGEST),
    ]
    if draft is not None:
        fields.append(
            Field(
                "again",
                "Search otherwise",
                "yes_no",
                draft.plan.bound.proven is False,
                help="yes: a search that goes other ways than the last one",
            )
        )
    values = await page.ask(FormDialog("Plan", fields, note=_note(planning, draft), save="Search"))
    if values is None:
        return None
    weights = None
    if values["by"] == "weights":
        weights = await ask_weights(page, before.weights or USUAL)
        if weights is None:
            return None
    seed = before.seed + bool(values.get("again"))
    kept = kept_in(planning, draft.pinned_meetings if draft is not None else ())
    problem = planning.problem._replace(kept=kept)
    return Asked(planning._replace(problem=problem), How(weights, values["seconds"], seed))


def nothing_to_plan(planning: Planning) -> str:
    """Why there is nothing to search for, and what to do first; "" where there is something."""
    problem = planning.problem
    if not problem.pupils:
        return "There are no students yet. Press 1, then n to add one or Ctrl+O to bring in a roster."
    if not problem.wanted:
        return "Nobody owes an interview that is not booked."
    if not problem.hosts:
        return "There is no contact to be asked. Press 2, then n to add one or Ctrl+O to bring in a file."
    if not problem.days:
        return "No school day of the window is left to plan on."
    return ""


def _note(planning: Planning, draft: Draft | None) -> str:
    problem = planning.problem
    owing = _count(sum(pupil.owes > 0 for pupil in problem.pupils), "student")
    pinned = len(draft.pinned_meetings) if draft is not None else 0
    stays = _pinned_text(pinned) if pinned else ""
    if draft is not None and draft.lost_pins:
        stays += f" {draft.lost_pins} pinned cannot stay any more (✗ says why)."
    if draft is not None and draft.marks:
        stays += " Marks are only for accepting: what is to stay wants a pin (*)."
    return (
        f"{_count(problem.wanted, 'interview')} still owed, by {owing}; {_count(len(problem.hosts), 'contact')}, "
        f"{_count(len(problem.rooms), 'quiet room')}, {_count(len(problem.days), 'school day')}. What is booked "
        f"stays.{stays} Order of the goals: first interviews, as many as are owed, interests, classes missed, "
        "contacts evenly, few days for each."
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _pinned_text(count: int) -> str:
    return (
        " The one that is pinned stays as it is." if count == 1 else f" The {count} pinned stay as they are."
    )


_WEIGHTS = (
    ("firsts", "First interview", "Points for a student's first interview, besides those for any."),
    ("placed", "Each interview", "Points for any interview."),
    ("rank1", "First choice", "Points for an interview in the first interest."),
    ("rank2", "Second choice", ""),
    ("rank3", "Third choice", ""),
    ("core", "Core missed", "Points that a missed core class costs."),
    ("core_minute", "… each minute", ""),
    ("elective", "Elective missed", ""),
    ("elective_minute", "… each minute", ""),
    ("lunch", "Lunch missed", ""),
    ("lunch_minute", "… each minute", ""),
    (
        "evenness",
        "Contact again",
        "Each further interview of a contact costs so much more than the last.",
    ),
    ("contact_day", "A contact's day", "Points that each day on which a contact has calls costs."),
)


async def ask_weights(page: Page[Any], before: Weights) -> Weights | None:
    """Weights as a person sets them; None when they closed the form."""
    numbers = _numbers(before)
    fields = [
        Field(name, label, "integer", numbers[name], required=True, low=0, high=999_999_999, help=words)
        for name, label, words in _WEIGHTS
    ]
    note = "Interviews and choices gain points; missed classes and contacts' days cost them."
    values = await page.ask(FormDialog("Weights", fields, note=note, save="Search"))
    return None if values is None else _weights(values)


def _numbers(weights: Weights) -> dict[str, int]:
    found = {"firsts": weights.firsts, "placed": weights.placed}
    found |= {f"rank{rank}": points for rank, points in enumerate(weights.ranks, 1)}
    for kind, price in weights.prices.items():
        found |= {kind: price.each, f"{kind}_minute": price.minute}
    return found | {"evenness": weights.evenness, "contact_day": weights.contact_day}


def _weights(values: dict[str, Any]) -> Weights:
    return Weights(
        firsts=values["firsts"],
        placed=values["placed"],
        ranks=(values["rank1"], values["rank2"], values["rank3"]),
        core=Price(values["core"], values["core_minute"]),
        elective=Price(values["elective"], values["elective_minute"]),
        lunch=Price(values["lunch"], values["lunch_minute"]),
        evenness=values["evenness"],
        contact_day=values["contact_day"],
    )


async def begin(asked: Asked) -> Search:
    """Start the search in a process of its own. Raises Refused where none can be started."""
    how = asked.how
    wish = Wish(how.weights, how.seed, None, float(how.seconds))
    return await asyncio.to_thread(Search, asked.planning.problem, wish)


async def found_by(search: Search) -> Plan:
    """What the search found, once it is over; it is closed then, however it ends. Raises Refused without a plan."""
    try:
        plan = await asyncio.to_thread(search.result)
    finally:
        search.close()
    if plan is None:
        raise Refused("The search ended without a plan.", "Press p to plan again.")
    return plan


def _all_of(draft: Draft) -> ConfirmDialog:
    """Whether everything is meant, where nothing is marked."""
    count = len(draft.meetings)
    rest = "the rest of the plan" if draft.taken else "all of the plan"
    many = "1 interview" if count == 1 else f"{count} interviews"
    note = "Space marks some, to book only those. u takes all of it back."
    return ConfirmDialog(f"Book {rest}: {many}?", note, yes="Book", no="Not yet")


async def take(page: Page[Any], draft: Draft) -> Draft | None:
    """Book what was chosen, or what of it still holds; what is left then, None where nothing was booked.

    Without marks it is asked first whether all is meant. Only inside a worker.
    """
    chosen = draft.chosen
    gone = await page.read(no_longer, draft.proposal, chosen, page.session.now())
    good = tuple(place for place in chosen if place not in gone)
    if gone:
        hold = "holds" if len(gone) == 1 else "hold"
        note = f"The store has changed: {len(gone)} of {len(chosen)} no longer {hold}."
        note += " The others can still be booked." if good else " Press p to plan again."
        rest = rest_of(draft, chosen, gone)
        if not await page.ask(ProposalDialog(rest, note, accept=f"Book the other {len(good)}")):
            return draft.with_gone(gone)
    elif not draft.marks and not await page.ask(_all_of(draft)):
        return draft
    if not good or await page.act(accept, draft.proposal, chosen=good) is None:
        return draft.with_gone(gone)
    return draft.without(good).with_gone(gone)
