"""A date and time as people type them after `--start` and `--now`."""

from __future__ import annotations

from wbl_tui.commands.opening import typed_moment


def test_an_hour_before_ten_needs_no_nought() -> None:
    for short, whole in (
        ("2026-11-24 9:40", "2026-11-24 09:40"),
        ("2026-11-24T8:05-06:00", "2026-11-24T08:05-06:00"),
        (" 2026-11-24 10:20 ", "2026-11-24T10:20"),
    ):
        assert typed_moment(short, "--start") == typed_moment(whole, "--start")
    assert typed_moment("2026-11-24 9:40", "--start").isoformat() == "2026-11-24T09:40:00"
