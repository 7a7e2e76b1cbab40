"""A school in full swing, made from `sample_data` by the real importers and the real verbs."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from models.errors import Refused
from models.exchange.files_in import read_bytes
from models.operations.campaigns import make_campaign
from models.operations.demo_files import ORGANIZER, SCHOOL, ZONE, demo_files, window
from models.operations.demo_plan import plan_calls
from models.operations.demo_story import Story
from models.operations.importing import propose_import
from models.operations.proposals import accept
from models.operations.unit import Unit
from models.queries import reading
from models.queries.situation import campaign_at, whole_situation
from models.rules.span import local_day, local_instant, local_minute

REHEARSAL_WALL = 10 * 60 + 5
"""Wall minute at which the demo stands when the school would be closed."""
EARLIEST, LATEST = 9 * 60, 14 * 60 + 30
"""Wall minutes between which the demo's day can go by the real clock."""


class Demo(NamedTuple):
    """The demo's day and moment, and whether that moment is a rehearsal's and not the real one."""

    day: date
    now: datetime
    rehearsal: bool
    zone: ZoneInfo


class Opened(Protocol):
    """What the demo needs of a workspace."""

    def now(self) -> datetime:
        """The moment it is."""

    def write(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run an operation in one transaction."""


def fill_demo(
    workspace: Opened, *, day: date | None = None, students: int | None = None, seed: int = 1
) -> Demo:
    """Fill an empty store; raises Refused for one that holds a campaign. The same day, size and seed give the
    same school.

    The day is today unless said, and a school day even at a weekend. By day the calls stand around the real
    moment; outside school hours, or on another day, around 10:05 of that day on a rehearsal clock.
    """
    moment = demo_moment(workspace.now(), day)
    workspace.write(_fill, moment, students, seed)
    return moment


def demo_moment(now: datetime, day: date | None) -> Demo:
    """On which day and at which moment a demo stands that is made now."""
    zone = ZoneInfo(ZONE)
    today, wall = local_day(now, zone), local_minute(now, zone)
    if day in (None, today) and EARLIEST <= wall <= LATEST:
        return Demo(today, now, False, zone)
    chosen = day or today
    return Demo(chosen, local_instant(chosen, REHEARSAL_WALL, zone), True, zone)


def _fill(unit: Unit, moment: Demo, students: int | None, seed: int) -> None:
    if reading.campaigns(unit.db):
        raise Refused("This store is in use already.", "The demo makes a fresh store: choose another place.")
    chance = random.Random(f"{seed} {moment.day}")
    files = demo_files(moment.day, students, chance)
    staff = read_bytes("staff", files["staff"], "staff.csv").records
    coordinator, counselor = (str(record.fields["name"]) for record in staff[:2])
    first, last = window(moment.day)

    def at(days_before: int, minute: int) -> Unit:
        on = first - timedelta(days=days_before)
        when = local_instant(on, minute, moment.zone)
        return Unit(unit.db, now=when, actor=coordinator, terminal="desk", new_uid=unit.new_uid)

    make_campaign(
        at(61, 540),
        name="Informational interviews",
        first_day=first,
        last_day=last,
        zone=ZONE,
        per_student=2,
        school=SCHOOL,
        organizer=ORGANIZER,
    )
    for n, (kind, data) in enumerate(files.items()):
        _import(at(40, 545 + 4 * n), kind, data)
    situation = whole_situation(unit.db, campaign_at(unit.db, moment.now))
    wall = local_minute(moment.now, moment.zone) // 5 * 5
    planner = plan_calls(situation, moment.day, wall, chance)
    story = Story(planner.situation, moment.day, moment.now, (coordinator, counselor))
    story.tell(planner.calls)
    story.happen(unit)


def _import(unit: Unit, kind: str, data: bytes) -> None:
    name = f"{kind}.{'toml' if kind == 'bells' else 'csv'}"
    proposal = propose_import(unit.db, read_bytes(kind, data, name), unit.now, file=name)
    accept(unit, proposal)
