"""The outbox: whose calendar is wrong since something was moved or called off, and who was never invited."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from models.errors import Refused
from models.exchange.safe_files import private_folder
from models.operations.invite_files import Written, take_away, write_files
from models.operations.invites import Outgoing, Plan, Told, last_told, plan_invites, record_invites
from models.rules.naming import clock_text, day_text
from screens.dialogs.choose import Choice, ChooseManyDialog
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog
from screens.paths import typed_path, usual_path

if TYPE_CHECKING:
    from screens.base import Page

_KINDS = (("eml", "mail drafts"), ("ics", "calendar files"))
_NOTE = "Nothing is sent by itself: you send what is made."


class Box(NamedTuple):
    """What could be made now, and what each recipient was told last."""

    plan: Plan
    told: Mapping[str, Mapping[str, Told]]

    def before(self, one: Outgoing) -> Told | None:
        """What the recipient was told last about the interview."""
        return self.told.get(one.interview, {}).get(one.invite.mailbox)


async def show_outbox(page: Page[Any]) -> None:
    """Show it, make what is marked, note that it was made. Only inside a worker. Raises WblError."""
    box = await _read(page)
    if not box.plan.outgoing:
        page.say("Every calendar is right: no invite is to be made.")
        return
    rows = {str(number): one for number, one in enumerate(_wrong_first(box))}
    wrong = [key for key, one in rows.items() if box.before(one) is not None]
    marked = await page.ask(
        ChooseManyDialog(
            f"Outbox: wrong calendars {len(wrong)}, never invited {len(rows) - len(wrong)}",
            [_choice(key, one, box.before(one), page) for key, one in rows.items()],
            value=wrong,
            titles=("For whom", "What changed"),
            note=_NOTE,
        )
    )
    if not marked:
        return
    where = await page.ask(_form(len(marked), page))
    if where is not None:
        await _make(page, [rows[key] for key in marked], where["kind"], typed_path(where["path"]))


async def _read(page: Page[Any]) -> Box:
    stamp = datetime.now(UTC).replace(microsecond=0)
    asked = partial(plan_invites, stamp=stamp, changed=True)
    return await page.read(partial(_box, asked), page.session.campaign)


def _box(asked: Any, db: Any, campaign: Any) -> Box:
    return Box(asked(db, campaign, lambda interview: True), last_told(db))


def _wrong_first(box: Box) -> list[Outgoing]:
    """Those whose calendar says something that no longer holds, then those who have no entry yet; by time."""
    return sorted(box.plan.outgoing, key=lambda one: (box.before(one) is None, one.invite.event.start))


def _choice(key: str, one: Outgoing, before: Told | None, page: Page[Any]) -> Choice:
    zone, invite = page.session.zone, one.invite
    label = invite.name if invite.name == one.label else f"{invite.name} ({one.label})"
    now = _moment(invite.event.start, zone)
    if invite.method == "CANCEL":
        return Choice(key, label, f"called off: {now}", "bad")
    if before is None:
        return Choice(key, label, f"never invited: {now}")
    if before.method == "CANCEL":
        return Choice(key, label, f"stands again: {now}", "warn")
    if (before.start, before.end) == (invite.event.start, invite.event.end):
        return Choice(key, label, f"same time, other words: {now}", "warn")
    return Choice(key, label, f"was {_moment(before.start, zone)}, now {now}", "warn")


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    return f"{day_text(instant.astimezone(zone).date())} {clock_text(instant, zone)}"


def _form(count: int, page: Page[Any]) -> FormDialog:
    day = page.session.now().astimezone(page.session.zone).date().isoformat()
    return FormDialog(
        f"Make {count} {'invite' if count == 1 else 'invites'}",
        (
            Field("kind", "As", "choice", "eml", required=True, choices=_KINDS),
            Field("path", "Folder", value=str(usual_path(f"invites {day}", "")), required=True),
        ),
        note=_NOTE,
        save="Make",
    )


async def _make(page: Page[Any], wanted: Sequence[Outgoing], kind: str, folder: Path) -> None:
    written: Written = []
    try:
        await asyncio.to_thread(private_folder, folder)
        await asyncio.to_thread(write_files, wanted, kind, folder, written)
        done = await page.session.write(record_invites, Plan(tuple(wanted), ()))
    except BaseException as error:
        await asyncio.to_thread(take_away, written)
        if isinstance(error, Refused):
            page.say("Something was changed while the invites were made. Open the outbox again.", "warning")
            return
        raise
    await page.reload()
    page.session.say(f"{done.sentence} They are in {folder}.", short=f"{done.sentence} In {folder.name}.")
