"""What a person is told about a file that was never seen before: what was understood, left, and may be missing."""

from __future__ import annotations

import pytest

from models.exchange.files_in import read_bytes


def notes(kind: str, text: str, **mapping: str) -> list[str]:
    return list(read_bytes(kind, text.encode(), "a.csv", mapping=mapping).notes)


def test_values_that_are_clear_under_a_header_that_is_not_are_pointed_at() -> None:
    text = "First Name,Where to write,Now in,Lucky\nAnn,ann@example.org,10th grade,7 stars\nBo,,9,x\n"
    assert notes("students", text) == [
        "Not used: Where to write, Now in, Lucky.",
        "'Where to write' holds mail addresses, but its header does not say whose: if they are the students' own, "
        'add --map "email=Where to write".',
        "'Now in' holds grade levels, but its header does not say whose: if they are the students' own, "
        'add --map "grade=Now in".',
    ]


def test_a_field_that_was_found_needs_no_hint() -> None:
    assert notes("students", "given,email,elsewhere\nAnn,a@example.org,b@example.org\n") == [
        "Not used: elsewhere."
    ]


def test_a_hint_is_followed_by_what_it_says() -> None:
    text = "Name,Reach by\nAnn,555-0100\nBo,(555) 555-0101 ext 4\n"
    (unused, hint) = notes("contacts", text)
    assert (unused, "--map" in hint) == ("Not used: Reach by.", True)
    assert notes("contacts", text, phone="Reach by") == []


def test_a_misspelt_header_is_to_be_checked() -> None:
    assert notes("students", "Frist Name,Last Name\nAnn,Lee\n") == [
        "'Frist Name' was read as 'first name': check that."
    ]


def test_many_columns_are_counted_and_not_all_named() -> None:
    headers = ",".join(f"Essay {at}" for at in range(40))
    (note,) = notes("students", f"given,{headers}\nAnn{',x' * 40}\n")
    assert note == f"Not used: {', '.join(f'Essay {at}' for at in range(12))} and 28 more."


def test_answers_that_are_no_ranks_are_left_and_said() -> None:
    text = (
        "given,Rate your career interests [Finance],Top career choices [Marketing]\nAnn,5,1\nBo,1,very much\n"
    )
    reading = read_bytes("students", text.encode(), "a.csv")
    assert [record.fields.get("interests") for record in reading.records] == [None, None]
    assert reading.notes == (
        "The answers under Rate your career interests [Finance], Top career choices [Marketing] are no ranks, so they were "
        "not read as interests: ask for a first and second choice, or add the interests by hand.",
    )


@pytest.mark.parametrize("kind", ["students", "staff"])
def test_a_file_of_another_kind_is_doubted(kind: str) -> None:
    text = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Lee,x,a@example.org,A,B,C\n"
    assert notes(kind, text)[0] == (
        f"This looks like a LinkedIn Connections export, which holds contacts: check that they are to be {kind}."
    )


def test_a_yes_or_no_to_a_format_is_read_and_anything_else_is_left() -> None:
    text = "Name,Phone interview? (Y/N),Willing to do virtual?,Phone\nAnn,Y,x,555-0100\nBo,N,yes,\n"
    reading = read_bytes("contacts", text.encode(), "a.csv")
    assert [record.fields["formats"] for record in reading.records] == [("phone", "video"), ("video",)]
    assert reading.notes == ()
    assert notes("contacts", "Name,Phone interview?\nAnn,maybe\n") == [
        "The answers under Phone interview? are neither yes nor no, so no format was made of them: add the formats "
        "by hand."
    ]
