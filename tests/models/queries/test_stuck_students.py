"""Students without an interview: since when, after how many tries, and the contacts they could still ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.errors import UnknownId
from models.operations.booking import cancel_interview
from models.operations.campaigns import make_campaign
from models.operations.claims import claim_contact
from models.operations.pool import log_outreach
from models.operations.records import add_record, set_record
from models.queries.stuck import StuckStudent, contacts_for_stuck, stuck_students, stuck_with_contacts
from models.rules.stuck import FreeContact, Try
from models.workspace import Clock, Workspace
from tests.helpers_store import NOW, book, make_school
from tests.school_store import NOW as OTHER_NOW
from tests.school_store import Size, count_queries, make_workspace


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    yield made
    made.close()


def later(school: Workspace, days: int) -> None:
    school.clock = Clock(NOW + timedelta(days=days), ticks=False)


def stuck(school: Workspace, days: int = 7, tries: int = 3) -> list[StuckStudent]:
    return school.read(stuck_students, school.campaign(), school.now(), days, tries)


def test_without_any_effort_the_days_count_from_when_students_came(school: Workspace) -> None:
    assert stuck(school) == []
    later(school, 7)
    assert stuck(school) == [
        StuckStudent(ident, given, family, "", "", NOW, 7, 0, 3, 0, None, "")
        for ident, given, family in (("s2", "Ben", "Ode"), ("s3", "Ana", "Petrov"), ("s1", "Mia", "Torres"))
    ]
    school.write(add_record, "students", {"id": "s4", "given": "Noor", "family": "Lund"})
    assert [one.id for one in stuck(school)] == ["s2", "s3", "s1"]
    assert [one.id for one in stuck(school, days=0)] == ["s2", "s3", "s1", "s4"]


def test_the_first_attempt_or_claim_counts_and_tries_alone_may_be_enough(school: Workspace) -> None:
    school.write(
        log_outreach, "k1", how="phone", outcome="no answer", student="s1", at=NOW - timedelta(days=9)
    )
    school.write(log_outreach, "k2", how="phone", outcome="left a message", student="s1")
    school.write(claim_contact, "k1", "s2")
    for _ in range(3):
        school.write(log_outreach, "k2", how="email", outcome="sent", student="s3")
    school.write(log_outreach, "k2", how="email", outcome="sent")
    assert [(one.id, one.days, one.tries) for one in stuck(school)] == [("s1", 9, 2), ("s3", 0, 3)]
    assert stuck(school)[0][-3:] == (Try("k2", NOW, "left a message"), "Lee Brandt", ())
    assert {one.id: one.holds for one in stuck(school, days=0)} == {"s1": (), "s2": ("Dr Okafor",), "s3": ()}
    later(school, 7)
    assert [(one.id, one.days) for one in stuck(school)] == [("s1", 16), ("s3", 7), ("s2", 7)]


def test_nothing_but_a_standing_or_completed_interview_ends_it(school: Workspace) -> None:
    made = book(school, "10:05", student="s1")
    book(school, None, student="s2", contact="k2")
    found = {one.id: one.requested for one in stuck(school, days=0)}
    assert found == {"s2": 1, "s3": 0}
    school.write(cancel_interview, made, "ill")
    assert {one.id for one in stuck(school, days=0)} == {"s1", "s2", "s3"}


def test_who_owes_nothing_is_not_stuck(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"owed": "0"})
    assert {one.id for one in stuck(school, days=0)} == {"s2", "s3"}


def test_efforts_for_an_earlier_campaign_do_not_count(school: Workspace) -> None:
    school.write(log_outreach, "k1", how="phone", outcome="no answer", student="s1")
    later(school, 100)
    school.write(
        make_campaign,
        name="Spring",
        first_day=date(2027, 3, 8),
        last_day=date(2027, 3, 19),
        zone="America/Chicago",
        per_student=1,
    )
    later(school, 105)
    spring = school.campaign()
    assert spring.name == "Spring"
    assert {(one.id, one.days, one.tries) for one in stuck(school, days=5)} == {
        ("s1", 5, 0), ("s2", 5, 0), ("s3", 5, 0),
    }  # fmt: skip


def test_contacts_leave_out_whom_the_student_tried_in_vain_or_was_declined_by(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"interests": "Healthcare & Human Services"})
    for ident in ("k1", "k2"):
        school.write(set_record, "contacts", ident, {"clusters": "Healthcare & Human Services"})
    assert [one.contact.id for one in free(school)] == ["k1", "k2"]
    assert free(school)[0].why == (
        "Healthcare & Human Services, first choice; no limit; no hours stated, "
        "Wed 18 Nov 08:00–08:55 fits free period 1"
    )
    for _ in range(3):
        school.write(log_outreach, "k1", how="phone", outcome="no answer", student="s1")
    assert [one.contact.id for one in free(school)] == ["k2"]
    school.write(log_outreach, "k2", how="phone", outcome="said no", student="s1")
    assert free(school) == []
    assert [one.contact.id for one in free(school, "s2")] == ["k1", "k2"]
    with pytest.raises(UnknownId):
        free(school, "nobody")


def free(school: Workspace, student: str = "s1") -> list[FreeContact]:
    return list(school.read(contacts_for_stuck, school.campaign(), student, school.now()))


def test_contacts_busy_or_full_that_day_are_offered_another_time(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"per_day": "1", "limit": "2"})
    book(school, "08:05", student="s2", contact="k1")
    [found] = [one for one in free(school, "s1") if one.contact.id == "k1"]
    assert found.why.endswith("room for 1; no hours stated, Thu 19 Nov 08:00–08:55 fits free period 1")


def test_as_many_queries_for_hundreds_as_for_a_few(tmp_path: Path) -> None:
    counted = []
    for name, size in (("few.db", Size()), ("more.db", Size(300, 60, 100, 10))):
        made = make_workspace(tmp_path / name, size)
        campaign = made.campaign()
        counted.append(
            (
                count_queries(made, stuck_students, campaign, OTHER_NOW, 0, 3),
                count_queries(made, contacts_for_stuck, campaign, "s1", OTHER_NOW),
                count_queries(made, stuck_with_contacts, OTHER_NOW, 0, 3),
            )
        )
        made.close()
    assert counted[0] == counted[1]
    assert counted[0][0] == 10
