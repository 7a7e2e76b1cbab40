"""When rooms cannot be used, and when adults stand by."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused, UnknownId
from models.operations.kinds import KINDS, require_whole
from models.operations.saving import Saver, end_moment
from models.operations.standby import taught_then
from models.operations.stored import opening_text, wall_instant
from models.operations.strain import strained
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.school import places
from models.queries.situation import campaign_at
from models.rules.facts import Opening
from models.rules.interview import AHEAD, STANDING
from models.rules.naming import span_text
from models.rules.span import Span
from models.rules.text import clean
from models.tables import rows


def block_room(unit: Unit, room: str, start: datetime, end: datetime, why: str = "") -> Done:
    """Keep a room free from one instant to another. Calls that stand in it stay and come back as warnings.

    `propose_lost_room` moves them instead.
    """
    sentence = keep_free(unit, room, start, end, why)
    i = rows.Interview
    warnings = strained(unit, (i.room == room) & (i.start_at < end) & (i.end_at > start))
    sentence += _stand_in(unit, room, Span(start, end))
    return Done(unit.say("block", sentence), sentence, None, warnings)


def keep_free(unit: Unit, room: str, start: datetime, end: datetime, why: str) -> str:
    """The row of a block; what to say of it. Raises UnknownId, BadInput."""
    found = places(unit.db).get(room)
    if found is None:
        raise UnknownId("room", room)
    if end <= start:
        raise BadInput("A block has to end after it begins.")
    reason = clean(why)
    unit.insert(
        rows.RoomBlock, unit.fresh_id("b", rows.RoomBlock), room=room, start_at=start, end_at=end, why=reason
    )
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    return f"Blocked {found.name}, {span_text(Span(start, end), zone)}{f' ({reason})' if reason else ''}."


def _stand_in(unit: Unit, room: str, span: Span) -> str:
    i = rows.Interview
    there = i.select(i.id).where(
        (i.room == room) & (i.start_at < span.end) & (i.end_at > span.start) & i.state.in_(sorted(AHEAD))
    )
    calls = len(reading.fetch(unit.db, there))
    if not calls:
        return ""
    return f" {calls} {'call stands' if calls == 1 else 'calls stand'} in it then."


def add_block(unit: Unit, fields: dict[str, Any], zone: ZoneInfo) -> Done:
    """A block of typed fields. Raises as `block_room`."""
    require_whole(KINDS["blocks"], fields)
    end_moment(fields)
    start, end = (wall_instant(fields[name], zone)[0] for name in ("from", "to"))
    return block_room(unit, fields["room"], start, end, fields.get("why", ""))


def require_no_calls(unit: Unit, room: str) -> None:
    """Raises Refused where calls stand in a room that is to be no quiet room any more."""
    i = rows.Interview
    there = i.select(i.id).where((i.room == room) & i.state.in_(sorted(STANDING)))
    calls = len(reading.fetch(unit.db, there))
    if calls:
        stand = "1 call stands" if calls == 1 else f"{calls} calls stand"
        raise Refused(f"{stand} in it, so it stays a quiet room.", "Give them other rooms first.")


def add_duty(unit: Unit, fields: dict[str, Any], zone: ZoneInfo) -> Done:
    """Standby duty of typed fields; weekly hours over several days make one duty for each day."""
    require_whole(KINDS["duty"], fields)
    return put_on_duty(unit, fields["staff"], fields["when"])


def put_on_duty(unit: Unit, staff: str, when: tuple[Opening, ...]) -> Done:
    """Let an adult stand by at these hours besides those there are. Raises UnknownId, Refused for none new."""
    found = reading.staff(unit.db).get(staff)
    if found is None:
        raise UnknownId("staff", staff)
    new = [opening for opening in when if opening not in found.duty]
    if not new:
        raise Refused(f"{found.name} stands by then already.")
    saver = Saver(unit, ZoneInfo("UTC"))
    for opening in new:
        saver.add(KINDS["duty"], unit.fresh_id("d", rows.Duty), {"staff": staff, "when": (opening,)})
    saver.flush()
    sentence = f"{found.name} stands by: {', '.join(map(opening_text, new))}."
    return Done(unit.say("duty", sentence), sentence, None, taught_then(unit, staff, new))
