"""Calls that lose nothing but their room: the same time in another one comes before everything that a search may find."""

from __future__ import annotations

from collections.abc import Iterable

from models.planning.fallen import Change
from models.rules.facts import Interview
from models.rules.room_assignment import assign_rooms
from models.rules.situation import Situation
from models.rules.span import local_day


def in_other_rooms(situation: Situation, change: Change, hit: Iterable[str]) -> dict[str, Interview]:
    """By id, the calls of `hit` that keep their time and length in another room, as many as can. In `situation` the
    lost rooms are blocked. All others stay where they are.
    """
    calls = (situation.interviews[ident] for ident in hit)
    wanting = [one for one in calls if _only_its_room(one, change, situation)]
    found = assign_rooms(wanting, situation).assigned if wanting else {}
    return {ident: situation.interviews[ident]._replace(room=room) for ident, room in found.items()}


def _only_its_room(one: Interview, change: Change, situation: Situation) -> bool:
    if one.span is None or one.place != "room" or one.id in change.interviews or change.gone(one):
        return False
    return local_day(one.span.start, situation.zone) not in change.days
