"""Whatever two contacts have been through, merging them keeps every row of both, and one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import WblError
from models.operations import contact_care as care
from models.operations.merging import propose_merge
from models.operations.pool import claim_contact, log_outreach
from models.operations.proposals import accept
from models.operations.records import set_record
from models.operations.referrals import note_referral
from models.operations.undo import undo
from models.workspace import Workspace
from tests.helpers_store import NOW, book, images, make_school

Deed = Callable[[Workspace, str], object]

DEEDS: dict[str, Deed] = {
    "task": lambda school, who: school.write(care.add_task, who, "call", due="in a week"),
    "tag": lambda school, who: school.write(care.tag_contacts, [who], "health"),
    "other tag": lambda school, who: school.write(care.tag_contacts, [who], "rural"),
    "check in": lambda school, who: school.write(care.set_check_in, [who], "in a month"),
    "outreach": lambda school, who: school.write(log_outreach, who, how="phone"),
    "claim": lambda school, who: school.write(claim_contact, who, "s1"),
    "referral": lambda school, who: school.write(note_referral, who, "Ines Duarte"),
    "morning call": lambda school, who: book(school, "08:20", contact=who, room=None),
    "later call": lambda school, who: book(school, "11:20", "s2", who, room=None),
    "mail": lambda school, who: school.write(
        set_record, "contacts", who, {"email": f"{who}@elm.example.org"}
    ),
    "notes": lambda school, who: school.write(set_record, "contacts", who, {"notes": f"of {who}"}),
    "hours": lambda school, who: school.write(
        set_record, "contacts", who, {"availability": "2026-11-19 10:00/12:00"}
    ),
    "quiet": lambda school, who: school.write(set_record, "contacts", who, {"do_not_contact": "yes"}),
}
MOVED = ("interview", "outreach", "claim", "contact_task", "referral", "interview_student")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from(("k1", "k2"))), max_size=8))
def test_no_row_is_lost_and_undo_takes_it_back(deeds: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        school = make_school(Path(folder) / "school.wbl")
        for name, who in deeds:
            try:
                DEEDS[name](school, who)
            except WblError:
                continue  # What a rule forbids did not happen.
        before = images(school)
        try:
            proposal = school.read(propose_merge, "contacts", "k1", "k2", NOW)
        except WblError:
            assert images(school) == before
            school.close()
            return
        school.write(accept, proposal)
        after = images(school)
        assert {name: len(after[name]) for name in MOVED} == {name: len(before[name]) for name in MOVED}
        assert not any("k2" in row for name in (*MOVED, "contact_tag", "availability") for row in after[name])
        assert {row[2] for row in after["contact_tag"]} == {row[2] for row in before["contact_tag"]}
        school.write(undo)
        assert images(school) == before
        school.close()
