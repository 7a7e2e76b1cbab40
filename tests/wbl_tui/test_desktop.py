"""Notifications go only to terminals that are known to show them, in a sequence that no text can break out of."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.calling_out import off_words, recall_signals
from screens.session import Session
from tests.helpers_tui import HOSTILE
from tests.screens.fake_desk import FakeWorkspace
from wbl_tui.desktop import Desktop, desktop_of


@pytest.mark.parametrize(
    ("environ", "number"),
    [
        ({"TERM_PROGRAM": "iTerm.app", "TERM": "xterm-256color"}, "9"),
        ({"LC_TERMINAL": "iTerm2", "TERM": "xterm-256color"}, "9"),
        ({"TERM_PROGRAM": "WezTerm", "TERM": "xterm-256color"}, "777"),
        ({"TERM_PROGRAM": "ghostty", "TERM": "xterm-ghostty"}, "777"),
        ({"TERM": "xterm-ghostty"}, "777"),
        ({"TERM": "xterm-kitty"}, "99"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "99"),
        ({"TERM": "foot"}, "777"),
        ({"TERM": "foot-extra"}, "777"),
        ({"TERM": "rxvt-unicode-256color"}, "777"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, "777"),
    ],
)
def test_a_known_terminal_gets_the_sequence_it_shows(environ: Mapping[str, str], number: str) -> None:
    assert desktop_of(environ) == Desktop(number)


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"TERM": "xterm-256color"},
        {"TERM": "linux"},
        {"TERM": "dumb", "TERM_PROGRAM": "iTerm.app"},
        {"TERM": "screen-256color", "KITTY_WINDOW_ID": "1"},
        {"TERM": "screen", "STY": "1.pts-0", "LC_TERMINAL": "iTerm2"},
        {"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"},
        {"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal", "VTE_VERSION": "7006"},
        {"TERM": "xterm-256color", "VTE_VERSION": "4500"},
        {"TERM": "xterm-256color", "VTE_VERSION": "seven"},
        {"TERM": "xterm-256color", "WT_SESSION": "a-b"},
        {"TERM": "xterm-256color", "ConEmuPID": "7"},
    ],
)
def test_any_other_terminal_gets_nothing(environ: Mapping[str, str]) -> None:
    assert desktop_of(environ) is None


@pytest.mark.parametrize(
    ("passes", "kind", "found"),
    [
        ("on", "iTerm2 3.5.1 xterm-256color", Desktop("9", tmux=True)),
        ("all", "foot 1.18 foot", Desktop("777", tmux=True)),
        ("off", "iTerm2 3.5.1", None),
        ("", "iTerm2 3.5.1", None),
        ("on", "", None),
        ("on", "xterm-256color", None),
    ],
)
def test_tmux_is_asked_what_stands_behind_it(passes: str, kind: str, found: Desktop | None) -> None:
    told = {"#{allow-passthrough}": passes, "#{client_termtype}": kind, "#{client_termname}": "tmux"}
    environ = {"TMUX": "/tmp/x,1,0", "TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "KITTY_WINDOW_ID": "1"}
    assert desktop_of(environ, told.__getitem__) == found


def test_the_sequences_themselves() -> None:
    text = "A call in Room 12 has 5 minutes left."
    assert Desktop("9").sequence(text) == f"\x1b]9;wbl-tui: {text}\x1b\\"
    assert Desktop("777").sequence(text) == f"\x1b]777;notify;wbl-tui;{text}\x1b\\"
    assert (
        Desktop("99").sequence(text)
        == f"\x1b]99;i=wbl:d=0;wbl-tui\x1b\\\x1b]99;i=wbl:d=1:p=body;{text}\x1b\\"
    )
    assert Desktop("9", tmux=True).sequence(text) == f"\x1bPtmux;\x1b\x1b]9;wbl-tui: {text}\x1b\x1b\\\x1b\\"


@given(st.one_of(st.text(max_size=400), st.sampled_from(HOSTILE)))
def test_no_text_ends_its_sequence_or_begins_another(text: str) -> None:
    for number, fields in (("9", 1), ("777", 3), ("99", 2)):
        made = Desktop(number).sequence(text)
        last = made.removesuffix("\x1b\\").rpartition("\x1b]")[2]
        assert last.count(";") == fields
        assert not re.search(r"[\x00-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)
        assert len(made) < 400


def test_what_was_chosen_is_kept_and_wins_over_the_settings() -> None:
    session = Session(FakeWorkspace(), bell=False)
    assert off_words(session) == "bell off"
    recall_signals(session)
    assert (session.bell, session.notifications) == (False, True)
    session.views = {"signals": ("bell on", "notifications off", "nonsense")}
    recall_signals(session)
    assert (session.bell, session.notifications) == (True, False)
    assert off_words(session) == "notices off"
    session.bell = False
    assert off_words(session) == "signals off"
