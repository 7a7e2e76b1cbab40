"""Zips and folders that mean harm, or are broken: none is stepped out of, none fills the memory, each gets its line."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange import limits
from models.exchange.files_in import read_bytes, read_file
from models.exchange.packs import is_pack, open_folder, open_zip
from models.exchange.reading import Reading
from models.rules.text import clean
from tests.models.exchange.rosters.roster_help import ROSTERS, zipped

USERS = "sourcedId,enabledUser,role,givenName,familyName\n1,true,student,Mia,Torres\n"


def packed(*members: tuple[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return out.getvalue()


def said_of(data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        read_bytes("students", data, "x.zip")
    assert refused.value.next_step
    return refused.value.sentence


def locked() -> bytes:
    """A zip whose only file is marked as under a password."""
    data = bytearray(packed(("users.csv", USERS)))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + at
        (flags,) = struct.unpack_from("<H", data, place)
        struct.pack_into("<H", data, place, flags | 1)
    return bytes(data)


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("users.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "../../secret")
    return out.getvalue()


def overstated() -> bytes:
    """A zip that says its file is small, and it is not."""
    data = bytearray(packed(("users.csv", USERS + " " * 5_000_000)))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + at, len(USERS))
    return bytes(data)


HOSTILE = {
    "a bomb": (
        packed(("users.csv", b"0" * 30_000_000)),
        "x.zip/users.csv has more than 100 times its packed size when unpacked, the most that is read.",
    ),
    "a large one": (
        packed(("users.csv", os.urandom(2_000_000) * 40), how=zipfile.ZIP_STORED),
        "x.zip has more than 67,108,864 bytes (64 MB), the most that is read.",
    ),
    "ten thousand files": (
        packed(*((f"{n}.csv", "") for n in range(10_000))),
        "x.zip has more than 200 files inside, the most that is read.",
    ),
    "201 files": (
        packed(*((f"{n}.csv", "") for n in range(201))),
        "x.zip has more than 200 files inside, the most that is read.",
    ),
    "an absolute path": (
        packed(("/etc/users.csv", USERS)),
        "x.zip holds a file that steps outside of it: /etc/users.csv.",
    ),
    "a drive": (
        packed(("C:\\users.csv", USERS)),
        "x.zip holds a file that steps outside of it: C:/users.csv.",
    ),
    "a step up": (
        packed(("../users.csv", USERS)),
        "x.zip holds a file that steps outside of it: ../users.csv.",
    ),
    "a step up the other way": (
        packed(("a\\..\\..\\users.csv", USERS)),
        "x.zip holds a file that steps outside of it: a/../../users.csv.",
    ),
    "folders": (
        packed(("a/users.csv", USERS), ("b/orgs.csv", "")),
        "x.zip holds folders inside (a); its files must lie side by side.",
    ),
    "folders in its folder": (
        packed(("a/b/users.csv", USERS)),
        "x.zip holds folders inside (a/b); its files must lie side by side.",
    ),
    "a link": (linked(), "x.zip holds a link, users.csv, which is not followed."),
    "a password": (locked(), "x.zip is locked with a password."),
    "the same file twice": (
        packed(("users.csv", USERS), ("Users.CSV", USERS)),
        "x.zip holds users.csv twice, also as Users.CSV.",
    ),
    "half of it": (
        zipped(ROSTERS / "oneroster_1_1")[:900],
        "x.zip cannot be unpacked: it is cut short or damaged.",
    ),
    "a damaged file": (
        packed(("users.csv", USERS), how=zipfile.ZIP_STORED).replace(b"Torres", b"Tortes"),
        "x.zip/users.csv cannot be unpacked: it is cut short or damaged.",
    ),
    "a size that is not true": (
        overstated(),
        "x.zip/users.csv cannot be unpacked: it is cut short or damaged.",
    ),
    "a zip in a zip": (
        packed(("inner.zip", packed(("users.csv", USERS)))),
        "x.zip holds only another zip, inner.zip.",
    ),
    "nothing": (packed(), "x.zip is no roster that is known here; it holds no files."),
    "other files": (
        packed(*((f"photo{n}.jpg", "") for n in range(14))),
        "x.zip is no roster that is known here; it holds "
        + ", ".join(f"photo{n}.jpg" for n in range(12))
        + " and 2 more.",
    ),
    "a manifest and no users": (
        packed(("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.users,bulk\n")),
        "x.zip holds no users.csv; it holds manifest.csv.",
    ),
    "no names": (
        packed(("users.csv", "sourcedId,enabledUser,role\n1,true,student\n")),
        "x.zip/users.csv has no column for the names of students; known columns in it: sourcedId, enabledUser, role.",
    ),
    "an open quote": (
        packed(("users.csv", USERS + '2,true,student,"Ben,Ode\n3,true,student,Kai,Lund\n')),
        'x.zip/users.csv, row 3: a quote (") is not closed, or stands inside a cell alone.',
    ),
    "a cell without end": (
        packed(("users.csv", USERS + "2,true,student," + "Ben" * 50_000 + ",Ode\n")),
        "A cell of x.zip/users.csv, row 3, has more than 10,000 characters, the most that is read.",
    ),
    "binary": (
        packed(("users.csv", b"sourcedId,role\0\1\2")),
        "x.zip/users.csv, line 1: there are NUL characters, so it is no text file.",
    ),
    "very many columns": (
        packed(("users.csv", USERS + "," * 900_000)),
        "x.zip/users.csv has more than 1,000 columns, the most that is read.",
    ),
    "very many users": (
        packed(("users.csv", USERS + "".join(f"u{n},true,student,A,B{n}\n" for n in range(50_001)))),
        "x.zip/users.csv has more than 50,000 rows, the most that is read.",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_gets_its_line(name: str) -> None:
    data, line = HOSTILE[name]

    assert said_of(data) == line


def test_what_other_systems_leave_in_a_zip_is_nothing() -> None:
    data = packed(
        ("Roster/users.csv", USERS),
        ("Roster/.DS_Store", "x"),
        ("__MACOSX/Roster/._users.csv", "x"),
        ("Roster/Thumbs.db", "x"),
    )

    assert open_zip(data, "x.zip").tables == ("users.csv",)
    assert [record.fields["given"] for record in read_bytes("students", data, "x.zip").records] == ["Mia"]


def test_names_are_the_same_in_any_case() -> None:
    pack = open_zip(packed(("STUDENT_Enrollment.CSV", "a"), ("Notes.pdf", "b")), "x.zip")

    assert pack.named("studentenrollment") == "STUDENT_Enrollment.CSV"
    assert pack.tables == ("STUDENT_Enrollment.CSV",)
    assert pack.named("notes") == ""


@pytest.mark.parametrize(
    "name", ["users.csv", "Users.TXT", "2026-08-20_users.csv", "users (1).csv", "users.2.tsv"]
)
def test_dates_and_numbers_in_names_say_nothing(name: str) -> None:
    text = USERS.replace(",", "\t") if name.endswith("tsv") else USERS

    assert len(read_bytes("students", packed((name, text)), "x.zip").records) == 1


def test_only_what_is_needed_is_opened() -> None:
    """The bytes of the demographics are damaged, and nobody notices."""
    data = packed(("users.csv", USERS), ("demographics.csv", "secret" * 50), how=zipfile.ZIP_STORED)
    reading = read_bytes("students", data.replace(b"secretsecret", b"dirty!dirty!"), "x.zip")

    assert len(reading.records) == 1
    assert "demographics.csv was not opened, on purpose." in reading.notes


def test_one_table_alone_is_read_as_if_it_had_been_given() -> None:
    data = packed(("class list.csv", "Student ID,First Name,Last Name\n007,Mia,Torres\n,,\n8,,\n"))
    reading = read_bytes("students", data, "drive.zip")

    assert [record.fields for record in reading.records] == [
        {"id": "007", "given": "Mia", "family": "Torres"}
    ]
    assert [problem.line for problem in reading.problems] == [
        "drive.zip/class list.csv, row 4, column First Name: expected a value for given or family"
    ]


def test_one_file_of_another_kind_is_read_too() -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dana Whitfield\r\nORG:Clinic\r\nEND:VCARD\r\n"

    assert [
        one.fields["name"] for one in read_bytes("contacts", packed(("a.vcf", card)), "x.zip").records
    ] == ["Dana Whitfield"]


def test_headers_without_rows_are_a_roster_of_nobody() -> None:
    reading = read_bytes("students", packed(("users.csv", USERS.splitlines()[0])), "x.zip")

    assert reading == Reading(
        "students",
        (),
        (),
        ("Read as OneRoster: users.csv.", "There are no students in it; nothing is changed by that."),
        source="oneroster",
    )


_NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(clean).filter(bool)


@given(st.lists(st.tuples(_NAMES, _NAMES, st.sets(st.integers(0, 3))), max_size=6))
@settings(max_examples=100)
def test_any_names_and_classes_written_out_are_read_back(people: list[tuple[str, str, set[int]]]) -> None:
    users, enrolled, classes = io.StringIO(), io.StringIO(), io.StringIO()
    csv.writer(users).writerow(["sourcedId", "enabledUser", "role", "givenName", "familyName"])
    csv.writer(enrolled).writerow(["sourcedId", "classSourcedId", "userSourcedId", "role"])
    csv.writer(classes).writerow(["sourcedId", "title"])
    csv.writer(classes).writerows([f"k{number}", f"Class {number}"] for number in range(4))
    for number, (given_name, family, taken) in enumerate(people):
        csv.writer(users).writerow([f"s{number}", "true", "student", given_name, family])
        csv.writer(enrolled).writerows(["e", f"k{one}", f"s{number}", "student"] for one in sorted(taken))
    tables = {"users": users, "enrollments": enrolled, "classes": classes}
    data = packed(*((f"{name}.csv", table.getvalue().encode()) for name, table in tables.items()))

    assert [record.fields for record in read_bytes("students", data, "x.zip").records] == [
        {
            "id": f"s{number}",
            "given": given_name,
            "family": family,
            "classes": tuple(f"k{one}" for one in sorted(taken)),
        }
        for number, (given_name, family, taken) in enumerate(people)
    ]


@pytest.mark.parametrize(
    "data",
    [
        packed(("[Content_Types].xml", ""), ("xl/workbook.xml", "")),
        packed(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")),
        b"id,given\n1,Mia\n",
        b"",
    ],
)
def test_workbooks_and_texts_are_no_packs(data: bytes) -> None:
    assert not is_pack(data)


@given(st.binary(max_size=200), st.integers(0, 3_000), st.integers(0, 3_000))
@settings(max_examples=200)
def test_any_damage_gives_a_reading_or_a_named_problem(junk: bytes, start: int, end: int) -> None:
    whole = zipped(ROSTERS / "oneroster_1_0")
    with contextlib.suppress(BadInput):
        assert isinstance(read_bytes("students", whole[:start] + junk + whole[end:], "x.zip"), Reading)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a roster in it."""
    place = tmp_path / "roster"
    place.mkdir()
    (place / "users.csv").write_text(USERS, encoding="utf-8")
    return place


