"""Printing the sheets of a day from any page: which, for which day, and where the file goes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.exchange.safe_files import write_private
from models.operations.printing import MOST_SPACE, make_print, record_print
from models.rules.paper import KIND_WORDS, KINDS, Printed
from models.rules.span import local_day
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog
from screens.paths import over, typed_path, usual_path, wrong_path

if TYPE_CHECKING:
    from screens.base import Page

ENDINGS = (".pdf", ".txt")
_PAPERS = [("us-letter", "US Letter"), ("a4", "A4")]
NOTE = "These are student records: leave sheets only with those who may read them."


async def print_paper(page: Page[Any], day: date | None = None) -> None:
    """Ask which sheets, make them, note that they were printed. Only inside a worker. Raises WblError."""
    session = page.session
    day = day or local_day(session.now(), session.zone)
    values: dict[str, Any] | None = {
        "kinds": ("office", "doors", "cards"),
        "day": day,
        "changed": False,
        "space": 2,
        "path": str(usual_path(f"paper {day.isoformat()}", ENDINGS[0])),
        "paper": usual_paper(session.zone.key),
    }
    while values is not None:
        values = await page.ask(_form(values))
        if values is None:
            return
        path = typed_path(values["path"])
        if path.exists() and not await page.ask(over(path)):
            continue
        made = await page.read(
            _made, session.campaign, values["day"], values["kinds"], session.now(), values["space"],
            values["changed"],
        )  # fmt: skip
        if not made.printed:
            page.say(
                "No sheet says anything new." if values["changed"] else "There is nothing to print.",
                "warning",
            )
            return
        pages, boxes = await asyncio.to_thread(_write, path, made.printed, values["paper"])
        done = await page.act(record_print, session.campaign, made)
        if done is not None and boxes:
            session.say(f"{boxes} {done.sentence} {pages} {path}.", "warning")
        elif done is not None:
            short = f"{done.sentence.partition(' for ')[0]}. {pages} {path.name}."
            session.say(f"{done.sentence} {pages} {path}.", short=short)
        return


def usual_paper(zone: str) -> str:
    """The paper that printers have in the country of a school's time zone."""
    return (
        "us-letter"
        if zone.split("/")[0] in ("America", "US", "Canada") or zone == "Pacific/Honolulu"
        else "a4"
    )


def _made(
    db: Any, campaign: Any, day: date, kinds: Sequence[str], now: Any, space: int, changed: bool
) -> Any:
    return make_print(db, campaign, day, kinds, now, space=space, changed=changed)


def _write(path: Path, printed: Sequence[Printed], paper: str) -> tuple[str, str]:
    """Write the file; how many pages are "in" it, and what there is to say about letters that no font has."""
    if path.suffix.casefold() == ".txt":
        from models.exchange.paper_text import text_of

        write_private(path, text_of(printed).encode())
        return "In", ""
    from models.exchange.paper_pdf import boxes_for, boxes_told, pages_in, pages_told, pdf_of

    data = pdf_of(printed, paper)
    write_private(path, data)
    return f"{pages_told(pages_in(data))} in".capitalize(), boxes_told(boxes_for(printed))


def _form(values: dict[str, Any]) -> FormDialog:
    kinds = [(kind, KIND_WORDS[kind].removeprefix("the ")) for kind in KINDS]
    return FormDialog(
        "Print the sheets of a day",
        (
            Field("kinds", "Sheets", "choices", values["kinds"], required=True, choices=kinds),
            Field("day", "Day", "date", values["day"], required=True),
            Field("changed", "Only what is new", "yes_no", values["changed"], help="since the last print"),
            Field("space", "Lines to write on", "integer", values["space"], low=0, high=MOST_SPACE),
            Field(
                "path",
                "File",
                value=values["path"],
                required=True,
                check=lambda text: wrong_path(text, ENDINGS),
                help="ends in .pdf or .txt",
            ),
            Field("paper", "Paper", "choice", values["paper"], required=True, choices=_PAPERS),
        ),
        note=NOTE,
        save="Print",
    )
