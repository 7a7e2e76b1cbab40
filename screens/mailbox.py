"""The school's mailbox, in whose name invites and notes are written: asked for where nobody has given it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import BadInput
from models.exchange.mail_address import mail_address
from models.operations.campaigns import change_campaign
from models.queries import reading
from models.rules.facts import Campaign
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog

if TYPE_CHECKING:
    from screens.base import Page

_NOTE = (
    "Invites and mails to interviewees are written in its name, and their answers go there: a mailbox that the school "
    "reads."
)


async def school_mailbox(page: Page[Any]) -> str:
    """The campaign's mailbox as it is now, and kept when it was given just now; "" where nobody gives one.

    Only inside a worker. Raises WblError.
    """
    campaign = await campaign_now(page)
    if campaign.organizer:
        return campaign.organizer
    line = Field(
        "organizer", "School mailbox", required=True, check=_complaint, help="office@school.example.org"
    )
    values = await page.ask(FormDialog("In whose name?", (line,), note=_NOTE))
    if values is None:
        return ""
    mailbox = mail_address(values["organizer"], "the school")
    await page.session.write(change_campaign, campaign.id, organizer=mailbox)
    return mailbox


async def campaign_now(page: Page[Any]) -> Campaign:
    """The campaign as it is by now: its mailbox and the school's name stand in what people are told."""
    kept = page.session.campaign
    return next((one for one in await page.read(reading.campaigns) if one.id == kept.id), kept)


def _complaint(address: str) -> str:
    try:
        mail_address(address, "the school")
    except BadInput as wrong:
        return wrong.next_step
    return ""
