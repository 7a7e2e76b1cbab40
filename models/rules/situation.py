"""The rules' whole view of the world on some days: what `find_conflicts` and its kin are asked about."""

from __future__ import annotations

from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.bells import BellBook
from models.rules.facts import Absence, Campaign, Claim, Contact, Interview, Room, SchoolClass, Staff, Student


class Situation(NamedTuple):
    """Everything by id. `interviews` holds every interview with a time on the days looked at, in any state.

    `absences` is by interview id. `elsewhere` counts, by contact id, the interviews outside `interviews` that
    use up the contact's limit in this campaign.
    """

    campaign: Campaign
    bells: BellBook
    students: dict[str, Student]
    contacts: dict[str, Contact]
    rooms: dict[str, Room]
    classes: dict[str, SchoolClass]
    staff: dict[str, Staff]
    interviews: dict[str, Interview]
    absences: dict[str, tuple[Absence, ...]]
    elsewhere: dict[str, int]
    claims: tuple[Claim, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone."""
        return ZoneInfo(self.campaign.zone)

    def with_interview(self, interview: Interview) -> Situation:
        """The same world with this interview in it (in place of its former self)."""
        return self._replace(interviews={**self.interviews, interview.id: interview})
