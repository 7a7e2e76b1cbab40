"""Closing and changing a day: its calls are offered other times, and all of it happens at once or not at all."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import BadInput, Refused
from models.operations.bells_editing import propose_rule
from models.operations.days import propose_day, propose_days, propose_rows
from models.operations.marking import mark_interview
from models.operations.proposals import accept
from models.operations.records import add_record, set_record
from models.operations.removing import remove_record
from models.operations.undo import undo
from models.queries import reading
from models.queries.journal import entries
from models.rules.facts import DayException, Period, Proposal, ProposalRow
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import DAY, at, book, change, interview

CLOSED: dict[str, str] = {"closed": "Snow"}


def proposed(school: Workspace, fields: dict[str, str] | None, day: date = DAY) -> Proposal:
    return school.read(propose_day, day, fields, school.now())


def special(school: Workspace) -> dict[date, DayException]:
    return school.read(reading.bells).schedule.exceptions


def test_calls_of_a_closed_day_are_offered_the_nearest_free_time(school: Workspace) -> None:
    call = book(school, "10:05", student="s1", room="r1")
    found = proposed(school, CLOSED)
    assert found == Proposal(
        "day",
        "Wed 18 Nov 2026",
        (
            ProposalRow("add", "day", "2026-11-18", "Wed 18 Nov", "closed: Snow", None, None, {**CLOSED}),
            ProposalRow(
                "move", "interview", call, "Mia Torres: a call with Dr Okafor, 10:05–10:25 on Wed 18 Nov",
                "to 10:05–10:25 on Thu 19 Nov, in Room 1 (closed: Snow)", None,
                {"start": "2026-11-18T10:05:00-06:00", "room": "r1"},
                {"start": "2026-11-19T10:05:00-06:00", "room": "r1"},
            ),
        ),
        ("Interviewees to tell: Dr Okafor (555 0101).", "Students to tell: Mia Torres."),
    )  # fmt: skip
    done = school.write(accept, found)
    assert done.sentence == "Closed Wed 18 Nov (Snow); moved 1 call."
    assert done.short == "Closed Wed 18 Nov (Snow); moved 1 call"
    assert interview(school, call).start == at("10:05", date(2026, 11, 19))
    assert special(school)[DAY].closed == "Snow"


def test_it_is_told_that_a_new_time_is_outside_of_what_the_contact_offered(school: Workspace) -> None:
    offered = {"contact": "k1", "start_at": at("08:00"), "end_at": at("15:00")}
    change(school, lambda unit: unit.insert(rows.Availability, "v1", **offered))
    call = book(school, "10:05", student="s1", room="r1")
    moved = {row.id: row.reason for row in proposed(school, CLOSED).rows}[call]
    assert (
        moved == "to 10:05–10:25 on Thu 19 Nov, in Room 1 (closed: Snow); outside the hours Dr Okafor stated"
    )


def test_calls_do_not_take_each_others_new_times(school: Workspace) -> None:
    book(school, "10:05", student="s1", contact="k1", room="r1")
    book(school, "10:05", student="s2", contact="k2", room="r2")
    book(school, "11:05", student="s3", contact="k1", room="r1")
    found = proposed(school, CLOSED)
    assert found.counts["move"] == 3
    school.write(accept, found)
    standing = [one for one in school.read(reading.interviews).values() if one.start]
    assert len({(one.start, one.room) for one in standing}) == 3
    assert all(one.start and one.start >= at("00:00", date(2026, 11, 19)) for one in standing)


def test_a_confirmed_call_wants_a_new_confirmation(school: Workspace) -> None:
    call = book(school, "10:05")
    school.write(mark_interview, call, "confirmed")
    school.write(accept, proposed(school, CLOSED))
    found = interview(school, call)
    assert (found.state, found.confirmed_at, found.revision) == ("scheduled", None, 1)


def test_closing_and_moving_is_one_entry_that_undo_takes_back(school: Workspace) -> None:
    call = book(school, "10:05")
    school.write(accept, proposed(school, CLOSED))
    school.write(undo)
    assert (special(school), interview(school, call).start) == ({}, at("10:05"))
    assert [one.action for one in school.read(entries)][-2:] == ["day", "day"]


def test_what_finds_no_other_time_is_refused_and_stays(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"per_day": "1"})
    for day in ("16", "17", "19", "20", "23", "24", "25", "26", "27"):
        school.write(accept, proposed(school, {"closed": "holiday"}, date(2026, 11, int(day))))
    call = book(school, "10:05")
    found = proposed(school, CLOSED)
    assert (found.rows[1].action, found.rows[1].reason) == (
        "refuse",
        "closed: Snow; no other time is free for it in the window",
    )
    done = school.write(accept, found)
    assert done.sentence == "Closed Wed 18 Nov (Snow); 1 found no other time."
    assert interview(school, call).start == at("10:05")


def test_another_day_type_moves_only_what_no_longer_fits(school: Workspace) -> None:
    school.write(add_record, "classes", {"id": "exam", "name": "Exam", "meets": "1", "kind": "never"})
    school.write(set_record, "students", "s2", {"classes": "exam"})
    _import_short_day(school)
    stays = book(school, "12:05", student="s1", contact="k1", room="r1")
    moves = book(school, "10:05", student="s2", contact="k2", room="r2")
    found = proposed(school, {"day_type": "late"})
    assert [(row.action, row.id) for row in found.rows] == [
        ("add", "2026-11-18"),
        ("move", moves),
        ("same", stays),
    ]
    assert "(Ben Ode would miss period 1 Exam on Wed 18 Nov" in found.rows[1].reason
    done = school.write(accept, found)
    assert done.sentence == "Changed Wed 18 Nov: day type late; moved 1 call."


def test_a_note_moves_nobody(school: Workspace) -> None:
    book(school, "10:05")
    found = proposed(school, {"note": "Assembly at 2"})
    assert [row.action for row in found.rows] == ["add", "same"]


def test_setting_changes_only_what_is_given_and_a_day_type_opens(school: Workspace) -> None:
    school.write(accept, proposed(school, {"closed": "Snow", "note": "Call the bus company"}))
    school.write(accept, proposed(school, {"day_type": "regular"}))
    assert special(school)[DAY] == DayException(DAY, "", "regular", "", "Call the bus company")
    done = school.write(accept, proposed(school, None))
    assert (done.sentence, special(school)) == ("Wed 18 Nov is an ordinary day again.", {})


def test_the_same_again_is_nothing(school: Workspace) -> None:
    school.write(accept, proposed(school, CLOSED))
    again = proposed(school, CLOSED)
    assert [row.action for row in again.rows] == ["same"]
    assert school.write(accept, again).journal == 0


def test_what_changed_meanwhile_is_not_overwritten(school: Workspace) -> None:
    book(school, "10:05", student="s1", room="r1")
    found = proposed(school, CLOSED)
    school.write(accept, proposed(school, {"note": "Assembly"}))
    with pytest.raises(Refused, match="The store has changed since: Wed 18 Nov"):
        school.write(accept, found)


def test_add_and_remove_are_for_days_without_calls(school: Workspace) -> None:
    fields = {"date": "2026-11-19", "closed": "yes"}
    assert school.write(add_record, "days", fields).sentence == "Closed Thu 19 Nov."
    assert (
        school.write(remove_record, "days", "2026-11-19").sentence == "Thu 19 Nov is an ordinary day again."
    )
    book(school, "10:05")
    with pytest.raises(Refused, match="1 call stands on Wed 18 Nov 2026 and would have to move"):
        school.write(add_record, "days", {"date": "2026-11-18", "closed": "Snow"})
    with pytest.raises(BadInput, match="'soon' is no date"):
        school.write(remove_record, "days", "soon")


def test_fields_and_day_types_that_nobody_knows_are_refused(school: Workspace) -> None:
    with pytest.raises(BadInput, match="A day has no field 'weather'"):
        proposed(school, {"weather": "snow"})
    with pytest.raises(BadInput, match="There is no day type 'foggy'"):
        proposed(school, {"day_type": "foggy"})


def _import_short_day(school: Workspace) -> None:
    from models.exchange.files_in import read_bytes
    from models.operations.importing import propose_import

    text = b"day_type,period,start,end\nlate,1,10:00,11:00\nlate,2,11:00,12:00\nlate,3,12:00,13:55\n"
    read = read_bytes("bells", text, "periods.csv")
    school.write(accept, school.read(propose_import, read, school.now(), file="periods.csv"))


def test_several_days_are_closed_together_and_weekends_are_left_out(school: Workspace) -> None:
    call = book(school, "10:05", student="s1", room="r1")
    found = school.read(propose_days, DAY, date(2026, 11, 23), CLOSED, school.now())
    assert found.title == "Wed 18 Nov 2026 to Mon 23 Nov 2026"
    assert [(row.action, row.id) for row in found.rows] == [
        ("add", "2026-11-18"),
        ("add", "2026-11-19"),
        ("add", "2026-11-20"),
        ("add", "2026-11-23"),
        ("move", call),
    ]
    done = school.write(accept, found)
    assert done.sentence == "Closed 4 days from Wed 18 Nov to Mon 23 Nov (Snow); moved 1 call."
    school.write(undo)
    assert (special(school), interview(school, call).start) == ({}, at("10:05"))
    with pytest.raises(BadInput, match="is not one of the 92 days"):
        school.read(propose_days, DAY, date(2026, 11, 17), CLOSED, school.now())


def test_only_some_of_the_moves_are_accepted_and_the_rest_is_offered_again(school: Workspace) -> None:
    first = book(school, "10:05", student="s1", room="r1")
    second = book(school, "11:05", student="s2", contact="k2", room="r2")
    found = proposed(school, CLOSED)
    done = school.write(accept, found, chosen={0, 1})
    assert done.sentence == "Closed Wed 18 Nov (Snow); moved 1 call; 1 stays where it was."
    assert (interview(school, first).start != at("10:05"), interview(school, second).start) == (
        True,
        at("11:05"),
    )
    again = proposed(school, CLOSED)
    assert [(row.action, row.id) for row in again.rows] == [("same", "2026-11-18"), ("move", second)]
    assert school.write(accept, again).sentence == "Moved 1 call."


def test_what_a_call_takes_anew_is_said_and_asked_for(school: Workspace) -> None:
    call = book(school, "10:05", student="s1", room="r1")
    rows = (Period("2", 600, 660, "period"),)
    found = school.read(propose_rows, DAY, rows, school.now())
    assert [(row.action, row.entity, row.reason) for row in found.rows] == [
        ("add", "day", "bells of its own"),
        ("change", "absence", "it can stay, but now takes period 2 Algebra: ask for the absence"),
    ]
    assert school.write(accept, found).sentence == "Changed Wed 18 Nov: bells of its own."
    assert [(one.period, one.state) for one in school.read(reading.absences)[call]] == [("2", "to_request")]
    assert special(school)[DAY].rows == rows
    school.write(accept, school.read(propose_day, DAY, {"day_type": "regular"}, school.now()))
    assert special(school)[DAY] == DayException(DAY, "", "regular", "", "")


def test_calls_after_the_end_of_a_shortened_day_are_offered_other_times(school: Workspace) -> None:
    early = book(school, "08:10", student="s1", room="r1")
    late = book(school, "10:05", student="s2", contact="k2", room="r2")
    rows = (Period("1", 480, 540, "period"), Period("2", 545, 600, "period"))
    found = school.read(propose_rows, DAY, rows, school.now())
    told = [(row.action, row.id, row.reason.partition(" in ")[0]) for row in found.rows if row.id != str(DAY)]
    assert told == [("same", early, "it can stay"), ("move", late, "to 09:40–10:00 on Wed 18 Nov,")]
    assert found.rows[-1].reason.endswith("(school ends at 10:00)")
    school.write(accept, found, chosen={0})
    # What stayed there all the same is offered another time again, whoever looks at the date.
    again = school.read(propose_rows, DAY, rows, school.now())
    assert [(row.action, row.id) for row in again.rows] == [("same", str(DAY)), ("move", late)]
    begins = school.read(propose_rows, DAY, (Period("3", 600, 660, "period"),), school.now())
    assert [row.id for row in begins.rows if "school begins at 10:00" in row.reason] == [early]


def test_bells_of_its_own_come_with_a_letter_and_a_note_and_go_with_the_usual_day(school: Workspace) -> None:
    rows = (Period("2", 600, 660, "period"),)
    query = partial(propose_rows, fields={"rotation": "B", "note": "Fair"})
    done = school.write(accept, school.read(query, DAY, rows, school.now()))
    assert done.sentence == "Changed Wed 18 Nov: B day, note Fair, bells of its own."
    assert special(school)[DAY] == DayException(DAY, "", "", "B", "Fair", rows)
    school.write(accept, proposed(school, {"day_type": "", "note": "Fair"}))
    assert special(school)[DAY] == DayException(DAY, "", "", "B", "Fair")


def test_later_letters_go_on_or_stay_as_they_are(school: Workspace) -> None:
    school.write(accept, school.read(propose_rule, "rotation", "A B C", school.now()))
    week = [date(2026, 11, day) for day in (18, 19, 20)]

    def letters() -> str:
        return "".join(school.read(reading.bells).letter(day) or "." for day in week)

    before = letters()
    school.write(accept, proposed(school, CLOSED))
    assert letters() == f".{before[:2]}"
    school.write(undo)
    kept = school.read(
        partial(propose_days, first=DAY, last=DAY, fields=CLOSED, now=school.now(), keep_letters=True)
    )
    done = school.write(accept, kept)
    assert done.sentence == f"Closed Wed 18 Nov (Snow); changed Thu 19 Nov: {before[1]} day."
    assert letters() == f".{before[1:]}"
    again = school.read(
        partial(propose_days, first=DAY, last=DAY, fields=CLOSED, now=school.now(), keep_letters=True)
    )
    assert [row.action for row in again.rows] == ["same"]
