"""Publishing that ends half way: what is done is noted, and publishing again does the rest and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest

from models.errors import Stopped
from models.exchange.web import Secret
from models.operations.publishing import connect, plan_publishing
from models.operations.sending import Batch, Sending, outcome, record_published
from models.queries.journal import entries
from models.queries.publishing import publishing_facts
from models.rules.publishing import Publishing
from models.tables.reach_rows import Published
from models.workspace import Workspace
from tests.fake_calendar import FakeCalendar, fake_calendar
from tests.helpers_store import book, make_school, start_python

TIMES = ("10:20", "11:20", "12:20", "13:20")

PUBLISH = """
import sys
from pathlib import Path
from models.exchange.web import Secret
from models.operations.publishing import connect, plan_publishing
from models.operations.sending import Sending, record_published
from models.queries.publishing import publishing_facts
from models.rules.publishing import Publishing
from tests.helpers_store import open_school
school = open_school(Path(sys.argv[1]))
settings = Publishing(sys.argv[2], "wbl")
web = connect(settings, Secret("x"))
facts = school.read(publishing_facts, school.campaign())
sending = Sending(plan_publishing(facts, settings, web, school.now()), web)
school.write(record_published, sending.next().sent)
"""


@pytest.fixture
def server() -> Iterator[FakeCalendar]:
    with fake_calendar() as made:
        yield made


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    for number, time in enumerate(TIMES):
        book(made, time, f"s{number % 3 + 1}", f"k{number % 2 + 1}")
    yield made
    made.close()


def run(school: Workspace, server: FakeCalendar, stop_at: int = 99) -> tuple[list[Batch], str, list[str]]:
    """Publish as far as it goes: the batches, what is said of it, and the actions that were planned."""
    settings = Publishing(server.url, "wbl")
    with closing(connect(settings, Secret("x"))) as web:
        facts = school.read(publishing_facts, school.campaign())
        plan = plan_publishing(facts, settings, web, school.now())
        sending = Sending(plan, web)

        def watch(done: int, of: int) -> None:
            assert of == sending.of
            if done == stop_at:
                raise Stopped("Stopped.")

        batches = [sending.next(watch)]
        while not batches[-1].over:
            batches.append(sending.next(watch))
    for batch in batches:
        school.write(record_published, batch.sent)
    sent = [one for batch in batches for one in batch.sent]
    told = outcome(sent, batches[-1].trouble, stopped=batches[-1].stopped, of=sending.of)
    return batches, told, [row.action for row in plan.proposal.rows]


def noted(school: Workspace) -> dict[str, str]:
    """Versions as noted, by address."""
    return school.read(lambda db: {row.href: row.etag for row in Published.select().bind(db)})


def standing(server: FakeCalendar) -> dict[str, str]:
    """Versions as they stand."""
    base = server.url.removesuffix("/dav/cal/")
    return {base + path: etag for path, (etag, _) in server.entries.items()}


def test_a_server_that_is_full_half_way_keeps_and_notes_what_it_has(
    school: Workspace, server: FakeCalendar
) -> None:
    server.after, server.says = 2, {"PUT": 507}
    _, told, _ = run(school, server)
    assert told == (
        "Published: 2 new. There is no room left in the calendar Staff & all, after 2 of 4; publish again for the rest."
    )
    assert (noted(school), len(server.entries)) == (standing(server), 2)
    server.says = {}
    _, told, actions = run(school, server)
    assert (told, actions) == ("Published: 2 new.", ["add", "add", "same", "same"])
    assert (noted(school), len(server.entries)) == (standing(server), 4)
    sentences = [one.sentence for one in school.read(entries) if one.action == "publish"]
    assert sentences == ["Published to the calendar Staff & all: 2 new."] * 2


def test_a_person_may_stop_it_after_any_entry(school: Workspace, server: FakeCalendar) -> None:
    batches, told, _ = run(school, server, stop_at=1)
    assert batches[-1].stopped
    assert told == "Published: 1 new. Stopped, after 1 of 4; publish again for the rest."
    assert noted(school) == standing(server)


def test_answers_that_get_lost_cost_nothing(school: Workspace, server: FakeCalendar) -> None:
    server.loses = 4
    assert run(school, server)[1] == "Published: 4 new."
    assert noted(school) == standing(server)


def test_one_entry_that_is_not_taken_does_not_keep_the_others_back(
    school: Workspace, server: FakeCalendar
) -> None:
    server.after, server.says = 3, {"PUT": 413}
    _, told, _ = run(school, server)
    assert told.startswith("Published: 3 new. Not done 1: ")
    assert told.endswith("Wed 18 Nov 13:20: the server does not take it (answer 413).")


def test_a_program_that_is_killed_leaves_nothing_that_publishing_again_does_not_mend(
    school: Workspace, server: FakeCalendar, tmp_path: Path
) -> None:
    server.after, server.hangs = 2, "PUT"
    child = start_python(PUBLISH, tmp_path / "school.wbl", server.url)
    end = monotonic() + 120
    while [method for method, *_ in server.asked].count("PUT") < 3:
        assert child.poll() is None, child.communicate()[1]
        assert monotonic() < end
        sleep(0.01)
    child.kill()
    child.communicate()
    assert (noted(school), len(server.entries)) == ({}, 2)
    server.hangs = ""
    server.free.set()
    _, told, actions = run(school, server)
    assert (told, actions) == (
        "Published: 2 new, 2 found there as they should be.",
        ["add", "add", "same", "same"],
    )
    assert (noted(school), len(server.entries)) == (standing(server), 4)
