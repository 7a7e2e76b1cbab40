"""Address books as forty programs write them: every person is read, nothing hostile gets through or takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.files_in import read_bytes
from models.exchange.reading import Reading
from models.exchange.vcard_lines import LINES, LONGEST, pieces, properties
from models.exchange.vcards import CARDS, is_vcard, read_vcards


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def fields(*lines: str, version: str = "3.0") -> dict[str, object]:
    """What a card gives, without what it leaves empty."""
    (record,) = read_vcards(card(*lines, version=version), "a.vcf").records
    return {name: value for name, value in record.fields.items() if value}


@pytest.mark.parametrize("text", ["BEGIN:VCARD\n", "\ufeff\r\nbegin:vcard\r\n", "Begin : vCard\n"])
def test_an_address_book_is_known_by_its_beginning(text: str) -> None:
    assert is_vcard(text)


@pytest.mark.parametrize("text", ["name,email\nBEGIN:VCARD,x\n", "BEGIN:VCALENDAR\n", ""])
def test_other_texts_are_no_address_book(text: str) -> None:
    assert not is_vcard(text)


@pytest.mark.parametrize(
    ("lines", "phone"),
    [
        (("TEL;HOME:1", "TEL;WORK:2"), "2"),
        (("TEL;TYPE=home:1", "TEL;TYPE=cell:2"), "2"),
        (("TEL;TYPE=work,fax:1", "TEL;TYPE=home:2"), "2"),
        (("TEL;TYPE=work:1", "TEL;TYPE=work;PREF=1:2"), "2"),
        (("TEL;PAGER:1",), ""),
        (("TEL;VALUE=uri:tel:+1-555-0100;ext=7",), "+1-555-0100 ext. 7"),
        (("item1.TEL:1", "item2.TEL:2", "item2.X-ABLabel:_$!<Work>!$_"), "2"),
    ],
)
def test_work_goes_before_a_mobile_and_that_before_home(lines: tuple[str, ...], phone: str) -> None:
    assert fields("FN:Ann", *lines).get("phone", "") == phone


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("FN:Lee\\, Ann",), "Lee, Ann"),
        (("FN:Lee, Ann",), "Lee, Ann"),
        (("N:Lee;Ann;May;Dr.;MD",), "Ann May Lee MD"),
        (("FN:", "N:Lee;Ann;;;"), "Ann Lee"),
        (("N:O\\;Lee;Ann",), "Ann O;Lee"),
        (("FN:Ann\\nLee",), "Ann Lee"),
        (("fn:Ann \x1b]52;c;aGk=\x07Lee",), "Ann Lee"),
        (("FN:Ann", " \tLee"), "Ann Lee"),
        (("FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:J=F6rg",), "Jörg"),
        (("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=klingon:J=C3=B6=\r\nrg",), "Jörg"),
    ],
)
def test_a_name_is_read_however_it_is_written(lines: tuple[str, ...], name: str) -> None:
    assert fields(*lines) == {"name": name}


def test_an_employer_may_hold_commas_and_a_department_is_left() -> None:
    assert fields("FN:Ann", "ORG:Ames, Boyd\\, Cole;Law;Family", "ROLE:Judge") == {
        "name": "Ann",
        "employer": "Ames, Boyd, Cole",
        "title": "Judge",
    }


def test_only_a_card_for_contacts_is_read() -> None:
    with pytest.raises(BadInput) as refused:
        read_bytes("students", card("FN:Ann").encode(), "a.vcf")
    assert refused.value.line == (
        "a.vcf is an address book in vCard form; only contacts are read from one. Import it as contacts."
    )
    assert read_bytes("contacts", card("FN:Ann").encode(), "a.vcf").source == "vcard"


def test_more_cards_than_are_read_are_refused() -> None:
    with pytest.raises(BadInput) as refused:
        read_vcards("BEGIN:VCARD\n" * (CARDS.most + 1), "a.vcf")
    assert refused.value.sentence == "a.vcf has more than 50,000 cards, the most that is read."


def test_more_lines_than_are_read_are_refused() -> None:
    with pytest.raises(BadInput) as refused:
        read_vcards("BEGIN:VCARD\n" + "X:\n" * LINES.most, "a.vcf")
    assert refused.value.sentence == "a.vcf has more than 1,000,000 lines, the most that is read."


def test_what_is_too_long_is_a_problem_of_its_card_alone() -> None:
    text = card("FN:" + "x" * 201) + card("FN:Ann", "NOTE:" + "y" * 10_001) + card("FN:Bo")
    reading = read_vcards(text, "a.vcf")
    assert [one.line.partition(", not")[0] for one in reading.problems] == [
        "a.vcf, row 1, column FN: expected at most 200 characters",
        "a.vcf, row 2, column NOTE: expected at most 10,000 characters",
    ]
    assert [record.row for record in reading.records] == [3]


def test_a_picture_is_passed_over_without_being_held() -> None:
    picture = "QUJD" * 500_000
    text = card("FN:Ann", f"PHOTO;ENCODING=b:{picture}", f"X-PICTURE;ENCODING=BASE64:\r\n {picture}", "TEL:1")
    held = list(properties(text, "a.vcf"))
    assert [one.name for one in held] == ["BEGIN", "VERSION", "FN", "TEL", "END"]


def test_a_property_is_held_only_as_far_as_it_can_be_kept() -> None:
    (one,) = properties("NOTE:" + "x" * (3 * LONGEST) + "\n " + "y" * LONGEST, "a.vcf")
    assert len(one.value) == LONGEST


def test_cards_that_end_nowhere_and_cards_inside_cards() -> None:
    text = "BEGIN:VCARD\nFN:Ann\nAGENT:\nBEGIN:VCARD\nFN:Helper\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nFN:Nobody\n"
    assert [record.fields["name"] for record in read_vcards(text, "a.vcf").records] == ["Ann", "Bo"]


def test_the_same_card_twice_is_one() -> None:
    reading = read_vcards(card("FN:Ann", "UID:1") * 2, "a.vcf")
    assert len(reading.records) == 1
    assert reading.notes[-1] == "1 card was left out: the same card again."


def test_pieces_are_set_apart_where_no_backslash_is() -> None:
    assert pieces(r"a\;b;c\\;d\,e;", ";") == ["a;b", "c\\", "d,e", ""]


PIECES = st.sampled_from(
    [
        "BEGIN:VCARD",
        "END:VCARD",
        "FN:",
        "N:",
        "TEL;",
        "PHOTO;B:",
        "=",
        ";",
        ":",
        "\\",
        " ",
        "\n",
        "\r",
        "\t",
        '"',
        "ENCODING=QUOTED-PRINTABLE",
        "TYPE=",
        "item1.",
        "AGENT:",
        "@",
        "=C3",
        "a@example.org",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=60))
def test_anything_after_a_beginning_is_a_reading_or_refused(pieces: list[str]) -> None:
    text = "BEGIN:VCARD\n" + "".join(pieces)
    assert isinstance(read_vcards(text, "a.vcf"), Reading)
