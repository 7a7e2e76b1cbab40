"""Confirmations and checklists: made as drafts, text or to the clipboard, noted as sent, in words that can be changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.exchange.eml_out import plain_draft
from models.exchange.notes_out import NAMES, Note, NoteFacts, note_of, notes_text, require_words, usual_words
from models.exchange.safe_files import safe_file_name, write_private
from models.operations.first_come import first_come, first_come_many
from models.operations.telling import make_notes, note_sent, set_wording
from models.queries.journal import newest_entry
from models.queries.ready import ReadyRow
from models.queries.telling import Again, note_facts, to_tell_again, wordings
from models.rules.naming import day_text
from models.rules.span import local_day
from models.rules.telling import NOTE_WORDS, wants_notes
from screens.base import Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.menu import Item, MenuDialog
from screens.mailbox import school_mailbox
from screens.paths import ask_path
from screens.state.again_view import again_choice

_KINDS = {"confirmation": "mcpsle", "checklist": "MCPSLE"}
"""By kind of note, the letters of what can be done: mail, clipboard, text, sent, look, edit."""
_DOES = (
    "mail drafts in a folder",
    "to the clipboard",
    "as text in a file",
    "was sent, or told by phone",
    "look at it first",
    "change its words",
)
Facts = Sequence[NoteFacts]
Doing = Callable[[Page[Any], str, Facts], Coroutine[Any, Any, None]]


async def tell(page: Page[Any], rows: Sequence[ReadyRow], again: Sequence[Again], seen: int) -> None:
    """Ask what is to be done about the notes of these interviews, and do it. Only inside a worker.

    What was sent is noted unless somebody else has changed the interview since the journal's entry `seen`.
    """
    idents = tuple(row.id for row in rows if wants_notes(row.interview))
    title, note = _title(rows, len(idents)), _for_whom(rows, len(idents))
    letter = await page.ask(MenuDialog(title, _items(len(idents), len(again)), note))
    if letter == "a":
        await _tell_again(page, again, seen)
        return
    for kind, letters in _KINDS.items():
        if letter and letter in letters:
            facts: Facts = await page.read(note_facts, _lacking(rows, kind) or idents)
            if letter == _sent_letter(kind):
                await _sent(page, kind, facts, seen)
            else:
                await _DOINGS[letter.lower()](page, kind, facts)


def _lacking(rows: Sequence[ReadyRow], kind: str) -> tuple[str, ...]:
    """Of several, those whose note is still to be settled: nobody is written to twice for being in a group."""
    if len(rows) == 1:
        return ()
    return tuple(row.id for row in rows if any(item.code == kind for item in row.missing))


def _for_whom(rows: Sequence[ReadyRow], count: int) -> str:
    """Of several, for how many a note is made: those who lack it, else all."""
    if len(rows) == 1 or not count:
        return ""
    lacking = {kind: len(_lacking(rows, kind)) for kind in _KINDS}
    parts = [f"{kind} {number or f'all {count}, none lacks it'}" for kind, number in lacking.items()]
    return f"For those who lack it: {', '.join(parts)}."


def _title(rows: Sequence[ReadyRow], count: int) -> str:
    if not count:
        return "Who is told what"
    if len(rows) == 1:
        return f"What {rows[0].contact or 'nobody'} is told"
    return f"What {count} {'interviewee is' if count == 1 else 'interviewees are'} told"


def _items(count: int, again: int) -> list[Item]:
    nobody = "" if count else "nobody here"
    found = [Item("a", f"Who must be told again: {again}", "" if again else "everybody knows what holds")]
    for kind, letters in _KINDS.items():
        word = "Confirmation" if kind == "confirmation" else "Checklist"
        for letter, does in zip(letters, _DOES, strict=True):
            found.append(Item(letter, f"{word}: {does}", "" if does == _DOES[-1] else nobody))
    return found


async def _words(page: Page[Any], kind: str) -> str:
    kept: dict[str, str] = await page.read(wordings)
    return kept.get(kind) or usual_words(kind)


async def _notes(page: Page[Any], kind: str, facts: Facts) -> list[tuple[NoteFacts, Note]]:
    words = await _words(page, kind)
    return [(one, note_of(words, one)) for one in facts]


async def _as_mail(page: Page[Any], kind: str, facts: Facts) -> None:
    """Drafts into a folder; people without an address are said, the others are written."""
    if any(one.contact.email for one in facts):
        mailbox = await school_mailbox(page)
        if not mailbox:
            return
        facts = [one._replace(campaign=one.campaign._replace(organizer=mailbox)) for one in facts]
    notes = await _notes(page, kind, facts)
    without = [one.contact.name for one, _note in notes if not one.contact.email]
    able = [(one, note) for one, note in notes if one.contact.email]
    if not able:
        page.say(
            f"No address is known of {', '.join(without[:3])}. Use the clipboard or the telephone.", "warning"
        )
        return
    folder = await ask_path(page, "Mail drafts into which folder?", _usual_name(page, kind, facts), "")
    if folder is None:
        return
    zone = page.session.zone
    files = [(_file_name(one, ".eml", zone), _draft(one, note)) for one, note in able]
    await asyncio.to_thread(_write_drafts, folder, files)
    if not await _made(page, kind, "mail", [one for one, _note in able]):
        await asyncio.to_thread(_take_away, folder, files)
    else:
        lack = f" Without an address: {', '.join(without)}." if without else ""
        count = f"{len(files)} {'draft' if len(files) == 1 else 'drafts'}"
        told = f"{count} in {folder}.{lack} Open and send them, then press @ and {_sent_letter(kind)}."
        page.session.say(told, "warning" if without else "done", short=f"{count} in {folder.name}.{lack}")


def _draft(one: NoteFacts, note: Note) -> bytes:
    return plain_draft(one.contact.name, one.contact.email, one.campaign.organizer, note.subject, note.text)


async def _to_clipboard(page: Page[Any], kind: str, facts: Facts) -> None:
    """By the terminal's own clipboard, which some terminals do not allow: that is said plainly."""
    notes = await _notes(page, kind, facts)
    single = notes[0][1].text if len(notes) == 1 else ""
    page.app.copy_to_clipboard(single or notes_text([(one.contact.name, note) for one, note in notes]))
    if await _made(page, kind, "clipboard", facts):
        letter = _KINDS[kind][2]
        count = f"{len(notes)} {'note' if len(notes) == 1 else 'notes'}"
        page.say(
            f"{count} given to the terminal's clipboard. Paste to see whether it came: some terminals do not allow it; "
            f"then @ and {letter} writes a file. When sent: @ and {_sent_letter(kind)}."
        )


