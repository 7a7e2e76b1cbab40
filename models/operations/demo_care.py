"""How the demo's pool is looked after: tags, tasks, days to get in touch, a referral, and somebody who is there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from models.operations import contact_care as care
from models.operations.records import add_record
from models.operations.referrals import note_referral
from models.operations.unit import Unit
from models.queries.contact_care import contact_care
from models.rules.facts import Contact

_TASKS = (
    ("send the poster for the waiting room", -1, False),
    ("bring the name badge for the visit", 2, False),
    ("ask about a tour for the whole class", 9, False),
    ("send the list of questions ahead", -4, True),
)
"""What was agreed, how many days after the demo's day it is due, whether it is done."""
_CHECK_INS = (0, 1, 21, 90)
"""Days after the demo's day on which to get in touch with somebody."""


class Care(NamedTuple):
    """Something done for a contact at some moment."""

    at: datetime
    deed: Callable[[Unit], object]


def looking_after(contacts: Sequence[Contact], day: date, now: datetime) -> Iterator[Care]:
    """What was done for these contacts in the week before the demo's day; nothing for an empty pool."""
    able = [one for one in contacts if not one.do_not_contact]
    if len(able) < len(_TASKS) + len(_CHECK_INS):
        return
    ids = [one.id for one in able]
    tag = care.tag_contacts
    yield Care(now - timedelta(days=6), partial(tag, contacts=ids[:9:2], tag="career-fair"))
    yield Care(now - timedelta(days=6, minutes=-4), partial(tag, contacts=ids[1:4], tag="morning-person"))
    for n, (what, due, done) in enumerate(_TASKS):
        at = now - timedelta(days=5, minutes=7 * n)
        yield Care(at, partial(care.add_task, contact=ids[n], what=what, due=day + timedelta(days=due)))
        if done:
            yield Care(at + timedelta(days=2), partial(_finish, contact=ids[n]))
    for n, ahead in enumerate(_CHECK_INS, len(_TASKS)):
        on = day + timedelta(days=ahead)
        yield Care(now - timedelta(days=2, minutes=n), partial(care.set_check_in, contacts=[ids[n]], day=on))
    yield Care(
        now - timedelta(days=1, minutes=30),
        partial(
            note_referral, named_by=ids[0], name="Ines Duarte", may_use_name=True,
            reach="ines.duarte@bayimaging.example.org", note="Radiographer; trained at the community college.",
        ),
    )  # fmt: skip
    yield Care(now - timedelta(days=1, minutes=20), partial(_twice, one=able[0]))


def _finish(unit: Unit, contact: str) -> object:
    return care.finish_task(unit, contact_care(unit.db, contact).tasks[0].id)


def _twice(unit: Unit, one: Contact) -> object:
    """The same person as somebody else typed them."""
    given, _, family = one.name.rpartition(" ")
    fields = {"name": f"{family}, {given}".strip(", "), "employer": one.employer_name, "email": one.email}
    return add_record(unit, "contacts", fields)
