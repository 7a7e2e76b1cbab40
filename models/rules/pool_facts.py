"""What is known of a contact beyond one campaign: tasks, referrals, how interviews went, when to get in touch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

WENT = ("well", "mixed", "badly")
"""How an interview went, as the store keeps it."""


class Task(NamedTuple):
    """Something agreed with a contact; done when `done_at` says when."""

    id: str
    contact: str
    what: str
    due: date | None
    done_at: datetime | None
    done_by: str

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.done_at is None


class Referral(NamedTuple):
    """A further person whom a contact named; `contact` is that person once in the pool.

    `may_use_name`: whether the student may say who named them; None where nobody asked.
    """

    id: str
    named_by: str
    interview: str | None
    name: str
    reach: str
    note: str
    contact: str | None
    may_use_name: bool | None
    at: datetime


class Debrief(NamedTuple):
    """How an interview went, as somebody at the school noted it: `went` is one of WENT."""

    interview: str
    went: str
    note: str
    actor: str
    at: datetime
    thank_by: date | None = None


class NextContact(NamedTuple):
    """A day on which to get in touch with a contact, and why."""

    day: date
    why: str


class Care(NamedTuple):
    """What a list shows of the care of one contact: words they are put together by, what comes next, the soonest
    first, and how many tasks are open (also those without a day).
    """

    tags: tuple[str, ...] = ()
    nexts: tuple[NextContact, ...] = ()
    open_tasks: int = 0

    @property
    def next(self) -> NextContact | None:
        """What comes first."""
        return self.nexts[0] if self.nexts else None


def tasks_in_order(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Open ones first, the soonest due before those without a day; then what is done, the latest first."""
    found = list(tasks)
    ahead = sorted((one for one in found if one.is_open), key=lambda one: (one.due or date.max, one.id))
    done = [one for one in found if one.done_at is not None]
    return (*ahead, *sorted(done, key=lambda one: (one.done_at, one.id), reverse=True))
