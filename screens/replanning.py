"""Planning again from whatever page a thing falls out on: search aside, one proposal, and who must be told after it."""

from __future__ import annotations

import asyncio
from typing import Any

from models.errors import WblError
from models.operations.proposals import accept
from models.operations.replanning import Fallen, fallen_at, propose_replan
from models.planning.aside import plan_aside
from models.planning.planner import Plan, Progress, Wish
from models.planning.problem import Problem
from models.planning.replanning import Change, Replan, replan
from models.rules.facts import Proposal
from models.rules.span import local_day, local_span
from screens.base import Page
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.form import Field, FormDialog, Values
from screens.dialogs.progress import Steps, shown_while
from screens.dialogs.proposal import ProposalDialog

EXPORT = "F6 makes new calendar files."
KEEP = "Stop and keep the best"
STOPPED = "Stopped: this is the best plan that was found so far."


async def contact_cancels(page: Page[Any], contact: str, name: str) -> None:
    """A contact cancels everything that is ahead, or one day: ask why, and plan their calls again. Only inside a
    worker.
    """
    zone = page.session.zone
    today = local_day(page.session.now(), zone)
    note = (
        "Their calls, all ahead or those of one day, are planned again; as few others as possible are moved. They "
        "are not asked for that time again. Nothing is changed before you say so."
    )
    fields = (
        Field("why", "Why", "text", "", help="for the journal and the list; may be empty"),
        Field("day", "Only on", "date", None, help=f"one day, as {today}; empty: all that is ahead"),
        Field("today", "Also today", "yes_no", False, help="calls may be put on today, half an hour ahead"),
    )

    def past(values: Values) -> dict[str, str]:
        late = values["day"] is not None and values["day"] < today
        return {"day": "That day is past."} if late else {}

    dialog = FormDialog(f"{name} cancels", fields, note=note, save="Plan again", check=past)
    values = await page.ask(dialog)
    if values is not None:
        change, day = Change(today=bool(values["today"])), values["day"]
        if day is None:
            change = change._replace(contacts=frozenset({contact}))
        else:
            change = change._replace(away=((contact, local_span(day, 0, 24 * 60, zone)),))
        await replan_for(page, change, values["why"])


async def replan_for(
    page: Page[Any],
    change: Change,
    why: str = "",
    wish: Wish = Wish(),  # noqa: B008 a named tuple is never changed
) -> bool:
    """Plan again what falls out by the change, show it, and do it; whether it was done. Esc while it is searched
    keeps the best plan so far. Only inside a worker.
    """
    searching = _Searching(wish)
    try:
        fallen = await page.read(fallen_at, change, why, page.session.now())
        proposal = propose_replan(fallen, await searching.found(page, fallen))
    except WblError as error:
        page.session.say_error(error)
        return False
    if not await page.ask(ProposalDialog(proposal, _note(proposal, searching.stopped), accept="Do it")):
        return False
    if await page.act(accept, proposal) is None:
        return False
    lines = [("", note) for note in proposal.notes]
    if lines:
        await page.ask(DetailDialog("Who must be told", [Section("", lines)], note=f"{EXPORT} Esc closes."))
    return True


class _Searching:
    """A search in a process of its own, which ends with the dialog; `stopped` is whether a person cut it short."""

    def __init__(self, wish: Wish) -> None:
        self._wish, self._steps = wish, Steps("Looking for the fewest changes")
        self.stopped = False

    async def found(self, page: Page[Any], fallen: Fallen) -> Replan:
        """The fewest changes, or the fewest that were found until Esc. Raises Refused."""
        work = asyncio.ensure_future(asyncio.to_thread(self._search, fallen))
        return await shown_while(page.app, "Planning again", self._steps, work, stop=KEEP)

    def _search(self, fallen: Fallen) -> Replan:
        return replan(fallen.replanning, self._wish, find=self._aside)

    def _aside(self, problem: Problem, wish: Wish, _progress: object) -> Plan:
        return plan_aside(problem, wish, self._told)

    def _told(self, progress: Progress) -> bool:
        self._steps.done, self._steps.of = progress.steps, progress.of
        self.stopped = self._steps.stopped
        return not self.stopped


def _note(proposal: Proposal, stopped: bool) -> str:
    counts, cut = proposal.counts, [STOPPED] if stopped else []
    told = [
        f"{counts['remove']} called off" if counts["remove"] else "",
        f"{counts['move']} to another time" if counts["move"] else "",
        f"{counts['refuse']} found nothing" if counts["refuse"] else "",
    ]
    counted = ", ".join(filter(None, told))
    return " ".join([*cut, *([f"{counted}."] if counted else []), *proposal.notes])
