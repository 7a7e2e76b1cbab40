"""The outbox: whose calendar is wrong since something was moved or called off, and who was never invited."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput, DiskFull, Refused
from models.exchange.invites import is_unreached
from models.exchange.safe_files import private_folder
from models.operations.invite_files import Written, mails_text, take_away, write_files
from models.operations.invites import Outgoing, Plan, Told, last_told, plan_invites, record_invites
from models.rules.naming import clock_text, day_text
from screens.dialogs.choose import Choice, ChooseManyDialog
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog, Values
from screens.mailbox import campaign_now, school_mailbox
from screens.paths import typed_path, usual_path

if TYPE_CHECKING:
    from screens.base import Page

_KINDS = (
    ("eml", "mail drafts"),
    ("ics", "calendar files"),
    ("page", "links that open new mails"),
    ("text", "text to the clipboard"),
)
"""Where a mail program opens a draft without letting it be sent: links or text, with the files to attach beside."""
_NOTE = "Nothing is sent by itself: you send what is made."


_SHORT = {"page": " Open {page} in {folder}.", "text": " Text in the clipboard, files in {folder}."}
_THEN = {
    "page": " Open {page} there in a web browser: each link opens a new mail.",
    "text": " The text was given to the terminal's clipboard; some terminals do not allow it. Attach the files.",
}


class Box(NamedTuple):
    """What could be made now, and what each recipient was told last."""

    plan: Plan
    told: Mapping[str, Mapping[str, Told]]

    def before(self, one: Outgoing) -> Told | None:
        """What the mailbox was told last about the interview."""
        return self.told.get(one.interview, {}).get(one.invite.mailbox)

    def elsewhere(self, one: Outgoing) -> bool:
        """Whether the same recipient was told at another address."""
        told = self.told.get(one.interview, {}).values()
        return any((each.kind, each.id) == (one.invite.kind, one.invite.id) for each in told)

    def wrong(self, one: Outgoing) -> bool:
        """Whether a calendar says something that no longer holds, rather than nothing yet."""
        return self.before(one) is not None or self.elsewhere(one)


async def show_outbox(page: Page[Any]) -> None:
    """Show it, make what is marked, note that it was made. Only inside a worker. Raises WblError."""
    if not await school_mailbox(page):
        return
    box = await _read(page)
    if not box.plan.outgoing:
        _say_nothing_to_make(page, box.plan.problems)
        return
    rows = {str(number): one for number, one in enumerate(_wrong_first(box))}
    wrong = [key for key, one in rows.items() if box.wrong(one)]
    marked = await page.ask(
        ChooseManyDialog(
            f"Outbox: wrong calendars {len(wrong)}, never invited {len(rows) - len(wrong)}",
            [_choice(key, one, box, page) for key, one in rows.items()],
            value=wrong,
            titles=("For whom", "What changed"),
            note="\n".join([_NOTE, *([_cannot_be_told(box.plan.problems)] if box.plan.problems else [])]),
        )
    )
    if marked == ():
        page.say("Nothing was marked, so nothing was made. Space marks one, Ctrl+A all.", "warning")
    if not marked:
        return
    await _ask_and_make(page, [rows[key] for key in marked])


async def _ask_and_make(page: Page[Any], wanted: Sequence[Outgoing]) -> None:
    """Where it cannot be written, ask again: neither marks nor words are lost."""
    where = await page.ask(_form(len(wanted), page))
    while where is not None:
        try:
            await _make(page, wanted, where["kind"], typed_path(where["path"]))
            return
        except (BadInput, DiskFull) as wrong:
            where = await page.ask(_form(len(wanted), page, where, wrong.line))


async def _read(page: Page[Any]) -> Box:
    stamp = datetime.now(UTC).replace(microsecond=0)
    asked = partial(plan_invites, stamp=stamp, changed=True)
    return await page.read(partial(_box, asked, page.session.now()), await campaign_now(page))


def _box(asked: Any, now: datetime, db: Any, campaign: Any) -> Box:
    """Without invites to calls that are over, unless somebody still waits for them at another time."""
    plan, told = asked(db, campaign, lambda interview: True), last_told(db)
    box = Box(plan, told)
    kept = [one for one in plan.outgoing if one.invite.event.end > now or _waits(box.before(one), one, now)]
    return box._replace(plan=plan._replace(outgoing=tuple(kept)))


def _waits(before: Told | None, one: Outgoing, now: datetime) -> bool:
    """Whether the entry of a call that is over is still to come where it stands, or has to go from there."""
    return before is not None and (not one.stands or before.end > now)


def _say_nothing_to_make(page: Page[Any], problems: Sequence[str]) -> None:
    unreached = [one for one in problems if is_unreached(one)]
    if unreached:
        page.say(f"No invite to make. {_cannot_be_told(unreached)}", "warning")
    else:
        page.say("Every calendar is right: no invite is to be made.")


def _cannot_be_told(problems: Sequence[str]) -> str:
    """Who cannot be written to: the first in words, the others counted."""
    first = problems[0].partition(": ")[2].partition(". ")[0].strip(".")
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{first}{more}."


def _wrong_first(box: Box) -> list[Outgoing]:
    """Those whose calendar says something that no longer holds, then those who have no entry yet; by time."""
    return sorted(box.plan.outgoing, key=lambda one: (not box.wrong(one), one.invite.event.start))


def _choice(key: str, one: Outgoing, box: Box, page: Page[Any]) -> Choice:
    zone, invite, before = page.session.zone, one.invite, box.before(one)
    label = invite.name if invite.kind == "student" else f"{invite.name} ({one.label})"
    now = _moment(invite.event.start, zone)
    if invite.method == "CANCEL":
        return Choice(key, label, f"{'no longer theirs' if one.stands else 'called off'}: {now}", "bad")
    if before is None and box.elsewhere(one):
        return Choice(key, label, f"other mail address: {now}", "warn")
    if before is None:
        return Choice(key, label, f"never invited: {now}")
    if before.method == "CANCEL":
        return Choice(key, label, f"stands again: {now}", "warn")
    return Choice(key, label, _changed(before, one, zone), "warn")


def _changed(before: Told, one: Outgoing, zone: ZoneInfo) -> str:
    """The new time first: where there is little room, the end is cut off."""
    start, now = one.invite.event.start, _moment(one.invite.event.start, zone)
    if (before.start, before.end) == (start, one.invite.event.end):
        return f"other details: {now}"
    if before.start == start:
        return f"other length: {now}"
    whole = _moment(before.start, zone)
    same_day = whole.rpartition(" ")[0] == now.rpartition(" ")[0]
    return f"{now}, was {whole.rpartition(' ')[2] if same_day else whole.partition(' ')[2]}"


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    return f"{day_text(instant.astimezone(zone).date())} {clock_text(instant, zone)}"


def _form(count: int, page: Page[Any], before: Values | None = None, wrong: str = "") -> FormDialog:
    """`before` is what was typed when it went `wrong`."""
    day = page.session.now().astimezone(page.session.zone).date().isoformat()
    typed = before or {"kind": "eml", "path": str(usual_path(f"invites {day}", ""))}
    return FormDialog(
        f"Make {count} {'invite' if count == 1 else 'invites'}",
        (
            Field("kind", "As", "choice", typed["kind"], required=True, choices=_KINDS),
            Field("path", "Folder", value=typed["path"], required=True),
        ),
        note=f"✗ {wrong}" if wrong else _NOTE,
        save="Make",
    )


async def _make(page: Page[Any], wanted: Sequence[Outgoing], kind: str, folder: Path) -> None:
    written: Written = []
    files = "ics" if kind == "text" else kind
    try:
        await asyncio.to_thread(private_folder, folder)
        await asyncio.to_thread(write_files, wanted, files, folder, written)
        done = await page.session.write(record_invites, Plan(tuple(wanted), (), changed=True))
    except BaseException as error:
        await asyncio.to_thread(take_away, written)
        if isinstance(error, Refused):
            page.say("Somebody changed or made some of them meanwhile. Open the outbox again.", "warning")
            return
        raise
    await page.reload()
    if kind == "text":
        page.app.copy_to_clipboard(mails_text(wanted))
    names = {"page": written[-1][0].name, "folder": folder.name}
    then = _THEN.get(kind, "").format(**names)
    short = _SHORT.get(kind, " In {folder}.").format(**names)
    page.session.say(f"{done.sentence} They are in {folder}.{then}", short=f"{done.sentence}{short}")
