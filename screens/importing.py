"""Importing a file from a page: find it, see what its columns mean, settle who is who, look at all of it, accept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from models.errors import BadInput
from models.exchange.files_in import Loaded, read_file
from models.exchange.folders import Folder, look_into, usual_folder
from models.exchange.looking import guessed_kind
from models.exchange.opening import table_in
from models.exchange.reading import Reading
from models.exchange.scope import Days, Scope
from models.operations.importing import EVERY, answer_key, propose_import
from models.operations.mappings import remembered
from models.operations.proposals import accept
from models.rules.facts import Proposal
from models.rules.text import clean, fold
from screens.base import Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.import_review import ImportReview
from screens.dialogs.likely import LikelyDialog
from screens.dialogs.mapping import Mapped, MappingDialog
from screens.dialogs.pick_file import PickFileDialog
from screens.dialogs.progress import Steps, shown_while

T = TypeVar("T")

EVERY_SCHOOL = "*"
"""The choice of all the schools in a file."""
NOTHING = Reading("students", (), (), ())


class Import(NamedTuple):
    """A file on its way in: the page that asks, the path, what people call it, how it is read, what it said.

    `sheet` is None where nobody was asked about sheet and columns: the file says itself what it is. `school` is the
    one that is wanted of several, "" for all, None where there was nothing to choose.
    """

    page: Page[Any]
    path: Path
    name: str
    mapped: Mapped
    reading: Reading
    sheet: str | None
    school: str | None


Answers = dict[tuple[str, int], str]
"""Who is who: what a row is and its number in the file, with the id it is, or "" for somebody new."""


async def import_file(page: Page[Any], kind: str) -> None:
    """Lead through an import that begins from a page of this kind of record. Only inside a worker.

    Whoever closes the first step comes back to the choice of files; what is wrong with a file is said there.
    """
    wrong = ""
    while True:
        path = await _picked(page, wrong)
        if path is None:
            return
        wrong = ""
        try:
            if await _bring_in(page, path, kind):
                return
        except BadInput as refused:
            wrong = refused.line


async def _bring_in(page: Page[Any], path: Path, kind: str) -> bool:
    """Import the file; False when the person wants another. Esc goes back a step, with what was said there."""
    before: Import | None = None
    answers: Answers = {}
    while True:
        begun = await _read(page, path, kind, before)
        if begun is None:
            return False
        if await _import(begun, answers):
            return True
        if begun.sheet is None and begun.school is None:
            return False
        before = begun


async def _picked(page: Page[Any], wrong: str) -> Path | None:
    session = page.session
    folder = await asyncio.to_thread(_folder, session.folder)
    path = await page.ask(PickFileDialog("Import a file", folder, session.zone, session.now(), wrong))
    if path is not None:
        session.folder = path.parent
    return path


def _folder(path: Path | None) -> Folder:
    try:
        return look_into(path or usual_folder())
    except BadInput:
        return look_into(Path.cwd())


async def _read(page: Page[Any], path: Path, kind: str, before: Import | None) -> Import | None:
    """The file as a person said that it is to be read; None when they went back. Raises BadInput.

    `before` is what they said when they came this way already.
    """
    name = clean(path.name) or clean(str(path))
    steps = Steps("Looking at the file")
    known = (before.sheet or "") if before is not None else ""
    loaded = await _aside(page, name, steps, partial(table_in, kind, path, known))
    if loaded is not None and loaded.alike and not known:
        chosen = await _sheet(page, name, loaded)
        if chosen is None:
            return None
        loaded = await _aside(page, name, steps, partial(table_in, kind, path, chosen))
    # What is read is the sheet that was shown, whatever its columns turn out to mean.
    sheet = loaded.sheet if loaded is not None else ""
    mapped: Mapped | None = Mapped(kind, {})
    if loaded is not None:
        mapped = await _mapped(page, name, path, kind, loaded, before.mapped if before else None)
    if mapped is None:
        return None
    begun = Import(page, path, name, mapped, NOTHING, sheet if loaded is not None else None, None)
    return await _of_one_school(begun, before)


async def _of_one_school(begun: Import, before: Import | None) -> Import | None:
    """The file read, and of a district's file the students of the school that a person means; None when they went back."""
    reading = await _reading(begun, "")
    if len(reading.schools) < 2:
        return begun._replace(reading=reading)
    page = begun.page
    usual = page.session.campaign.school if before is None else before.school or ""
    known = next((one for one, _ in reading.schools if fold(one) == fold(usual)), "")
    choices = [Choice(one, one, _students(count)) for one, count in reading.schools]
    everyone = Choice(EVERY_SCHOOL, "All of them")
    note = "The file holds students of several schools. Choose yours, or take all."
    chosen = await page.ask(
        ChooseDialog(
            f"Which school of {begun.name}?", [*choices, everyone], note=note, value=(known or EVERY_SCHOOL,)
        )
    )
    if chosen is None:
        return None
    school = "" if chosen == EVERY_SCHOOL else chosen
    if school:
        reading = await _reading(begun, school)
    return begun._replace(reading=reading, school=school)


