"""The demo: a lively, lawful day at any hour and on any date, told by a journal that reads in order."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from models.errors import Refused
from models.exchange.files_in import read_bytes
from models.operations.demo import Demo, demo_moment, fill_demo
from models.operations.demo_files import demo_files
from models.operations.demo_plan import live_walls
from models.queries import reading
from models.queries.contact_care import debriefs, referrals
from models.queries.duplicates import duplicates
from models.queries.journal import entries
from models.queries.pool import PoolRow, pool
from models.queries.situation import whole_situation
from models.rules.conflicts import all_conflicts, clashes
from models.rules.facts import Interview
from models.rules.interview import AHEAD
from models.rules.span import local_day, local_instant
from models.tables import sqlite
from models.workspace import Clock, Workspace

WEDNESDAY_MORNING = datetime(2026, 11, 25, 16, 7, tzinfo=UTC)
"""10:07 at the demo's school, a Wednesday that the calendar of many schools has as a holiday."""


def demo_at(
    tmp_path: Path, now: datetime, *, day: date | None = None, students: int | None = None
) -> tuple[Workspace, Demo]:
    sqlite.create(tmp_path / "demo.wbl")
    workspace = Workspace(tmp_path / "demo.wbl", actor="Ms Rivera", clock=Clock(now, ticks=False))
    return workspace, fill_demo(workspace, day=day, students=students)


def today(workspace: Workspace, made: Demo) -> list[Interview]:
    found = workspace.read(reading.interviews).values()
    return [one for one in found if one.start and local_day(one.start, made.zone) == made.day]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (WEDNESDAY_MORNING, None),
        (datetime(2026, 11, 28, 20, 29, tzinfo=UTC), None),  # a Saturday, 14:29
        (datetime(2026, 11, 28, 3, 0, tzinfo=UTC), date(2027, 3, 14)),  # a Sunday without its 02:30
    ],
)
def test_the_day_is_in_full_swing_and_nothing_clashes(
    tmp_path: Path, now: datetime, day: date | None
) -> None:
    workspace, made = demo_at(tmp_path, now, day=day)
    calls = today(workspace, made)
    states = Counter(one.state for one in calls)
    late = [
        one for one in calls if one.state in AHEAD - {"in_progress"} and one.start and one.start <= made.now
    ]
    coming = [one for one in calls if one.state in AHEAD and one.start and one.start > made.now]
    absences = workspace.read(reading.absences)
    waiting = [
        absence.state
        for one in calls
        for absence in absences.get(one.id, ())
        if absence.state in ("to_request", "requested")
    ]
    [campaign] = workspace.read(reading.campaigns)
    situation = workspace.read(whole_situation, campaign)
    every = workspace.read(reading.interviews)
    workspace.close()
    assert (states["in_progress"], len(late), states["completed"] >= 2, len(coming) >= 3) == (
        2,
        1,
        True,
        True,
    )
    assert late[0].start
    assert timedelta(minutes=5) <= made.now - late[0].start < timedelta(minutes=10)
    assert sorted(waiting) == ["requested", "to_request"]
    assert [one for one in coming if one.room is None and one.place == "room"]
    assert clashes(all_conflicts(situation, made.now)) == ()
    assert situation.bells.is_school_day(made.day)
    assert campaign.first_day < made.day < campaign.last_day
    assert 60 <= len(every) <= 100
    assert {"completed", "scheduled", "confirmed", "requested", "cancelled", "declined"} <= {
        one.state for one in every.values()
    }


def test_the_journal_reads_in_order_and_holds(tmp_path: Path) -> None:
    workspace, made = demo_at(tmp_path, WEDNESDAY_MORNING, students=40)
    told = workspace.read(entries)
    students = workspace.read(reading.students)
    pool = workspace.read(reading.outreach), workspace.read(reading.claims)
    with pytest.raises(Refused, match="This store is in use already"):
        fill_demo(workspace)
    workspace.close()
    assert len(students) == 40
    assert all(one.at <= two.at for one, two in pairwise(told))
    assert told[-1].at <= made.now
    assert {"campaign", "import", "book", "mark", "absence", "outreach", "claim", "prepare"} <= {
        one.action for one in told
    }
    assert all(pool)


def test_further_students_are_the_same_each_time_and_have_ids_of_their_own() -> None:
    found = [demo_files(date(2026, 11, 24), 3000, random.Random(seed))["students"] for seed in (1, 1, 2)]
    records = [record.fields for record in read_bytes("students", found[0], "students.csv").records]
    assert found[0] == found[1] != found[2]
    assert len({fields["id"] for fields in records}) == 3000
    mails = [fields["email"] for fields in records if fields["email"]]
    assert len(mails) == len(set(mails)) > 2900


@pytest.mark.parametrize(
    ("now", "day", "expected"),
    [
        (datetime(2026, 11, 24, 14, 59, tzinfo=UTC), None, ("2026-11-24", "10:05", True)),
        (datetime(2026, 11, 24, 15, 0, tzinfo=UTC), None, ("2026-11-24", "09:00", False)),
        (datetime(2026, 11, 24, 20, 30, tzinfo=UTC), None, ("2026-11-24", "14:30", False)),
        (datetime(2026, 11, 24, 20, 31, tzinfo=UTC), None, ("2026-11-24", "10:05", True)),
        (datetime(2026, 11, 28, 18, 0, tzinfo=UTC), None, ("2026-11-28", "12:00", False)),
        (datetime(2026, 11, 24, 18, 0, tzinfo=UTC), date(2026, 11, 24), ("2026-11-24", "12:00", False)),
        (datetime(2026, 11, 24, 18, 0, tzinfo=UTC), date(2026, 12, 25), ("2026-12-25", "10:05", True)),
    ],
)
def test_by_day_the_real_clock_is_kept(
    now: datetime, day: date | None, expected: tuple[str, str, bool]
) -> None:
    made = demo_moment(now, day)
    local = made.now.astimezone(made.zone)
    assert (made.day.isoformat(), f"{local:%H:%M}", made.rehearsal) == expected
    assert made.now == (local_instant(made.day, 605, made.zone) if made.rehearsal else now)


def test_live_starts_stay_within_the_day() -> None:
    for wall in range(9 * 60, 14 * 60 + 31, 5):
        walls = live_walls(wall)
        assert (walls["running"], walls["late"]) == ([wall - 10, wall - 5], [wall - 5])
        assert len(walls["coming"]) >= 4
        assert all(at >= 8 * 60 + 15 and at + 20 <= 15 * 60 for group in walls.values() for at in group)


def test_the_pool_is_looked_after(tmp_path: Path) -> None:
    opened, made = demo_at(tmp_path, WEDNESDAY_MORNING)
    found = [row for row in opened.read(pool, opened.campaign(), made.now) if isinstance(row, PoolRow)]
    days = [each.day for row in found for each in row.care.nexts]
    assert min(days) < made.day < max(days)
    assert made.day in days
    assert {tag for row in found for tag in row.care.tags} == {"career-fair", "morning-person"}
    assert [one.referral.name for one in opened.read(referrals)] == ["Ines Duarte"]
    assert len(opened.read(duplicates)["contacts"]) == 1
    assert {one.went for one in opened.read(debriefs)} >= {"well", "mixed"}
    opened.close()
