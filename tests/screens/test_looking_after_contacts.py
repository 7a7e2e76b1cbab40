"""Looking after contacts on the employers page: tasks, days to get in touch, tags, referrals, past interviews, filters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.operations import contact_care as care
from models.operations.records import add_record, set_record
from models.operations.referrals import note_referral
from models.queries.contact_care import contact_care, saved_filters
from models.queries.reading import contacts
from models.workspace import Workspace
from screens.employers import EmployersPage
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, typed, until
from tests.school_store import NOW
from wbl_tui.app import WblApp


def names_shown(app: WblApp) -> list[str]:
    page = app.page("employers")
    assert isinstance(page, EmployersPage)
    return [page.title_of(row) for row in page.table.rows]


async def look_after(app: WblApp, letter: str) -> None:
    await key(app, "K")
    await sees(app, "Look after")
    await key(app, letter)


async def test_a_task_is_noted_and_ticked_off_by_keys(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "t")
        await sees(app, "Task for Dana Whitfield 1")
        await typed(app, "send the poster")
        await key(app, "tab")
        await typed(app, "in 2 weeks")
        await key(app, "enter")
        await sees(app, "Noted a task for Dana Whitfield 1: send the poster, by Wed 2 Dec")
        await look_after(app, "d")
        await sees(app, "Done for Dana Whitfield 1: send the poster.")
    [task] = workspace.read(contact_care, "x1").tasks
    assert (task.what, task.due, task.done_at) == ("send the poster", date(2026, 12, 2), NOW)


async def test_a_day_that_is_none_is_said_in_the_form(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "t")
        await sees(app, "Task for Dana Whitfield 1")
        await typed(app, "call")
        await key(app, "tab")
        await typed(app, "soon")
        await key(app, "enter")
        await sees(app, "'soon' is no day.")
    assert workspace.read(contact_care, "x1").tasks == ()


async def test_all_marked_are_checked_in_with_on_one_day(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    before = workspace.newest_entry()
    async with running(app):
        await key(app, "space", "space")
        await look_after(app, "c")
        await sees(app, "Check in with 2 marked contacts")
        await typed(app, "3 months")
        await key(app, "enter")
        await sees(app, "Check in with Dana Whitfield 1 and Dana Whitfield 2 on Thu 18 Feb 2027.")
    assert workspace.newest_entry() == before + 1
    assert workspace.read(contact_care, "x2").check_in == date(2027, 2, 18)


async def test_what_is_for_one_contact_says_so_when_several_are_marked(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "space", "space")
        await look_after(app, "t")
        await sees(app, "Task: something was agreed: one contact at a time.")


async def test_a_tag_is_put_on_and_taken_away_again(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "#")
        await sees(app, "New tag for Dana Whitfield 1")
        await typed(app, "Career Fair")
        await key(app, "enter")
        await sees(app, "Tagged Dana Whitfield 1: career-fair.")
        await key(app, "#")
        await sees(app, "✓ career-fair")
        await key(app, "down", "enter")
        await sees(app, "Took the tag career-fair away from Dana Whitfield 1.")
        workspace.write(care.tag_contacts, ["x2"], "health")
        await key(app, "#")
        await sees(app, "a new tag …")
        await typed(app, "alum")
        await sees(app, "There is no such tag yet. Enter makes it one.")
        await key(app, "enter")
        await sees(app, "Tagged Dana Whitfield 1: alum.")
    assert workspace.read(contact_care, "x1").tags == ("alum",)


async def test_a_referral_is_noted_and_comes_into_the_pool(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "r")
        await sees(app, "Whom did Dana Whitfield 1 name?")
        await typed(app, "Ines Duarte")
        await key(app, "tab")
        await typed(app, "ines@duarte.example.org")
        await key(app, "tab", "right", "ctrl+s")
        await sees(app, "Dana Whitfield 1 named Ines Duarte; the name may be used")
        await look_after(app, "p")
        await sees(app, "Ines Duarte into the pool")
        await typed(app, "Bay Imaging")
        await key(app, "ctrl+s")
        await sees(app, "Added contact Ines Duarte (c1) at Bay Imaging")
    assert workspace.read(contacts)["c1"].source == "recommended by Dana Whitfield 1"


async def test_the_employer_of_a_referral_is_the_one_that_is_there(workspace: Workspace) -> None:
    workspace.write(note_referral, "x1", "Ines Duarte")
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "p")
        await sees(app, "Ines Duarte into the pool")
        await typed(app, "Harbour 2 Work")
        await key(app, "ctrl+s")
        await sees(app, "Another employer is called Harbour 2 Works: use it?")
        await key(app, "escape")
        await sees(app, "Harbour 2 Work")
        await key(app, "ctrl+s")
        await sees(app, "Another employer is called Harbour 2 Works: use it?")
        await key(app, "enter")
        await sees(app, "Added contact Ines Duarte (c1) at Harbour 2 Works")
    assert workspace.read(contacts)["c1"].employer == workspace.read(contacts)["x2"].employer


async def test_somebody_named_who_is_in_the_pool_already_is_offered(workspace: Workspace) -> None:
    workspace.write(note_referral, "x1", "Dana Whitfield 5")
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "p")
        await sees(app, "It is Dana Whitfield 5")
        await key(app, "enter")
        await sees(app, "Dana Whitfield 5, whom Dana Whitfield 1 named, is Dana Whitfield 5 (x5).")


async def test_how_an_interview_went_is_shown_with_it(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app, 120, 40):
        await look_after(app, "w")
        await sees(app, "Which interview?")
        await key(app, "enter")
        await sees(app, "How did it go")
        await key(app, "right", "tab")
        await typed(app, "short of time")
        await key(app, "ctrl+s")
        await sees(app, "it went mixed: short of time.")
        await key(app, "enter")
        await sees(app, "Job title")
        await key(app, "right")
        await sees(app, "~ mixed: short of time (Ms Rivera)")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_whole_story_says_first_that_somebody_wants_quiet(
    workspace: Workspace, width: int, height: int
) -> None:
    workspace.write(set_record, "contacts", "x1", {"do_not_contact": "yes"})
    workspace.write(care.add_task, "x1", "send the badge back", due="2026-11-16")
    workspace.write(care.tag_contacts, ["x1"], "health")
    app = app_on(workspace, "employers")
    async with running(app, width, height):
        await key(app, "enter")
        await sees(app, "ASKED NOT TO BE CONTACTED")
        found = screen_text(app)
        assert found.index("ASKED NOT TO BE CONTACTED") < found.index("Room left")
        await sees(app, "Mon 16 Nov: send the badge back")
        await sees(app, "health")
        await key(app, *["j"] * 12)
        await sees(app, "□ send the badge back, ! overdue since Mon 16 Nov")


async def test_who_is_due_comes_by_date_and_enter_goes_there(workspace: Workspace) -> None:
    workspace.write(care.set_check_in, ["x3"], "in 3 months")
    workspace.write(care.add_task, "x5", "send the poster", due="2026-11-17")
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "W")
        await sees(app, "! Tue 17 Nov")
        lines = [row for row in row_texts(app) if "Dana Whitfield" in row and ": " in row]
        assert ["5: send the poster" in lines[0], "3: check in" in lines[1]] == [True, True]
        await key(app, "down", "enter")
        await until(lambda: "Whom to get in touch" not in screen_text(app))
        await key(app, "o")
        await sees(app, "Outreach to Dana Whitfield 3")


async def test_with_nobody_due_it_says_what_to_do(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "W")
        await sees(app, "There is nobody to get in touch with by any day. Press K to set one.")


async def test_filters_come_with_the_page_and_can_be_kept_and_forgotten(workspace: Workspace) -> None:
    workspace.write(care.set_check_in, ["x7"], "today")
    workspace.write(care.set_check_in, ["x3"], "in a week")
    workspace.write(care.tag_contacts, ["x3"], "health")
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "F")
        await sees(app, "To get in touch with, by date")
        await typed(app, "by date")
        await key(app, "enter")
        await until(lambda: names_shown(app) == ["Dana Whitfield 7", "Dana Whitfield 3"])
        assert "! 18 Nov check in" in row_texts(app)[3]
        assert "Last" not in row_texts(app)[2]
        await key(app, "escape")
        await until(lambda: len(names_shown(app)) == 8)
        assert row_texts(app)[1].split()[-1] == "Last"
        await key(app, "/")
        await typed(app, "tag:health")
        await until(lambda: names_shown(app) == ["Dana Whitfield 3"])
        await key(app, "enter", "F")
        await sees(app, "Keep this filter")
        await key(app, "enter")
        await sees(app, "under which name?")
        await typed(app, "Clinics")
        await key(app, "enter")
        await sees(app, "Saved the filter Clinics: tag:health.")
        await key(app, "escape", "F")
        await sees(app, "Clinics")
        await key(app, "enter")
        await until(lambda: names_shown(app) == ["Dana Whitfield 3"])
        await key(app, "F")
        await sees(app, "Forget one")
        await typed(app, "forget")
        await key(app, "enter")
        await sees(app, "Forget which filter?")
        await key(app, "enter")
        await sees(app, "Removed the filter Clinics.")
    assert workspace.read(saved_filters, "employers") == {}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("no:outreach", ["1", "5"]),
        ("has:task", ["2"]),
        ("due:overdue", ["2"]),
        ("no:tag has:task", []),
        ("tag:health has:task", ["2"]),
        ("field:agri", ["2"]),
    ],
)
async def test_filter_words_name_things(workspace: Workspace, words: str, names: list[str]) -> None:
    workspace.write(care.tag_contacts, ["x2"], "health")
    workspace.write(care.add_task, "x2", "call", due=(NOW - timedelta(days=2)).date())
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "/")
        await typed(app, words)
        await until(lambda: names_shown(app) == [f"Dana Whitfield {name}" for name in names])


async def test_texts_from_people_are_never_markup_nor_escape(workspace: Workspace) -> None:
    for text in HOSTILE:
        if text:
            workspace.write(care.add_task, "x1", f"do {text}")
            workspace.write(note_referral, "x1", f"Ms {text}", reach=text, note=text)
            workspace.write(care.tag_contacts, ["x1"], f"t{text}")
    app = app_on(workspace, "employers")
    async with running(app, 120, 40):
        for keys in (("enter",), ("K", "d"), ("K", "p"), ("#",), ("W",)):
            await key(app, *keys)
            assert not UNSAFE & set(screen_text(app).replace("\n", ""))
            await key(app, "escape")


def again(workspace: Workspace) -> None:
    """The first contact a second time, under x90."""
    fields = {
        "id": "x90", "name": "Whitfield 1, Dana", "employer": "Harbour 1 Works", "phone": "555 0190",
        "email": "d1@works.example.org", "source": "met at a fair",
    }  # fmt: skip
    workspace.write(add_record, "contacts", fields)
    workspace.write(care.add_task, "x90", "send the poster")


async def test_a_contact_who_is_there_twice_becomes_one(workspace: Workspace) -> None:
    again(workspace)
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "m")
        await sees(app, "Who is Dana Whitfield 1 too?")
        await sees(app, "the same mail address")
        await key(app, "enter")
        await sees(app, "Which of the two stays?")
        await key(app, "enter")
        await sees(app, "Which stays, where they differ?")
        await sees(app, "Volunteer source")
        await key(app, "tab", "right", "ctrl+s")
        await sees(app, "Merge contact Whitfield 1, Dana (x90) into Dana Whitfield 1 (x1)")
        await sees(app, "Volunteer source")
        await sees(app, "→ move")
        await key(app, "ctrl+s")
        await sees(app, "Merged contact Whitfield 1, Dana (x90) into x1")
        await key(app, "u")
        await sees(app, "Undid: Merged contact")
        await until(lambda: "Whitfield 1, Dana" in names_shown(app))
    assert workspace.read(contacts)["x1"].phone == "555 0100"


async def test_two_who_cannot_be_one_are_refused_before_anything_is_asked(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app, 120, 40):
        await key(app, "space", "space")
        await look_after(app, "m")
        await sees(app, "cannot be one: both have an interview at")


async def test_an_employer_who_is_there_twice_becomes_one(workspace: Workspace) -> None:
    workspace.write(add_record, "employers", {"id": "e90", "name": "Harbour One Works", "notes": "side door"})
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "e")
        await sees(app, "Which one is Harbour 1 Works too?")
        await typed(app, "one works")
        await key(app, "enter")
        await sees(app, "Which stays, where they differ?")
        await key(app, "ctrl+s")
        await sees(app, "Merge employer Harbour One Works (e90) into Harbour 1 Works (e1)")
        await key(app, "ctrl+s")
        await sees(app, "Merged employer Harbour One Works (e90) into e1: notes taken over.")


async def test_the_roster_keeps_filters_too(workspace: Workspace) -> None:
    app = app_on(workspace, "roster")
    async with running(app):
        await key(app, "F")
        await sees(app, "Interests unknown")
        await typed(app, "unknown")
        await key(app, "enter")
        await sees(app, "no:interest")
        await until(lambda: sum("yet" in row or "missing" in row for row in row_texts(app)) == 5)
        await key(app, "F")
        await sees(app, "Keep this filter")
        await key(app, "enter")
        await sees(app, "under which name?")
        await typed(app, "To ask")
        await key(app, "enter")
        await sees(app, "Saved the filter To ask: no:interest.")
    assert workspace.read(saved_filters, "roster") == {"To ask": "no:interest"}


async def test_all_who_may_be_here_twice_are_listed_and_one_pair_becomes_one(workspace: Workspace) -> None:
    fields = {"id": "x90", "name": "Whitfield 3, Dana", "employer": "Harbour 3 Works", "formats": "phone"}
    workspace.write(add_record, "contacts", fields)
    app = app_on(workspace, "employers")
    async with running(app):
        await look_after(app, "a")
        await sees(
            app, "1 pair of contacts may be one", "Whitfield 3, Dana: the same name at the same employer"
        )
        await key(app, "enter")
        await sees(app, "Which of the two stays?")
        await key(app, "enter")
        await until(lambda: "Merge" in screen_text(app) or "Which stays" in screen_text(app))
        await key(app, "ctrl+s")
        await until(lambda: "Merged contact" in screen_text(app) or "Merge contact" in screen_text(app))
        if "Merged contact" not in screen_text(app):
            await key(app, "ctrl+s")
        await sees(app, "Merged contact Whitfield 3, Dana (x90) into x3")


async def test_a_contact_that_came_in_by_mistake_goes_and_comes_back(workspace: Workspace) -> None:
    workspace.write(add_record, "contacts", {"id": "x90", "name": "Aaron Oops", "employer": "Mistake Ltd"})
    app = app_on(workspace, "employers")
    async with running(app):
        await until(lambda: names_shown(app)[0] == "Aaron Oops")
        await look_after(app, "x")
        await sees(app, "Removed contact Aaron Oops")
        await until(lambda: "Aaron Oops" not in names_shown(app))
        await key(app, "u")
        await until(lambda: "Aaron Oops" in names_shown(app))
