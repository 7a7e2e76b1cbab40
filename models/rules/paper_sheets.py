"""The sheets that back a day up on paper, each with no more than its reader needs to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from models.rules.absences import ABSENCE_WORDS
from models.rules.day import BoardRow, board_rows
from models.rules.day_rooms import standby_of_day
from models.rules.duty import calls_to_watch, unwatched
from models.rules.facts import Absence, Contact, Interview
from models.rules.interview import needs_room
from models.rules.naming import day_text, room_label, students_label, times_text, where_text
from models.rules.paper import BOX, Block, Lines, Sheet, Table, Writing
from models.rules.preparing import Question
from models.rules.public_board import names_of_day
from models.rules.situation import Situation
from models.rules.span import Span, local_instant


class PaperFacts(NamedTuple):
    """A day's situation, the public numbers by student, and the students' lists of questions.

    `notes` are subject and text of what interviewees are written, by (note, interview); `thank_by` the days by which
    thank-yous were said to be due, by interview.
    """

    day: date
    situation: Situation
    numbers: Mapping[str, int]
    questions: Mapping[str, tuple[Question, ...]]
    notes: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType({})
    thank_by: Mapping[str, date] = MappingProxyType({})


def office_sheets(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """Everybody who calls today, one row each, numbered, with boxes to tick."""
    rows = [
        (
            str(number),
            times_of(row.interview, facts),
            ", ".join(row.students),
            row.contact,
            place_words(row, facts),
            _short(reach_words(row.interview, facts)),
            *(BOX,) * 4,
        )
        for number, row in enumerate(rows_of_day(facts), 1)
    ]
    headers = ("", "Time", "Student", "With", "Where", "Reach", "In", "Ok", "Ab", "No")
    yield Sheet(
        "office",
        "",
        "Interviews today",
        day_line(facts),
        (
            Table(headers, (0, 0, 4, 4, 4, 3, 0, 0, 0, 0), tuple(rows)),
            *_unless(rows, "No interviews on this day."),
            Lines(
                "", ("In: the student is here. Ok: the call took place. Ab: student absent. No: no answer.",)
            ),
        ),
    )


_REACH = 40
"""Letters of a number or link for the office; who calls has all of a long link on the card."""


def _short(reach: str) -> str:
    return reach if len(reach) <= _REACH else f"{reach[: _REACH - 1]}…"


def door_sheets(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """One for each room with calls: names as everybody may see them."""
    rows = [row for row in rows_of_day(facts) if row.interview.room is not None and in_a_room(row)]
    names = names_of_day(facts.situation, facts.day, facts.numbers)
    by_room: dict[str, list[BoardRow]] = defaultdict(list)
    for row in rows:
        by_room[row.interview.room or ""].append(row)
    for room in sorted(by_room, key=lambda one: (room_label(one, facts.situation), one)):
        told = tuple(
            (times_of(row.interview, facts), ", ".join(names[one] for one in row.interview.students), BOX)
            for row in by_room[room]
        )
        table = Table(("Time", "Student", "Done"), (0, 1, 0), told)
        quiet = Lines("", ("A call is going on when the door is closed. Please be quiet in front of it.",))
        yield Sheet("doors", room, room_label(room, facts.situation), day_line(facts), (table, quiet))


def teacher_sheets(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """One for each class teacher whose class is missed: who leaves when, and whether that was approved."""
    situation = facts.situation
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows_of_day(facts):
        for absence in _absences(row.interview, facts):
            if absence.teacher is None:
                continue
            found[absence.teacher].append(
                (
                    absence.period,
                    absence.class_name,
                    _name(absence.student, situation),
                    times_of(row.interview, facts),
                    _decided(absence),
                    BOX,
                )
            )
    for teacher in sorted(found, key=lambda one: (_staff(one, situation), one)):
        headers = ("Period", "Class", "Student", "Call", "Absence", "Agreed")
        yield Sheet(
            "teachers",
            teacher,
            _staff(teacher, situation),
            f"Students who call during your classes · {day_line(facts)}",
            (Table(headers, (0, 2, 3, 0, 2, 0), tuple(found[teacher])),),
            small=True,
        )


def standby_sheets(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """Who stands by when, over which calls; and the minutes that nobody watches."""
    situation, zone = facts.situation, facts.situation.zone
    calls = calls_to_watch(situation, facts.day)
    rows = []
    for turn in standby_of_day(situation, facts.day):
        watched = [call for call, span in calls if span.overlaps(Span(turn.start, turn.end))]
        rooms = sorted({room_label(call.room, situation) for call in watched if call.room})
        rows.append(
            (
                turn.label,
                times_text(Span(turn.start, turn.end), zone),
                str(len(watched)),
                ", ".join(rooms),
                "",
            )
        )
    bare = [
        f"{times_text(span, zone)}: {', '.join(students_label(situation.interviews[one], situation) for one in ids)}"
        for span, ids in unwatched(situation, facts.day)
    ]
    watched_all = "Every call is watched from beginning to end." if calls else "There is no call to watch."
    yield Sheet(
        "standby",
        "",
        "Standby plan",
        day_line(facts),
        (
            Table(("Adult", "On duty", "Calls", "Rooms", "Signed"), (3, 0, 0, 5, 2), tuple(rows)),
            *_unless(rows, "Nobody is on duty on this day."),
            Lines("Nobody watches", tuple(bare) or (watched_all,)),
        ),
    )


def permission_slips(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """One for each student who misses class today: which periods, whose, and a line to sign."""
    situation = facts.situation
    for row in rows_of_day(facts):
        absences = _absences(row.interview, facts)
        for student in row.interview.students:
            mine = [one for one in absences if one.student == student]
            if not mine:
                continue
            told = tuple((one.period, one.class_name, one.teacher_name, _decided(one), "") for one in mine)
            table = Table(("Period", "Class", "Teacher", "So far", "Signature"), (0, 3, 3, 2, 4), told)
            asked = f"{_name(student, situation)} asks to be away from class for a call, {times_of(row.interview, facts)}."
            yield Sheet(
                "slips",
                f"{row.id}-{student}",
                f"Permission to miss class: {_name(student, situation)}",
                day_line(facts),
                (Lines("", (asked,)), table),
                small=True,
            )


def blank_forms(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """Forms without names, for whoever has nothing else; `space` lines for each answer."""
    yield Sheet(
        "blank",
        "notes",
        "Notes of an interview",
        "Name, date, with whom:",
        (
            Writing("What does a usual day look like?", space),
            Writing("How did they come to this work?", space),
            Writing("What should one learn for it?", space),
            Writing("What do they like, and what not?", space),
            Writing("What surprised me", space),
            Writing("Whom else may I talk to?  May I say who sent me?", max(1, space // 2)),
            Writing("Thank-you written by", 1),
        ),
    )
    yield Sheet(
        "blank",
        "evaluation",
        "How did the interview go?",
        "Name, date, with whom:",
        (
            Table(
                ("", "Yes", "Partly", "No"),
                (1, 0, 0, 0),
                tuple(
                    (asked, BOX, BOX, BOX)
                    for asked in (
                        "I was prepared.",
                        "I called on time and ended on time.",
                        "I learnt something about this work.",
                        "I would like to do such work.",
                        "The room was quiet.",
                    )
                ),
            ),
            Writing("What I would do otherwise next time", space),
        ),
    )
    yield Sheet(
        "blank",
        "log",
        "Log of the day",
        "Room, adult on duty, date:",
        (
            Table(
                ("Time", "Student", "In", "Start", "End", "What happened"),
                (1, 3, 1, 1, 1, 4),
                (("", "", "", "", "", ""),) * max(8, 4 * space),
            ),
        ),
    )


def rows_of_day(facts: PaperFacts) -> Sequence[BoardRow]:
    """The day's interviews that are not called off, as they will be and not as the clock stands."""
    situation = facts.situation
    return board_rows(situation, local_instant(facts.day, 0, situation.zone), facts.day).rows


