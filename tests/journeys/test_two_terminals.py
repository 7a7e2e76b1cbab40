"""Two people at two terminals on one store: each sees what the other does, and nothing is ever done twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.queries import reading
from models.queries.journal import entries
from models.rules.facts import Interview, JournalEntry
from models.workspace import Workspace
from tests.journeys.seats import Seat, settle, wait

Sit = Callable[..., Seat]
NAMES = {"Ms Rivera": "Mr Vance", "Mr Vance": "Ms Rivera"}
REFUSALS = tuple(f"✗ {name} was first (" for name in NAMES)


def pair(sit: Sit, *words: str) -> tuple[Seat, Seat]:
    """Two people at their terminals, on the same page, both at rest."""
    both = sit(*words, actor="Ms Rivera"), sit(*words, actor="Mr Vance")
    wait(both, lambda: all("All keys" in seat.text and "▌" in seat.text for seat in both), "two pages")
    # Until the program looks out for others, half a second after its start, there is nothing to wait for.
    settle(both, 0.6)
    return both


def facts(store: Path) -> tuple[dict[str, Interview], list[JournalEntry]]:
    """Interviews and journal as they are saved."""
    workspace = Workspace(store, actor="reader")
    try:
        return workspace.read(reading.interviews), workspace.read(entries)
    finally:
        workspace.close()


def cursor_line(seat: Seat) -> str:
    """The line under the cursor."""
    return seat.text.split("\n")[seat.cursor]


def test_a_step_on_one_board_shows_on_the_other(store: Path, sit: Sit) -> None:
    here, there = pair(sit, "board")
    assert "late 5 min" in cursor_line(there)
    late = " ".join(cursor_line(there).split()[2:5])
    here.press("i")
    wait([here], lambda: "Checked in:" in here.message, "the sentence here")
    wait(
        [here, there],
        lambda: "Ms Rivera: Checked in:" in there.message and "here, late" in cursor_line(there),
        "the step on the other board",
    )
    assert late in cursor_line(there)


def test_of_two_who_start_one_interview_one_is_told_who_was_first(store: Path, sit: Sit) -> None:
    _, before = facts(store)
    both = pair(sit, "board")
    for seat in both:
        seat.press("s")
    begun = ("✓ Checked in and started:", "! Checked in and started:")
    wait(both, lambda: all(seat.was_told(*begun, *REFUSALS) for seat in both), "an answer on both boards")
    settle(both, 0.5)
    interviews, journal = facts(store)
    [entry] = journal[len(before) :]
    assert entry.sentence.startswith("Checked in and started: ")
    assert sum(one.state == "in_progress" for one in interviews.values()) == 3
    winner, loser = both if entry.actor == "Ms Rivera" else both[::-1]
    assert (winner.was_told(*REFUSALS), loser.was_told(*REFUSALS)) == (False, True)


def test_of_two_who_book_one_student_at_one_time_one_is_offered_other_times(store: Path, sit: Sit) -> None:
    before, journal = facts(store)
    both = pair(sit)
    for seat in both:
        seat.press("b")
    wait(both, lambda: all("With whom?" in seat.text for seat in both), "the choice of a contact")
    for seat in both:
        seat.press("enter")
    wait(both, lambda: all("✓ Everybody is free" in seat.text for seat in both), "two forms")
    for seat in both:
        seat.press("enter")
    wait(both, lambda: any("Free instead" in seat.text for seat in both), "the other times")
    loser = both[0] if "Free instead" in both[0].text else both[1]
    winner = both[1] if loser is both[0] else both[0]
    wait(both, lambda: winner.was_told("✓ Booked", "! Booked"), "the winner's sentence")
    after, now = facts(store)
    [booked] = [one for ident, one in after.items() if ident not in before]
    [entry] = now[len(journal) :]
    assert entry.sentence.startswith("Booked ")
    loser.press("enter")
    wait(both, lambda: loser.was_told("✓ Booked", "! Booked"), "the loser's own booking")
    after, now = facts(store)
    [other] = [one for ident, one in after.items() if ident not in (*before, booked.id)]
    assert [one.actor for one in now[len(journal) :]] == [entry.actor, NAMES[entry.actor]]
    assert (other.students, other.contact) == (booked.students, booked.contact)
    assert booked.span is not None
    assert other.span is not None
    assert not booked.span.overlaps(other.span)
