"""What is done with contacts on their page: look after, tag, book, find a time, hold, call, log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import work

from models.operations.outreach import log_outreach_to
from models.queries.employers import LoneEmployer
from models.queries.pool import PoolRow, students_for
from models.rules.span import local_day
from screens import pursuing
from screens.filtering import FilteringPage
from screens.state.employer_view import no_contact
from screens.state.student_view import student_choice

Row = PoolRow | LoneEmployer


class EmployerActions(FilteringPage[Row]):
    """The verbs of the employers."""

    # For whom

    def _contact(self) -> PoolRow | None:
        """The contact under the cursor; where there is none, that is said."""
        row = self.row_here()
        if isinstance(row, LoneEmployer):
            self._say_nobody([row])
            return None
        return row

    def _say_nobody(self, rows: Sequence[Row]) -> None:
        for row in rows[:1]:
            if isinstance(row, LoneEmployer):
                self.say(no_contact(row), "warning")

    @property
    def _today(self) -> date:
        return local_day(self.session.now(), self.session.zone)

    # Commands

    @work
    async def action_care(self) -> None:
        """What can be done for the marked contacts, else the one under the cursor: tasks, days, tags, referrals."""
        await self._guarded(self._look_after())

    async def _look_after(self) -> None:
        from screens.contact_actions import care_menu

        if contacts := self._contacts():
            await care_menu(self, contacts)

    @work
    async def action_tag(self) -> None:
        """Put a tag on the marked contacts, or take one away."""
        await self._guarded(self._tag())

    async def _tag(self) -> None:
        from screens.contact_actions import tag

        if contacts := self._contacts():
            await tag(self, contacts)

    @work
    async def action_checkins(self) -> None:
        """Whom to get in touch with, by date; Enter goes to one of them."""
        await self._guarded(self._checkins())

    async def _checkins(self) -> None:
        from screens.dialogs.choose import ChooseDialog
        from screens.state.checkins import checkin_choices

        choices = checkin_choices(self._sieve.rows, self._today)
        if not choices:
            self.say("There is nobody to get in touch with by any day. Press K to set one.", "warning")
            return
        title = "Whom to get in touch with: Enter goes there"
        note = "X on the page writes this list to a file, among others."
        chosen = await self.ask(ChooseDialog(title, choices, note=note, titles=("When", "Whom, and why")))
        if chosen is not None:
            self.action_back()
            self.table.move_to(chosen.partition("\n")[0])

    @work
    async def action_employer(self) -> None:
        """Change the employer of the contact under the cursor."""
        row = self.row_here()
        if row is not None:
            ident = row.employer if isinstance(row, LoneEmployer) else row.contact.employer
            await self._guarded(self.edit("employers", ident))

    @work
    async def action_book(self) -> None:
        """Book an interview with the contact under the cursor."""
        from screens.dialogs.booking import book_for

        row = self._contact()
        if row is not None:
            await self._guarded(book_for(self, contact=row.id))

    @work
    async def action_times(self) -> None:
        """The ten best times for this contact and a student; Enter books."""
        from screens.finding_times import find_time

        row = self._contact()
        if row is not None:
            await self._guarded(find_time(self, contact=row.id))

    @work
    async def action_matches(self) -> None:
        """Students whose interests match, with the reason; Enter books for one of them."""
        await self._guarded(self._matches())

    async def _matches(self) -> None:
        from screens.dialogs.booking import book_for
        from screens.dialogs.choose import Choice, ChooseDialog

        row = self._contact()
        if row is None:
            return
        found = await self.read(students_for, self.session.campaign, row.id)
        if not found:
            self.say(f"No student who still needs an interview matches {row.contact.name}.", "warning")
            return
        choices = [Choice(*student_choice(one.row, one.reason)) for one in found]
        title = f"Students for {row.contact.name}: Enter books"
        student = await self.ask(ChooseDialog(title, choices, titles=("Student", "What is lacking, and why")))
        if student is not None:
            await book_for(self, student=student, contact=row.id)

    @work
    async def action_claim(self) -> None:
        """Hold this contact for a student."""
        row = self._contact()
        if row is not None:
            title = f"Who is to hold {row.contact.name}?"
            await self._guarded(pursuing.for_contact(self, row.id, pursuing.hold, title))

    @work
    async def action_script(self) -> None:
        """What a student says in a call to this contact, and what came of it in one key."""
        row = self._contact()
        if row is not None:
            title = f"Who calls {row.contact.name}?"
            await self._guarded(pursuing.for_contact(self, row.id, pursuing.call, title))

    @work
    async def action_stuck(self) -> None:
        """Students who have found nobody, and whom each could still ask."""
        await self._guarded(pursuing.help_stuck(self))

    @work
    async def action_outreach(self) -> None:
        """Log an attempt in two keys."""
        await self._guarded(self._log())

    async def _log(self) -> None:
        from screens.dialogs.outreach import OutreachDialog, Quick, log_in_full

        contacts = self._contacts()
        if not contacts:
            return
        who = contacts[0].contact.name if len(contacts) == 1 else f"{len(contacts)} marked contacts"
        answer = await self.ask(OutreachDialog(who, self._today))
        if isinstance(answer, Quick):
            idents = tuple(one.id for one in contacts)
            await self.act(log_outreach_to, idents, **answer.noted(self._today))
        elif answer is not None:
            here = [one for one in contacts if one.id == self.table.cursor_key]
            row = (here or contacts)[0]
            await log_in_full(self, row.id, row.contact.name)

    def _contacts(self) -> list[PoolRow]:
        """The marked contacts, else the one under the cursor; where there are none, that is said."""
        keys = set(self.table.chosen)
        chosen = [row for row in self.table.rows if row.id in keys]
        contacts = [row for row in chosen if isinstance(row, PoolRow)]
        if not contacts and self.row_here() is not None:
            self._say_nobody(chosen)
        return contacts
