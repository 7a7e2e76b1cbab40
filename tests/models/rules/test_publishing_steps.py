"""What is done on a calendar: nothing over what others changed, whatever stands there and whatever was noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.publishing import Asked, Stands, There, Wanted, steps

NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
DIGESTS = st.sampled_from(["d1", "d2", "d3"])
ETAGS = st.sampled_from(['"e1"', '"e2"', 'W/"e1"'])
UIDS = [f"u{n}" for n in range(4)]


def href(uid: str) -> str:
    return f"https://calendar.example.org/staff/{uid}.ics"


def wanted(uid: str, digest: str, hours: int) -> Wanted:
    start = NOW + timedelta(hours=hours)
    return Wanted(uid.replace("u", "i"), uid, uid, start, start + timedelta(minutes=20), 0, digest, b"")


def stands(uid: str, digest: str, etag: str) -> Stands:
    return Stands(uid.replace("u", "i"), uid, href(uid), etag, 0, digest, NOW)


WANTED = st.dictionaries(st.sampled_from(UIDS), st.tuples(DIGESTS, st.integers(-3, 3)))
STANDS = st.dictionaries(st.sampled_from(UIDS), st.tuples(DIGESTS, st.one_of(ETAGS, st.just(""))))
THERE = st.dictionaries(st.sampled_from(UIDS), st.tuples(ETAGS, DIGESTS, st.booleans()))
ASKED = st.builds(
    Asked, st.frozensets(st.sampled_from([uid.replace("u", "i") for uid in UIDS])), st.booleans()
)


@given(WANTED, STANDS, THERE, ASKED)
def test_only_what_is_untouched_or_asked_for_is_changed_and_only_in_the_version_that_was_seen(
    will: dict[str, tuple[str, int]],
    was: dict[str, tuple[str, str]],
    held: dict[str, tuple[str, str, bool]],
    asked: Asked,
) -> None:
    there = {href(uid): There(*each) for uid, each in held.items()}
    made = steps(
        [wanted(uid, *each) for uid, each in will.items()],
        [stands(uid, *each) for uid, each in was.items()],
        there,
        {uid: href(uid) for uid in UIDS},
        NOW,
        asked,
    )
    assert len({step.uid for step in made}) == len(made)
    for step in made:
        found = there.get(step.href)
        assert step.etag == (found.etag if found else "")
        if step.action not in ("add", "change", "remove") or found is None:
            continue
        noted = was.get(step.uid)
        untouched = found.sealed or (noted is not None and noted[1] == found.etag)
        assert untouched or step.interview in asked.over
        assert step.action != "add"
    lost = {step.uid for step in made if step.uid in was and step.href not in there and step.action == "add"}
    assert all(asked.again or uid.replace("u", "i") in asked.over for uid in lost)


@given(WANTED, THERE)
def test_after_it_was_done_there_is_nothing_left_to_do(
    will: dict[str, tuple[str, int]], held: dict[str, tuple[str, str, bool]]
) -> None:
    ours = [wanted(uid, *each) for uid, each in will.items()]
    there = {href(uid): There(etag, digest, True) for uid, (etag, digest, _) in held.items()}
    hrefs = {uid: href(uid) for uid in UIDS}
    done = [step for step in steps(ours, [], there, hrefs, NOW, Asked()) if step.wanted is not None]
    noted = [stands(step.uid, step.wanted.digest, '"new"') for step in done if step.wanted]
    now_there = {step.href: There('"new"') for step in done}
    again = steps(ours, noted, now_there, hrefs, NOW, Asked())
    assert {step.action for step in again} <= {"same"}
    assert not any(step.note for step in again)


def one_step(held: There, was: Stands | None, over: Sequence[str] = ()) -> tuple[str, str, str]:
    """What is done about u1, which says d1 in revision 5 here."""
    ours = wanted("u1", "d1", 2)._replace(sequence=5)
    hrefs = {"u1": href("u1")}
    [step] = steps([ours], [was] if was else [], {href("u1"): held}, hrefs, NOW, Asked(frozenset(over)))
    return step.action, step.reason, step.could


COPY = "newer from another store; left alone"


@pytest.mark.parametrize("was", [None, stands("u1", "d2", '"e1"')])
def test_two_copies_of_a_store_do_not_put_theirs_in_place_of_each_other_for_ever(was: Stands | None) -> None:
    for sequence in (5, 6):
        held = There('"e2"', "d3", True, sequence)
        assert one_step(held, was) == ("skip", COPY, "over")
        assert one_step(held, was, ["i1"]) == ("change", "ours over others' change", "over")
    assert one_step(There('"e2"', "d3", True, 4), was)[0] == "change"
    assert one_step(There('"e2"', "d1", True, 6), was)[0] == "same"


def test_what_is_off_here_stays_while_a_copy_of_the_store_has_moved_it() -> None:
    was = stands("u1", "d2", '"e1"')
    for held, told in (
        (There('"e2"', "d3", True, 1), ("skip", f"off, but {COPY}")),
        (There('"e2"', "d2", True, 0), ("remove", "is off")),
        (There('"e1"'), ("remove", "is off")),
        (There('"e2"', "d3", False, 1), ("skip", "off, but changed there; left")),
    ):
        [step] = steps([], [was], {href("u1"): held}, {}, NOW, Asked())
        assert (step.action, step.reason) == told
