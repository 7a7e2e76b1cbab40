"""What people typed, made safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.text import clean, clean_lines, fold


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Mia \t Torres\n", "Mia Torres"),
        ("\x1b]52;c;cHduZWQ=\x07Bob", "Bob"),
        ("\x1b]0;pwned\x1b\\Bob", "Bob"),
        ("\x1b[2J\x1b[31mBob\x9b0m", "Bob"),
        ("Ann\u202etxt.exe\u2066", "Anntxt.exe"),
        ("Ann [she/her]", "Ann [she/her]"),
        ("[@click=app.quit]Bob[/]", "[@click=app.quit]Bob[/]"),
        ("Zoe\u0308 O'Brien-Nu\u0301n\u0303ez", "Zoë O'Brien-Núñez"),
        ("a\u2028b\u0085c\x00d\x7f", "a b cd"),
        ("\ud800x", "x"),
        ("日本 👩\u200d🏫", "日本 👩\u200d🏫"),
        ("0 \x00 pm", "0 pm"),
    ],
)
def test_clean_keeps_names_and_drops_what_a_terminal_obeys(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(max_size=300))
def test_clean_twice_is_clean_once_and_always_one_line_that_can_be_written(typed: str) -> None:
    once = clean(typed)
    assert clean(once) == once
    assert len(once) <= 200
    assert once.encode().decode() == once
    assert len(once.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in once)


@given(st.text(max_size=300))
def test_notes_keep_their_lines_and_nothing_else_that_moves_a_cursor(typed: str) -> None:
    kept = clean_lines(typed)
    assert clean_lines(kept) == kept
    assert all(clean(line) == line or len(line) > 200 for line in kept.split("\n"))


def test_fold_finds_names_typed_without_their_accents() -> None:
    assert [fold(name) for name in ("Zoë", "Łukasz", "STRAẞE", "Øystein")] == [
        "zoe",
        "lukasz",
        "strasse",
        "oystein",
    ]
