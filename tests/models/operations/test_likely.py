"""Who may be the same under another spelling, how sure that is, and why it is said."""

from __future__ import annotations

import pytest

from models.operations.kinds import KINDS
from models.operations.likely import Likely, Likenesses

PEOPLE = {
    "007": ("John", "Smith"),
    "1": ("Michael", "Torres"),
    "2": ("José", "García"),
    "3": ("Ana", "Lopez"),
    "4": ("Maria", "Garcia"),
    "5": ("Lea", "van den Berg"),
    "6": ("Ann", "Lee2"),
}


def likely(given: str, family: str) -> tuple[Likely, ...]:
    records = {i: {"given": g, "family": f, "preferred": "", "email": ""} for i, (g, f) in PEOPLE.items()}
    return Likenesses(KINDS["students"], records).of({"given": given, "family": family}, lambda _: True)


@pytest.mark.parametrize(
    ("given", "family", "ident", "why"),
    [
        ("Jon", "Smyth", "007", "Jon and John can be one name, a similar family name"),
        ("MIKE", "torres", "1", "Mike and Michael can be one name"),
        ("Jose", "Garcia", "2", "the same name, written otherwise"),
        ("Garcia", "Jose", "2", "given and family name the other way round"),
        ("Anna", "Lopez", "3", "a similar given name"),
        ("M.", "Torres", "1", "the same initial"),
        ("Lea", "Berg", "5", "a family name of several words"),
        ("Michael Jan", "Torres", "1", "one with a further given name"),
        ("Michael", "Torress", "1", "a similar family name"),
    ],
)
def test_one_person_in_two_spellings(given: str, family: str, ident: str, why: str) -> None:
    first = likely(given, family)[0]
    assert (first.id, first.why, first.sure) == (ident, why, True)


@pytest.mark.parametrize(("given", "family"), [("Mario", "Garcia"), ("Lena", "van den Berg")])
def test_similar_given_names_in_one_family_are_only_mentioned(given: str, family: str) -> None:
    assert [one.sure for one in likely(given, family)] == [False]


@pytest.mark.parametrize(
    ("given", "family"),
    [("Leo", "Berg"), ("Ann", "Lee1"), ("Jane", "Smith"), ("", "Torres"), ("Michael", ""), ("", "")],
)
def test_other_people(given: str, family: str) -> None:
    assert likely(given, family) == ()


def contact(name: str, employer: str, email: str = "") -> dict[str, str]:
    return {"name": name, "employer": employer, "email": email}


def test_an_employer_speaks_for_or_against_it_and_another_mail_address_decides() -> None:
    there = Likenesses(KINDS["contacts"], {"c1": contact("Robert Lee", "Dock", "rob@dock.example.org")})

    def found(*fields: str) -> list[tuple[str, bool]]:
        return [(one.why, one.sure) for one in there.of(contact(*fields), lambda _: True)]

    assert found("Bob Lee", "DOCK") == [("Bob and Robert can be one name, both at Dock", True)]
    assert found("Bob Lee", "Mill") == [("Bob and Robert can be one name, but at Dock", False)]
    assert found("Bob Lee", "Dock", "bob.lee@dock.example.org") == []


def test_classes_and_grades_speak_too() -> None:
    record = {"given": "Maria", "family": "Garcia", "classes": ("alg", "bio"), "grade": "11"}
    there = Likenesses(KINDS["students"], {"s1": record})
    [one] = there.of({**record, "given": "Mario", "classes": ("alg",)}, lambda _: True)
    assert (one.why, one.sure) == ("a similar given name, both in alg", False)
    [two] = there.of({**record, "given": "Mary", "classes": (), "grade": "12"}, lambda _: True)
    assert (two.why, two.sure) == ("Mary and Maria can be one name, but grade 11", True)
    [three] = there.of({**record, "given": "Mary", "classes": (), "grade": "9"}, lambda _: True)
    assert (three.why, three.sure) == ("Mary and Maria can be one name, but grade 11", False)


def test_among_many_of_a_given_name_only_similar_family_names_are_compared() -> None:
    names = ("Torres", "Tamm", "Tanaka", "Tapia", "Tate", "Teller", "Thiel", "Tran", "Turner", "Tyson", "T")
    records = {name: {"given": "Mia", "family": name} for name in names}
    there = Likenesses(KINDS["students"], records)
    assert [one.id for one in there.of({"given": "Mia", "family": "Tores"}, lambda _: True)] == ["Torres"]
    assert next(one.id for one in there.of({"given": "Mia", "family": "T."}, lambda _: True)) == "T"


def test_at_most_three_are_offered_the_likeliest_first() -> None:
    records = {
        str(n): {"given": given, "family": "Lee"}
        for n, given in enumerate(("Jo", "J", "Joan", "Joe", "Joanna"))
    }
    found = Likenesses(KINDS["students"], records).of({"given": "J", "family": "Lee"}, lambda i: i != "1")
    assert [one.id for one in found] == ["0", "2", "3"]
