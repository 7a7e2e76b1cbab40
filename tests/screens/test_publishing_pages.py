"""F9: setting a calendar up, seeing what would be published, publishing it, and what others did there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.exchange.password import VARIABLE
from models.operations.booking import NewTime, move_interview
from models.rules.publishing import Publishing
from models.workspace import Workspace
from tests.calendar_server import PASSWORD, USER, CalendarServer, calendar_server, line_of
from tests.fake_calendar import FakeCalendar, fake_calendar
from tests.helpers_pages import board_on, sees
from tests.helpers_store import at, book
from tests.helpers_tui import flowing, key, running, screen_text, typed, until
from wbl_tui.app import WblApp

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> CalendarServer:
    monkeypatch.delenv(VARIABLE, raising=False)
    return calendar_server()


@pytest.fixture
def bad() -> Iterator[FakeCalendar]:
    with fake_calendar() as made:
        yield made


class Settled:
    """The settings as a file would keep them."""

    def __init__(self, publishing: Publishing | None) -> None:
        self.publishing = publishing

    def load(self) -> Publishing | None:
        return self.publishing

    def save(self, publishing: Publishing) -> None:
        self.publishing = publishing


def app_with(school: Workspace, settled: Settled) -> WblApp:
    app = board_on(school, "08:00")
    app.session.load_publishing = settled.load
    app.session.save_publishing = settled.save
    return app


@pytest.mark.parametrize("size", SIZES)
async def test_a_calendar_is_set_up_and_published_to_by_keys_alone(
    school: Workspace, server: CalendarServer, size: tuple[int, int]
) -> None:
    book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    url, settled = server.new_calendar(), Settled(None)
    app = app_with(school, settled)
    async with running(app, *size):
        await sees(app, "Mia Torres")
        await key(app, "f9")
        await sees(app, "Publish to a calendar", "it is never stored", flow=True)
        await typed(app, url)
        await key(app, "tab")
        await typed(app, USER)
        await key(app, "ctrl+s")
        await sees(app, f"Password of {USER} for the calendar")
        await typed(app, PASSWORD)
        assert PASSWORD not in screen_text(app)
        await key(app, "enter")
        await sees(
            app, "Publish to Staff", "Mia Torres, Wed 18 Nov 10:20", "Entries show initials and the room"
        )
        assert server.hrefs(url) == []
        await key(app, "down", "space", "ctrl+s")
        await sees(app, "Published: 1 new.")
        assert settled.publishing == Publishing(url, USER)
        assert [line_of("SUMMARY")(one) for one in server.entries(url)] == [
            "SUMMARY:Informational interview: M. T."
        ]
        await key(app, "f9")
        await sees(app, "same 1", "add 1")
        await key(app, "ctrl+s")
        await until(lambda: len(server.hrefs(url)) == 2)
        await sees(app, "Published: 1 new.")


async def test_what_others_changed_is_written_over_only_by_a_key_of_its_own(
    school: Workspace, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    ident = book(school, "10:20")
    url = server.new_calendar()
    app = app_with(school, Settled(Publishing(url, USER)))
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f9")
        await sees(app, "not on the calendar yet")
        await key(app, "o")
        await sees(app, "That is for an entry that others changed or took out")
        await key(app, "ctrl+s")
        await sees(app, "Published: 1 new.")
        [href] = server.hrefs(url)
        server.edit(href, "LOCATION:Room 1", "LOCATION:Library")
        school.write(move_interview, ident, NewTime(start=at("12:00")))
        await key(app, "f9")
        await sees(app, "changed there; left alone", "Ours anyway")
        assert "Publish " not in flowing(app).split("Space")[0].split("Staff", 1)[1]
        await key(app, "o")
        await sees(app, "ours over others' change")
        assert line_of("LOCATION")(server.entries(url)[0]) == "LOCATION:Library"
        await key(app, "ctrl+s")
        await sees(app, "Published: 1 changed.")
        assert line_of("LOCATION")(server.entries(url)[0]) == "LOCATION:Room 1"


async def test_the_cursor_stays_on_the_entry_that_was_asked_for(school: Workspace, bad: FakeCalendar) -> None:
    book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    app = app_with(school, Settled(Publishing(bad.url)))
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f9", "ctrl+s")
        await sees(app, "Published: 2 new.")
        bad.entries.clear()
        await key(app, "f9")
        await sees(app, "skip 2", "Mia Torres, Wed 18 Nov 10:20 · taken out there; left alone")
        await key(app, "down", "o")
        await sees(app, "add 1", "skip 1", "Ben Ode, Wed 18 Nov 11:20 · taken out there; put back")
        await key(app, "ctrl+s")
        await sees(app, "Published: 1 new.")
    assert len(bad.entries) == 1


async def test_of_a_server_one_calendar_is_chosen(
    school: Workspace, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    book(school, "10:20")
    url = server.new_calendar("The one we mean")
    settled = Settled(Publishing(f"{server.base}/", USER))
    app = app_with(school, settled)
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f9")
        await sees(app, "Which calendar?")
        await typed(app, "we mean")
        await key(app, "enter")
        await sees(app, "Publish to The one we mean")
        assert settled.publishing == Publishing(url, USER)
        await key(app, "e")
        await sees(app, "Publish to a calendar")
        await key(app, "escape")


async def test_a_wrong_password_is_asked_for_again(school: Workspace, server: CalendarServer) -> None:
    book(school, "10:20")
    app = app_with(school, Settled(Publishing(server.new_calendar(), USER)))
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f9")
        await sees(app, "Password of")
        await key(app, "enter")
        await sees(app, "Please type the password")
        await typed(app, "wrong")
        await key(app, "enter")
        await sees(app, "does not take this name and password")
        await typed(app, PASSWORD)
        await key(app, "enter")
        await sees(app, "Publish to Staff")
        await key(app, "escape")
        await key(app, "f9")
        await sees(app, "Publish to Staff")


async def test_the_board_goes_on_while_a_server_hangs_and_esc_stops_it(
    school: Workspace, bad: FakeCalendar
) -> None:
    book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    app = app_with(school, Settled(Publishing(bad.url)))
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f9")
        await sees(app, "Publish to Staff & all")
        bad.after, bad.hangs = 1, "PUT"
        await key(app, "ctrl+s")
        await sees(app, "Stop; what is done stays")
        book(school, "13:20", "s3", "k1")
        await key(app, "escape")
        await sees(app, "Stopping")
        bad.hangs = ""
        bad.free.set()
        await sees(app, "Published 1 of 2: the connection to 127.0.0.1 broke off.")
        await sees(app, "Ana Petrov")
    assert len(bad.entries) == 1


async def test_a_server_that_says_no_is_one_sentence(school: Workspace, bad: FakeCalendar) -> None:
    book(school, "10:20")
    app = app_with(school, Settled(Publishing(bad.url)))
    bad.says = {"PROPFIND": 503}
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f9")
        await sees(app, "127.0.0.1 is not working just now. Try again in a few minutes.")


async def test_a_rehearsal_publishes_nothing(school: Workspace) -> None:
    book(school, "10:20")
    app = app_with(school, Settled(Publishing("https://calendar.example.org/staff/")))
    app.session.rehearsal = True
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f9")
        await sees(app, "This is a rehearsal: nothing is published from it.")
