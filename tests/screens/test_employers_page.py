"""The employers page as a person uses it: look, filter, log outreach in two keys, open, match, book."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models.operations.records import add_record, set_record
from models.queries.pool import PoolRow, pool
from models.queries.reading import contacts, employers, outreach
from models.rules.interview import FORMATS, WORDS
from models.tables.store import Store
from models.workspace import Workspace
from screens.employers import EmployersPage
from screens.widgets.fact_table import FactTable
from screens.wording import FORMAT_SIGNS
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, settled, typed, until
from tests.school_store import NOW, Size, make_workspace
from wbl_tui.app import WblApp


def rename(workspace: Workspace, ident: str, name: str) -> None:
    def change(store: Store) -> None:
        store.db.execute_sql(
            "UPDATE contact SET name = ?, title = ?, notes = ? WHERE id = ?", (name, name, name, ident)
        )

    workspace.with_store(change)


def name_here(page: EmployersPage) -> str:
    row = page.table.cursor_row
    return row.contact.name if isinstance(row, PoolRow) else ""


def rows(workspace: Workspace) -> dict[str, PoolRow]:
    found = workspace.read(pool, workspace.campaign(), NOW)
    return {row.id: row for row in found if isinstance(row, PoolRow)}


@pytest.mark.parametrize("width", [80, 120])
async def test_the_list_says_field_formats_room_left_and_how_it_went(
    workspace: Workspace, width: int
) -> None:
    workspace.write(set_record, "contacts", "x2", {"formats": "video; on_site", "limit": "0"})
    workspace.write(set_record, "contacts", "x3", {"do_not_contact": "yes", "clusters": "", "formats": ""})
    workspace.write(set_record, "contacts", "x4", {"formats": "phone; video; on_site; group_video; recorded"})
    app = app_on(workspace, "employers")
    async with running(app, width, 24):
        found = [row.split("│")[0].split() for row in row_texts(app)]
        assert found[1] == ["Contact", "Employer", "Field", "How", "Left", "Last"]
        assert found[3][-7:] == ["Agriculture", "VS", "!", "0", "6", "Nov", "sent"]
        assert found[4][-7:] == ["–", "any", "✗", "✗", "do", "not", "contact"]
        assert found[5][-6:] == ["PVSGR", "2", "8", "Nov", "said", "yes"]
        assert found[6][-3:] == ["any", "none", "yet"]


@pytest.mark.parametrize(
    ("letter", "how", "outcome"),
    [
        ("e", "email", "sent"),
        ("m", "phone", "left a message"),
        ("y", "phone", "said yes"),
        ("x", "phone", "no answer"),
    ],
)
async def test_outreach_is_logged_in_two_keys(
    workspace: Workspace, letter: str, how: str, outcome: str
) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "o")
        await sees(app, "Outreach to Dana Whitfield 1")
        await key(app, letter)
        await sees(app, "Noted outreach to Dana Whitfield 1")
    [made] = [one for one in workspace.read(outreach) if one.contact == "x1"]
    assert (made.how, made.outcome, made.actor, made.at) == (how, outcome, "Ms Rivera", NOW)


async def test_a_mail_to_all_marked_is_one_entry(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    before = workspace.newest_entry()
    async with running(app):
        await key(app, "space", "space", "space", "o")
        await sees(app, "Outreach to 3 marked contacts")
        await key(app, "e")
        await sees(app, "Noted outreach to Dana Whitfield 1, Dana Whitfield 2 and Dana")
    assert workspace.newest_entry() == before + 1
    assert [row.last.at == NOW for row in rows(workspace).values() if row.last][:3] == [True, True, True]


async def test_outreach_with_details(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "o")
        await sees(app, "One key logs it")
        await key(app, "w")
        await sees(app, "What was said")
        await key(app, "tab", "tab", "tab", "tab")
        await typed(app, "Call after ten")
        await key(app, "ctrl+s")
        await sees(app, "Noted outreach")
    [made] = [one for one in workspace.read(outreach) if one.contact == "x1"]
    assert (made.how, made.outcome, made.said, made.student) == ("phone", "reached", "Call after ten", None)


async def test_enter_opens_everything_about_the_contact(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app, 120, 40):
        await key(app, "down", "down", "enter")
        await sees(app, "─ Dana Whitfield 3 ─")
        for words in ("no limit", "e Edit"):
            await sees(app, words)
        await key(app, "right")
        await sees(app, "■ completed · Ana Petrov 3 · phone · Room 03")
        await key(app, "end")


async def test_a_wide_screen_tells_the_story_beside_the_list(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app, 120, 60):
        await key(app, "down", "down")
        await sees(app, "Offered hours")
        await sees(app, "Thu 19 Nov 09:00–13:00")
        await sees(app, "│ Dana Whitfield 3")


async def test_students_who_match_come_with_the_reason_and_lead_to_a_booking(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "few.db", Size(25, 8, 30, 6))
    app = app_on(made, "employers")
    async with running(app):
        await key(app, "c")
        await sees(app, "Students for Dana Whitfield 1")
        await sees(app, "first choice: Advanced Manufacturing")
        await key(app, "enter")
        await sees(app, "Everybody is free")
        await key(app, "enter")
        await sees(app, "Booked ")
    made.close()


async def test_filtering_by_employer_field_and_answer(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    page = page_of(app, EmployersPage)
    async with running(app):
        await key(app, "/")
        await typed(app, "said yes")
        await until(lambda: [row.id for row in page.table.rows] == ["x4", "x8"])
        await key(app, "escape", "/")
        await typed(app, "agriculture")
        await until(lambda: [row.id for row in page.table.rows] == ["x2"])


async def test_a_contact_is_added_and_the_cursor_goes_there(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    page = page_of(app, EmployersPage)
    async with running(app):
        await key(app, "n")
        await sees(app, "New contact")
        await typed(app, "Ann Meyer")
        await key(app, "tab")
        await typed(app, "Corner Bakery")
        await key(app, "ctrl+s")
        await sees(app, "Corner Bakery")
        await until(lambda: name_here(page) == "Ann Meyer")


async def test_changing_the_phone_changes_nothing_else(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Dana Whitfield 1")
        for _ in range(6):
            await key(app, "tab")
        await typed(app, "7")
        await key(app, "ctrl+s")
        await sees(app, "Changed Dana Whitfield 1: phone 555 0100 → 555 01007.")


async def test_the_employer_is_changed_too(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "E")
        await sees(app, "Change Harbour 1 Works")
        await key(app, "tab")
        await typed(app, "Shipping")
        await key(app, "ctrl+s")
        await sees(app, "field none → Shipping")


async def test_an_empty_pool_says_what_to_do_first(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "empty.db", Size(0, 0, 0, 0))
    app = app_on(made, "employers")
    async with running(app):
        await sees(app, "Press n to add one, or Ctrl+O to bring in a file.")
        for command in ("enter", "e", "o", "c", "b", "E", "I"):
            app.session.say("", "")
            await key(app, command)
            await sees(app, "There is nobody here yet: n adds a contact, Ctrl+O brings in a file.")
        await sees(app, "No contacts yet.")
    made.close()


async def test_hostile_names_are_shown_as_text(workspace: Workspace) -> None:
    for number, name in enumerate(HOSTILE[:8]):
        rename(workspace, f"x{number + 1}", name)
    app = app_on(workspace, "employers")
    async with running(app, 120, 40):
        for _ in range(8):
            await key(app, "down", "enter")
            await sees(app, "Esc Close")
            await settled(app)
            assert not UNSAFE & set(screen_text(app).replace("\n", ""))
            await key(app, "escape")
            await until(lambda: "Esc Close" not in screen_text(app))
    assert app.return_code in (0, None)


async def test_outreach_is_logged_by_mouse(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app) as pilot:
        await key(app, "o")
        await sees(app, "c call, reached")
        await pilot.click("#quick-c")
        await sees(app, "Noted outreach to Dana Whitfield 1: call, reached.")


async def test_a_field_says_what_it_expects(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Dana Whitfield 1")
        for _ in range(7):
            await key(app, "tab")
        await typed(app, "Many")
        await key(app, "ctrl+s")
        await sees(app, "✗ Expected a whole number")
        await sees(app, "not 'Many'")


async def test_offered_hours_are_shown_and_changed_in_the_form(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    page = page_of(app, EmployersPage)
    async with running(app, 120, 40):
        await until(lambda: page.table.cursor_key == "x1")
        await key(app, "e")
        await sees(app, "Offered hours")
        await sees(app, "2026-11-19 09:00/13:00; 2026-11-20 09:00/13:00")
        for _ in range(9):
            await key(app, "tab")
        await key(app, "ctrl+u")
        await typed(app, "Tue 10:00/12:00")
        await key(app, "ctrl+s")
        await until(lambda: "offered hours 2026-11-19 09:00/13:00" in app.session.message.text)
    found = workspace.read(contacts)["x1"].availability
    assert [span.start.day for span in found] == [17, 24]


async def test_hours_outside_the_window_come_back_in_the_form(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Dana Whitfield 1")
        for _ in range(9):
            await key(app, "tab")
        await key(app, "ctrl+u")
        await typed(app, "2027-01-05 10:00/12:00")
        await key(app, "ctrl+s")
        await sees(app, "2027-01-05 10:00 lies outside")
        await sees(app, "Change Dana Whitfield 1")
    assert len(workspace.read(contacts)["x1"].availability) == 3


@pytest.fixture
def lone(workspace: Workspace) -> Workspace:
    workspace.write(add_record, "employers", {"id": "z1", "name": "Dock Museum", "field": "Arts"})
    return workspace


async def test_an_employer_without_a_contact_has_a_row_and_is_found(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    page = page_of(app, EmployersPage)
    async with running(app, 120, 40):
        assert row_texts(app)[10].split("│")[0].split() == ["no", "contact", "yet", "Dock", "Museum", "Arts"]
        await key(app, "/")
        await typed(app, "museum")
        await until(lambda: [row.id for row in page.table.rows] == [" z1"])
        await sees(app, "│ Dock Museum")
        await sees(app, "Nobody yet. Press n to add somebody")


async def test_what_needs_a_contact_says_what_to_do(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    before = lone.newest_entry()
    async with running(app):
        await key(app, "end")
        for command in ("o", "b", "c", "I"):
            app.session.say("", "")
            await key(app, command)
            await until(
                lambda: app.session.message.text == "Dock Museum has no contact yet: press n to add one."
            )
    assert lone.newest_entry() == before


@pytest.mark.parametrize("command", ["e", "E"])
async def test_an_employer_without_a_contact_is_changed(lone: Workspace, command: str) -> None:
    app = app_on(lone, "employers")
    async with running(app):
        await key(app, "end", command)
        await sees(app, "Change Dock Museum")
        await key(app, "tab", "tab")
        await typed(app, "1 Quay")
        await key(app, "ctrl+s")
        await sees(app, "address none → 1 Quay")
    assert lone.read(employers)["z1"].address == "1 Quay"


async def test_enter_opens_the_employer_and_n_adds_the_first_contact(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    page = page_of(app, EmployersPage)
    async with running(app):
        await key(app, "end", "enter")
        await sees(app, "─ Dock Museum ─")
        for words in ("n New", "e Edit"):
            await sees(app, words)
        await key(app, "left")
        await sees(app, "Added employer Dock Museum (z1).")
        assert "o Outreach" not in screen_text(app).split("╰")[0]
        await key(app, "n")
        await sees(app, "New contact")
        await sees(app, "Dock Museum")
        await typed(app, "Ann Meyer")
        await key(app, "ctrl+s")
        await until(lambda: name_here(page) == "Ann Meyer")
    assert [one.employer for one in lone.read(contacts).values() if one.name == "Ann Meyer"] == ["z1"]


async def test_marks_on_employers_are_not_written_to(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    async with running(app):
        await key(app, "space", "end", "space", "o")
        await sees(app, "Outreach to Dana Whitfield 1")
        await key(app, "e")
        await sees(app, "Noted outreach to Dana Whitfield 1: e-mail, sent.")
        await key(app, "home", "space", "down", "o")
        await until(lambda: "Dock Museum has no contact yet" in app.session.message.text)


async def test_a_click_on_a_title_sorts_turns_and_gives_the_usual_order_back(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    page = page_of(app, EmployersPage)
    usual = [f"x{number}" for number in range(1, 9)] + [" z1"]
    limited, others = ["x2", "x4", "x6", "x8"], ["x1", "x3", "x5", "x7"]
    async with running(app) as pilot:
        at = row_texts(app)[1].index("Left") + 1
        await key(app, "down", "down")
        await pilot.click(FactTable, offset=(at, 0))
        await until(lambda: "Left▲" in row_texts(app)[1])
        assert [row.id for row in page.table.rows] == [*limited, *others, " z1"]
        assert page.table.cursor_key == "x3"
        await pilot.click(FactTable, offset=(at, 0))
        await until(lambda: "Left▼" in row_texts(app)[1])
        assert [row.id for row in page.table.rows] == [*others, "x6", "x8", "x2", "x4", " z1"]
        await pilot.click(FactTable, offset=(at, 0))
        await until(lambda: "Left " in row_texts(app)[1])
        assert [row.id for row in page.table.rows] == usual


async def test_the_order_holds_while_one_filters_and_writes(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    page = page_of(app, EmployersPage)
    async with running(app):
        await key(app, ">", "<")
        await until(lambda: "Contact▼" in row_texts(app)[1])
        assert [row.id for row in page.table.rows] == [*(f"x{n}" for n in range(8, 0, -1)), " z1"]
        await key(app, "/")
        await typed(app, "said yes")
        await until(lambda: [row.id for row in page.table.rows] == ["x8", "x4"])
        await key(app, "escape", "end", "up", "o", "y")
        await sees(app, "Noted outreach to Dana Whitfield 1")
        await until(lambda: [row.id for row in page.table.rows][:2] == ["x8", "x7"])
        await key(app, *">>>>>")
        await until(lambda: "Last▲" in row_texts(app)[1])
        assert [row.id for row in page.table.rows][-3:] == ["x1", "x5", " z1"]
        await key(app, ">")
        await until(lambda: "▲" not in row_texts(app)[1])
        assert page.table.rows[0].id == "x1"


async def test_the_form_says_whose_time_hours_are_in_for_somebody_elsewhere(workspace: Workspace) -> None:
    workspace.write(set_record, "contacts", "x1", {"zone": "America/Los_Angeles"})
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Hours (our time)")


async def test_with_nothing_found_a_key_says_how_to_see_all_again(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "/")
        await typed(app, "nobody so called")
        await key(app, "enter", "e")
        await sees(app, "Nothing matches what you typed: press Esc to show all.")


async def test_the_keys_say_what_the_letters_for_formats_mean(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app, 120, 40):
        await sees(app, "P phone, V video")
        await key(app, "?")
        await sees(app, "What it does")
        await typed(app, "how:")
        await sees(app, "P V S G R")
        await sees(app, "How: phone, video, on site, group video, recorded")
    assert [WORDS[one] for one in FORMAT_SIGNS.values()] == [WORDS[one] for one in FORMATS]


async def in_full(app: WblApp, day: str, time: str) -> None:
    """Log the outreach to the first contact in the whole form."""
    await key(app, "o")
    await sees(app, "One key logs it")
    await key(app, "w")
    await sees(app, "What was said")
    await key(app, "tab", "tab", "ctrl+u")
    await typed(app, day)
    await key(app, "tab")
    await typed(app, time)
    await key(app, "ctrl+s")


@pytest.mark.parametrize(
    ("day", "time", "at", "said"),
    [
        ("2026-11-17", "15:30", "2026-11-17T15:30", " on Tue 17 Nov: call, reached."),
        ("2026-11-17", "", "2026-11-17T12:00", " on Tue 17 Nov: call, reached."),
        ("2026-11-18", "7:45", "2026-11-18T07:45", ": call, reached."),
    ],
)
async def test_yesterdays_call_is_logged_today(
    workspace: Workspace, day: str, time: str, at: str, said: str
) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await in_full(app, day, time)
        await sees(app, f"Noted outreach to Dana Whitfield 1{said}")
    [made] = [one for one in workspace.read(outreach) if one.contact == "x1"]
    assert made.at == datetime.fromisoformat(at).replace(tzinfo=app.session.zone)


@pytest.mark.parametrize(("day", "time"), [("2026-11-18", "23:50"), ("2026-11-19", ""), ("9999-12-31", "")])
async def test_outreach_that_is_yet_to_come_is_not_logged(workspace: Workspace, day: str, time: str) -> None:
    app = app_on(workspace, "employers")
    before = workspace.newest_entry()
    async with running(app):
        await in_full(app, day, time)
        await until(lambda: "✗ That is yet to come" in screen_text(app) or "too far away" in screen_text(app))
    assert workspace.newest_entry() == before


async def new_contact(app: WblApp, employer: str) -> None:
    await key(app, "n")
    await sees(app, "New contact")
    await typed(app, "Ann Meyer")
    await key(app, "tab")
    await typed(app, employer)
    await key(app, "ctrl+s")


async def test_an_employer_who_is_known_by_a_longer_name_is_offered(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    async with running(app):
        await new_contact(app, "The Museum")
        await sees(app, "Another employer is called Dock Museum: use it?")
        await key(app, "escape")
        await sees(app, "New contact")
        await sees(app, "The Museum")
        await key(app, "ctrl+s")
        await sees(app, "Use Dock Museum")
        await key(app, "enter")
        await sees(app, "Added contact Ann Meyer")
    assert [one.employer for one in lone.read(contacts).values() if one.name == "Ann Meyer"] == ["z1"]


async def test_a_new_employer_is_said_to_be_new(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    async with running(app):
        await new_contact(app, "The Museum")
        await sees(app, "use it?")
        await key(app, "down", "enter")
        await sees(app, "at The Museum, a new employer.")
    assert "The Museum" in [one.name for one in lone.read(employers).values()]


async def test_an_employer_changed_to_a_known_one_is_asked_about_too(lone: Workspace) -> None:
    app = app_on(lone, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Dana Whitfield 1")
        await key(app, "tab", "ctrl+u")
        await typed(app, "Museum")
        await key(app, "ctrl+s")
        await sees(app, "use it?")
        await key(app, "enter")
        await sees(app, "employer Harbour 1 Works → Dock Museum")


@pytest.mark.parametrize("minutes", ["4", "241"])
async def test_minutes_that_nobody_talks_for_are_a_slip(workspace: Workspace, minutes: str) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Dana Whitfield 1")
        for _ in range(10):
            await key(app, "tab")
        await key(app, "ctrl+u")
        await typed(app, minutes)
        await key(app, "ctrl+s")
        await sees(app, "✗ An interview takes 5 to 240 minutes.")
        await key(app, "ctrl+u")
        await typed(app, "240")
        await key(app, "ctrl+s")
        await sees(app, "Changed Dana Whitfield 1: minutes")


async def test_minutes_from_a_file_do_not_keep_one_from_changing_the_rest(workspace: Workspace) -> None:
    workspace.write(set_record, "contacts", "x1", {"minutes": "300"})
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Dana Whitfield 1")
        await typed(app, "0")
        await key(app, "ctrl+s")
        await sees(app, "Changed Dana Whitfield 10: name")
