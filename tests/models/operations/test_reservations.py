"""Labs, phones and rooms booked by students, classes and calls: never by two at once, and a phone follows its call."""

from __future__ import annotations

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.records import add_record, set_record
from models.operations.removing import remove_record
from models.operations.reservations import Wanted, change_reservation, give_phone, release, reserve
from models.operations.undo import redo, undo
from models.operations.unit import Unit
from models.queries import reading
from models.queries.place_tables import reservations
from models.queries.school import places
from models.rules.reserving import Reservation
from models.rules.span import Span
from models.tables import time_rows
from models.workspace import Workspace
from tests.helpers_store import at, book, interview


@pytest.fixture
def house(school: Workspace) -> Workspace:
    """The school with a lab and two phones."""
    for fields in (
        {"id": "lab", "name": "Lab", "kind": "lab", "capacity": "20", "open": "Mon-Fri 08:00/15:00"},
        {"id": "p1", "name": "Phone 1", "kind": "phone"},
        {"id": "p2", "name": "Phone 2", "kind": "phone"},
    ):
        school.write(add_record, "places", fields)
    return school


def hour(place: str = "lab", start: str = "10:00", end: str = "11:00", **who: str) -> Wanted:
    return Wanted(place, at(start), at(end), **(who or {"class_id": "alg"}), what="phone scripts")


def test_a_class_books_the_lab_and_one_undo_frees_it(house: Workspace) -> None:
    done = house.write(reserve, hour())
    assert done.sentence == "Booked Lab for Algebra, 10:00–11:00 on Wed 18 Nov (phone scripts)."
    [one] = house.read(reservations)
    assert one == Reservation(
        one.id, "lab", Span(at("10:00"), at("11:00")), "Algebra", "phone scripts", class_id="alg"
    )
    house.write(undo)
    assert house.read(reservations) == ()
    house.write(redo)
    assert house.read(reservations) == (one,)
    done = house.write(release, one.id)
    assert done.sentence == "Lab is free again, 10:00–11:00 on Wed 18 Nov: Algebra no longer has it."


def test_never_two_in_one_and_what_is_free_instead(house: Workspace) -> None:
    house.write(reserve, hour())
    with pytest.raises(Refused) as refused:
        house.write(reserve, hour(start="10:30", end="11:30", student="s1"))
    assert refused.value.sentence == "Lab is booked by Algebra 10:00–11:00 on Wed 18 Nov (phone scripts)."
    assert [(one.start, one.room) for one in refused.value.alternatives] == [
        (at("11:00"), "lab"), (at("11:05"), "lab"), (at("11:10"), "lab"),
    ]  # fmt: skip
    house.write(reserve, hour("p1", student="s1"))
    with pytest.raises(Refused) as refused:
        house.write(reserve, hour("p1", student="s2"))
    assert refused.value.alternatives[0].room_name == "Phone 2"
    house.write(reserve, hour(start="11:00", end="12:00", student="s2"))


def test_the_store_itself_refuses_two_in_one(house: Workspace) -> None:
    house.write(reserve, hour())
    call = book(house, "13:00")

    def slip(unit: Unit, room: str, start: str, end: str) -> None:
        unit.insert(time_rows.Reservation, "v9", room=room, start_at=at(start), end_at=at(end), student="s2")
        unit.say("slip", "Slipped.")

    with pytest.raises(Refused, match="the place is taken at that time"):
        house.write(slip, "lab", "10:59", "11:30")
    with pytest.raises(Refused, match="the place is taken at that time"):
        house.write(slip, "r1", "13:05", "13:30")
    house.write(slip, "r1", "09:00", "09:30")

    def push(unit: Unit) -> None:
        from models.tables import rows

        unit.update(rows.Interview, call, start_at=at("09:10"), end_at=at("09:30"))
        unit.say("slip", "Slipped.")

    with pytest.raises(Refused, match="the room is taken at that time"):
        house.write(push)


def test_a_room_that_is_booked_takes_no_call(house: Workspace) -> None:
    house.write(reserve, hour("r1", student="s3"))
    with pytest.raises(Refused, match="Room 1 is booked by Ana Petrov 10:00–11:00"):
        book(house, "10:10")
    assert house.read(reading.rooms)["r1"].blocks[0].held == "Ana Petrov"
    book(house, "12:00", room="r2")
    with pytest.raises(Refused, match="Room 2 is taken: Mia Torres has a call with Dr Okafor"):
        house.write(reserve, hour("r2", "12:10", "12:40"))