def test_links_and_deeper_folders_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("sourcedId,name,type\n1,Secret,school\n", encoding="utf-8")
    (folder / "orgs.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "loop").symlink_to(folder)
    (folder / "old").mkdir()
    (folder / ".hidden").mkdir()

    pack = open_folder(folder, "roster")

    assert pack.tables == ("users.csv",)
    assert sorted(pack.notes) == [
        "The folder old inside was not looked into.",
        "loop is no regular file, so it was not opened.",
        "orgs.csv is no regular file, so it was not opened.",
    ]
    assert len(read_file("students", folder).records) == 1


if os.name == "posix":  # elsewhere pipes have no names

    def test_a_pipe_keeps_nobody_waiting(folder: Path) -> None:
        os.mkfifo(folder / "orgs.csv")

        assert "orgs.csv is no regular file, so it was not opened." in read_file("students", folder).notes

    def test_a_file_that_became_a_pipe_is_refused(folder: Path) -> None:
        pack = open_folder(folder, "roster")
        (folder / "users.csv").unlink()
        os.mkfifo(folder / "users.csv")

        with pytest.raises(BadInput, match=r"roster/users.csv is no regular file\."):
            pack.text("users")


def test_a_folder_that_only_holds_the_folder_is_that_folder(folder: Path) -> None:
    reading = read_file("students", folder.parent)

    assert [record.fields["given"] for record in reading.records] == ["Mia"]


def test_a_folder_of_one_zip_is_that_zip(tmp_path: Path) -> None:
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "roster.zip").write_bytes(packed(("users.csv", USERS)))
    reading = read_file("students", tmp_path / "sent")

    assert (reading.file, len(reading.records)) == ("sent/roster.zip/users.csv", 1)


def test_a_folder_of_folders_says_so(folder: Path) -> None:
    (folder.parent / "b").mkdir()

    with pytest.raises(BadInput) as refused:
        read_file("students", folder.parent)
    assert refused.value.sentence.endswith(
        "is no roster that is known here; it holds only folders (b, roster)."
    )


def test_a_folder_of_very_many_files_is_not_looked_through(folder: Path) -> None:
    for number in range(limits.MEMBERS.most):
        (folder / f"{number}.csv").touch()

    with pytest.raises(BadInput, match="The folder roster has more than 200 files inside"):
        read_file("students", folder)


def test_the_files_of_a_folder_share_one_limit(folder: Path) -> None:
    with (folder / "users.csv").open("ab") as users:
        users.truncate(limits.BYTES.most + 1)

    with pytest.raises(BadInput, match="roster, unpacked, has more than 67,108,864 bytes"):
        read_file("students", folder)
