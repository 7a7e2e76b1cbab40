"""Whatever bytes come, they are a reading or one clear refusal; every kind tells row and column."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_data
from models.errors import BadInput
from models.exchange import limits
from models.exchange.columns import names_of
from models.exchange.files_in import KINDS, read_bytes, read_file
from models.exchange.reading import Reading, Record
from models.exchange.wall import WallTime
from models.rules.facts import Interest, Opening


def read(kind: str, text: str, **mapping: str) -> Reading:
    return read_bytes(kind, text.encode(), f"{kind}.csv", mapping=mapping)


def lines(reading: Reading) -> list[str]:
    return [one.line for one in reading.problems]


def test_students_in_our_own_columns() -> None:
    reading = read(
        "students",
        "id,given,family,preferred,grade,email,school,guardian_name,guardian_email,share_name,classes,interests,owed\n"
        "007,Zoë [she/her],O'Brien-Núñez,,10.0,z@example.org,Harlow,Ann,a@example.org,no,CP-1;EN-2,Finance,2\n",
    )
    assert reading.records == (
        Record(
            2,
            {
                "id": "007",
                "given": "Zoë [she/her]",
                "family": "O'Brien-Núñez",
                "preferred": "",
                "grade": "10",
                "email": "z@example.org",
                "school": "Harlow",
                "guardian_name": "Ann",
                "guardian_email": "a@example.org",
                "share_name": False,
                "classes": ("CP-1", "EN-2"),
                "interests": (Interest(1, "financial-services", "", "Finance"),),
                "owed": 2,
            },
        ),
    )
    assert (reading.problems, reading.notes) == ((), ())


def test_a_gradebook_without_its_points_and_its_test_student() -> None:
    reading = read(
        "students",
        'Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"de la Cruz, Juan",1,0042,juan@example.org,4A\n'
        '"Student, Test",2,0043,x,4A\n',
    )
    assert reading.records == (
        Record(
            3,
            {
                "id": "0042",
                "given": "Juan",
                "family": "de la Cruz",
                "email": "juan@example.org",
                "classes": ("4A",),
            },
            "1",
        ),
    )
    assert reading.notes == (
        "This looks like a Canvas gradebook.",
        "1 row was left out: a test student.",
        "1 row was left out: the points of a gradebook.",
        "The classes in it are further ones: those that a student is in already stay.",
    )
    assert reading.understood == (
        ("full_name", "Student"),
        ("foreign", "ID"),
        ("id", "SIS User ID"),
        ("login", "SIS Login ID"),
        ("section", "Section"),
    )


def test_a_familys_refusal_is_kept_and_its_silence_is_no_consent() -> None:
    reading = read(
        "students",
        "Student ID,First Name,Last Name,DOB,FERPA,Enroll Status,Guardian First Name,Guardian Last Name\n"
        "1,Ann,Lee,2010-01-01,Y,Active,Mo,Lee\n2,Bo,Ek,2010-01-01,,Active,,\n3,Cy,Fox,2010-01-01,N,Withdrawn,,\n",
    )
    assert [record.fields for record in reading.records] == [
        {"id": "1", "given": "Ann", "family": "Lee", "guardian_name": "Mo Lee", "share_name": False},
        {"id": "2", "given": "Bo", "family": "Ek", "guardian_name": ""},
    ]
    assert reading.notes == ("Not kept, on purpose: DOB.", "1 row was left out: no longer enrolled.")


@pytest.mark.parametrize(
    ("full", "given_name", "family"),
    [
        ('"Lee, Ann"', "Ann", "Lee"),
        ('"Lee, Ann B."', "Ann", "Lee"),
        ('"Lee, J R"', "J R", "Lee"),
        ("Ann Lee", "Ann", "Lee"),
        ("Juan de la Cruz", "Juan", "de la Cruz"),
        ("Bob Smith Jr.", "Bob", "Smith Jr."),
        ('"Bob Smith, Jr."', "Bob", "Smith, Jr."),
        ("Cher", "Cher", ""),
    ],
)
def test_full_names_are_split(full: str, given_name: str, family: str) -> None:
    (record,) = read("students", f"student name\n{full}\n").records
    assert (record.fields["given"], record.fields["family"]) == (given_name, family)


def test_every_problem_of_a_file_is_told_with_row_and_column() -> None:
    reading = read(
        "students",
        "ID;Given;Family;Share Name;Email;Owed\n"
        "1;Ann;Lee;maybe;ann;two\n"
        "2;;;yes;;\n"
        "3;Bo;Ek;no;;1\n"
        "\n"
        "3;Cy;Fox;;;\n"
        "4;Di;Gil;;;;extra\n",
    )
    assert [record.row for record in reading.records] == [4]
    assert lines(reading) == [
        "students.csv, row 2, column Share Name: expected yes or no, not 'maybe'",
        "students.csv, row 2, column Email: expected a mail address as name@example.org, not 'ann'",
        "students.csv, row 2, column Owed: expected a whole number from 0 to 99, not 'two'",
        "students.csv, row 3, column Given: expected a value for given or family",
        "students.csv, row 6, column ID: expected an id of its own (row 4 has it too), not '3'",
        "students.csv, row 7, column 7: expected no cells beyond the header's",
    ]


def test_a_row_without_a_name_tells_of_its_other_cells_as_well() -> None:
    students = read("students", "given;grade;email;owed\n;x;bad;many\n")
    assert (students.records, lines(students)) == (
        (),
        [
            "students.csv, row 2, column email: expected a mail address as name@example.org, not 'bad'",
            "students.csv, row 2, column owed: expected a whole number from 0 to 99, not 'many'",
            "students.csv, row 2, column given: expected a value for given or family",
        ],
    )
    contacts = read("contacts", "name,employer,limit\n,Acme,many\n")
    assert (contacts.records, lines(contacts)) == (
        (),
        [
            "contacts.csv, row 2, column limit: expected a whole number from 0 to 9999, not 'many'",
            "contacts.csv, row 2, column name: expected a value for name",
        ],
    )


def test_a_cell_that_is_wrong_is_not_told_to_be_missing_too() -> None:
    long = "x" * (limits.CELL.most + 1)
    names = read("students", f"full name,grade,owed\n{long},10,many\n")
    assert [(one.row, one.column) for one in names.problems] == [(2, "full name"), (2, "owed")]
    rooms = read("rooms", f"id,name,capacity\nA1,{long},many\nA1,Annex,4\nA1,,few\n")
    assert [record.fields["name"] for record in rooms.records] == ["Annex"]
    assert [(one.row, one.column) for one in rooms.problems] == [
        (2, "name"),
        (2, "capacity"),
        (4, "capacity"),
        (4, "name"),
        (4, "id"),
    ]


@pytest.mark.parametrize(
    ("cell", "formats"),
    [
        ("in person", ("on_site",)),
        ("In-Person", ("on_site",)),
        ("phone; face to face", ("phone", "on_site")),
        ("on site;in person", ("on_site",)),
    ],
)
def test_a_visit_has_other_names_under_our_own_header(cell: str, formats: tuple[str, ...]) -> None:
    reading = read("contacts", f"name,formats\nAna Reyes,{cell}\n")
    assert reading.records == (Record(2, {"name": "Ana Reyes", "formats": formats}),)
    assert (reading.problems, reading.notes) == ((), ())


def test_a_wrong_value_is_shown_short_and_harmless() -> None:
    reading = read("students", "given,email\nAnn,\x1b]52;c;aGk=\x07" + "x" * 90 + "\n")
    assert lines(reading) == [
        f"students.csv, row 2, column email: expected a mail address as name@example.org, not '{'x' * 39}…'"
    ]


def test_contacts_from_a_network_with_a_note_above() -> None:
    reading = read(
        "contacts",
        'Notes:\n"When exporting, some addresses may be missing"\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Dana,Whitfield,http://x.example.org,dana@clinic.example.org,Clinic,Nurse,01 Jan 2024\n",
    )
    assert reading.records == (
        Record(
            5,
            {
                "email": "dana@clinic.example.org",
                "employer": "Clinic",
                "title": "Nurse",
                "name": "Dana Whitfield",
            },
            "http://x.example.org",
        ),
    )
    assert reading.notes == ("This looks like a LinkedIn Connections export.", "Not used: Connected On.")


def test_contacts_in_our_own_columns_are_read_strictly() -> None:
    reading = read(
        "contacts",
        "id,name,clusters,formats,zone,do_not_contact,limit\n"
        "c1,Dana,Health Science,phone;on site,America/Chicago,,4\n"
        "c2,Emil,Moonlight,fax,Mars/Base,perhaps,-1\n",
    )
    assert reading.records == (
        Record(
            2,
            {
                "id": "c1",
                "name": "Dana",
                "clusters": ("healthcare-human-services",),
                "formats": ("phone", "on_site"),
                "zone": "America/Chicago",
                "do_not_contact": None,
                "limit": 4,
            },
        ),
    )
    assert [one.column for one in reading.problems] == [
        "clusters",
        "formats",
        "zone",
        "do_not_contact",
        "limit",
    ]


def test_availability_stays_on_the_wall() -> None:
    day = date(2026, 11, 23)
    reading = read(
        "availability",
        "contact,from,to\nc1,2026-11-23 10:00,12:00\nc1,2026-11-23 10:00,2026-11-23 9:00\nc1,soon,\nc1,2026-11-23 10:00,\n",
    )
    assert reading.records == (
        Record(2, {"contact": "c1", "from": WallTime(day, 600), "to": WallTime(day, 720)}),
    )
    assert lines(reading) == [
        "availability.csv, row 3, column to: expected a time after 2026-11-23 10:00, not '2026-11-23 9:00'",
        "availability.csv, row 4, column from: expected a local time as 2026-11-23 10:20, not 'soon'",
        "availability.csv, row 4, column to: expected a value for to",
        "availability.csv, row 5, column to: expected a value for to",
    ]


def test_rooms_staff_and_classes() -> None:
    assert read(
        "rooms", "id,name,equipment,open,capacity\nR1,Booth,Video;phone,Mon 8:00/9:00,2.0\n"
    ).records == (
        Record(
            2,
            {
                "id": "R1",
                "name": "Booth",
                "equipment": ("phone", "video"),
                "open": (Opening(0, None, 480, 540),),
                "capacity": 2,
            },
        ),
    )
    assert read(
        "staff", "First Name,Last Name,Job Title,Duty\nTobias,Wren,Counselor,Tue 8:00/9:00\n"
    ).records == (
        Record(2, {"name": "Tobias Wren", "role": "Counselor", "duty": (Opening(1, None, 480, 540),)}),
    )
    assert read(
        "classes", "id,name,teacher,meets,kind,never_on\nM1,Algebra,,4(A-B),core,2026-11-23\n"
    ).records == (
        Record(
            2,
            {
                "id": "M1",
                "name": "Algebra",
                "teacher": None,
                "meets": "4(A-B)",
                "kind": "core",
                "never_on": (date(2026, 11, 23),),
            },
        ),
    )


@pytest.mark.parametrize(
    ("kind", "data", "line"),
    [
        ("students", b"", "x.csv is empty. Nothing was changed."),
        ("students", b"\n \n", "x.csv is empty. Nothing was changed."),
        (
            "rooms",
            b"a,b\n1,2\n",
            "x.csv has no header that is known for rooms; its first row is: a, b. Begin the file with a line such as "
            "id,name,school,capacity,equipment,open (columns: id, name, school, capacity, equipment, open, blocks, "
            "changeover_minutes).",
        ),
        (
            "availability",
            b"contact,from\nc1,2026-11-23 10:00\n",
            "x.csv has no column for to; its columns are: contact, from. A header line for availability looks like "
            "contact,from,to; or name the column: --map to=HEADER.",
        ),
        ("teachers", b"a", "'teachers' cannot be imported. Kinds: " + ", ".join(KINDS) + "."),
        (
            "rooms",
            b"[school]\nname = 1\n",
            "x.csv is a TOML file; only bell schedules are read from one. Import it as bells.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(kind: str, data: bytes, line: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_bytes(kind, data, "x.csv")
    assert refused.value.line == line


def test_a_header_without_rows_is_no_error_and_says_so() -> None:
    assert read("rooms", "id,name\n").notes == (
        "There are no rows under the header; nothing is changed by that.",
    )


def test_bytes_past_the_limit_are_refused() -> None:
    with pytest.raises(BadInput) as refused:
        read_bytes("rooms", b"x" * (limits.BYTES.most + 1), "x.csv")
    assert refused.value.sentence == "x.csv has more than 67,108,864 bytes (64 MB), the most that is read."


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    unreadable = {
        tmp_path: f"{tmp_path.name} is no roster that is known here; it holds no files.",
        tmp_path / "none.csv": "There is no file none.csv.",
        Path("a\0b"): "ab cannot be read: no path holds a NUL.",
    }
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
        unreadable |= {
            tmp_path / "pipe": "pipe is no regular file.",
            Path("/dev/zero"): "zero is no regular file.",
        }
    for path, sentence in unreadable.items():
        with pytest.raises(BadInput) as refused:
            read_file("rooms", path)
        assert refused.value.sentence == sentence


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "räume.csv"
    path.write_text("id,name\nR1,Booth\n", "utf-8")
    assert read_file("rooms", path).records == (Record(2, {"id": "R1", "name": "Booth"}),)


def test_the_sample_school_is_read_without_a_problem() -> None:
    readings = {
        kind: read_bytes(kind, data, sample_data.FILES[kind]) for kind, data in sample_data.shifted(0).items()
    }
    assert {kind: (len(one.records), one.problems, one.notes) for kind, one in readings.items()} == {
        "bells": (0, (), ()),
        "staff": (11, (), ()),
        "classes": (55, (), ()),
        "students": (120, (), ()),
        "contacts": (60, (), ()),
        "availability": (240, (), ()),
        "rooms": (8, (), ()),
    }


HEADERS = sorted({name for kind in (*KINDS[:-1], "periods", "days") for name in names_of(kind)})
PIECES = st.sampled_from(
    [
        *HEADERS,
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        '"',
        '""',
        "'=",
        "2026-11-23",
        "10:00",
        "/",
        "Mon-Fri ",
        "\0",
        "[x]",
        "= 1",
    ]
)


@given(st.sampled_from(KINDS), st.binary(max_size=400))
def test_any_bytes_are_a_reading_or_refused(kind: str, data: bytes) -> None:
    try:
        assert isinstance(read_bytes(kind, data, "x"), Reading)
    except BadInput:
        return


@given(st.sampled_from(KINDS), st.lists(PIECES | st.text(max_size=4), max_size=60))
def test_anything_that_looks_like_a_table_is_a_reading_or_refused(kind: str, pieces: list[str]) -> None:
    header = ",".join(names_of("periods" if kind == "bells" else kind))
    try:
        text = header + "\n" + "".join(pieces)
        assert isinstance(read_bytes(kind, text.encode("utf-8", "replace"), "x"), Reading)
    except BadInput:
        return
