"""What is done with interviews on the calendar: book, edit, cancel, give a time."""

from __future__ import annotations

from datetime import datetime

from textual import events, work

from models.operations.booking import NewTime
from models.queries.calendar import CalendarFacts, interview_by_id, waiting_interviews
from models.rules.interview import WORDS
from models.rules.naming import listing
from models.rules.trial import FIXED
from screens.state.choosing import day_start
from screens.state.lane_columns import day_in, lane_in
from screens.time_page import TimePage


class CalendarActions(TimePage[CalendarFacts]):
    """The verbs of the calendar."""

    @work
    async def action_new(self) -> None:
        """Book an interview at the cursor."""
        from screens.dialogs.booking import book_for

        if not self.busy():
            start = self._cursor_start()
            done = await book_for(self, start=start)
            if done is not None and done.interview_id:
                await self.go_to(done.interview_id)

    def _cursor_start(self) -> datetime | None:
        column, minute = self.grid.cursor
        day = day_in(column)
        return day_start(day, minute, self.session.zone) if day is not None else None

    @work
    async def action_edit(self) -> None:
        """Change the details."""
        from screens.interview_detail import edit

        if (card := self.chosen()) is not None:
            if card.state in FIXED:
                self.say("What has begun is not edited any more.", "warning")
                return
            await edit(self, await self.sheet_of(card))

    @work
    async def action_cancel(self) -> None:
        """Cancel, with a reason."""
        from screens.interview_detail import cancel

        if (card := self.chosen()) is not None:
            await cancel(self, await self.sheet_of(card))

    @work
    async def action_close_day(self) -> None:
        """Close or shorten the day under the cursor; its calls are offered other times."""
        from screens.day_off import close_day

        day = day_in(self.grid.cursor[0]) or self.view.day
        if not self.busy():
            await self._guarded(close_day(self, day))

    @work
    async def action_delay_day(self) -> None:
        """All calls of the day under the cursor some minutes later."""
        from screens.day_off import delay_day

        day = day_in(self.grid.cursor[0]) or self.view.day
        if not self.busy():
            await self._guarded(delay_day(self, day))

    @work
    async def action_waiting(self) -> None:
        """Choose a requested interview, and carry it to a time."""
        from screens.dialogs.choose import Choice, ChooseDialog

        if self.busy():
            return
        found = await self.read(waiting_interviews, self.session.campaign)
        rows = [
            Choice(
                one.interview.id,
                listing(list(one.students)),
                ", ".join(part for part in (one.contact, one.employer) if part),
            )
            for one in found
        ]
        empty = "No interview waits for a time. Book one with n."
        chosen = await self.ask(ChooseDialog("Which one gets a time?", rows, empty=empty))
        one = next((one.interview for one in found if one.interview.id == chosen), None)
        if one is not None:
            self.carry(one)

    @work
    async def action_book_class(self) -> None:
        """Book a group video or a recorded viewing for all students of a class."""
        from screens.booking_classes import book_class

        if not self.busy():
            done = await book_class(self, self._cursor_start() if self.card() is None else None)
            if done is not None and done.interview_id:
                await self.go_to(done.interview_id)

    def action_cut(self) -> None:
        """Take the interview up; it stays where it is until it is put down elsewhere."""
        if (card := self.chosen()) is None:
            return
        if card.state in FIXED:
            self.say(f"An interview that is {WORDS[card.state]} cannot be moved.", "refused")
            return
        self.cut = card.id
        self.draw()
        self.say(f"Cut {card.who}. Go to another time or day and press Ctrl+V; Esc leaves it.", "")

    def on_paste(self, event: events.Paste) -> None:
        """Some terminals keep Ctrl+V to themselves, and paste."""
        if self.cut and self.focused is self.grid:
            event.stop()
            self.action_paste()

    def action_paste(self) -> None:
        """Put down at the cursor what was cut."""
        if self.busy():
            return
        if not self.cut:
            self.say("Nothing was cut. Ctrl+X cuts the interview under the cursor.", "warning")
            return
        start = self._cursor_start()
        if start is None:
            self.say("That time does not exist: the clock skips it.", "refused")
        else:
            self.start(self._put(self.cut, start))

    async def _put(self, ident: str, start: datetime) -> None:
        from screens.finding_times import move_to

        lane = lane_in(self.grid.cursor[0]) if self.view.sight.lanes == "room" else None
        done = await move_to(self, ident, NewTime(start=start, room=lane))
        if done is not None:
            self.cut = ""
            self.draw()
            await self.go_to(ident)

    @work
    async def action_times(self) -> None:
        """The ten best times: to move this interview, else for a student and a contact to be chosen."""
        from screens.finding_times import find_time, find_time_for

        if self.busy():
            return
        card = self.card()
        found = await self.read(interview_by_id, card.id) if card is not None else None
        if found is None:
            only = self.view.sight.only
            student = only.id if only and only.kind == "student" else None
            contact = only.id if only and only.kind == "contact" else None
            done = await find_time(self, student=student, contact=contact)
        else:
            done = await find_time_for(self, found)
        if done is not None and done.interview_id:
            await self.go_to(done.interview_id)
