"""The steps of the board: one key each, taken on the interview under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual import on, work

from models.errors import Alternative
from models.operations.absences import decide_absence
from models.operations.booking import NewTime, move_interview
from models.operations.first_come import first_come
from models.operations.marking import mark_interview
from models.queries.board import BoardFacts
from models.rules.alternatives import free_rooms
from models.rules.day import BoardRow
from models.rules.interview import needs_room
from models.rules.naming import agreeing
from screens.base import Done, Page, Session
from screens.widgets.fact_table import FactTable

ENDING_TOO = 2
"""Minutes before its end from which on a call may want to be ended together with another."""


class BoardSteps(Page[BoardFacts]):
    """What the board does with the interview that `row_here` gives."""

    facts: BoardFacts | None
    _acting = 0
    _staying = 0

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._to_ask: list[str] = []

    async def act(self, *args: Any, stay: bool = False, **kwargs: Any) -> Done | None:
        """As on every page. The list goes along with the interview that this changes; with `stay` the cursor stays at
        its place, on the next one that wants the same.
        """
        # Counted, since the next key may come while the write of the one before is under way.
        self._acting += 1
        self._staying += stay
        try:
            return await super().act(*args, **kwargs)
        finally:
            self._acting -= 1
            self._staying -= stay

    def as_seen(self, row: BoardRow) -> Callable[..., Coroutine[Any, Any, Done | None]]:
        """`act` for this interview as the person sees it now: who comes second is told who was first."""
        return partial(self.act, first_come, row.id, self.facts.entry if self.facts is not None else 0)

    def go_to(self, ident: str) -> None:
        """Put the cursor on this interview."""
        raise NotImplementedError

    def in_sight(self) -> frozenset[str]:
        """The ids of the interviews that the list shows, which a filter may make fewer."""
        raise NotImplementedError

    def row_here(self) -> BoardRow | None:
        """The interview under the cursor."""
        raise NotImplementedError

    def _chosen(self) -> BoardRow | None:
        row = self.row_here()
        if row is None:
            self.say("There is no interview under the cursor.", "warning")
        return row

    def _mark(self, state: str) -> None:
        row = self._chosen()
        if row is not None:
            step, stay = self.as_seen(row), state == "confirmed"
            self.start(step(mark_interview, row.id, state, stay=stay, otherwise=self._to_alternative(row)))

    def _to_alternative(self, row: BoardRow) -> Any:
        async def move(free: Alternative) -> Done | None:
            return await self.act(move_interview, row.id, NewTime(start=free.start, room=free.room or None))

        return move

    def action_check_in(self) -> None:
        """The student is here."""
        self._mark("checked_in")

    def action_begin(self) -> None:
        """The call has started."""
        self._mark("in_progress")

    @work
    async def action_finish(self) -> None:
        """The call is over; then how it went, which may be skipped. On a call that is over only the latter."""
        from screens.after_call import ask_after_calls

        row = self._chosen()
        if row is None or self.facts is None:
            return
        ending = [] if row.state == "completed" else self._ending(row)
        if row.state != "completed":
            done = await self.as_seen(row)(mark_interview, row.id, "completed")
            if done is None:
                return
            if ending:
                self._to_ask.append(row.id)
                self.go_to(ending[0].id)
                self.say(f"Finished: {row.student}. f on it, or f on the other call, notes how it went.")
                return
        asked = [row, *self._waiting_for_words(row)]
        self._to_ask.clear()
        await ask_after_calls(self, asked, self.facts.board.situation, self.facts.board.day)

    def _ending(self, row: BoardRow) -> list[BoardRow]:
        """The other calls in sight that are as good as over: a form now would keep somebody from ending them."""
        rows = self.facts.board.lane("interviewing_now") if self.facts is not None else ()
        others = self.in_sight() - {row.id}
        return [
            each
            for each in rows
            if each.id in others and each.minutes_left is not None and each.minutes_left <= ENDING_TOO
        ]

    def _waiting_for_words(self, row: BoardRow) -> list[BoardRow]:
        """The calls that were ended just before and are not asked about yet, unless somebody else noted it."""
        if self.facts is None:
            return []
        known = {each.id: each for each in self.facts.board.rows if each.id not in self.facts.noted}
        return [known[ident] for ident in self._to_ask if ident in known and ident != row.id]

    @work
    async def action_trouble(self) -> None:
        """Something went wrong: what, and what now."""
        from screens.trouble import ask_trouble

        row = self._chosen()
        if row is not None and self.facts is not None:
            await ask_trouble(self, row, self.facts.board.situation, self.as_seen(row))

    @work
    async def action_delay_day(self) -> None:
        """Every call of today that has not begun, some minutes later."""
        from screens.day_off import delay_day

        if self.facts is not None:
            await self._guarded(delay_day(self, self.facts.board.day))

    def action_confirm(self) -> None:
        """The interviewee answered the confirmation."""
        self._mark("confirmed")

    def action_student_absent(self) -> None:
        """The student did not come."""
        self._mark("student_absent")

    def action_interviewee_absent(self) -> None:
        """The interviewee did not answer."""
        self._mark("interviewee_absent")

    def action_absence(self) -> None:
        """Approve the absence from class."""
        row = self._chosen()
        if row is not None:
            step = self.as_seen(row)
            self.start(step(decide_absence, row.id, "approve", about="absence", stay=True))

    @work
    async def action_deny(self) -> None:
        """Deny the absence; the reason is kept."""
        from screens.dialogs.text_ask import TextDialog

        row = self._chosen()
        if row is None:
            return
        step = self.as_seen(row)
        why = await self.ask(
            TextDialog(f"Why {agreeing(row.students, 'is', 'are')} {row.student} to stay in class?")
        )
        if why:
            await step(decide_absence, row.id, "deny", because=why, about="absence", stay=True)

    @work
    async def action_room(self) -> None:
        """Give this interview another room: the free ones first, the others with what stands in them."""
        from screens.dialogs.choose import ChooseDialog
        from screens.state.room_choices import room_choices

        row = self._chosen()
        if row is None or self.facts is None:
            return
        if not needs_room(row.interview.format, row.interview.place):
            self.say(f"No room is needed for this: {row.student}.", "warning")
            return
        situation, step = self.facts.board.situation, self.as_seen(row)
        free = free_rooms(row.interview, situation)
        choices = room_choices(row.interview, situation, free)
        title = f"Room for {row.student}"
        room = await self.ask(
            ChooseDialog(title, choices, titles=("Room", ""), empty="There are no rooms yet.")
        )
        if room is not None:
            change = NewTime(room=room)
            await step(move_interview, row.id, change, stay=True, otherwise=self._to_alternative(row))

    @work
    async def action_move(self) -> None:
        """Move this interview to one of the free times of today."""
        from screens.dialogs.choose import Choice, ChooseDialog
        from screens.state.times_today import times_today

        row = self._chosen()
        if row is None or self.facts is None:
            return
        zone, step = self.session.zone, self.as_seen(row)
        free = times_today(row.interview, self.facts.board.situation, self.session.now())
        choices = [
            Choice(
                str(n), f"{one.start.astimezone(zone):%H:%M}–{one.end.astimezone(zone):%H:%M}", one.room_name
            )
            for n, one in enumerate(free)
        ]
        title = f"Move {row.student} to another time today"
        note = "For another day press 3, and m in the calendar."
        answer = await self.ask(
            ChooseDialog(
                title, choices, note=note, empty="Nothing is free any more today. Press Esc, then 3."
            )
        )
        if answer is not None:
            chosen = free[int(answer)]
            await step(move_interview, row.id, NewTime(start=chosen.start, room=chosen.room), stay=True)

    @work
    async def action_open(self) -> None:
        """Show everything about this interview."""
        from screens.interview_detail import show_interview

        row = self._chosen()
        if row is not None:
            await show_interview(self, row.id)

    @on(FactTable.Opened)
    def _on_opened(self) -> None:
        self.action_open()