def test_hours_days_and_people_are_kept(house: Workspace) -> None:
    with pytest.raises(Refused, match="Lab is open 08:00–15:00 on Wed 18 Nov, not 15:00–16:00"):
        house.write(reserve, hour(start="15:00", end="16:00"))
    book(house, "10:10", student="s1")
    with pytest.raises(Refused, match="Mia Torres has a call with Dr Okafor 10:10–10:30 already"):
        house.write(reserve, hour(student="s1"))
    with pytest.raises(BadInput, match="somebody who has the place"):
        house.write(reserve, Wanted("lab", at("10:00"), at("11:00")))
    with pytest.raises(BadInput, match="end after it begins"):
        house.write(reserve, hour(start="11:00", end="10:00"))
    for wrong in (hour("nowhere"), hour(class_id="nobody"), hour(student="nobody")):
        with pytest.raises(UnknownId):
            house.write(reserve, wrong)


def test_a_booking_is_changed(house: Workspace) -> None:
    house.write(reserve, hour())
    [one] = house.read(reservations)
    done = house.write(change_reservation, one.id, start=at("12:00"), end=at("12:45"), what="practice")
    assert done.sentence == "Algebra now has Lab, 12:00–12:45 on Wed 18 Nov (practice)."
    assert house.write(change_reservation, one.id, what="practice").journal == 0


def test_a_phone_goes_where_its_call_goes(house: Workspace) -> None:
    call = book(house, "10:10", student="s1")
    done = house.write(give_phone, call, "p1")
    assert done.sentence == "Booked Phone 1 for Mia Torres, 10:10–10:30 on Wed 18 Nov (call)."
    house.write(move_interview, call, NewTime(start=at("11:10")))
    [one] = house.read(reservations)
    assert (one.place, one.span, one.interview) == ("p1", Span(at("11:10"), at("11:30")), call)
    house.write(undo)
    [one] = house.read(reservations)
    assert (one.span, interview(house, call).start) == (Span(at("10:10"), at("10:30")), at("10:10"))
    house.write(give_phone, call, "p2")
    assert [one.place for one in house.read(reservations)] == ["p2"]
    house.write(cancel_interview, call, "ill")
    assert house.read(reservations) == ()
    house.write(undo)
    assert [one.place for one in house.read(reservations)] == ["p2"]
    house.write(give_phone, call, None)
    assert house.read(reservations) == ()


def test_a_phone_that_is_taken_then_is_let_go_and_that_is_said(house: Workspace) -> None:
    call = book(house, "10:10", student="s1")
    house.write(give_phone, call, "p1")
    house.write(reserve, hour("p1", "11:00", "12:00", student="s2"))
    done = house.write(move_interview, call, NewTime(start=at("11:10")))
    assert done.sentence.endswith("Phone 1 is not free then: the call takes no phone along.")
    assert [one.interview for one in house.read(reservations)] == [""]


def test_what_goes_with_a_call_keeps_its_time_and_is_a_phone(house: Workspace) -> None:
    call = book(house, "10:10")
    with pytest.raises(BadInput, match="Lab is no phone"):
        house.write(give_phone, call, "lab")
    house.write(give_phone, call, "p1")
    [one] = house.read(reservations)
    with pytest.raises(BadInput, match="goes with its call"):
        house.write(change_reservation, one.id, start=at("11:00"))


def test_places_that_are_no_rooms_stay_out_of_what_is_about_rooms(house: Workspace) -> None:
    assert list(house.read(reading.rooms)) == ["r1", "r2"]
    assert [one.kind for one in house.read(places).values()] == ["lab", "phone", "phone", "room", "room"]
    with pytest.raises(UnknownId):
        book(house, "10:10", room="lab")


def test_a_room_becomes_a_lab_once_no_call_stands_in_it(house: Workspace) -> None:
    book(house, "10:10", room="r1")
    with pytest.raises(Refused, match="1 call stands in it, so it stays a quiet room"):
        house.write(set_record, "places", "r1", {"kind": "lab"})
    done = house.write(set_record, "places", "r2", {"kind": "lab"})
    assert done.sentence == "Changed Room 2: kind room → lab."
    assert list(house.read(reading.rooms)) == ["r1"]


def test_what_somebody_booked_is_not_removed(house: Workspace) -> None:
    house.write(reserve, hour())
    for kind, ident in (("places", "lab"), ("classes", "alg")):
        with pytest.raises(Refused, match="1 booking of a place"):
            house.write(remove_record, kind, ident)
    house.write(remove_record, "places", "p1")
    assert "p1" not in house.read(places)
