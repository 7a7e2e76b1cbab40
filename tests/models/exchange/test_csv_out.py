"""What is written is harmless in a spreadsheet and is read back the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_data
from models.exchange.columns import CLASS_KINDS, names_of
from models.exchange.csv_out import (
    guarded,
    unguarded,
    write_availability,
    write_csv,
    write_days,
    write_facts,
    write_fields,
    write_periods,
)
from models.exchange.files_in import read_bytes
from models.exchange.headers import recognised
from models.exchange.tables import FAILED, read_table
from models.exchange.wall import parse_openings, parse_spans
from models.rules.clusters import all_clusters
from models.rules.facts import BellSchedule, Block, Contact, Opening, Room
from models.rules.interview import EQUIPMENT, FORMATS
from models.rules.span import Span
from models.rules.text import clean, clean_lines

ZONE = ZoneInfo("America/Chicago")


@pytest.mark.parametrize("cell", ["=1+1", "+1 309 555 0100", "-", "@x", "\tx", "\rx", "'=1", "''@"])
def test_formulas_are_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ann", "'tis", "'", "O'Brien", "a=b", " =1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text() | st.text(alphabet="'=+-@\t\r\na"))
def test_the_guard_is_undone_exactly(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell).lstrip("'")[:1] not in set("=+-@\t\r\n") or guarded(cell).startswith("'")


def test_a_table_is_plain_csv() -> None:
    rows = [["1", 'Ann "Bo"'], ["=1", "a,b"], ["", "x\r\ny"]]
    assert write_csv(["id", "name"], rows) == 'id,name\n1,"Ann ""Bo"""\n\'=1,"a,b"\n,"x\ny"\n'


cell_text = st.text(max_size=20).map(str.strip) | st.text(alphabet="'=+-@,;\"|\na", max_size=8).map(str.strip)


@given(st.lists(st.lists(cell_text, min_size=6, max_size=6), max_size=8))
def test_any_table_written_is_read_the_same(rows: list[list[str]]) -> None:
    columns = names_of("staff")
    plain = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    table = read_table(write_csv(columns, rows), "a.csv", recognised(["staff"], {}))
    assert (table.headers, table.long_rows) == (columns, ())
    assert [row.cells for row in table.rows] == [row for row in plain if any(row)]


def safe(text: str) -> str:
    """Text as the program holds it: cleaned, nothing that a column takes apart, and no failed formula."""
    return clean(clean(no_failure(text).replace(";", "")))


def no_failure(text: str) -> str:
    return "" if text.strip() in FAILED else text


name = st.text(max_size=30).map(safe)
ident = (
    st.text(alphabet="0123456789AZé-=' ", max_size=12).map(safe).filter(lambda one: not one.endswith(".0"))
)
needed = name.map(lambda text: text or "Ann")
yes_no = st.sampled_from([True, False, None])
email = st.sampled_from(["", "zoë@example.org", "+x@mail.example.org", "=a@example.org"])
hours = st.sampled_from(["", "Mon-Fri 08:00/15:30", "Mon,Wed 9:00/11:00; 2026-11-23 10:00/12:00"]).map(
    parse_openings
)
day = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def several(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(one for one in values if one in chosen))


def number(least: int, most: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(least, most)


ids = st.lists(ident.filter(bool), unique=True, max_size=4).map(tuple)
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "students": {
        "given": needed,
        "family": name,
        "preferred": name,
        "grade": st.sampled_from(["", "9", "10", "K"]),
        "email": email,
        "school": name,
        "guardian_name": name,
        "guardian_email": email,
        "share_name": yes_no,
        "classes": ids,
        "owed": number(0, 99),
    },
    "contacts": {
        "name": needed,
        "employer": name,
        "title": name,
        "email": email,
        "phone": st.sampled_from(["", "+1 309 555 0100", "(309) 555-0100 ext. 4"]),
        "zone": st.sampled_from(["", "America/Denver"]),
        "clusters": several(tuple(one.id for one in all_clusters())),
        "formats": several(FORMATS),
        "minutes": number(1, 480),
        "gap_minutes": number(0, 60),
        "limit": number(0, 99),
        "per_day": number(0, 9),
        "schools": st.lists(name.filter(bool), unique=True, max_size=3).map(tuple),
        "travel_minutes": number(0, 99),
        "source": name,
        "do_not_contact": yes_no,
        "notes": st.text(max_size=60).map(lambda text: no_failure(clean_lines(clean_lines(text)))),
    },
    "rooms": {
        "name": needed,
        "school": name,
        "capacity": number(1, 99),
        "equipment": several(EQUIPMENT),
        "open": hours,
        "blocks": st.sampled_from(["", "2026-11-23 10:00/12:00 choir; 2026-11-24 8:00/9:00"]).map(
            parse_spans
        ),
        "changeover_minutes": number(0, 60),
    },
    "staff": {"name": needed, "role": name, "email": email, "school": name, "duty": hours},
    "classes": {
        "name": needed,
        "teacher": ident.map(lambda one: one or None),
        "meets": st.sampled_from(["", "4(A-B)", "2(A) 5(B)"]),
        "kind": st.sampled_from(["", *CLASS_KINDS]),
        "never_on": st.sets(day, max_size=3).map(lambda days: tuple(sorted(days))),
    },
}


