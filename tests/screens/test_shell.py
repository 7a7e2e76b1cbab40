"""The frame around all pages: bars, messages, writes that go on, other people's changes, pages by number."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.errors import Finding, StoreBusy
from models.rules.facts import JournalEntry
from screens.commands import PAGES
from screens.session import KEPT, Message, Session
from screens.widgets.bars import KeyBar, MessageLine, TopBar
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, settled, typed, until
from tests.screens.fake_desk import FakeDone, FakeWorkspace, ListPage, app_with, rename, some_people
from wbl_tui.app import WblApp


def desk(count: int = 30) -> FakeWorkspace:
    return FakeWorkspace(people=some_people(count))


def page_of(app: WblApp) -> ListPage:
    page = app.screen_stack[0]
    assert isinstance(page, ListPage)
    return page


async def test_the_first_page_has_its_facts_bars_and_keys() -> None:
    app = app_with(desk(3))
    async with running(app):
        rows = row_texts(app)
        assert rows[0].split()[:12] == [
            "1",
            "Roster",
            "2",
            "Employers",
            "3",
            "Calendar",
            "4",
            "Rooms",
            "5",
            "Board",
            "6",
            "Ready",
        ]
        assert rows[0].endswith(" 10:42:07 EST")
        assert rows[2].split() == ["▌", "Ada", "Moss", "ready"]
        assert rows[23] == " Enter Open  n New  e Edit  b Book  c Matches  ? All keys"
        assert page_of(app).table.has_focus


async def test_a_key_that_does_nothing_says_so_and_where_the_keys_are() -> None:
    app = app_with(desk(3))
    async with running(app):
        for wrong, sign in (("0", "0"), ("Z", "Z"), ("dollar_sign", "$")):
            await key(app, wrong)
            assert row_texts(app)[-2] == f" ! {sign} does nothing here. Press ? for all keys."
        await key(app, "down", "f12", "tab")
        assert page_of(app).table.cursor_key == "s1"
        assert app.session.past[-1].text == "$ does nothing here. Press ? for all keys."


async def test_a_wide_window_shows_the_date_and_the_store() -> None:
    app = app_with(desk(3))
    async with running(app, 180, 40):
        assert "wbl-tui · Spring 2026 · fake" in row_texts(app)[0]
        assert row_texts(app)[0].endswith("Tue 3 Mar 10:42:07 EST")


@pytest.mark.parametrize(
    ("width", "zone", "shown"),
    [
        (120, None, "REHEARSAL Tue 3 Mar 10:42:07 EST"),
        (86, None, " 1 Roster 2 Employers 3 Calendar 4 Rooms 5 Board 6 Ready 7 Bells  REHEARSAL 10:42 EST"),
        (80, None, " 1 Roster 2 Employers 3 Calendar 4 Rooms 5 Board 6 Ready 7 Bells REHEARSAL 10:42"),
        (
            80,
            "Asia/Kathmandu",
            " 1 Roster 2 Employers 3 Calendar 4 Rooms 5 Board 6 Ready 7 Bells REHEARSAL 21:27",
        ),
    ],
)
async def test_a_rehearsal_is_said_beside_the_time(width: int, zone: str | None, shown: str) -> None:
    workspace = desk(3)
    workspace.zone = ZoneInfo(zone) if zone else workspace.zone
    app = app_with(workspace, rehearsal=True)
    async with running(app, width, 24):
        assert row_texts(app)[0].endswith(shown)


@pytest.mark.parametrize("width", [80, 86, 96, 104])
async def test_no_pages_name_is_cut(width: int) -> None:
    app = app_with(desk(3), rehearsal=True)
    async with running(app, width, 24):
        assert row_texts(app)[0].startswith(" 1 Roster ")
        words = row_texts(app)[0].partition("REHEARSAL")[0].split()[: 2 * len(PAGES)]
        assert words == [word for page in PAGES for word in (page.key, page.title)]


async def test_pages_open_by_number_and_by_click_and_keep_their_place() -> None:
    app = app_with(desk())
    async with running(app) as pilot:
        await key(app, "down", "down", "2")
        assert app.current_mode == "employers"
        await until(lambda: "Ada Moss" in screen_text(app))
        await key(app, "1")
        assert page_of(app).table.cursor_key == "s2"
        await pilot.click(TopBar, offset=(14, 0))
        await settled(app)
        assert app.current_mode == "employers"


async def test_keys_typed_right_after_a_page_key_go_to_the_new_page() -> None:
    app = app_with(desk())
    async with running(app):
        assert app._driver is not None
        await key(app, "2", "down")
        employers = page_of(app)
        assert employers.PAGE == "employers"
        assert employers.table.cursor_key == "s1"


async def test_a_write_says_its_sentence_and_reads_again() -> None:
    workspace = desk()
    app = app_with(workspace)
    async with running(app):
        reads = workspace.reads
        await key(app, "d")
        await until(lambda: row_texts(app)[22] == " ✓ Ada Moss has her questions ready.")
        await until(lambda: workspace.reads > reads)


async def test_a_slow_write_is_said_to_wait_and_keys_go_on() -> None:
    workspace = desk()
    app = app_with(workspace)
    async with running(app):
        workspace.slow = 1.6
        await key(app, "d")
        await until(lambda: "Waiting for the store: another program holds it. 1 s" in row_texts(app)[22])
        await key(app, "down")
        assert page_of(app).table.cursor_key == "s1"
        workspace.slow = 0.0
        await until(lambda: "questions ready" in row_texts(app)[22])


async def test_a_write_is_carried_through_when_the_page_is_left() -> None:
    workspace = desk()
    app = app_with(workspace)
    async with running(app):
        workspace.slow = 0.2
        await key(app, "d", "2")
        await until(lambda: workspace.db.get("written") == ["Ada Moss has her questions ready."])
        await until(lambda: row_texts(app)[22] == " ✓ Ada Moss has her questions ready.")


async def test_a_write_under_way_is_finished_before_leaving() -> None:
    workspace = desk()
    app = app_with(workspace)
    async with running(app):
        workspace.slow = 0.3
        await key(app, "d", "q")
        await until(lambda: app._exit)
    assert workspace.db["written"] == ["Ada Moss has her questions ready."]


async def test_a_refusal_shows_why_and_the_chosen_alternative_is_booked() -> None:
    app = app_with(desk())
    async with running(app):
        await key(app, "b")
        await until(lambda: "Free instead" in screen_text(app))
        assert "Room 3 is taken. Choose a free time." in screen_text(app)
        assert "Room 3 has Ben Reed with Dr Roy" in screen_text(app)
        await key(app, "down", "enter")
        await until(lambda: "booked at 15:20" in row_texts(app)[22])


async def test_what_others_change_is_shown_with_who_did_it() -> None:
    workspace = desk(3)
    app = app_with(workspace)
    async with running(app):
        await key(app, "down")
        workspace.db["people"] = [("s9", "Zoe Ash", "ready"), *some_people(3)]
        workspace.db["entries"] = [_Entry(7, "Mr Orr", "Zoe Ash was added.")]
        workspace.foreign = True
        await until(lambda: "Zoe Ash" in row_texts(app)[2])
        assert row_texts(app)[22] == " » Mr Orr: Zoe Ash was added."
        assert page_of(app).table.cursor_key == "s1"


async def test_a_page_that_is_not_in_front_reads_again_when_it_comes_back() -> None:
    workspace = desk(3)
    app = app_with(workspace)
    async with running(app):
        await key(app, "2")
        workspace.db["people"] = some_people(2)
        await key(app, "d")
        await until(lambda: "Cleo" not in screen_text(app))
        await key(app, "1")
        await until(lambda: "Cleo" not in screen_text(app))


async def test_the_filter_takes_letters_that_are_commands_elsewhere() -> None:
    app = app_with(desk())
    async with running(app):
        await key(app, "/")
        await typed(app, "moss q")
        await key(app, "backspace", "backspace", "ctrl+z")
        await until(lambda: page_of(app).table.rows and len(page_of(app).table.rows) < 30)
        assert {row[1].split()[1] for row in page_of(app).table.rows} == {"Moss"}
        await key(app, "enter", "down", "enter")
        await until(lambda: page_of(app).opened)
        await key(app, "/", "escape")
        await until(lambda: len(page_of(app).table.rows) == 30)
        assert page_of(app).table.has_focus


async def test_the_palette_finds_a_command_by_name_and_does_it() -> None:
    app = app_with(desk())
    async with running(app):
        await key(app, "ctrl+p")
        await until(lambda: "Commands" in screen_text(app))
        await typed(app, "go to emp")
        await key(app, "enter")
        await until(lambda: app.current_mode == "employers")


async def test_the_help_lists_every_key_of_the_page() -> None:
    app = app_with(desk())
    async with running(app, 120, 50):
        await key(app, "?")
        await until(lambda: "Keys on Roster" in screen_text(app))
        assert "Book an interview for this student." in screen_text(app)
        await typed(app, "take back")
        assert "u or Ctrl+Z" in screen_text(app)
        await key(app, "escape")
        await until(lambda: isinstance(app.screen, ListPage))


async def test_the_last_messages_can_be_read_again() -> None:
    app = app_with(desk())
    async with running(app) as pilot:
        app.session.say("A sentence that is far too long " * 6 + "ends.", "warning")
        await settled(app)
        assert row_texts(app)[22].startswith(" ! A sentence")
        await pilot.click(MessageLine, offset=(3, 0))
        await until(lambda: "Last messages" in screen_text(app))
        assert "ends." in screen_text(app)


async def test_hostile_names_are_shown_and_do_nothing() -> None:
    workspace = FakeWorkspace(people=[(f"k{index}", name, name) for index, name in enumerate(HOSTILE)])
    app = app_with(workspace)
    async with running(app):
        for name in HOSTILE:
            app.session.say(name, "news")
            await settled(app)
            assert not UNSAFE & set("".join(row_texts(app)))
        await key(app, "c", "down")
        await until(lambda: "Contacts who match" in screen_text(app))
        assert not UNSAFE & set("".join(row_texts(app)))
        assert app._exception is None


async def test_a_window_that_is_too_small_says_so_and_loses_nothing() -> None:
    app = app_with(desk())
    async with running(app) as pilot:
        await key(app, "n")
        await until(lambda: "New student" in screen_text(app))
        await typed(app, "Zoe")
        await pilot.resize_terminal(70, 20)
        await until(lambda: "This window is 70 × 20." in screen_text(app))
        await pilot.resize_terminal(80, 24)
        await until(lambda: "Zoe" in screen_text(app))


async def test_colours_change_and_the_sign_of_the_cursor_stays() -> None:
    app = app_with(desk())
    async with running(app):
        await key(app, "f2")
        assert app.theme == "wbl-light"
        assert row_texts(app)[2].startswith("▌")


async def test_a_key_in_the_bar_can_be_clicked() -> None:
    app = app_with(desk())
    async with running(app) as pilot:
        await pilot.click(KeyBar, offset=(15, 0))
        await until(lambda: "New student" in screen_text(app))


async def test_the_clock_ticks_without_moving_anything() -> None:
    workspace = desk()
    app = app_with(workspace)
    async with running(app):
        await key(app, "down")
        before = screen_text(app)
        workspace.moment = workspace.moment.replace(second=8)
        app.screen.query_one(TopBar).tick()
        await settled(app)
        assert screen_text(app) == before.replace("10:42:07", "10:42:08")


async def test_a_store_that_stays_busy_is_an_answer_not_a_crash() -> None:
    app = app_with(desk())
    async with running(app):

        def busy(db: dict[str, Any]) -> FakeDone:
            raise StoreBusy("Another program holds the store; nothing was saved.", "Try again.")

        page = page_of(app)
        page.start(page.act(busy))
        await until(
            lambda: row_texts(app)[22] == " ✗ Another program holds the store; nothing was saved. Try again."
        )


async def test_a_cancelled_caller_does_not_cancel_its_write() -> None:
    workspace = desk()
    workspace.slow = 0.05
    session = Session(workspace)
    said: list[Message] = []
    session.on_message = said.append
    task = asyncio.ensure_future(session.write(lambda db: FakeDone(1, "Done.")))
    await asyncio.sleep(0.01)
    task.cancel()
    assert await session.finish()
    assert [message.text for message in said][-1] == "Done."


class _Entry:
    """As much of a journal entry as the news need."""

    def __init__(self, id: int, actor: str, sentence: str) -> None:
        self.id = id
        self.actor = actor
        self.sentence = sentence


async def test_ones_own_sentence_stands_long_enough_to_be_read_and_news_waits() -> None:
    workspace = desk(3)
    app = app_with(workspace)
    at = [100.0]
    app.session.ticks = lambda: at[0]
    async with running(app):
        await key(app, "d")
        await until(lambda: row_texts(app)[22] == " ✓ Ada Moss has her questions ready.")
        workspace.db["entries"] = [_Entry(7, "Mr Orr", "Zoe Ash was added.")]
        workspace.foreign = True
        await until(lambda: len(app.session.past) == 2)
        workspace.db["entries"] = [_Entry(8, "Mr Lee", "Kim Ash was added.")]
        at[0] += KEPT - 0.1
        workspace.foreign = True
        await until(lambda: len(app.session.past) == 3)
        assert row_texts(app)[22] == " ✓ Ada Moss has her questions ready."
        at[0] += 0.2
        await until(lambda: row_texts(app)[22] == " » Mr Lee: Kim Ash was added. (and 1 more)")
        assert [one.text for one in app.session.past][1:] == [
            "Mr Orr: Zoe Ash was added.",
            "Mr Lee: Kim Ash was added.",
        ]


async def test_what_another_did_before_ones_own_change_is_still_told() -> None:
    workspace = desk(3)
    session = Session(workspace)
    watching = asyncio.create_task(session.watch())
    await until(lambda: session.head == 0)
    await session.write(rename, "Mine.")  # entry 1 of the fake
    workspace.db["entries"] = [_Entry(1, "Ms Kay", "Mine."), _Entry(2, "Mr Orr", "His.")]
    workspace.foreign = True
    await until(lambda: [one.text for one in session.past] == ["Mine.", "Mr Orr: His."])
    watching.cancel()


async def test_a_warning_that_does_not_fit_comes_right_after_what_was_done() -> None:
    app = app_with(desk(3))
    finding = Finding(
        "absence", "warning", ("i1",), "Mia Torres", None, None, "The absence is still to be requested."
    )
    sentence = "Booked Mia Torres: a call with Dana Whitfield, 10:20–10:40 on Tue 24 Nov, in Room 12."
    async with running(app):
        await app.session.write(lambda db: FakeDone(1, sentence, None, (finding, finding)))
        seen = ' ! Booked Mia Torres. 2 warnings: The absence is still to be req…  (" shows all)'
        await until(lambda: row_texts(app)[22] == seen)
        assert app.session.message.text == f"{sentence} But: {finding.text} {finding.text}"
        await app.session.write(lambda db: FakeDone(2, sentence, None, (finding,)))
        seen = ' ! Booked Mia Torres. The absence is still to be requested.  (" shows all)'
        await until(lambda: row_texts(app)[22] == seen)
        await app.session.write(lambda db: FakeDone(3, "Booked Mia.", None, (finding,)))
        seen = " ! Booked Mia. But: The absence is still to be requested."
        await until(lambda: row_texts(app)[22] == seen)
        short = "Moved Mia Torres: 10:20 in Room 12"
        await app.session.write(lambda db: FakeDone(4, sentence, None, (finding,), short))
        seen = ' ! Moved Mia Torres: 10:20 in Room 12. The absence is still to b…  (" shows all)'
        await until(lambda: row_texts(app)[22] == seen)
        await app.session.write(
            lambda db: FakeDone(6, "Blocked Room 12, 10:00–15:30 today.", None, (finding,))
        )
        assert app.session.message.short == f"Blocked Room 12, 10:00–15:30 today. {finding.text}"
        await app.session.write(lambda db: FakeDone(5, sentence, None, (), short))
        seen = ' ✓ Moved Mia Torres: 10:20 in Room 12  (" shows all)'
        await until(lambda: row_texts(app)[22] == seen)


async def test_without_colours_what_is_urgent_is_as_bright_as_plain_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_with(desk())
    async with running(app):
        shown = app.get_css_variables()
        assert {shown[name] for name in ("warning", "error", "accent", "success")} == {shown["foreground"]}


async def test_what_was_said_on_one_page_does_not_stand_on_the_next() -> None:
    app = app_with(desk())
    async with running(app):
        app.session.say("The room is taken.", "refused")
        await key(app, "2")
        await until(lambda: app.session.message.text == "")
        assert [message.text for message in app.session.past] == ["The room is taken."]


async def test_what_others_did_since_one_was_here_is_said_on_opening() -> None:
    workspace = desk()
    at = datetime(2026, 3, 3, 13, 20, tzinfo=UTC)
    workspace.db |= {"newest_entry": 41, "done_since": (12, ("Ms Rivera", "Mr Oz"), at)}
    app = app_with(workspace)
    session = app.session
    session.seen = 29
    async with running(app):
        await until(lambda: "» Since you were here: 12 changes by Ms Rivera and Mr Oz" in screen_text(app))
        assert session.past[-1].text.endswith("the last Tue 08:20. F4 shows them.")


async def test_nothing_is_said_to_whoever_saw_everything() -> None:
    workspace = desk()
    workspace.db |= {"newest_entry": 41, "done_since": (12, ("Ms Rivera",), workspace.moment)}
    app = app_with(workspace)
    session = app.session
    session.seen = 41
    async with running(app):
        await until(lambda: session.head == 41)
        await settled(app)
        assert not session.past


async def test_a_store_out_of_reach_is_said_once_with_since_when_and_when_it_is_back() -> None:
    workspace = desk()
    app = app_with(workspace)
    session = app.session
    ticks = [100.0]
    async with running(app):
        await until(lambda: session.head is not None)
        session.ticks = lambda: ticks[0]
        await session._look()

        async def gone() -> bool:
            raise StoreBusy("Another program holds the store.", "Try again in a moment.")

        there, workspace.changed = workspace.changed, gone  # type: ignore[method-assign]
        await asyncio.sleep(0.4)
        assert not session.past
        ticks[0] += 4
        await until(lambda: "✗ As of 10:42:07: Another program holds the store." in screen_text(app))
        ticks[0] += 60
        await asyncio.sleep(0.7)
        assert [message.text for message in session.past] == [
            "What you see is as of 10:42:07. Another program holds the store. Try again in a moment."
        ]
        reads = workspace.reads
        workspace.changed = there  # type: ignore[method-assign]
        await until(lambda: "✓ The store can be read again." in screen_text(app))
        await until(lambda: workspace.reads > reads)


async def test_the_journal_of_today_is_one_key_away() -> None:
    workspace = desk()
    noon = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
    workspace.db["entries_of_day"] = [
        JournalEntry(7, noon, "Ms Kay", "t1", "book", "Booked Ada Moss.", "do", None, True),
        JournalEntry(8, noon, "Mr Oz", "t2", "mark", "Checked in: Ben Ode.", "do", None, False),
    ]
    app = app_with(workspace)
    async with running(app):
        await key(app, "f4")
        await until(lambda: "Today's journal" in screen_text(app))
        rows = [row for row in row_texts(app) if "12:00" in row]
        assert "12:00 Mr Oz" in rows[0]
        assert "Checked in: Ben Ode." in rows[0]
        assert "taken back: Booked Ada Moss." in rows[1]
        await key(app, "down", "enter")
        await until(lambda: "That is taken back already" in screen_text(app))
        await key(app, "enter")
        await until(lambda: "Take this back?" in screen_text(app))
        await key(app, "n", "escape")
        await until(lambda: app.screen is page_of(app))
