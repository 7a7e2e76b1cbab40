"""Everything that an interview needs to be ready, each with its state and the reason: the day before, row by row.

`readiness.interview_missing` says what a call cannot run well without; these say also what is done already, by whom
and when, and what stands beside the call: notes to the interviewee, something to write on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.absences import ABSENCE_WORDS, initial_state
from models.rules.duty import unwatched_part
from models.rules.facts import Absence, Interview, MissedPeriod, Student
from models.rules.hours import standby_for
from models.rules.interview import needs_room
from models.rules.missed import absences_now, missed_by
from models.rules.naming import (
    clock_text,
    contact_label,
    day_text,
    listing,
    period_text,
    room_label,
    times_text,
)
from models.rules.preparing import REVIEW_WORDS, Preparation, review_state
from models.rules.situation import Situation
from models.rules.span import local_day
from models.rules.telling import Told, last_note, note_state, wants_notes
from models.rules.warning_rules import OPEN_ABSENCES, lacking_reach

ITEM_CODES = (
    "time", "absence", "room", "standby", "number", "link", "guardian", "questions", "practice", "checklist",
    "confirmation", "writing",
)  # fmt: skip
"""What is looked at, in the order in which it is settled; each interview has those that concern it."""

ITEM_WORDS = {
    "time": "time", "absence": "absence", "room": "room", "standby": "standby", "number": "number", "link": "link",
    "guardian": "guardian", "questions": "questions", "practice": "practice", "checklist": "checklist",
    "confirmation": "confirmation", "writing": "writing things",
}  # fmt: skip
"""The codes as people say them in a list of what is missing."""

_BEFORE = frozenset({"requested", "scheduled", "confirmed", "checked_in"})


class Item(NamedTuple):
    """One thing an interview needs. `done` or not; `text` says how it stands, and who settled it where known."""

    code: str
    done: bool
    text: str


class ReadyFacts(NamedTuple):
    """What is known besides the situation: by student, how many questions and how far; by interview, what was sent.

    `at_hand` are interviews whose students have something to write on, with who said so.
    """

    preparations: Mapping[str, Preparation]
    questions: Mapping[str, int]
    told: Mapping[str, tuple[Told, ...]]
    at_hand: Mapping[str, str]


def ready_items(interview: Interview, situation: Situation, facts: ReadyFacts) -> tuple[Item, ...]:
    """Every item that concerns the interview, in the order of ITEM_CODES; none once it has begun or was called off."""
    if interview.state not in _BEFORE:
        return ()
    found = [*_place(interview, situation)] if interview.span else [Item("time", False, "No time yet")]
    found += [*_prepared(interview, situation, facts), *_notes(interview, situation, facts)]
    hand = facts.at_hand.get(interview.id)
    text = (
        f"Something to take notes with: {hand} saw it"
        if hand is not None
        else "Nothing to take notes with yet"
    )
    return (*found, Item("writing", hand is not None, text))


def open_items(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Only what is still to be settled."""
    return tuple(one for one in items if not one.done)


def _place(interview: Interview, situation: Situation) -> Iterator[Item]:
    yield from _absences(interview, situation)
    if needs_room(interview.format, interview.place):
        label = room_label(interview.room, situation)
        yield Item("room", bool(label), label or "No quiet room")
        yield _standby(interview, situation)
    if interview.format in ("phone", "video", "group_video"):
        lacking = lacking_reach(interview, situation)
        code = "number" if interview.format == "phone" else "link"
        yield Item(code, lacking is None, lacking[1] if lacking else f"The {code} is known")
    if interview.place == "home":
        told = interview.guardian_told
        yield Item("guardian", told, "Guardian told" if told else "Guardian not told of the call from home")


def _standby(interview: Interview, situation: Situation) -> Item:
    adult = standby_for(interview, situation)
    if adult is not None:
        return Item("standby", True, f"On standby: {adult.name}")
    bare = [times_text(span, situation.zone) for span in unwatched_part(interview, situation)]
    where = f"Nobody on standby {listing(bare)}" if bare else "No adult stands by for the whole call"
    return Item("standby", False, where)


def _absences(interview: Interview, situation: Situation) -> Iterator[Item]:
    kept, fresh = absences_now(interview, missed_by(interview, situation), situation)
    lines = [_absence_line(one, situation.zone) for one in kept if one.state != "not_needed"]
    lines += [_fresh_line(one, situation) for one in fresh if initial_state(one) != "not_needed"]
    bad = [(head, where) for is_open, head, where in lines if is_open]
    if lines:
        together: dict[str, list[str]] = {}
        for head, where in bad or [(head, where) for _is_open, head, where in lines]:
            together.setdefault(head, []).append(where)
        told = [f"{head}: {listing(list(dict.fromkeys(each)), 4)}" for head, each in together.items()]
        yield Item("absence", not bad, "; ".join(told))


