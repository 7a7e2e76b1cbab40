"""What is said of calls that everybody on duty could watch, were they not teaching."""

from __future__ import annotations

from pathlib import Path

from models.operations.standby import give_duty
from models.queries.duty import duty_day
from models.rules.facts import Opening
from models.tables import rows
from models.workspace import Workspace
from screens.state.duty_view import calls_lines
from tests.helpers_store import DAY, ZONE, book, change, make_school


def told(school: Workspace) -> tuple[tuple[str, str], ...]:
    return calls_lines(school.read(duty_day, school.campaign(), DAY), ZONE)


def test_a_call_is_not_said_to_be_watched_by_who_teaches_then(tmp_path: Path) -> None:
    school = make_school(tmp_path / "school.wbl")
    book(school, "09:05")
    assert told(school) == (("good", "✓ Every minute of the call is watched."),)
    school.write(give_duty, "t1", Opening(None, DAY, 480, 900), anyway=True)
    assert told(school) == (("good", "✓ Every minute of the call is watched."),)
    for one in school.read(duty_day, school.campaign(), DAY).adults:
        if one.staff.id != "t1":
            for each in one.duties:
                change(school, lambda unit, ident=each.id: unit.delete(rows.Duty, ident))  # type: ignore[misc]
    assert told(school) == (
        ("warn", "! Somebody is on duty every minute of the call, but Mr Vance teaches 09:00–09:55."),
    )
    school.close()
