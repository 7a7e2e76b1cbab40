"""The quiet rooms of one day, or one room's week: when open, blocked, booked and taken; which calls have none."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.cards import DAY_END, Card, cards_between, wall_of
from models.queries.school import places
from models.rules.bells import BellBook
from models.rules.facts import Block, Campaign, DayPlan, Room
from models.rules.hours import open_spans
from models.rules.interview import STANDING, needs_room
from models.rules.span import Span, local_span, merge

KIND_ORDER = ("room", "lab", "phone")
"""Quiet rooms come first: they are what the page is for."""


class RoomBlockCard(NamedTuple):
    """A block on the day, or a time for which somebody booked the place, in wall minutes."""

    block: Block
    start: int
    end: int


class RoomDay(NamedTuple):
    """One room on the day. `opened` are its open hours in wall minutes, `calls` the interviews held there."""

    room: Room
    opened: tuple[tuple[int, int], ...]
    blocks: tuple[RoomBlockCard, ...]
    calls: int


class RoomsFacts(NamedTuple):
    """The rooms of one local day by name, and the interviews that stand and are held in a room, or want one.

    `others` are the labs and phones. In a week of one place, `week` are its days, each with that place alone, and
    `cards` are what is held there on all of them.
    """

    campaign: Campaign
    day: date
    bells: BellBook
    plan: DayPlan
    rooms: tuple[RoomDay, ...]
    cards: tuple[Card, ...]
    others: tuple[RoomDay, ...] = ()
    week: tuple[RoomsFacts, ...] = ()

    @property
    def every(self) -> tuple[RoomDay, ...]:
        """Rooms, then labs and phones."""
        return self.rooms + self.others

    @property
    def zone(self) -> ZoneInfo:
        """The zone people read."""
        return ZoneInfo(self.campaign.zone)

    @property
    def without(self) -> tuple[Card, ...]:
        """The interviews that want a room and have none."""
        return tuple(card for card in self.cards if not card.room_id)


def rooms_facts(db: SqliteDatabase, campaign: Campaign, day: date) -> RoomsFacts:
    """The quiet rooms, labs and phones of a local day; a fixed number of queries."""
    zone = ZoneInfo(campaign.zone)
    bells = reading.bells(db)
    plan = bells.plan(day)
    cards = tuple(
        card
        for card in cards_between(db, zone, day, day)
        if card.state in STANDING and (card.room_id or needs_room(card.format, card.place))
    )
    calls = Counter(card.room_id for card in cards)
    days = [_room_day(place, plan, zone, calls[place.id]) for place in places(db).values()]
    days.sort(key=lambda one: KIND_ORDER.index(one.room.kind))
    rooms = tuple(one for one in days if one.room.kind == "room")
    return RoomsFacts(campaign, day, bells, plan, rooms, cards, tuple(days[len(rooms) :]))


def room_week(
    db: SqliteDatabase, campaign: Campaign, place: str, first: date, last: date
) -> RoomsFacts | None:
    """One place on the local days from `first` to `last`; None where it is gone. A fixed number of queries.

    Weekends without school, and without anything in the place, are left out.
    """
    zone, known = ZoneInfo(campaign.zone), places(db).get(place)
    if known is None:
        return None
    bells = reading.bells(db)
    cards = [
        card
        for card in cards_between(db, zone, first, last)
        if card.state in STANDING and card.room_id == place
    ]
    days = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        plan, held = bells.plan(day), tuple(card for card in cards if card.day == day)
        one = _room_day(known, plan, zone, len(held))
        if day.weekday() < 5 or not plan.closed or held or one.blocks:
            days.append(RoomsFacts(campaign, day, bells, plan, (one,), held))
    return RoomsFacts(
        campaign,
        first,
        bells,
        bells.plan(first),
        (days[0].rooms if days else ()),
        tuple(cards),
        (),
        tuple(days),
    )


def _room_day(room: Room, plan: DayPlan, zone: ZoneInfo, calls: int) -> RoomDay:
    whole = local_span(plan.day, 0, DAY_END, zone)
    blocks = [(block, block.span.shared(whole)) for block in room.blocks]
    shown = tuple(
        RoomBlockCard(block, *wall_of(span.start, span.end, zone)[1:]) for block, span in blocks if span
    )
    return RoomDay(room, _opened(room, plan, zone), shown, calls)


def _opened(room: Room, plan: DayPlan, zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """The room's own hours; a room without any is open whenever the school is."""
    if plan.closed:
        return ()
    if room.hours:
        spans: list[Span] = open_spans(room.hours, plan.day, zone)
        return tuple(wall_of(span.start, span.end, zone)[1:] for span in merge(spans))
    return ((0, DAY_END),)
