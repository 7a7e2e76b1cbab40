"""A contact's offered hours changed by hand: what is saved, said, left alone and refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.errors import BadInput
from models.exchange.csv_out import write_facts
from models.operations.campaigns import change_campaign, make_campaign
from models.operations.record_cells import changed_cells, record_cells
from models.operations.records import add_record, set_record
from models.operations.undo import undo
from models.queries import reading
from models.queries.pool import contact_story
from models.rules.span import Span
from models.workspace import Workspace
from tests.helpers_store import NOW, ZONE, at

TUESDAY, THURSDAY = date(2026, 11, 17), date(2026, 11, 19)
WEEK = timedelta(days=7)


def offered(school: Workspace, ident: str = "k1") -> tuple[Span, ...]:
    return school.read(reading.contacts)[ident].availability


def on(day: date, start: str, end: str) -> Span:
    return Span(at(start, day), at(end, day))


def shown(school: Workspace, ident: str = "k1") -> str:
    return school.read(record_cells, "contacts", ident, NOW)["availability"]


def test_a_new_contact_comes_with_hours(school: Workspace) -> None:
    before = school.newest_entry()
    cell = "Tue,Thu 10:00/12:00; 2026-11-24 13:00/15:00"
    done = school.write(add_record, "contacts", {"id": "k9", "name": "Jo Smith", "availability": cell})
    assert (done.sentence, done.journal) == ("Added contact Jo Smith (k9).", before + 1)
    assert offered(school, "k9") == (
        on(TUESDAY, "10:00", "12:00"),
        on(THURSDAY, "10:00", "12:00"),
        on(TUESDAY + WEEK, "10:00", "12:00"),
        on(TUESDAY + WEEK, "13:00", "15:00"),
        on(THURSDAY + WEEK, "10:00", "12:00"),
    )
    assert shown(school, "k9") == cell
    school.write(undo)
    assert "k9" not in school.read(reading.contacts)


def test_other_hours_are_one_entry_one_sentence_and_one_undo(school: Workspace) -> None:
    before = school.newest_entry()
    first = school.write(set_record, "contacts", "k1", {"availability": "Tue 10:00/12:00"})
    assert first.sentence == "Changed Dr Okafor: offered hours none → Tue 10:00/12:00."
    done = school.write(
        set_record, "contacts", "k1", {"availability": "2026-11-17 10:00/12:00; 2026-11-20 8:00/9:00"}
    )
    assert done.sentence == (
        "Changed Dr Okafor: offered hours Tue 10:00/12:00 → 2026-11-17 10:00/12:00; 2026-11-20 08:00/09:00."
    )
    assert done.journal == before + 2
    assert offered(school) == (on(TUESDAY, "10:00", "12:00"), on(date(2026, 11, 20), "8:00", "9:00"))
    school.write(undo)
    assert offered(school) == (on(TUESDAY, "10:00", "12:00"), on(TUESDAY + WEEK, "10:00", "12:00"))


def test_hours_written_otherwise_but_the_same_leave_no_entry(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"availability": "Tue 10:00/12:00"})
    before = school.newest_entry()
    same = {"availability": "2026-11-24 10:00/12:00;2026-11-17 10:00/12:00; Tue 10:00/12:00"}
    done = school.write(set_record, "contacts", "k1", same)
    assert (done.journal, done.sentence) == (0, "Dr Okafor is like that already.")
    assert school.newest_entry() == before


def test_emptying_clears_the_hours_and_other_fields_leave_them(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"availability": "Tue 10:00/12:00"})
    school.write(set_record, "contacts", "k1", {"limit": "4"})
    assert len(offered(school)) == 2
    done = school.write(set_record, "contacts", "k1", {"availability": ""})
    assert done.sentence == "Changed Dr Okafor: offered hours Tue 10:00/12:00 → none."
    assert offered(school) == ()


def test_a_form_sends_the_hours_only_when_they_mean_something_else() -> None:
    before = {"availability": "Tue,Thu 10:00/12:00"}
    assert changed_cells("contacts", before, {"availability": "tue 10:00-12:00; Thu 10:00–12:00"}) == {}
    assert changed_cells("contacts", before, {"availability": "Tue 10:00/12:00"}) == {
        "availability": "Tue 10:00/12:00"
    }
    assert changed_cells("contacts", before, {"availability": "Thu 10:00/12:00;Tue 10:00/12:00"}) == {}
    assert changed_cells("contacts", before, {"availability": ""}) == {"availability": ""}
    assert changed_cells("contacts", {"availability": ""}, {"availability": " "}) == {}


def test_hours_offered_to_another_campaign_stay_and_are_not_shown(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"availability": "2026-11-20 8:00/9:00"})
    autumn = school.campaign().id
    school.write(change_campaign, autumn, last_day=date(2026, 11, 18))
    school.write(set_record, "contacts", "k1", {"availability": "Tue 10:00/11:00"})
    assert shown(school) == "2026-11-17 10:00/11:00"
    school.write(set_record, "contacts", "k1", {"availability": ""})
    assert offered(school) == (on(date(2026, 11, 20), "8:00", "9:00"),)


def test_days_outside_the_window_are_refused_and_nothing_is_saved(school: Workspace) -> None:
    before = school.newest_entry()
    with pytest.raises(BadInput, match="2027-03-01 10:00 lies outside the campaign's window, 2026-11-16 to"):
        school.write(set_record, "contacts", "k1", {"limit": "3", "availability": "2027-03-01 10:00/12:00"})
    assert school.newest_entry() == before
    assert school.read(reading.contacts)["k1"].limit is None


def test_a_time_that_the_clock_skips_is_refused(school: Workspace) -> None:
    school.write(change_campaign, school.campaign().id, last_day=date(2027, 3, 20))
    with pytest.raises(BadInput, match="2027-03-14 02:30 does not exist in America/Chicago"):
        school.write(set_record, "contacts", "k1", {"availability": "Sun 2:30/4:00"})
    assert offered(school) == ()


def test_a_later_campaign_begins_with_its_own_window(school: Workspace) -> None:
    school.write(
        make_campaign, name="Spring", first_day=date(2027, 3, 1), last_day=date(2027, 3, 12), zone=ZONE.key
    )
    done = school.write(set_record, "contacts", "k1", {"availability": "Mon-Fri 9:00/10:00"})
    assert done.sentence == "Changed Dr Okafor: offered hours none → Mon-Fri 09:00/10:00."
    assert [span.start.month for span in offered(school)] == [11] * 10


def test_hours_are_no_column_of_the_file_of_contacts(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"availability": "Tue 10:00/12:00"})
    table = write_facts("contacts", school.read(reading.contacts).values(), ZONE)
    assert table.splitlines()[0] == (
        "id,name,employer,title,email,phone,zone,clusters,formats,minutes,gap_minutes,limit,per_day,schools,"
        "travel_minutes,source,do_not_contact,notes"
    )


def test_the_story_of_a_contact_tells_of_hours_that_came_and_went(school: Workspace) -> None:
    school.write(add_record, "contacts", {"id": "k:9", "name": "Jo Smith"})
    school.write(set_record, "contacts", "k:9", {"availability": "Tue 10:00/12:00"})
    school.write(set_record, "contacts", "k:9", {"availability": ""})
    story = school.read(contact_story, school.campaign(), "k:9", NOW)
    assert [entry.sentence for entry in story.history] == [
        "Changed Jo Smith: offered hours Tue 10:00/12:00 → none.",
        "Changed Jo Smith: offered hours none → Tue 10:00/12:00.",
        "Added contact Jo Smith (k:9).",
    ]


def test_hours_of_somebody_elsewhere_are_told_with_the_zone_they_are_in(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"zone": "America/Los_Angeles"})
    done = school.write(set_record, "contacts", "k1", {"availability": "2026-11-17 10:00/12:00"})
    assert done.sentence == (
        "Changed Dr Okafor: offered hours (America/Chicago) none → 2026-11-17 10:00/12:00."
    )
    assert offered(school) == (on(TUESDAY, "10:00", "12:00"),)
