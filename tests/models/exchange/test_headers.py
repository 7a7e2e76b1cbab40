"""Columns of other programs' files are found by name; what must not be kept is named and left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.header_words import normalise
from models.exchange.headers import Heading, understand


def fields(heading: Heading) -> list[tuple[str, str]]:
    return sorted((source.field, source.header) for source in heading.sources)


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ('\ufeff"First Name [Required]"', "first name"),
        ("Student_Number", "student number"),
        ("E-mail 1 - Value", "e mail 1 value"),
        ("student.lastName", "student lastname"),
        ("Email Address*:", "email address"),
    ],
)
def test_headers_are_compared_in_a_plain_form(header: str, plain: str) -> None:
    assert normalise(header) == plain


def test_a_gradebook_gives_the_schools_own_id_and_not_its_own() -> None:
    heading = understand("students", ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"], "a.csv", {})
    assert fields(heading) == [
        ("foreign", "ID"),
        ("full_name", "Student"),
        ("id", "SIS User ID"),
        ("login", "SIS Login ID"),
        ("section", "Section"),
    ]
    assert heading.unused == ()


def test_the_number_of_an_answer_to_a_form_is_no_id() -> None:
    headers = ["ID", "Start time", "Completion time", "Email", "Name", "Which career areas interest you?"]
    heading = understand("students", headers, "a.csv", {})
    assert fields(heading) == [
        ("answered", "Completion time"),
        ("email", "Email"),
        ("full_name", "Name"),
        ("interests", "Which career areas interest you?"),
    ]


def test_title_is_a_form_of_address_beside_a_job_title() -> None:
    heading = understand(
        "contacts", ["Title", "First Name", "Last Name", "Job Title", "Company"], "a.csv", {}
    )
    assert ("title", "Job Title") in fields(heading)
    assert heading.unused == ("Title",)


def test_what_is_never_kept_is_named() -> None:
    headers = [
        "id",
        "given",
        "Password",
        "SSN",
        "Date of Birth",
        "Gender",
        "Race/Ethnicity",
        "ELL Status",
        "What is your gender?",
    ]
    heading = understand("students", headers, "a.csv", {})
    assert heading.never_kept == tuple(headers[2:])
    assert fields(heading) == [("given", "given"), ("id", "id")]


def test_a_person_may_say_which_column_is_meant_and_leave_one_out() -> None:
    headers = ["Kennung", "Vorname", "Grade", "Notes"]
    heading = understand("students", headers, "a.csv", {"id": "kennung", "given": "Vorname", "grade": ""})
    assert fields(heading) == [("given", "Vorname"), ("id", "Kennung")]
    assert heading.unused == ("Grade", "Notes")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"shoe_size": "given"}, "'shoe_size' is no field of students."),
        ({"given": "Vorname"}, "a.csv has no column 'Vorname'."),
        ({"given": "SSN"}, "The column 'SSN' is never kept."),
    ],
)
def test_a_wrong_mapping_is_refused(mapping: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        understand("students", ["id", "given", "SSN"], "a.csv", mapping)
    assert refused.value.sentence == sentence


def place(kind: str, header: str) -> str:
    """The field under which a header alone is read, "" for none."""
    heading = understand(kind, [header], "a.csv", {})
    return heading.sources[0].field if heading.sources else ""


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        (
            "given",
            "Student's First Name|First Name (legal)|student.firstName|Students.First_Name|Prénom|FIRSTNAME",
        ),
        ("given", "Name - First Name|Given Name"),
        ("given", "[1]First_Name|Frist Name|First Names|STU.FN|What is your first name?|Legal First Name"),
        ("family", "Apellidos|student.lastName|LastSurname|Surname|Student Last Name|Last Name*"),
        (
            "full_name",
            "What is your name?|STUDENT NAME (LAST, FIRST)|First and Last Name|Your name|Students' Names",
        ),
        ("full_name", "Nombre|Nom|Enter your full name (first and last)"),
        (
            "id",
            "Student ID #|Student #|STU.ID|StudentUniqueId|Perm ID|student.studentNumber|SIS User ID|Employee ID",
        ),
        (
            "email",
            "Email - School|Email (School)|Correo electrónico|Courriel|Emails|What is your school email?",
        ),
        (
            "guardian_email",
            "Parent/Guardian Email|Parent's email address|Email (parent)|Email - Parent|Mother's E-mail",
        ),
        ("grade", "Grade Level (9-12)|What grade are you in?|Grado|Current Grade Level|student.grade|Grd"),
        ("preferred", "Preferred Name|Name (preferred)|First Name (preferred)|Goes by"),
        ("homeroom", "Home_Room|Advisory|HR|Homeroom Teacher"),
        (
            "interests",
            "Which career areas interest you the most? (choose 3)|First choice|1st choice|Interest 2",
        ),
        (
            "interests",
            "Rank these career areas [Health Science]|Your top choices [First choice]|Career Cluster",
        ),
        (
            "interests",
            "What do you want to be when you grow up?|What is your dream job?|Pick your 2nd choice career|Career Clusters Saved",
        ),
        (
            "",
            "Why are you interested in this career?|Do you have a job?|School Year|School ID|Session|Locker Number",
        ),
        (
            "",
            "Points - What is your name?|Last Sign In [READ ONLY]|Counselor|Grade 2|Teacher First Name|Hobbies|Embrace",
        ),
        (
            "",
            "How interested are you in nursing?|What jobs do your parents have?|What elective would you like?",
        ),
    ],
)
def test_students_headers_are_placed_as_people_write_them(field: str, headers: str) -> None:
    assert {header: place("students", header) for header in headers.split("|")} == dict.fromkeys(
        headers.split("|"), field
    )


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        ("name", "Contact Person|Volunteer Name|Your name|First and Last Name|Primary Contact|Rep Name"),
        (
            "employer",
            "Company / Organization|Where do you work?|What company do you work for?|Empresa|Business Name",
        ),
        ("title", "What do you do?|What is your job title?|Position/Title|Job Title|Puesto"),
        ("email", "Rep E-mail|E-mail 1 - Value|Please provide your email address|Correo|Work Email"),
        ("phone", "Cell #|Business Phone|Mobile Number|Best phone number|Teléfono|Phone 1 - Value|Phone 2"),
        ("limit", "How many students can you talk to?|Max # of students|Number of students"),
        (
            "can_offer",
            "How can you help?|How would you like to be interviewed?|Ways to help|I am willing to do (check all)",
        ),
        (
            "times",
            "When are you available?|Best time to call|Preferred days/times|What days and times work best?",
        ),
        ("formats", "Would you prefer phone or video?|Preferred interview format"),
        ("clusters", "What industry do you work in?|Industry|Career Cluster|Cluster 2"),
        ("zone", "Time Zone|What time zone are you in?"),
        ("", "Number of Employees|Member Since|Assistant's Phone|Website|Are you a graduate of our school?"),
    ],
)
def test_contacts_headers_are_placed_as_people_write_them(field: str, headers: str) -> None:
    assert {header: place("contacts", header) for header in headers.split("|")} == dict.fromkeys(
        headers.split("|"), field
    )


def test_a_misspelt_header_is_said_to_be_one() -> None:
    heading = understand("students", ["Frist Name", "Last Name"], "a.csv", {})
    assert heading.misspelt == (("Frist Name", "first name"),)


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        *(("contacts", "Employee"), ("contacts", "Contract Name"), ("contacts", "List Name")),
        *(("students", "Other Email"), ("students", "Session"), ("students", "Past Name")),
    ],
)
def test_another_word_is_no_misspelling(kind: str, header: str) -> None:
    assert place(kind, header) == ""


def test_ranked_columns_are_read_by_their_rank_and_not_their_place() -> None:
    heading = understand("students", ["given", "Third choice", "1st choice", "Choice 2"], "a.csv", {})
    assert [source.header for source in heading.sources[1:]] == ["1st choice", "Choice 2", "Third choice"]


@pytest.mark.parametrize(
    ("kind", "headers", "source"),
    [
        ("students", "Student,ID,SIS User ID,SIS Login ID,Section", "canvas_gradebook"),
        ("students", "Student,ID,Section", ""),
        ("students", "Student,ID,Section,Essay 1 (10234)", "canvas_gradebook"),
        ("students", "Student_Number,LastFirst,Home_Room", "powerschool"),
        ("students", "Timestamp,Email Address,Which careers interest you?", "google_forms"),
        ("students", "ID,Start time,Completion time,Email,Name,Which careers interest you?", "ms_forms"),
        ("students", "id,given,family,email", ""),
        ("contacts", "First Name,Last Name,URL,Email Address,Company,Position,Connected On", "linkedin"),
        (
            "contacts",
            "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value",
            "google_contacts",
        ),
        ("contacts", "First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value", "google_contacts"),
        (
            "contacts",
            "Title,First Name,Last Name,Company,Job Title,Business Street,E-mail Address",
            "outlook",
        ),
        ("contacts", "id,name,employer,title,email", ""),
    ],
)
def test_a_program_is_known_by_its_headers(kind: str, headers: str, source: str) -> None:
    assert understand(kind, headers.split(","), "a.csv", {}).program.source == source


@given(
    st.sampled_from(["students", "contacts", "staff", "rooms"]), st.lists(st.text(max_size=40), max_size=6)
)
def test_any_header_is_read_unused_or_never_kept(kind: str, headers: list[str]) -> None:
    heading = understand(kind, headers, "a.csv", {})
    read = {source.header for source in heading.sources} | {
        headers[s.label_at] for s in heading.sources if s.label_at >= 0
    }
    assert read | set(heading.unused) | set(heading.never_kept) | {""} >= set(headers)
