"""Rooms for everything of a day that lacks one, as a proposal: nothing happens unless it is accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.operations.proposals import accept
from models.operations.rooms import propose_rooms
from models.rules.naming import day_text
from screens.base import Page
from screens.dialogs.proposal import ProposalDialog


async def propose_all_rooms(page: Page[Any], day: date) -> None:
    """Propose, and do what was accepted. Only inside a worker."""
    proposal = await page.read(propose_rooms, page.session.now(), day)
    if not proposal.rows:
        page.say(f"No interview ahead on {day_text(day)} lacks a room.", "")
        return
    if await page.ask(ProposalDialog(proposal, " ".join(proposal.notes), accept="Give these rooms")):
        await page.act(accept, proposal)
