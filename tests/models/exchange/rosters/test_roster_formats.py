"""What is read from each program's files: golden readings of rosters with the quirks that real ones have."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.files_in import KINDS, read_bytes, read_file
from models.exchange.reading import Reading
from tests.models.exchange.rosters.roster_help import NAMES, ROSTERS, zipped

GOLDEN = Path(__file__).parent / "golden"


def as_json(reading: Reading) -> Any:
    """Everything that a reading says, as JSON has it."""
    told = {
        "kind": reading.kind,
        "source": reading.source,
        "file": reading.file,
        "partial": reading.partial,
        "records": [
            {"row": record.row, "fields": record.fields, "foreign": record.foreign}
            for record in reading.records
        ],
        "problems": [problem.line for problem in reading.problems],
        "notes": reading.notes,
        "understood": reading.understood,
        "also": [as_json(one) for one in reading.also],
    }
    return json.loads(json.dumps(told, ensure_ascii=False))


@pytest.mark.parametrize("name", NAMES)
def test_a_roster_is_read_as_it_is_known_to_read(name: str) -> None:
    expected = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))

    assert as_json(read_file("students", ROSTERS / name)) == expected


@pytest.mark.parametrize("inside", ["", "export/"])
@pytest.mark.parametrize("name", NAMES)
def test_a_zip_says_what_its_folder_says(name: str, inside: str) -> None:
    packed = read_bytes("students", zipped(ROSTERS / name, inside), name)

    assert packed == read_file("students", ROSTERS / name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["staff", "classes"])
def test_staff_and_classes_alone_are_all_that_come(name: str, kind: str) -> None:
    alone = read_file(kind, ROSTERS / name)
    along = {one.kind: one for one in read_file("students", ROSTERS / name).also}

    assert (alone.kind, alone.also) == (kind, ())
    if kind in along:
        assert {record.foreign for record in along[kind].records} <= {r.foreign for r in alone.records}


def test_staff_are_all_who_work_there() -> None:
    found = read_file("staff", ROSTERS / "oneroster_1_2").records

    assert [(one.fields["name"], one.fields["role"]) for one in found] == [
        ("Ravi Silva", "teacher"),
        ("Yuki Nakano", "counselor"),
    ]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"students", "staff", "classes"}))
def test_what_a_roster_does_not_hold_is_said_with_what_it_holds(kind: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_file(kind, ROSTERS / "oneroster_1_1")

    assert caught.value.line == (
        "oneroster_1_1 is a roster (OneRoster 1.1) of 4 students, 4 staff and 5 classes; "
        f"it holds no {kind}. Import it as students, staff or classes."
    )


def test_a_mapping_says_which_column_is_meant() -> None:
    mapping = {"preferred": "middleName", "email": ""}
    found = read_file("students", ROSTERS / "oneroster_1_2", mapping=mapping).records

    assert [(one.fields["preferred"], one.fields.get("email")) for one in found] == [
        ("Marie", None),
        ("", None),
    ]


@pytest.mark.parametrize(
    ("mapping", "line"),
    [
        (
            {"given": "Vorname"},
            "oneroster_1_0/users.csv has no column 'Vorname'. It has: sourcedId, status, dateLastModified, "
            "orgSourcedIds, role, username, userId, givenName, familyName, identifier, email, sms, phone, agents, grade.",
        ),
        ({"shoe": "email"}, "'shoe' is no field of students."),
    ],
)
def test_a_mapping_to_nothing_is_refused(mapping: dict[str, str], line: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_file("students", ROSTERS / "oneroster_1_0", mapping=mapping)

    assert caught.value.line.startswith(line)


def test_a_column_that_is_never_kept_cannot_be_named() -> None:
    with pytest.raises(BadInput, match="The column 'password' is never kept"):
        read_file("students", ROSTERS / "oneroster_1_1", mapping={"preferred": "password"})


_PIECES = st.sampled_from(
    ['"', ",", "\n", "\r", "\0", ";", "(", "[", "true", "student", "sourcedId", "x" * 300, "1.2E+11", "12.0"]
)


@given(st.sampled_from(NAMES), st.integers(0, 20), st.integers(0, 900), st.integers(0, 30), _PIECES)
@settings(max_examples=150)
def test_any_damage_to_a_table_gives_a_reading_or_names_the_file(
    name: str, which: int, at: int, less: int, piece: str
) -> None:
    files = {file.name: file.read_bytes() for file in sorted((ROSTERS / name).iterdir())}
    hurt = sorted(files)[which % len(files)]
    files[hurt] = files[hurt][:at] + piece.encode() + files[hurt][at + less :]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for inside, data in files.items():
            archive.writestr(inside, data)
    try:
        found = read_bytes("students", packed.getvalue(), "x.zip")
    except BadInput as refused:
        said = [refused.line]
    else:
        said = [problem.line for one in (found, *found.also) for problem in one.problems]
    assert all("x.zip" in line for line in said)
