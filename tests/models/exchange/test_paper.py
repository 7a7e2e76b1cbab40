"""Sheets as text and as PDF: nothing is cut off, every width holds, and no name is a command to the typesetter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.paper_pdf import PAPERS, boxes_for, boxes_told, pages_in, pages_told, pdf_of
from models.exchange.paper_text import WIDTH, text_of, width_of, wrapped
from models.rules.paper import BOX, REHEARSED, Lines, Printed, Sheet, Table, Writing, sheet_digest

STAMP = "Revision 2 · printed Tue 24 Nov 09:05 · entry 12 (0a1b2c3d)"


def sheet(*blocks: Table | Lines | Writing, title: str = "Interviews today", small: bool = False) -> Sheet:
    return Sheet("office", "", title, "Tue 24 Nov 2026", blocks, small)


def printed(*sheets: Sheet) -> list[Printed]:
    return [Printed(one, 2, STAMP) for one in sheets]


def pages_of(pdf: bytes) -> int:
    [count] = re.findall(rb"/Type\s*/Pages[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages", pdf)
    return int(count[0] or count[1])


def test_a_sheet_as_text() -> None:
    table = Table(("Time", "Student", "Done"), (0, 1, 0), (("10:20–10:40", "Zoë 日本", BOX),))
    text = text_of(printed(sheet(table, Lines("Nobody watches", ("10:20–10:30",)), Writing("Notes", 2))))
    assert text == (
        "Interviews today\n"
        "Tue 24 Nov 2026\n"
        "\n"
        f"Time         Student{' ' * 86}Done\n"
        f"{'-' * 110}\n"
        f"10:20–10:40  Zoë 日本{' ' * 85}☐\n"
        "\n"
        "Nobody watches\n"
        "10:20–10:30\n"
        "\n"
        "Notes\n"
        f"{'_' * 110}\n"
        f"{'_' * 110}\n"
        "\n"
        f"{STAMP}\n"
    )


def test_each_sheet_begins_a_page() -> None:
    text = text_of(printed(sheet(title="One"), sheet(title="Two")))
    assert [page.splitlines()[0] for page in text.split("\f")] == ["One", "Two"]


def test_paper_of_a_rehearsal_says_so_first() -> None:
    one = Printed(sheet(), 1, f"{REHEARSED} · Revision 1")
    assert text_of([one]).splitlines()[:3] == [REHEARSED, "", "Interviews today"]
    assert pages_of(pdf_of([one])) == 1


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.tuples(*[st.integers(0, 4)] * 3))
def test_no_letter_of_a_table_is_lost(rows: list[tuple[str, ...]], weights: tuple[int, ...]) -> None:
    text = text_of(printed(sheet(Table(("A", "B", "C"), weights, tuple(rows)))))
    typed = "".join(cell for row in rows for cell in row)
    for letter in set(typed) - set(" \f\n-_"):
        if not letter.isspace():
            assert text.count(letter) >= typed.count(letter)


@given(CELLS, st.integers(2, 40))
def test_lines_are_as_wide_as_they_may_be(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_room_to_write_is_nothing_to_read() -> None:
    assert sheet_digest(sheet(Writing("Notes", 2))) == sheet_digest(sheet(Writing("Notes", 9)))
    assert sheet_digest(sheet(Writing("Notes", 2))) != sheet_digest(sheet(Writing("Note", 2)))


HOSTILE = '#read("/etc/passwd") *b* $x$ `y` <z> @k // \\ [/] = + - ~ _i_ #{1/0} ]]'


def test_a_pdf_has_a_page_for_each_sheet_and_small_ones_share() -> None:
    table = Table(("Time", "Student"), (0, 1), (("10:20–10:40", HOSTILE),))
    pdf = pdf_of(
        printed(sheet(table, title=HOSTILE), sheet(Writing("Notes", 3)), sheet(Lines("", (HOSTILE,))))
    )
    assert pdf.startswith(b"%PDF-1.")
    assert pages_of(pdf) == 3
    small = [sheet(table, title=str(number), small=True) for number in range(4)]
    assert pages_of(pdf_of(printed(*small))) == 1
    assert pages_of(pdf_of(printed(*small, small[0]._replace(kind="slips")))) == 2


def test_what_is_cut_apart_is_whole_on_its_page_as_long_as_a_page_can_hold_it() -> None:
    def pages(*lengths: int) -> int:
        small = [sheet(Lines("", ("x",) * length), small=True) for length in lengths]
        return pages_of(pdf_of(printed(*small)))

    assert [pages(15, 15), pages(30, 30), pages(30, 30, 30), pages(90)] == [1, 2, 3, 2]


@pytest.mark.parametrize(("lines", "pages"), [(16, 1), (40, 2), (120, 6)])
def test_room_to_write_goes_on_on_the_next_page(lines: int, pages: int) -> None:
    assert pages_of(pdf_of(printed(sheet(Writing("Notes", lines))), "a4")) == pages


def test_pages_are_counted() -> None:
    for count in (1, 5):
        pdf = pdf_of(printed(*[sheet(Lines("", (HOSTILE, "/Type /Page"))) for _ in range(count)]))
        assert pages_in(pdf) == pages_of(pdf) == count
    assert (pages_told(1), pages_told(46)) == ("1 page", "46 pages")


@pytest.mark.parametrize("paper", PAPERS)
def test_what_hangs_on_a_door_is_large_and_stays_on_one_page(paper: str) -> None:
    for count in (12, 13, 20, 21, 32):
        rows = (("10:20–10:40", "Maximiliana F.", BOX),) * count
        door = sheet(Table(("Time", "Student", "Done"), (0, 1, 0), rows))._replace(kind="doors")
        assert pages_of(pdf_of(printed(door), paper)) == 1


LONG_NAMES = ("Maximiliana Featherstonehaugh", "Mafe de la Torre y Villanueva-Castellanos", "王" * 24)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", LONG_NAMES)
def test_forty_interviews_fit_two_pages(paper: str, name: str) -> None:
    headers = ("", "Time", "Student", "With", "Where", "Reach", "In", "Ok", "Ab", "No")
    row = ("10:20–10:40", name, "Dr. Anneliese Ruud", "Counseling conference room")
    rows = tuple((str(n), *row, "(309) 555-0123", BOX, BOX, BOX, BOX) for n in range(1, 41))
    one = sheet(
        Table(headers, (0, 0, 4, 4, 4, 3, 0, 0, 0, 0), rows), Lines("", ("In: the student is here.",))
    )
    assert pages_of(pdf_of(printed(one), paper)) == 2
    assert name != LONG_NAMES[0] or len(text_of(printed(one)).splitlines()) <= 2 * 60


@pytest.mark.parametrize("text", ["日本 太郎", "الخطيب", "עברית", "Иван", "Nguyễn", "👩‍🏫", "", "x" * 5000])
def test_any_name_can_be_printed(text: str) -> None:
    table = Table(("Student", "Room"), (1, 0), ((text, "1"),))
    assert pages_of(pdf_of(printed(sheet(table, Writing(text, 1), title=text)))) >= 1


def test_a_word_wider_than_its_column_is_broken_and_runs_over_no_other() -> None:
    rows = (("x" * 1000, "Room 1"),) * 20
    assert pages_of(pdf_of(printed(sheet(Table(("Student", "Room"), (1, 1), rows))))) > 3


def test_the_width_is_kept() -> None:
    table = Table(("A" * 30, "B" * 30, "C" * 30), (1, 1, 1), (("x" * 300, "y z " * 90, ""),))
    assert max(map(width_of, text_of(printed(sheet(table))).splitlines())) <= WIDTH


def test_letters_without_a_font_are_found_and_the_typesetters_own_are_there() -> None:
    table = Table(("Zoë", "☐"), (1, 0), (("Ångström Иван Ελένη e\u0301", "Mia \U0010fffd"),))
    assert boxes_for(printed(sheet(table, Writing("Ada", 1), Lines("", ("\U0010fffd",))))) == "\U0010fffd"
    assert boxes_for(printed(sheet(Lines("", ("Nguyễn \u200d\u202b",))))) == ""


def test_of_many_letters_without_a_font_some_are_told() -> None:
    assert boxes_told("") == ""
    assert boxes_told("日" * 13).startswith(
        "This computer has no font with 日日日日日日日日日日日日 …: they are "
    )