def _absence_line(one: Absence, zone: ZoneInfo) -> tuple[bool, str, str]:
    where = period_text(one.period, one.class_name)
    teacher = f" ({one.teacher_name})" if one.teacher_name else ""
    by = _by(one.decided_by, one.decided_at, zone) if one.state in ("approved", "denied") else ""
    asked = _by(one.asked_by, one.asked_at, zone) if one.state == "requested" else ""
    condition = f", if {one.condition}" if one.condition and one.state == "approved" else ""
    return (
        one.state in OPEN_ABSENCES,
        f"Absence {ABSENCE_WORDS[one.state]}{by}{asked}{condition}",
        f"{where}{teacher}",
    )


def _fresh_line(one: MissedPeriod, situation: Situation) -> tuple[bool, str, str]:
    known = situation.classes.get(one.class_id or "")
    state = initial_state(one)
    where = period_text(one.period, known.name if known else "")
    return state in OPEN_ABSENCES, f"Absence {ABSENCE_WORDS[state]}", where


def _by(who: str, at: datetime | None, zone: ZoneInfo) -> str:
    if not who:
        return ""
    return f" by {who}{f', {day_text(local_day(at, zone))}' if at else ''}"


def _prepared(interview: Interview, situation: Situation, facts: ReadyFacts) -> Iterator[Item]:
    known = [situation.students[one] for one in interview.students if one in situation.students]
    if not known:
        return
    questions = [one for one in known if not one.questions_ready]
    practice = [one for one in known if not one.practice_done]
    several = len(known) > 1
    yield Item("questions", not questions, _questions_text(questions, known, facts, several, situation.zone))
    yield Item("practice", not practice, _practice_text(practice, known, facts, several, situation.zone))


def _questions_text(
    lacking: list[Student], known: list[Student], facts: ReadyFacts, several: bool, zone: ZoneInfo
) -> str:
    if several:
        names = listing([one.label for one in lacking])
        return f"Questions not approved: {names}" if lacking else "Questions approved"
    student = known[0]
    kept, count = facts.preparations.get(student.id), facts.questions.get(student.id, 0)
    state = review_state(kept, student.questions_ready)
    if state == "approved":
        # A file may have said so alone: then nobody is known to have decided it.
        by = _by(kept.decided_by, kept.decided_at, zone) if kept and kept.state == "approved" else ""
        return f"Questions approved{by}{'' if count else '; no list is kept here'}"
    written = f"{count} {'question' if count == 1 else 'questions'}, " if count else "none written, "
    remark = f": {kept.remark}" if kept and kept.remark and state == "changes_asked" else ""
    return f"Questions: {written}{REVIEW_WORDS[state]}{remark}"


def _practice_text(
    lacking: list[Student], known: list[Student], facts: ReadyFacts, several: bool, zone: ZoneInfo
) -> str:
    if lacking:
        names = f": {listing([one.label for one in lacking])}" if several else ""
        return f"Practice interview not done{names}"
    kept = facts.preparations.get(known[0].id)
    if several or kept is None or not kept.practised_with:
        return "Practice interview done"
    at = f", {day_text(local_day(kept.practised_at, zone))}" if kept.practised_at else ""
    return f"Practice interview done with {kept.practised_with}{at}"


def _notes(interview: Interview, situation: Situation, facts: ReadyFacts) -> Iterator[Item]:
    if not wants_notes(interview):
        return
    who = contact_label(interview.contact, situation)
    contact = situation.contacts.get(interview.contact or "")
    told = facts.told.get(interview.id, ())
    state = note_state(told, "checklist", interview, contact)
    yield Item(
        "checklist", state == "sent", _note_text("Checklist", state, told, "checklist", who, situation.zone)
    )
    state = note_state(told, "confirmation", interview, contact)
    answered = interview.state in ("confirmed", "checked_in")
    if answered and state != "old":
        yield Item("confirmation", True, f"{who} confirmed{_when(interview.confirmed_at, situation.zone)}")
        return
    text = _note_text("Confirmation", state, told, "confirmation", who, situation.zone)
    yield Item("confirmation", False, f"{text}, no answer yet" if state == "sent" else text)


def _when(at: datetime | None, zone: ZoneInfo) -> str:
    return f", {day_text(local_day(at, zone))} {clock_text(at, zone)}" if at else ""


def _note_text(what: str, state: str, told: tuple[Told, ...], kind: str, who: str, zone: ZoneInfo) -> str:
    if state == "none":
        return f"{what} not sent"
    if state == "made":
        return f"{what} written, not sent yet"
    sent = last_note(told, kind, sent=True)
    if state == "old" and sent is not None:
        day: date = local_day(sent.start, zone)
        was = f"{day_text(day)} {clock_text(sent.start, zone)}"
        return f"{what} out of date: {who} was told {was}{_reach_word(sent)}; tell them again"
    by = _by(sent.sent_by, sent.sent_at, zone) if sent is not None else ""
    return f"{what} sent{by}"


def _reach_word(sent: Told) -> str:
    return f", {sent.reach}" if sent.reach else ""