def _students(count: int) -> str:
    return "1 student" if count == 1 else f"{count:,} students"


async def _reading(begun: Import, school: str) -> Reading:
    """What the file says of a school, of all where none is named; classes are those of the campaign's window."""
    campaign = begun.page.session.campaign
    steps = Steps("Reading the file")
    read = partial(
        read_file,
        begun.mapped.kind,
        begun.path,
        mapping=begun.mapped.mapping,
        sheet=begun.sheet or "",
        scope=Scope((school,) if school else (), Days(campaign.first_day, campaign.last_day)),
        watch=steps.watch,
    )
    return await _aside(begun.page, begun.name, steps, read)


async def _sheet(page: Page[Any], name: str, loaded: Loaded) -> str | None:
    """Which of a workbook's sheets a person means, where several could be; None when they went back."""
    likely = {loaded.sheet, *loaded.alike}
    choices = [Choice(one, one) for one in loaded.sheets if one in likely]
    note = "Several sheets have such a table. Import the file once for each that you want."
    return await page.ask(ChooseDialog(f"Which sheet of {name}?", choices, note=note))


async def _mapped(
    page: Page[Any], name: str, path: Path, kind: str, loaded: Loaded, before: Mapped | None
) -> Mapped | None:
    guessed = before.kind if before is not None else guessed_kind(loaded.table, kind)
    if guessed != kind:
        # Where the table begins is told by the headers of its kind.
        look = partial(table_in, guessed, path, loaded.sheet)
        again = await _aside(page, name, Steps("Looking at the file"), look)
        loaded = again or loaded
    if before is not None:
        return await page.ask(MappingDialog(name, loaded.table, guessed, before.mapping))
    said = await page.read(remembered, guessed, loaded.table.headers)
    return await page.ask(MappingDialog(name, loaded.table, guessed, said, remembered=bool(said)))


async def _import(begun: Import, answers: Answers) -> bool:
    """Settle who is who, show all of it, and do it; False when the person went back.

    What they answered is added to `answers`, so that nobody has to say it twice.
    """
    page = begun.page
    proposal = await _proposed(begun, {}, ())
    if any(row.likely for row in proposal.rows):
        asking = LikelyDialog(proposal, _answered(proposal, answers))
        settled = await page.ask(asking)
        answers.clear()
        answers |= {answer_key(proposal.rows[place]): ident for place, ident in asking.answers.items()}
        if settled is None:
            return False
        proposal = await _proposed(begun, answers, ())
    review = ImportReview(proposal)
    wanted = await page.ask(review)
    if review.takes_file:
        proposal = await _proposed(begun, answers, (EVERY,))
        wanted = await page.ask(ImportReview(proposal))
    if not wanted:
        return False
    steps = Steps("Saving")
    saving = page.act(accept, proposal, skip_bad=True, watch=steps.watch)
    await shown_while(page.app, f"Import {begun.name}", steps, asyncio.ensure_future(saving))
    return True


def _answered(proposal: Proposal, answers: Answers) -> dict[int, str]:
    """Answers given before, by the row's place: those that are still to choose from."""
    given = ((place, row, answers.get(answer_key(row))) for place, row in enumerate(proposal.rows))
    return {
        place: ident
        for place, row, ident in given
        if ident is not None and ident in ("", *(one[0] for one in row.likely))
    }


async def _proposed(begun: Import, answers: Answers, overwrite: tuple[str, ...]) -> Proposal:
    page, steps = begun.page, Steps("Comparing with who is here")
    propose = partial(
        propose_import, file=begun.name, answers=answers, overwrite=overwrite,
        mapping=begun.mapped.mapping, watch=steps.watch,
    )  # fmt: skip
    comparing = page.read(propose, begun.reading, page.session.now())
    return await shown_while(page.app, f"Import {begun.name}", steps, asyncio.ensure_future(comparing))


async def _aside(page: Page[Any], name: str, steps: Steps, work: Callable[[], T]) -> T:
    """The work in a thread of its own, so that keys are answered meanwhile."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    return await shown_while(page.app, f"Import {name}", steps, running)