def times_of(one: Interview, facts: PaperFacts) -> str:
    """From when to when, in local times."""
    assert one.span is not None
    return times_text(one.span, facts.situation.zone)


def in_a_room(row: BoardRow) -> bool:
    """Whether it is a call from a quiet room, which everybody may see that it is."""
    return needs_room(row.interview.format, row.interview.place)


def place_words(row: BoardRow, facts: PaperFacts) -> str:
    """Where the student is to be, in a word that cannot be overlooked where that is not known."""
    if not in_a_room(row):
        return where_text(row.interview, facts.situation)
    return row.room or "NO ROOM YET"


def reach_words(one: Interview, facts: PaperFacts) -> str:
    """The link or number by which the two reach each other, "" for none."""
    contact = facts.situation.contacts.get(one.contact or "")
    return one.link or one.number or (contact.phone if contact and one.format == "phone" else "")


def contact_line(contact: Contact) -> str:
    """Name, title, employer."""
    return ", ".join(part for part in (contact.name, contact.title, contact.employer_name) if part)


def _absences(one: Interview, facts: PaperFacts) -> Iterable[Absence]:
    found = facts.situation.absences.get(one.id, ())
    return [absence for absence in found if absence.state != "not_needed"]


def _decided(one: Absence) -> str:
    return f"{ABSENCE_WORDS[one.state]}{f': {one.condition}' if one.condition else ''}"


def _name(student: str, situation: Situation) -> str:
    known = situation.students.get(student)
    return known.label if known else student


def _staff(ident: str, situation: Situation) -> str:
    known = situation.staff.get(ident)
    return known.name if known else ident


def day_line(facts: PaperFacts) -> str:
    """The day, the school and what it is about."""
    campaign = facts.situation.campaign
    named = " · ".join(part for part in (campaign.school, campaign.name) if part)
    return f"{day_text(facts.day)} {facts.day.year} · {named}"


def _unless(rows: Sequence[object], text: str) -> tuple[Block, ...]:
    return () if rows else (Lines("", (text,)),)
