"""A booking while it is being put together: what is chosen so far, and what the rules say about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.operations.booking import Booking
from models.queries.booking import Party
from models.rules.alternatives import free_rooms
from models.rules.clocks import differs, start_there
from models.rules.facts import Campaign, Interview, Room
from models.rules.interview import FORMATS, GROUP_FORMATS, needs_room, usual_place
from models.rules.missed import missed_by
from models.rules.naming import day_text, listing, times_text, zone_or
from models.rules.offers import Offer, cost_text, wish_of
from models.rules.span import Span, local_day, local_minute
from models.rules.trial import Cost, Trial, cost_of
from screens.dialogs.choose import Choice
from screens.state.choosing import day_start
from screens.state.claim_words import held_word
from screens.state.room_choices import room_choices
from screens.state.typed import typed_date, typed_integer, typed_time
from screens.widgets.plain import Cell, Toned
from screens.wording import left_word

BEST = "best"
"""The room of a wish that takes the best free one."""
NONE = "-"
"""The room of a wish that takes none for now."""

Line = tuple[str, str]
"""A tone and a sentence."""

_SAID_ELSEWHERE = frozenset({"absence_open", "no_room"})
_STILL_TO_COME = frozenset({"not_confirmed", "questions_not_ready", "guardian_not_told"})
"""Warnings of what is only done once it is booked: what could be chosen better is said before them."""


@dataclass(frozen=True)
class BookingWish:
    """Who, when, how, where. Without `day` and `minute` it is a request that still wants a time."""

    campaign: Campaign
    zone: ZoneInfo
    party: Party
    format: str
    place: str
    minutes: int
    day: date | None = None
    minute: int | None = None
    room: str = BEST
    reach: str = ""

    @property
    def start(self) -> datetime | None:
        """The instant, UTC; None without a time, and for a time that the clock skips."""
        if self.day is None or self.minute is None:
            return None
        return day_start(self.day, self.minute, self.zone)

    @property
    def interview(self) -> Interview:
        """What the rules are asked about; the best free room is not in it yet."""
        held = self.in_room and self.room not in (BEST, NONE)
        return wish_of(
            self.campaign.id,
            tuple(one.id for one in self.party.students),
            self.party.contact.id or None,
            format_=self.format,
            place=self.place,
            minutes=self.minutes,
            start=self.start,
            room=self.room if held else None,
            number="" if self.by_link else self.reach or self.party.contact.phone,
            link=self.reach if self.by_link else "",
        )

    @property
    def in_room(self) -> bool:
        """Whether it is held in a quiet room, and not at home or at the workplace."""
        return needs_room(self.format, self.place)

    @property
    def by_link(self) -> bool:
        """Whether the call is reached by a link and not by a number."""
        return self.format in ("video", "group_video", "recorded")

    def at(self, start: datetime) -> BookingWish:
        """The same at another time."""
        return replace(self, day=local_day(start, self.zone), minute=local_minute(start, self.zone))

    def booking(self, room: Room | None) -> Booking:
        """What is asked of the store; `room` is the best free one."""
        wish = self.interview
        best = room.id if room and self.room == BEST and self.in_room else None
        return Booking(
            wish.students,
            wish.contact,
            self.start,
            self.minutes,
            self.format,
            self.place,
            wish.room or best,
            "" if self.by_link else self.reach,
            self.reach if self.by_link else "",
        )


def first_wish(
    campaign: Campaign, zone: ZoneInfo, party: Party, start: datetime | None = None
) -> BookingWish:
    """The usual booking of these people."""
    offered = party.contact.formats or FORMATS[:1]
    format_ = "phone" if "phone" in offered else offered[0]
    if len(party.students) > 1 and format_ not in GROUP_FORMATS:
        format_ = next((one for one in offered if one in GROUP_FORMATS), "group_video")
    minutes = party.contact.minutes or campaign.minutes
    wish = BookingWish(campaign, zone, party, format_, usual_place(format_), minutes)
    return wish if start is None else wish.at(start)


def with_typed(wish: BookingWish, day: str, time: str, minutes: str) -> tuple[BookingWish, str]:
    """The wish as typed, and what cannot be understood ("" for nothing)."""
    try:
        length = typed_integer(minutes, 1, 480) if minutes.strip() else wish.minutes
        on = typed_date(day) if day.strip() else None
        at = typed_time(time) if time.strip() else None
    except BadInput as wrong:
        return wish, wrong.line
    wish = replace(wish, day=on, minute=at, minutes=length)
    if (on is None) != (at is None):
        return wish, "A day and a time are both needed; leave both empty to note a request."
    if on is not None and wish.start is None:
        return wish, "The clock skips this time on that day; choose another."
    return wish, ""


def judged(wish: BookingWish, trial: Trial, now: datetime) -> tuple[Cost, Room | None]:
    """What the wish costs, the best free room taken where none is named; and that room."""
    cost = cost_of(wish.interview, trial, now)
    if wish.room != BEST or not cost.free:
        return cost, None
    room = cost.free[0]
    return cost_of(wish.interview._replace(room=room.id), trial, now), room


def verdict(wish: BookingWish, trial: Trial | None, now: datetime) -> tuple[Line, ...]:
    """Sentences on the wish, the worst first: clashes; else what is missed, then what to know. `trial` is of its day,
    None while that is being read.
    """
    if wish.start is None:
        return (("dim", "  No time yet: it will be noted as requested."),)
    if trial is None:
        return (("dim", "  …"),)
    cost, room = judged(wish, trial, now)
    if cost.clashes:
        return tuple(("bad", f"✗ {one.text}") for one in cost.clashes[:3])
    where = f", {room.name}" if room else ""
    lines = [("good", f"✓ Everybody is free{where}.{_their_time(wish)}")]
    lines.append(_cost_line(cost, trial))
    if wish.in_room and not cost.free:
        lines.append(("warn", "! No quiet room is free then; it can be given one later."))
    told = ["That time is past."] if wish.start < now else []
    others = [one for one in cost.warnings if one.kind not in _SAID_ELSEWHERE]
    told += [one.text for one in sorted(others, key=lambda one: one.kind in _STILL_TO_COME)]
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    return (*lines, *((("warn", f"! {told[0]}{more}"),) if told else ()))


def _their_time(wish: BookingWish) -> str:
    """What the contact's own clock says then, where it says something else."""
    contact, theirs = wish.party.contact, zone_or(wish.party.contact.zone, wish.zone)
    if wish.start is None or not differs(wish.start, theirs, wish.zone):
        return ""
    return f" For {contact.name} it is {start_there(wish.start, theirs, wish.zone)}."