@pytest.mark.parametrize("kind", FIELDS)
@given(data=st.data())
def test_any_records_written_are_read_the_same(kind: str, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.fixed_dictionaries(FIELDS[kind]), max_size=4))
    for at, row in enumerate(rows):
        row["id"] = f"0{at}"
        if kind == "students":
            row["interests"] = ()
    reading = read_bytes(kind, write_fields(kind, rows).encode(), "x.csv")
    assert [problem.line for problem in reading.problems] == []
    assert [record.fields for record in reading.records] == rows


@pytest.mark.parametrize("kind", [kind for kind in sample_data.FILES if kind != "bells"])
def test_the_sample_school_written_is_read_the_same(kind: str) -> None:
    records = read_bytes(kind, sample_data.shifted(0)[kind], "x.csv").records
    written = write_fields(kind, [record.fields for record in records])
    assert [record.fields for record in read_bytes(kind, written.encode(), "x.csv").records] == [
        record.fields for record in records
    ]


def test_the_sample_schedule_written_as_tables_is_read_the_same() -> None:
    bells = read_bytes("bells", sample_data.shifted(0)["bells"], "bells.toml").bells
    assert bells is not None
    for written in (write_periods(bells.schedule), write_days(bells.schedule)):
        again = read_bytes("bells", written.encode(), "bells.csv")
        assert (again.problems, again.notes) == ((), ())
        assert again.bells is not None
        (part,) = again.bells.parts
        assert getattr(again.bells.schedule, part) == getattr(bells.schedule, part)


def test_an_empty_schedule_is_two_headers() -> None:
    nothing = BellSchedule({}, {}, (), None, None, {})
    assert write_periods(nothing) == "day_type,period,start,end,kind\n"
    assert write_days(nothing) == "date,day_type,rotation,closed,note\n"


def test_facts_are_written_as_wall_times_of_the_zone() -> None:
    span = Span(datetime(2026, 11, 23, 16, 0, tzinfo=UTC), datetime(2026, 11, 23, 18, 0, tzinfo=UTC))
    room = Room(
        "R1",
        "Booth",
        "",
        2,
        ("phone",),
        5,
        (Opening(0, None, 480, 540),),
        (Block("b1", "R1", span, "choir"),),
    )
    assert write_facts("rooms", [room], ZONE) == (
        "id,name,school,capacity,equipment,open,blocks,changeover_minutes\n"
        "R1,Booth,,2,phone,Mon 08:00/09:00,2026-11-23 10:00/12:00 choir,5\n"
    )
    contact = Contact(
        id="c1",
        name="Dana",
        employer="e1",
        employer_name="Clinic",
        title="Nurse",
        email="dana@example.org",
        phone="+1 309 555 0100",
        zone="",
        clusters=("construction",),
        formats=("phone", "video"),
        minutes=20,
        gap_minutes=5,
        limit=4,
        per_day=None,
        schools=(),
        travel_minutes=0,
        source="",
        do_not_contact=False,
        notes="one\ntwo",
        availability=(span,),
    )
    assert write_facts("contacts", [contact], ZONE) == (
        ",".join(names_of("contacts")) + "\n"
        'c1,Dana,Clinic,Nurse,dana@example.org,\'+1 309 555 0100,,Construction,phone;video,20,5,4,,,0,,no,"one\ntwo"\n'
    )
    assert write_availability([contact], ZONE) == "contact,from,to\nc1,2026-11-23 10:00,2026-11-23 12:00\n"
