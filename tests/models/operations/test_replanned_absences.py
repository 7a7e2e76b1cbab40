"""What planning again says of absences that must be asked for again: once, and of how many calls."""

from __future__ import annotations

import pytest

from models.exchange.offered import parse_offered
from models.operations.absences import decide_absence
from models.operations.offered import replace_hours
from models.operations.proposals import accept
from models.operations.replanning import replanned
from models.operations.unit import Unit
from models.planning.planner import Wish
from models.planning.replanning import Change
from models.queries.situation import campaign_at
from models.rules.span import local_span
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import DAY, ZONE, absences_of, book
from tests.planned_school import know_interests

WHOLE = local_span(DAY, 0, 24 * 60, ZONE)
CLOSED = Change(days=frozenset({DAY}))
AWAY = Change(away=(("k1", WHOLE), ("k2", WHOLE)))


def _only_in_algebra(unit: Unit) -> int:
    """Both contacts offer period 2 alone, in which two students have algebra."""
    unit.insert(rows.Enrolment, "s2:alg", student="s2", class_id="alg")
    offered = parse_offered("; ".join(f"2026-11-{day} 09:00/09:55" for day in (18, 19, 20)))
    for contact in ("k1", "k2"):
        replace_hours(unit, contact, offered, campaign_at(unit.db, unit.now))
    return unit.say("set", "Hours.")


@pytest.mark.parametrize(("change", "calls"), [(CLOSED, 1), (CLOSED, 2), (AWAY, 1), (AWAY, 2)])
def test_the_absences_that_its_moves_reopen_are_told_once_and_counted(
    school: Workspace, change: Change, calls: int
) -> None:
    school.write(know_interests)
    school.write(_only_in_algebra)
    booked = [book(school, "09:05", "s1", "k1"), book(school, "09:30", "s2", "k2", room="r2")]
    for ident in booked[:calls]:
        school.write(decide_absence, ident, "approve")
    proposal = school.read(replanned, change, "", school.now(), Wish(effort=100))
    assert [row.action for row in proposal.rows if row.entity == "interview"] == ["move", "move"]
    said = school.write(accept, proposal).sentence
    counted = "1 call" if calls == 1 else "2 calls"
    assert said.endswith(f" The absences of {counted} must be asked for again.")
    assert said.count("asked for again") == 1
    assert [one.state for ident in booked for one in absences_of(school, ident)] == ["to_request"] * 2