def _cost_line(cost: Cost, trial: Trial) -> Line:
    said = cost_text(cost.missed, trial.situation)
    return ("warn", f"! It {said}.") if cost.missed else ("dim", "  No class is missed.")


def pointed_offer(wish: BookingWish, start: datetime, trial: Trial | None, now: datetime) -> Offer:
    """The time that was pointed at, as one of the list: its room and what it costs, once its day is known."""
    there = wish.at(start)
    end = start + timedelta(minutes=wish.minutes)
    if trial is None:
        return Offer(start, end, None, "", (), "the time you pointed at")
    cost, room = judged(there, trial, now)
    missed = missed_by(there.interview, trial.situation)
    words = "not free" if cost.clashes else cost_text(missed, trial.situation)
    return Offer(start, end, None, room.name if room else "", missed, f"pointed at: {words}")


def rooms_to_choose(wish: BookingWish, trial: Trial | None) -> list[Choice]:
    """The best free room, every room with why (not), and none for now."""
    choices = [Choice(BEST, "best free room", "whichever fits best at that time")]
    if trial is not None and wish.start is not None:
        bare = wish.interview._replace(room=None)
        free = free_rooms(bare, trial.situation, bookings=trial.bookings)
        choices += room_choices(bare, trial.situation, free, trial.bookings)
    return [*choices, Choice(NONE, "none for now", "it can be given one later")]


def who_words(wish: BookingWish) -> str:
    """The students, by name; of a class only the first."""
    names = [one.label for one in wish.party.students]
    return listing(names, 1 if len(names) > 3 else 3)


def with_whom(wish: BookingWish) -> str:
    """The contact, why they match, the room left, and who holds them."""
    party = wish.party
    left = left_word(party.left, do_not_contact=party.contact.do_not_contact).text
    title = f", {party.contact.title}" if party.contact.title else ""
    who = f"With {party.contact.name}{title}, {party.contact.employer_name}"
    held = held_word(party.held, wish.zone).text
    return " · ".join(part for part in (who, party.reason, left, held) if part)


def formats_for(wish: BookingWish) -> list[str]:
    """The formats that so many students may have."""
    many = len(wish.party.students) > 1
    return [one for one in FORMATS if one in GROUP_FORMATS or not many]


def offer_cells(zone: ZoneInfo, offer: Offer) -> tuple[Cell, ...]:
    """A free time in the list: when, what it costs, the room."""
    day = day_text(offer.start.astimezone(zone).date())
    tone = "warn" if offer.outside or any(one.kind != "free" for one in offer.missed) else "good"
    when = f"{day} {times_text(Span(offer.start, offer.end), zone)}"
    cost = f"! not their hours: {offer.cost}" if offer.outside else offer.cost
    return (Toned(when, "strong"), Toned(cost, tone), offer.room_name)
