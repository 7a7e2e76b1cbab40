"""Classes on the page of bells, in words."""

from __future__ import annotations

from datetime import date

from models.rules.facts import SchoolClass
from screens.state.bells_classes import class_cells, class_rows, class_words, unknown_to
from screens.widgets.plain import Toned
from tests.screens.state.test_bells_words import facts

BIO = SchoolClass("bio", "Biology", "t1", "2(A-B)", "never", (date(2026, 11, 30),))
ART = SchoolClass("art", "Art", "t2", "", "", ())


def test_classes_by_name_with_where_they_meet_and_who_teaches_them() -> None:
    rows = class_rows(facts()._replace(classes=(BIO, ART), staff={"t1": "Ms Ito"}))
    assert [class_cells(row) for row in rows] == [
        (Toned("Art", "strong"), Toned("not said", "warn"), "core", "t2"),
        (Toned("Biology", "strong"), "2(A-B)", "never missed", "Ms Ito"),
    ]
    assert class_words(rows[1])[0] == ("strong", "Biology (bio) · not to be missed on 2026-11-30")
    [(_, how)] = class_words(None)
    assert how.startswith("4(A-B) is period 4 on A and B days")


def test_what_no_day_has_is_said_of_a_class_that_would_never_meet() -> None:
    known = facts().book.schedule
    assert unknown_to(known, "1 2(A-B) 1(M)") == ""
    assert unknown_to(known, "9(Q) 1(C)") == "period 9, letter C and letter Q"
    assert unknown_to(known, "2((") == "what is written"
    assert unknown_to(known._replace(day_types={}, rotation=()), "9(Q)") == ""
    [row] = class_rows(facts()._replace(classes=(BIO._replace(meets="2(C)"),)))
    assert class_cells(row)[1] == Toned("! 2(C)", "warn")
    assert class_words(row)[1] == ("warn", "! The bells do not know letter C.")
