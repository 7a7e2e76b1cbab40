"""Single ways in which real rosters differ from their standard, each by itself."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import BadInput, Stopped
from models.exchange.files_in import read_bytes
from models.exchange.reading import Reading
from models.exchange.watching import watched
from tests.models.exchange.rosters.roster_help import packed

ROSTER = {
    "manifest": "propertyName,value\noneroster.version,1.1\nfile.users,bulk\n",
    "orgs": "sourcedId,name,type\no1,Elm High,school\no2,Oak High,school\nd1,Lake District,district\n",
    "users": "sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName,email,agentSourcedIds,grades\n"
    "s1,true,o1,student,Mia,Torres,mia@example.org,,09\nt1,true,o1,teacher,Kay,Lund,kay@example.org,,\n",
    "classes": "sourcedId,title,classType,periods\nk1,Algebra,scheduled,1\n",
    "enrollments": "sourcedId,classSourcedId,userSourcedId,role,primary\ne1,k1,s1,student,\ne2,k1,t1,teacher,true\n",
}
STUDENT = {
    "id": "s1",
    "given": "Mia",
    "family": "Torres",
    "email": "mia@example.org",
    "grade": "09",
    "school": "Elm High",
    "classes": ("k1",),
}


def read(files: dict[str, str], kind: str = "students") -> Reading:
    return read_bytes(kind, packed(files), "r.zip")


def students(files: dict[str, str]) -> list[dict[str, Any]]:
    return [record.fields for record in read(files).records]


def replaced(file: str, one: str, other: str) -> dict[str, str]:
    assert one in ROSTER[file]
    return {**ROSTER, file: ROSTER[file].replace(one, other)}


def test_the_roster_as_it_should_be() -> None:
    found = read(ROSTER)

    assert [record.fields for record in found.records] == [STUDENT]
    assert found.problems == ()
    assert [[record.fields for record in one.records] for one in found.also] == [
        [
            {
                "id": "t1",
                "name": "Kay Lund",
                "email": "kay@example.org",
                "role": "teacher",
                "school": "Elm High",
            }
        ],
        [{"id": "k1", "name": "Algebra", "meets": "1", "teacher": "t1"}],
    ]


@pytest.mark.parametrize(
    ("missing", "without"),
    [
        ("manifest", ()),
        ("orgs", ("school",)),
        ("enrollments", ("classes",)),
        ("classes", ()),
    ],
)
def test_a_file_that_is_not_there_takes_only_what_it_says_with_it(
    missing: str, without: tuple[str, ...]
) -> None:
    files = {name: text for name, text in ROSTER.items() if name != missing}

    assert students(files) == [{name: value for name, value in STUDENT.items() if name not in without}]


@pytest.mark.parametrize(
    ("file", "one", "other"),
    [
        ("users", "s1,true", "s1,TRUE"),
        ("users", "s1,true", "s1,"),
        ("users", "student", "Student"),
        ("users", "student", '"student,guardian"'),
        ("users", "grades", "grade"),
        ("users", "grades", "Grades "),
        ("users", ",09\n", ',"[""09""]"\n'),
        ("users", "s1,true,o1", 's1,true,"o1, d1"'),
        ("users", "s1,true,o1", 's1,true,"d1,o1"'),
        ("users", "s1,true,o1", 's1,true,"[""o1""]"'),
        ("users", "Mia", "  Mia\xa0"),
        ("users", "\n", "\n\n"),
        ("users", "\n", "\r\n"),
        ("users", "\n", "\r"),
        ("users", ",", ";"),
        ("users", ",", "\t"),
        ("users", "sourcedId", "\ufeffsourcedId"),
        ("users", "sourcedId", "\n \n\nsourcedId"),
        ("users", "sourcedId", "sep=,\nsourcedId"),
        ("users", "Torres", '"Torres"'),
        ("users", "sourcedId", '"sourcedId"'),
        ("users", "sourcedId", "SOURCEDID"),
        ("orgs", "o1,Elm High,school", "o1,Elm High,School"),
        ("enrollments", "s1,student", "s1,STUDENT"),
        ("enrollments", "e1,k1,s1,student,\n", "e1,k1,s1,student,\ne9,k1,s1,student,\n"),
        ("enrollments", "e2,", "e2,k1,s1,aide,\ne2,"),
        ("manifest", "propertyName,value", "property,value"),
        ("manifest", "file.users,bulk", "file.users,absent"),
        ("classes", "k1,", "k1,Algebra,scheduled,1\nk1,"),
    ],
)
def test_a_small_difference_makes_none(file: str, one: str, other: str) -> None:
    assert students(replaced(file, one, other)) == [STUDENT]


@pytest.mark.parametrize(
    ("periods", "meets"),
    [
        ("1", "1"),
        ('"1,3"', "1 3"),
        ('"3, 1"', "1 3"),
        ("1(A-B)", "1(A,B)"),
        ('"1(A,B),4"', "1(A,B) 4"),
        ("Period 2", "2"),
        ('"[""1"",""2""]"', "1 2"),
        ("", None),
        ("((", ""),
    ],
)
def test_the_periods_of_a_class_say_when_it_meets(periods: str, meets: str | None) -> None:
    (found,) = read(replaced("classes", "scheduled,1", f"scheduled,{periods}"), "classes").records

    assert found.fields.get("meets") == meets


@pytest.mark.parametrize(
    ("file", "one", "other", "note"),
    [
        (
            "users",
            "s1,true,o1",
            's1,true,"o2,o1"',
            "1 student is in several schools; the main or first one is taken.",
        ),
        ("users", "t1,true", "t1,false", "1 user is no longer enabled and was left out."),
        (
            "enrollments",
            "e2,",
            "e3,k1,s77,student,\ne4,k1,s78,student,\ne2,",
            "2 enrolments are of people who are not in these files; they were left out.",
        ),
        (
            "enrollments",
            "e2,",
            "e3,k7,s1,student,\ne2,",
            "1 enrolment is in a class that is not in these files; it was left out.",
        ),
        (
            "classes",
            ",1\n",
            ",((\n",
            "The periods of 1 class cannot be read and were left out.",
        ),
        (
            "manifest",
            "file.users,bulk",
            "file.users,bulk\nfile.courses,bulk",
            "manifest.csv names courses.csv, not in r.zip.",
        ),
        (
            "manifest",
            "file.users,bulk",
            "file.users,absent",
            "manifest.csv calls users.csv absent; what is there was read all the same.",
        ),
        (
            "users",
            "t1,true",
            "s1,true,o1,student,Mia,Torres,mia@example.org,,09\nt1,true",
            "1 row says the same as an earlier one.",
        ),
    ],
)
def test_what_is_settled_or_left_out_is_said(file: str, one: str, other: str, note: str) -> None:
    assert note in read(replaced(file, one, other)).notes


@pytest.mark.parametrize(
    ("agents", "guardian"),
    [
        ("g1,true,o1,parent,Eva,Torres,eva@example.org,,", ("Eva Torres", "eva@example.org")),
        ("g1,true,o1,guardian,Eva,Torres,,,", ("Eva Torres", "")),
        ("g1,true,o1,parent,Eva,Torres,no mail,,", ("Eva Torres", None)),
        ("g1,true,o1,teacher,Eva,Torres,eva@example.org,,", (None, None)),
        ("g1,false,o1,parent,Eva,Torres,eva@example.org,,", (None, None)),
    ],
)
def test_a_guardian_is_an_agent_who_is_kin(agents: str, guardian: tuple[str | None, str | None]) -> None:
    files = replaced("users", "mia@example.org,,09", f"mia@example.org,g1,09\n{agents}")
    (found,) = students(files)

    assert (found.get("guardian_name"), found.get("guardian_email")) == guardian


def test_a_guardian_who_names_the_student_is_enough() -> None:
    parent = 'g1,true,o1,parent,Eva,Torres,eva@example.org,"s1,s2",'
    (found,) = students(replaced("users", ",09\n", f",09\n{parent}\n"))

    assert found == {**STUDENT, "guardian_name": "Eva Torres", "guardian_email": "eva@example.org"}


def test_whoever_teaches_under_another_word_is_the_teacher() -> None:
    found = read(replaced("enrollments", "t1,teacher", "t1,Instructor"), "classes").records

    assert [record.fields["teacher"] for record in found] == ["t1"]


def test_a_class_of_two_terms_meets_when_it_does_in_either() -> None:
    found = read(replaced("classes", "k1,", "k1,Algebra,scheduled,5(A)\nk1,"), "classes")

    assert [record.fields["meets"] for record in found.records] == ["1 5(A)"]
    assert found.problems == ()


def test_the_words_of_english_schools_for_the_same_ids() -> None:
    files = {
        "School": "DfE Number,Name\n10,Elm High\n",
        "Student": "ID,School DFe Number,First Name,Last Name,Grade\n1,10,Mia,Torres,9\n",
        "Section": "ID,School DfE Number,Section Name,Periods\n5,10,Art,2\n",
        "StudentEnrollment": "Section ID,ID\n5,1\n",
    }
    found = read(files)

    assert (found.source, [record.fields for record in found.records]) == (
        "sds",
        [
            {
                "id": "1",
                "given": "Mia",
                "family": "Torres",
                "grade": "9",
                "school": "Elm High",
                "classes": ("5",),
            }
        ],
    )


@pytest.mark.parametrize(
    ("file", "one", "other", "line"),
    [
        (
            "users",
            "t1,true",
            "s1,true,o1,student,Ben,Ode,,,10\nt1,true",
            "r.zip/users.csv, row 3, column sourcedId: expected an id of its own "
            "(row 2 has it too and says otherwise), not 's1'",
        ),
        (
            "users",
            "mia@example.org",
            "mia at example",
            "r.zip/users.csv, row 2, column email: expected a mail address as name@example.org, not 'mia at example'",
        ),
        (
            "users",
            "Mia,Torres",
            ",",
            "r.zip/users.csv, row 2, column givenName: expected a value for given or family",
        ),
        (
            "users",
            "s1,true",
            ",true",
            "r.zip/users.csv, row 2, column sourcedId: expected a value, since other files point at it",
        ),
        (
            "users",
            ",09\n",
            ",09,,extra\n",
            "r.zip/users.csv, row 2, column 10: expected no cells beyond the header's",
        ),
        (
            "classes",
            "k1,Algebra",
            "k1,Latin,scheduled,2\nk1,Algebra",
            "r.zip/classes.csv, row 3, column sourcedId: expected an id of its own "
            "(row 2 has it too and says otherwise), not 'k1'",
        ),
    ],
)
def test_what_is_wrong_names_the_file_inside_with_row_and_column(
    file: str, one: str, other: str, line: str
) -> None:
    assert line in [problem.line for problem in read(replaced(file, one, other)).problems]


def test_a_teacher_whose_row_is_wrong_is_a_problem_of_the_staff() -> None:
    found = read(replaced("users", "kay@example.org", "kay at example"))

    assert found.problems == ()
    assert [problem.line for problem in found.also[0].problems] == [
        "r.zip/users.csv, row 3, column email: expected a mail address as name@example.org, not 'kay at example'"
    ]


def test_without_roles_in_users_the_enrolments_say_who_is_what() -> None:
    files = replaced("users", ",role,", ",what,")

    assert students(files) == [STUDENT]


def test_a_user_who_is_in_two_schools_by_two_rows_is_one_student() -> None:
    row = "s1,true,{},student,Mia,Torres,mia@example.org,,09\n"
    files = replaced("users", row.format("o1"), row.format("o2") + row.format("o1"))
    found = read(files)

    assert [record.fields["school"] for record in found.records] == ["Oak High"]
    assert found.problems == ()


def test_a_roster_of_changes_says_so_and_who_leaves_a_class() -> None:
    files = {
        **ROSTER,
        "manifest": ROSTER["manifest"].replace("users,bulk", "users,delta\nfile.enrollments,delta"),
        "enrollments": "sourcedId,status,classSourcedId,userSourcedId,role\n"
        "e1,tobedeleted,k1,s1,student\ne2,active,k9,s1,student\ne3,active,k1,s5,student\n",
    }
    found = read(files)

    assert found.partial
    assert [record.fields for record in found.records] == [
        {**STUDENT, "classes": ("k9",), "classes_left": ("k1",)},
        {"id": "s5", "classes": ("k1",)},
    ]


def test_a_file_that_names_columns_for_nothing_known_is_no_roster() -> None:
    with pytest.raises(
        BadInput, match=r"r\.zip is no roster that is known here; it holds users\.csv, x\.csv\."
    ):
        read({"users": "a,b\n1,2\n", "x": "c\n"})


def test_whoever_waits_is_told_and_can_stop_it() -> None:
    rows = "".join(f"s{n},true,o1,student,A{n},B,,,9\n" for n in range(2, 1_600))
    files = {**ROSTER, "users": ROSTER["users"] + rows}
    seen: list[int] = []

    def watch(done: int, of: int) -> None:
        seen.append(done)
        if len(seen) == 2:
            raise Stopped("Stopped.")

    with pytest.raises(Stopped), watched(watch):
        read(files)
    assert seen == [500, 1_000]


def test_nothing_that_a_terminal_obeys_comes_through() -> None:
    evil = "\x1b]0;x\x07"
    files = {
        "manifest": f"propertyName,value\noneroster.version,{evil}1.1\n",
        "orgs": f"sourcedId,name,type\no1,Elm{evil},school\no2,{evil}Oak,school\n",
        "users": f"sourcedId,role,givenName,familyName,orgSourcedIds,pass{evil}word\n"
        f"{evil}s1,student,{evil}Mia,Torres,o1,\ns2,student,{evil},{evil},o2,\n{evil},{evil}x,{evil},,,\n",
        "classes": f"sourcedId,title,periods\nk1,{evil}Art,{evil}(\n",
        f"{evil}other": "a",
    }
    for kind in ("students", "staff", "classes"):
        found = read(files, kind)
        told = repr((found.notes, [one.line for one in found.problems], found.records, found.also))
        assert "\\x1b" not in told
        assert "\\x07" not in told


def test_an_id_that_is_none_is_told_once_where_it_stands() -> None:
    files = {
        **ROSTER,
        "classes": ROSTER["classes"].replace("k1", "k" * 300),
        "enrollments": ROSTER["enrollments"].replace("k1", "k" * 300),
    }
    found = read(files)

    assert found.problems == ()
    assert [problem.line for one in found.also for problem in one.problems] == [
        f"r.zip/classes.csv, row 2, column sourcedId: expected at most 200 characters, not '{'k' * 39}…'"
    ]