async def _as_text(page: Page[Any], kind: str, facts: Facts) -> None:
    notes = await _notes(page, kind, facts)
    path = await ask_path(page, "Into which file?", _usual_name(page, kind, facts), ".txt")
    if path is None:
        return
    text = notes_text([(_address(one), note) for one, note in notes])
    await asyncio.to_thread(write_private, path, text.encode())
    if await _made(page, kind, "text", facts):
        count = f"{len(notes)} {'note' if len(notes) == 1 else 'notes'}"
        page.say(f"{count} in {path}. When they are sent: @ and {_sent_letter(kind)}.")


def _address(one: NoteFacts) -> str:
    return f"{one.contact.name} <{one.contact.email}>" if one.contact.email else one.contact.name


async def _sent(page: Page[Any], kind: str, facts: Facts, seen: int) -> None:
    """What was sent told of the interviews as they stood on the screen."""
    idents = tuple(one.interview.id for one in facts)
    await page.act(first_come_many, idents, seen, lambda unit, those: note_sent(unit, kind, those))


async def _look(page: Page[Any], kind: str, facts: Facts) -> None:
    [(one, note), *more] = await _notes(page, kind, facts[:1])
    lines = [("", line) for line in note.text.rstrip().split("\n")]
    del more
    sections = (Section("", [("To", _address(one)), ("Subject", note.subject)]), Section("", lines))
    await page.ask(DetailDialog(NOTE_WORDS[kind].capitalize(), sections))


async def _edit(page: Page[Any], kind: str, _facts: Facts) -> None:
    """The school's own words; what has no meaning in braces is said before anything is saved."""
    from screens.dialogs.form import Field, FormDialog

    note = f"In braces: {', '.join(NAMES)}. A line with something unknown is left out. Empty: the usual words again."
    fields = (Field("words", "Words", "notes", await _words(page, kind), check=_wrong),)
    values = await page.ask(FormDialog(f"Words of the {NOTE_WORDS[kind]}", fields, note=note))
    if values is None:
        return
    words = values["words"].strip()
    await page.act(set_wording, kind, "" if words == usual_words(kind) else words)


def _wrong(words: str) -> str:
    try:
        if words.strip():
            require_words(words)
    except BadInput as error:
        return error.line
    return ""


_DOINGS: dict[str, Doing] = {"m": _as_mail, "c": _to_clipboard, "p": _as_text, "l": _look, "e": _edit}


async def _made(page: Page[Any], kind: str, way: str, facts: Facts) -> bool:
    """Note what was made of which revision; whether that was done."""
    revisions = tuple((one.interview.id, one.interview.revision) for one in facts)
    return await page.act(make_notes, kind, way, revisions) is not None


async def _tell_again(page: Page[Any], again: Sequence[Again], seen: int) -> None:
    """Everybody who knows something that no longer holds; the one chosen was told, by telephone perhaps, what holds by
    the list: when that was changed meanwhile, it is said and the list shows what holds now. Until all know or it is
    closed.
    """
    zone = page.session.zone
    note = "Enter on one: told now, for instance by telephone. Drafts are made from the list of their day."
    while again:
        choices = [Choice(one.interview.id, *again_choice(one, zone)) for one in again]
        titles = ("Who", "What holds now")
        dialog = ChooseDialog("Who must be told again", choices, titles=titles, note=note, whole=True)
        chosen = await page.ask(dialog)
        if chosen is None:
            return
        await page.act(first_come, chosen, seen, note_sent, "confirmation", (chosen,))
        note = page.session.message.text
        again, seen = await page.read(_again_now, page)


def _again_now(db: Any, page: Page[Any]) -> tuple[Sequence[Again], int]:
    """Who must be told again now, and the journal's newest entry."""
    return to_tell_again(db, page.session.campaign, page.session.now()), newest_entry(db)


def _usual_name(page: Page[Any], kind: str, facts: Facts) -> str:
    start = facts[0].interview.start
    day = local_day(start, page.session.zone) if start else local_day(page.session.now(), page.session.zone)
    return f"{kind}s {day.isoformat()}"


def _file_name(one: NoteFacts, ending: str, zone: ZoneInfo) -> str:
    start = one.interview.start
    day = day_text(local_day(start, zone)) if start else ""
    return safe_file_name(f"{one.contact.name} {day} {one.interview.id}", ending)


def _write_drafts(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, data in files:
        write_private(folder / name, data)


def _take_away(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """Drafts that say what no longer holds are not left lying about."""
    for name, _data in files:
        (folder / name).unlink(missing_ok=True)


def _sent_letter(kind: str) -> str:
    return _KINDS[kind][3]


__all__ = ["tell"]
