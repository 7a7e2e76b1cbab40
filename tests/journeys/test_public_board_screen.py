"""The public board in a terminal of its own: canaries in every hidden field appear in nothing that it writes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.journeys.conftest import MORNING
from tests.journeys.seats import ROOT, Seat, wait

CANARY = "Xcanary"

HIDDEN = {
    "campaign": ("name", "school", "organizer"),
    "student": ("family", "grade", "email", "school", "guardian_name", "guardian_email"),
    "interest": ("words",),
    "employer": ("name", "field", "address", "site", "phone", "notes"),
    "contact": ("name", "title", "email", "phone", "source", "notes"),
    "staff": ("name", "role", "email", "school"),
    "school_class": ("name",),
    "outreach": ("actor", "how", "outcome", "said", "next_action"),
    "claim": ("because",),
    "room": ("mail", "school"),
    "room_block": ("why",),
    "interview": ("number", "link", "because"),
    "absence": ("because", "decided_by", "condition", "asked_by"),
    "contact_tag": ("tag",),
    "contact_task": ("what", "done_by"),
    "referral": ("name", "reach", "note"),
    "debrief": ("note", "actor"),
    "preparation": ("about_field", "about_employer", "remark", "decided_by", "practised_with"),
    "question": ("words",),
    "told": ("reach", "actor", "sent_by"),
}


def hide_canaries(store: Path) -> None:
    """Family names keep their initial, so that the board has one to show; refused first names are canaries too."""
    with closing(sqlite3.connect(store, isolation_level=None)) as raw:
        for table, columns in HIDDEN.items():
            for column in columns:
                initial = "substr(family, 1, 1) || " if column == "family" else ""
                raw.execute(f"UPDATE {table} SET {column} = {initial}'{CANARY}' || rowid")
        raw.execute(f"UPDATE student SET given = '{CANARY}', preferred = '{CANARY}' WHERE share_name = 0")
        ids = [row[0] for row in raw.execute("SELECT id FROM student")]
        assert raw.execute("SELECT count(*) FROM student WHERE share_name = 0").fetchone()[0] > 0
    assert len(ids) > 100


def test_canaries_stay_hidden_while_it_starts_ticks_loses_the_store_and_ends(store: Path) -> None:
    hide_canaries(store)
    seat = Seat(store, MORNING, "board", "--public", actor=CANARY)
    try:
        seat.sees("Informational interviews, Wed 18 Nov", "calling", "get ready", "Updated 10:05:")
        first = seat.text
        wait([seat], lambda: seat.text != first, "the next second")
        for keys in ("/", "ctrl+p", "?", "1", "enter", "escape", "u", "tab", "space"):
            seat.press(keys)
        seat.resize(120, 40)
        seat.sees("No. ", "later")
        store.rename(store.with_name("away.wbl"))
        seat.sees("! The plan cannot be read: shows 10:0")
        store.with_name("away.wbl").rename(store)
        seat.sees("Updated 10:0")
        seat.press("q")
        assert seat.ended() == 0
        assert b"\x1b[?1049l" in seat.raw
        assert CANARY.lower().encode() not in bytes(seat.raw).lower()
        assert str(store).encode() not in bytes(seat.raw)
    finally:
        seat.close()


def test_canaries_stay_hidden_where_it_is_printed(store: Path) -> None:
    hide_canaries(store)
    said = subprocess.run(
        [sys.executable, "-m", "wbl_tui", "--store", str(store), "--now", MORNING, "board", "--public"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert said.stderr == ""
    assert said.stdout.splitlines()[0] == "Informational interviews, Wed 18 Nov · updated 10:05"
    assert "▶ calling" in said.stdout
    assert CANARY.lower() not in said.stdout.lower()
