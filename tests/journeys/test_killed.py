"""Pulling the plug while people work: whatever was told as done is there afterwards, and the program opens."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from models.queries.journal import entries
from models.workspace import Workspace
from tests.journeys.conftest import MORNING
from tests.journeys.seats import ROOT, Seat, wait

SENTENCE = re.compile(r"✓ (.+: (?:questions ready|questions not ready)\.)")


def told(seat: Seat) -> list[str]:
    """The sentences that this person was told, in order, each as often as it was new on the screen."""
    found: list[str] = []
    for text in seat.seen:
        said = SENTENCE.search(text)
        if said and (not found or found[-1] != said[1]):
            found.append(said[1])
    return found


def doctor(store: Path) -> dict[str, bool]:
    """What the doctor says: whether all is well, and each finding's level."""
    command = [sys.executable, "-m", "wbl_tui", "--store", str(store), "--now", MORNING, "doctor", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    return {"ok": report["ok"]} | {one["id"]: False for one in report["findings"] if one["level"] == "fail"}


def test_what_was_told_as_done_outlives_a_kill(store: Path, sit: Callable[..., Seat]) -> None:
    both = sit(actor="Ms Rivera"), sit(actor="Mr Vance")
    wait(both, lambda: all("All keys" in seat.text and "▌" in seat.text for seat in both), "two rosters")
    both[1].press("end")
    for _ in range(12):
        both[0].press("d", "down")
        both[1].press("d", "up")
    wait(both, lambda: all(len(told(seat)) >= 3 for seat in both), "some sentences")
    for seat in both:
        seat.process.send_signal(signal.SIGKILL)
    for seat in both:
        assert seat.ended() == -signal.SIGKILL

    workspace = Workspace(store, actor="reader")
    try:
        journal = [(entry.actor, entry.sentence) for entry in workspace.read(entries)]
    finally:
        workspace.close()
    for actor, seat in zip(("Ms Rivera", "Mr Vance"), both, strict=True):
        saved = iter(sentence for by, sentence in journal if by == actor)
        assert [sentence for sentence in told(seat) if sentence not in saved] == []
    assert doctor(store) == {"ok": True}
    again = sit()
    again.sees("Abernathy", "All keys")
    again.press("d")
    wait([again], lambda: len(told(again)) == 1, "one more sentence")
