"""Whether what a plan would book still holds: judged together, by the same rules as any booking, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.errors import Finding, Refused
from models.queries.situation import campaign_at, situation_for
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.naming import contact_label, student_label
from models.rules.offers import wish_of
from models.rules.situation import Situation
from models.rules.span import local_day

NEXT = "Plan again from how the store is now."


class Wrong(NamedTuple):
    """Why a row cannot be booked any more, in a sentence, and the clashes where there are any."""

    why: str
    clashes: tuple[Finding, ...] = ()


def no_longer(
    db: SqliteDatabase, proposal: Proposal, chosen: Collection[int] | None, now: datetime
) -> dict[int, str]:
    """By place in `proposal.rows`, why interviews of a plan cannot be booked as the store is now.

    All the others can be booked together. Looks at the chosen rows, or at all.
    """
    wanted = {
        place: row
        for place, row in enumerate(proposal.rows)
        if row.action == "add" and (chosen is None or place in chosen)
    }
    campaign = campaign_at(db, now).id
    candidates = {place: _candidate(place, row, campaign) for place, row in wanted.items()}
    situation = situation_of_plan(db, tuple(candidates.values()), now)
    held, bad = dict(candidates), dict[int, str]()
    judge = Judge(with_all(situation, held.values()), now)
    doubtful = [place for place, one in candidates.items() if judge.wrong(one, wanted[place].label)]
    # What holds beside all of them holds beside fewer; the doubtful ones are tried one after the other.
    for place in doubtful:
        del held[place]
    for place in doubtful:
        one = candidates[place]
        found = Judge(with_all(situation, (*held.values(), one)), now).wrong(one, wanted[place].label)
        if found is None:
            held[place] = one
        else:
            bad[place] = found.why
    return dict(sorted(bad.items()))


def situation_of_plan(db: SqliteDatabase, interviews: Sequence[Interview], now: datetime) -> Situation:
    """The days of the campaign, with everybody whom the interviews are about, without the interviews."""
    campaign = campaign_at(db, now)
    return situation_for(
        db,
        campaign,
        campaign.first_day,
        campaign.last_day,
        students=[student for one in interviews for student in one.students],
        contacts=[one.contact for one in interviews if one.contact],
    )


def with_all(situation: Situation, interviews: Collection[Interview]) -> Situation:
    """The situation with these interviews as well."""
    return situation._replace(interviews={**situation.interviews, **{one.id: one for one in interviews}})


class Judge:
    """Judges the new interviews of a plan in a situation that holds all of them."""

    def __init__(self, situation: Situation, now: datetime) -> None:
        self.situation, self.now = situation, now
        self.bookings = Bookings(situation)
        self.warned: list[Finding] = []

    def wrong(self, one: Interview, label: str) -> Wrong | None:
        """Why this one cannot be booked; None where it can, its warnings noted in `warned`."""
        situation = self.situation
        if one.start is None or one.start < self.now:
            return Wrong(f"The time has passed: {label}.")
        contact = situation.contacts.get(one.contact or "")
        if not self._known(one) or contact is None:
            return Wrong(f"It no longer holds: {label}.")
        if contact.do_not_contact:
            return Wrong(f"{contact.name} asked not to be contacted: {label}.")
        found = find_conflicts(one, situation, now=self.now, bookings=self.bookings)
        bad = clashes(found)
        if bad:
            return Wrong(f"It no longer holds: {label}. {bad[0].text}", bad)
        self.warned += found
        return self._unneeded(one)

    def require(self, one: Interview, label: str) -> None:
        """Raises Refused where it cannot be booked."""
        found = self.wrong(one, label)
        if found is not None:
            raise Refused(found.why, NEXT, clashes=found.clashes)

    def _known(self, one: Interview) -> bool:
        situation = self.situation
        room_gone = one.room is not None and one.room not in situation.rooms
        return not room_gone and all(student in situation.students for student in one.students)

    def _unneeded(self, one: Interview) -> Wrong | None:
        """Somebody may have booked by hand meanwhile: nobody gets more than they owe, or two on one day."""
        situation, student = self.situation, one.students[0]
        known = situation.students[student]
        owed = situation.campaign.per_student if known.owed is None else known.owed
        mine = [each for each in self.bookings.of_student(student) if each.interview.campaign == one.campaign]
        days = Counter(local_day(each.span.start, situation.zone) for each in mine)
        if len(mine) <= owed and max(days.values()) <= 1:
            return None
        who, whom = student_label(student, situation), contact_label(one.contact, situation)
        return Wrong(f"{who} has another interview by now, so the one with {whom} is not needed.")


def _candidate(place: int, row: ProposalRow, campaign: str) -> Interview:
    after: Mapping[str, Any] = row.after or {}
    found = wish_of(
        campaign,
        (after["student"],),
        after["contact"],
        format_=after["format"],
        place=after["place"],
        minutes=after["minutes"],
        start=datetime.fromisoformat(after["start"]).astimezone(UTC),
        room=after["room"],
    )
    return found._replace(id=f"row {place}")
