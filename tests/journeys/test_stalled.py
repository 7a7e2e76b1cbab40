"""A terminal that stops reading for a minute, and one that vanishes: nobody else waits for it, nothing is lost, nothing spins."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from models.queries.journal import entries
from models.workspace import Workspace
from tests.journeys.seats import Seat, settle, wait

MINUTE = 60.0
CPU_TICKS = os.sysconf("SC_CLK_TCK")


def busy_seconds(seat: Seat) -> float:
    """Processor time that the program has used."""
    fields = Path(f"/proc/{seat.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CPU_TICKS


def sentences(store: Path, actor: str) -> list[str]:
    workspace = Workspace(store, actor="reader")
    try:
        return [entry.sentence for entry in workspace.read(entries) if entry.actor == actor]
    finally:
        workspace.close()


def test_a_terminal_that_reads_nothing_for_a_minute_holds_up_nobody(
    store: Path, sit: Callable[..., Seat]
) -> None:
    stuck, other = sit(actor="Ms Rivera"), sit(actor="Mr Vance")
    wait([stuck, other], lambda: all("▌" in seat.text for seat in (stuck, other)), "two rosters")
    settle([stuck, other], 0.5)
    begun = time.monotonic()
    stuck.press("d")
    wait([stuck], lambda: "questions" in stuck.message, "what was acknowledged")
    told = stuck.message
    # Far more than a terminal holds unread: the program stands still in the midst of drawing.
    for _ in range(400):
        os.write(stuck.master, b"\x1b[6~\x1b[5~")
        time.sleep(0.002)
    other.press("down")
    count = 0
    while time.monotonic() - begun < MINUTE or count < 5:
        seen = len(sentences(store, "Mr Vance"))
        other.press("d")
        wait([other], lambda seen=seen: len(sentences(store, "Mr Vance")) > seen, "the other's write")  # type: ignore[misc]
        count += 1
        settle([other], 0.2)
        time.sleep(5.0)
    used = busy_seconds(stuck)
    time.sleep(1.0)
    assert busy_seconds(stuck) - used < 0.5
    assert stuck.process.poll() is None
    settle([stuck], 0.3)
    stuck.press("home")
    wait([stuck], lambda: "Mr Vance" in stuck.text or stuck.was_told("» Mr Vance"), "the news of the others")
    assert any(told.removeprefix("✓ ").startswith(one[:20]) for one in sentences(store, "Ms Rivera"))
    before = len(sentences(store, "Ms Rivera"))
    stuck.press("d")
    wait([stuck], lambda: len(sentences(store, "Ms Rivera")) > before, "a write after it")


def test_a_terminal_that_vanishes_ends_the_program_and_keeps_what_was_typed(
    store: Path, sit: Callable[..., Seat], tmp_path: Path
) -> None:
    seat = sit()
    seat.sees("All keys")
    settle([seat])
    seat.press("n")
    seat.sees("Given name")
    seat.type("Zebulon")
    seat.sees("Zebulon")
    os.close(seat.slave)
    os.close(seat.master)
    seat.slave, seat.master = os.openpty()
    assert seat.process.wait(60) in (129, -signal.SIGHUP)
    again = sit()
    again.sees("All keys", "Not saved: “New student”")
    again.press("n")
    again.sees("Zebulon", "is here again")
    assert len(list((tmp_path / "home").rglob("unsaved/*.json"))) == 1
