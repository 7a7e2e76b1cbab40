"""Filtering and the pane beside a list: every typed word counts, lines break, nothing unsafe is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from screens.state.named_words import folded
from screens.state.sieve import Sieve
from screens.widgets.pane import Pane
from tests.helpers_tui import HOSTILE, UNSAFE, row_texts, running, screen_text, settled

NAMES = ("Zoë Quinn", "Ben Ode", "Bea Øre", "日本 太郎")


def test_case_and_accents_do_not_matter_and_every_word_counts() -> None:
    sieve = Sieve(NAMES)
    assert sieve.sift("zoe") == ["Zoë Quinn"]
    assert sieve.sift("QUINN z") == ["Zoë Quinn"]
    assert sieve.sift("ore") == ["Bea Øre"]
    assert sieve.sift("日本") == ["日本 太郎"]
    assert sieve.sift("be") == ["Ben Ode", "Bea Øre"]
    assert sieve.sift("  ") == NAMES


@given(st.lists(st.text(max_size=6), max_size=12), st.lists(st.text(max_size=4), max_size=6))
def test_however_one_types_the_result_is_that_of_the_last_words(rows: list[str], typed: list[str]) -> None:
    sieve = Sieve(rows)
    for text in typed:
        expected = [row for row in rows if all(word in folded(row) for word in folded(text).split())]
        assert list(sieve.sift(text)) == expected


async def test_warming_up_changes_nothing() -> None:
    sieve = Sieve([f"{name} {n}" for n in range(300) for name in NAMES])
    await sieve.warm()
    assert len(sieve.sift("zoe")) == 300


class PaneApp(App[None]):
    """A pane alone."""

    def compose(self) -> ComposeResult:
        """The pane."""
        yield Pane(id="pane")


async def test_a_pane_breaks_lines_and_says_what_is_below() -> None:
    app = PaneApp()
    async with running(app, 30, 8):
        pane = app.query_one(Pane)
        lines = [("Phone", "555 0100"), ("", "one two three four five six seven eight")]
        pane.set_sections("Ann Meyer", (("", lines), ("History", [("", f"line {n}") for n in range(9)])))
        await settled(app)
        assert row_texts(app) == [
            " Ann Meyer",
            " Phone     555 0100",
            " one two three four five six",
            " seven eight",
            "",
            " History",
            " line 0",
            " … 8 more lines (Enter)",
        ]
        pane.scroll_lines(3)
        await settled(app)
        assert "seven eight" in row_texts(app)[0]
        pane.set_sections("Somebody else", (("", [("", "x")]),))
        await settled(app)
        assert row_texts(app)[:2] == [" Somebody else", " x"]


async def test_a_pane_shows_hostile_text_as_text() -> None:
    app = PaneApp()
    async with running(app, 60, 40):
        pane = app.query_one(Pane)
        pane.set_sections("[b]x[/]\x1b[2J", (("", [(name, name) for name in HOSTILE]),))
        await settled(app)
        assert not UNSAFE & set(screen_text(app).replace("\n", ""))
        assert "[@click=app.quit]x[/]" in screen_text(app)
