"""The outbox: whose calendar is wrong after a move or a cancellation, and the invites that mend just those."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.campaigns import change_campaign
from models.operations.invites import plan_invites, record_invites
from models.operations.records import set_record
from models.operations.undo import undo
from models.operations.unit import Unit
from models.queries.journal import entries
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_pages import board_on, sees
from tests.helpers_store import at, book, change
from tests.helpers_tui import key, running, screen_text, settled, until
from wbl_tui.app import WblApp


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setattr("screens.paths.usual_folder", lambda: home / "Downloads")
    return home / "Documents"


async def test_only_calendars_that_are_wrong_are_marked_and_mended(school: Workspace, papers: Path) -> None:
    moved, off = book(school, "10:20"), book(school, "11:20", "s2", "k2")
    app = board_on(school, "08:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await key(app, "f6")
        await sees(
            app,
            "Outbox: wrong calendars 0, never invited 2",
            "never invited: Wed 18 Nov 10:20",
        )
        await key(app, "space", "down", "space", "enter")
        await sees(app, "Make 2 invites", "Nothing is sent by itself")
        await key(app, "ctrl+s")
        await sees(app, "Made 2 calendar invites.")
        [folder] = papers.iterdir()
        assert len(list(folder.glob("*.eml"))) == 2
        await key(app, "f6")
        await sees(app, "No invite to make. There is no mail address for Dr Okafor (and 1 more).")
        school.write(move_interview, moved, NewTime(start=at("12:00")))
        school.write(cancel_interview, off, "Snow")
        book(school, "13:00", "s3", "k2")
        await key(app, "f6")
        await sees(app, "wrong calendars 2, never invited 1")
        await sees(app, "Wed 18 Nov 12:00, was 10:20")
        await sees(app, "called off: Wed 18 Nov 11:20")
        await key(app, "enter")
        await sees(app, "Make 2 invites")
        await key(app, "ctrl+s")
        await sees(app, "Made 2 calendar invites.")
        await key(app, "f6")
        await sees(app, "wrong calendars 0, never invited 1")
        await key(app, "escape")
    assert [one.action for one in school.read(entries)].count("invite") == 2


async def test_without_a_mailbox_of_the_school_it_is_asked_for_first(school: Workspace, papers: Path) -> None:
    book(school, "10:20")
    school.write(change_campaign, "c1", organizer="")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await outbox_of(school, app, "In whose name?", "School mailbox")
        await key(app, *"office", "ctrl+s")
        await sees(app, "name@example.org")
        await key(app, *"@elm.example.org", "ctrl+s")
        await sees(app, "never invited 1")
        await key(app, "space")
        await make_all(school, app)
    [draft] = papers.rglob("*.eml")
    assert b"From: office@elm.example.org\r\n" in draft.read_bytes()


async def test_a_folder_that_cannot_be_written_is_asked_for_again_and_nothing_is_lost(
    school: Workspace, papers: Path
) -> None:
    book(school, "10:20")
    (papers / "taken").write_text("no folder")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await outbox_of(school, app, "never invited 1")
        await key(app, "space", "enter")
        await sees(app, "Make 1 invite", "Nothing is sent by itself")
        for path, told in (
            ("~nobody-is-so-called/x", "There is no home folder"),
            ("taken", "is not a folder."),
        ):
            await key(app, "right", "tab", "ctrl+u", *path, "ctrl+s")
            await sees(app, told, path, flow=True)
        assert times_made(school) == 0
        await key(app, "tab", "ctrl+u", *"made", "ctrl+s")
        await sees(app, "Made 1 calendar invite.")
    assert sorted(path.suffix for path in (papers / "made").iterdir()) == [".html", ".ics"]


async def test_leaving_makes_nothing(school: Workspace, papers: Path) -> None:
    book(school, "10:20")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f6")
        await sees(app, "never invited")
        await key(app, "space", "enter")
        await sees(app, "Make 1 invite")
        await key(app, "escape")
    assert list(papers.iterdir()) == []


async def outbox_of(school: Workspace, app: WblApp, *texts: str) -> None:
    await key(app, "f6")
    await sees(app, *texts)


def furnish(school: Workspace) -> None:
    def mail(unit: Unit) -> None:
        unit.update(rows.Contact, "k1", email="okafor@clinic.example.org")
        unit.update(rows.Room, "r1", mail="room1@elm.example.org")
        unit.update(rows.Room, "r2", mail="room2@elm.example.org")
        unit.update(rows.Staff, "t1", email="vance@elm.example.org")

    change(school, mail)


def times_made(school: Workspace) -> int:
    return [one.action for one in school.read(entries)].count("invite")


async def make_all(school: Workspace, app: WblApp, kind_keys: tuple[str, ...] = ()) -> None:
    """Take what is marked, choose a kind, make it."""
    before = times_made(school)
    await key(app, "enter")
    await sees(app, "Nothing is sent by itself", "Folder")
    await key(app, *kind_keys, "ctrl+s")
    await until(lambda: times_made(school) == before + 1)
    await settled(app)


async def test_every_calendar_that_a_change_makes_wrong_is_named_with_what_is_wrong(
    school: Workspace, papers: Path
) -> None:
    furnish(school)
    one = book(school, "09:20")
    app = board_on(school, "08:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await outbox_of(school, app, "wrong calendars 0, never invited 4", "Room 1 (Mia Torres)")
        await key(app, "ctrl+a")
        await make_all(school, app)

        school.write(move_interview, one, NewTime(room="r2"))
        await outbox_of(
            school, app, "wrong calendars 2, never invited 1", "no longer theirs: Wed 18 Nov 09:20"
        )
        await sees(app, "other details: Wed 18 Nov 09:20", "Room 2 (Mia Torres)")
        await make_all(school, app)

        school.write(set_record, "contacts", "k1", {"email": "front@clinic.example.org"})
        await outbox_of(school, app, "wrong calendars 2", "other mail address: Wed 18 Nov 09:20")
        await make_all(school, app)

        school.write(move_interview, one, NewTime(start=at("12:20")))
        await outbox_of(school, app, "Wed 18 Nov 12:20, was 09:20", "Mr Vance (Mia Torres)")
        await make_all(school, app)
        school.write(cancel_interview, one, "Snow")
        await outbox_of(school, app, "called off: Wed 18 Nov 12:20")
        await make_all(school, app)
        school.write(undo)
        await outbox_of(school, app, "stands again: Wed 18 Nov 12:20")
        await key(app, "escape")


async def test_who_cannot_be_written_to_is_said(school: Workspace, papers: Path) -> None:
    book(school, "10:20")
    app = board_on(school, "08:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await outbox_of(school, app, "never invited 1", "There is no mail address for Dr Okafor.")


async def test_nothing_to_make_is_not_all_right_while_somebody_cannot_be_written_to(
    school: Workspace, papers: Path
) -> None:
    book(school, "10:20")
    stamp = at("07:00")
    plan = school.read(plan_invites, school.campaign(), lambda _: True, stamp=stamp, changed=True)
    school.write(record_invites, plan)
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        told = "No invite to make. There is no mail address for Dr Okafor."
        await outbox_of(school, app, told)


async def test_calls_that_are_over_are_left_out_unless_somebody_still_waits_or_they_are_off(
    school: Workspace, papers: Path
) -> None:
    furnish(school)
    never, told, off, moved = (
        book(school, time, student, contact)
        for time, student, contact in (
            ("08:00", "s1", "k1"),
            ("08:20", "s2", "k2"),
            ("08:40", "s3", "k1"),
            ("11:20", "s1", "k1"),
        )
    )
    plan = school.read(
        plan_invites, school.campaign(), lambda one: one.id != never, stamp=at("07:00"), changed=True
    )
    school.write(record_invites, plan)
    school.write(set_record, "contacts", "k2", {"phone": "555 0199", "email": "brandt@clinic.example.org"})
    school.write(cancel_interview, off, "Snow")
    school.write(move_interview, moved, NewTime(start=at("12:00")))
    app = board_on(school, "11:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await outbox_of(school, app, "called off: Wed 18 Nov 08:40", "Wed 18 Nov 12:00, was 11:20")
        assert "Ben Ode" not in screen_text(app).partition("Outbox")[2]
        await key(app, "escape")
        assert told


async def test_text_and_links_are_made_for_mail_programs_that_only_show_drafts(
    school: Workspace, papers: Path
) -> None:
    book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    app = board_on(school, "08:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await outbox_of(school, app, "never invited 2")
        await key(app, "space")
        await make_all(school, app, ("right",) * 3)
        await until(lambda: app.clipboard != "")
        assert "To: Mia Torres <mia@elm.example.org>" in app.clipboard
        assert "Subject: Informational interview with Dr Okafor, Wed 18 Nov" in app.clipboard
        assert "Dear Mia Torres," in app.clipboard
        await outbox_of(school, app, "never invited 1")
        await key(app, "space")
        await make_all(school, app, ("right", "right"))
        await sees(app, "Made 1 calendar invite. Open mails-to-send.html in invites-2026-11-18.")
    [folder] = papers.iterdir()
    assert sorted(path.suffix for path in folder.iterdir()) == [".html", ".ics", ".ics"]
    page = (folder / "mails-to-send.html").read_text()
    assert 'href="mailto:ben@elm.example.org?subject=Informational%20interview' in page


async def test_all_that_are_found_for_what_is_typed_are_marked_at_once(
    school: Workspace, papers: Path
) -> None:
    for start, student, contact in (("10:20", "s1", "k1"), ("11:20", "s2", "k2"), ("12:20", "s3", "k1")):
        book(school, start, student, contact)
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await outbox_of(school, app, "never invited 3", "Ctrl+A All")
        await key(app, "enter")
        await sees(app, "Nothing was marked, so nothing was made. Space marks one, Ctrl+A all.")
        await outbox_of(school, app, "never invited 3", "Ctrl+A All")
        await key(app, *"never 1", "ctrl+a", "enter")
        await sees(app, "Make 3 invites")
        await key(app, "escape")
        await outbox_of(school, app, "never invited 3")
        await key(app, *"ben", "ctrl+a", "enter")
        await sees(app, "Make 1 invite")
