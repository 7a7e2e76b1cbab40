"""The first start: there is no store yet, so ask whether to set up a campaign or to look around in the demo."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from textual import work
from textual.app import App

from models.errors import BadInput
from models.exchange.mail_address import mail_address
from screens.asking import answer_of
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog
from wbl_tui.app import DARK

WAYS = (
    Choice("campaign", "Set up a campaign", "your school, the days, how many interviews each student owes"),
    Choice("demo", "Look around in the demo", "an invented school with a day in full swing"),
)


class FirstStart(App[dict[str, Any]]):
    """The answer: `{}` for the demo, the campaign's fields, or None when the person left."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def on_load(self) -> None:
        """The same colours as the app's."""
        self.register_theme(DARK)
        self.theme = "wbl-dark"

    def on_mount(self) -> None:
        """Ask."""
        self.ask_all()

    @work
    async def ask_all(self) -> None:
        """One question, then the form; Esc in the form goes back to the question."""
        while True:
            way: str | None = await answer_of(
                self, ChooseDialog("Welcome to wbl-tui", WAYS, note="There is no store on this computer yet.")
            )
            if way is None:
                self.exit(None)
                return
            if way == "demo":
                self.exit({})
                return
            answer: dict[str, Any] | None = await answer_of(self, self._form())
            if answer is not None:
                self.exit(answer)
                return

    def _form(self) -> FormDialog:
        monday = self.today + timedelta(days=7 - self.today.weekday())
        fields = (
            Field(
                "name", "Campaign", value=f"Interviews {monday.year}", required=True, help="what you call it"
            ),
            Field("school", "School", required=True),
            Field("first_day", "First day", "date", monday, required=True),
            Field("last_day", "Last day", "date", monday + timedelta(days=11), required=True),
            Field("per_student", "Interviews owed", "integer", 1, required=True, low=1, high=20),
            Field("minutes", "Minutes a call", "integer", 20, required=True, low=5, high=240),
            Field("zone", "Time zone", value=machine_zone(), required=True, check=zone_complaint),
            Field(
                "organizer",
                "School mailbox",
                help="invites are sent in its name; may stay empty",
                check=mailbox_complaint,
            ),
        )
        return FormDialog("Set up a campaign", fields, save="Set up", check=_check)


def _check(values: dict[str, Any]) -> dict[str, str]:
    if values["last_day"] < values["first_day"]:
        return {"last_day": "The last day comes before the first."}
    return {}


def zone_complaint(zone: str) -> str:
    """What is wrong with a time zone's name, "" for nothing."""
    return "" if zone in available_timezones() else "Write it like America/Chicago."


def mailbox_complaint(address: str) -> str:
    """What is wrong with the school's mail address, "" for nothing."""
    try:
        mail_address(address, "the school")
    except BadInput as error:
        return error.next_step
    return ""


def machine_zone() -> str:
    """The IANA name of this computer's time zone, as far as it tells; else "America/New_York"."""
    names = [os.environ.get("TZ", "").lstrip(":")]
    link = Path("/etc/localtime")
    if link.is_symlink():
        names.append("/".join(link.resolve().parts).partition("zoneinfo/")[2])
    known = available_timezones()
    return next((name for name in names if name in known and "/" in name), "America/New_York")


def ask_first_start(today: date) -> dict[str, Any] | None:
    """Run the questions; see `FirstStart`."""
    return FirstStart(today).run()
