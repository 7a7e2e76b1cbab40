"""The quiet rooms of one day: when each is open, blocked and taken, and which interviews have none."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.cards import DAY_END, Card, cards_between, wall_of
from models.rules.bells import BellBook
from models.rules.facts import Block, Campaign, DayPlan, Room
from models.rules.hours import open_spans
from models.rules.interview import STANDING, needs_room
from models.rules.span import Span, local_span, merge


class RoomBlockCard(NamedTuple):
    """A block on the day, in wall minutes."""

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
    """The rooms of one local day by name, and the interviews that stand and are held in a room, or want one."""

    campaign: Campaign
    day: date
    bells: BellBook
    plan: DayPlan
    rooms: tuple[RoomDay, ...]
    cards: tuple[Card, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The zone people read."""
        return ZoneInfo(self.campaign.zone)

    @property
    def without(self) -> tuple[Card, ...]:
        """The interviews that want a room and have none."""
        return tuple(card for card in self.cards if not card.room_id)


def rooms_facts(db: SqliteDatabase, campaign: Campaign, day: date) -> RoomsFacts:
    """The quiet rooms of a local day; a fixed number of queries."""
    zone = ZoneInfo(campaign.zone)
    bells = reading.bells(db)
    plan = bells.plan(day)
    cards = tuple(
        card
        for card in cards_between(db, zone, day, day)
        if card.state in STANDING and (card.room_id or needs_room(card.format, card.place))
    )
    calls = Counter(card.room_id for card in cards)
    rooms = tuple(_room_day(room, plan, zone, calls[room.id]) for room in reading.rooms(db).values())
    return RoomsFacts(campaign, day, bells, plan, rooms, cards)


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
