"""What the calendar and the rooms share: an interview is carried as a ghost, its cost is told live, Enter saves.

The rules are asked in memory at every key; only the situation of a day that the ghost comes to for the first
time is read from the store, beside the keys.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from typing import Generic, TypeVar

from textual import on

from models.queries.calendar import interview_by_id
from models.queries.trial import trial_for
from models.rules.facts import Interview
from models.rules.interview import WORDS
from models.rules.naming import students_label
from models.rules.trial import FIXED, Trial, cost_of
from screens.base import Message, Page, Session
from screens.commands import footer_of
from screens.showing_costs import ShowingCosts
from screens.state.choosing import Choosing, choosing_line, cost_lines, ghost_text
from screens.state.grid import GridBlock
from screens.widgets.bars import KeyBar
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import FewLines, Line

Data = TypeVar("Data")

GHOST = "ghost"
"""The key of the ghost's block."""
KEYS = (
    ("Arrows", "Move it", ""),
    ("+ -", "Length", ""),
    ("r", "Room", "room"),
    ("Enter", "Save", "save_choice"),
    ("Esc", "Leave it as it was", "back"),
)
"""What the key bar shows while something is carried."""
HINT = "Signs tell what each time costs. [ ] other days, Enter saves, Esc leaves it."
"""What the message line says while something is carried, until something happens."""


class ChoosingPage(Page[Data], Generic[Data]):
    """A page with a grid, a few lines under it, and at most one interview on its way."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.grid = CarryGrid(id="grid")
        self.words = FewLines(id="words")
        self.choice: Choosing | None = None
        self._trials: dict[date, Trial] = {}
        self._known: frozenset[str] = frozenset()
        self._fetching: set[date] = set()
        self._saving = False
        self._early: list[Callable[[Choosing], Choosing]] = []
        self._early_save = False
        self._lifts = 0
        self._said: Message | None = None
        self._costs = ShowingCosts(self)

    # What a page gives

    def days_in_sight(self, choice: Choosing) -> Mapping[str, date]:
        """The columns in which each free minute shows what the choice would cost there, and their days."""
        return {}

    def rooms_in_sight(self, choice: Choosing) -> Mapping[str, str]:
        """The columns of those that are a room, and its id."""
        return {}

    @abstractmethod
    def column_of(self, choice: Choosing) -> str:
        """The key of the column in which the ghost is."""

    @abstractmethod
    def carried(self, choice: Choosing, columns: int) -> Choosing:
        """The choice so many columns to the right; the page shows what is needed for it."""

    @abstractmethod
    def placed(self, choice: Choosing, column: str, minute: int) -> Choosing:
        """The choice at a column's key and a wall minute."""

    @abstractmethod
    async def go_to(self, ident: str) -> None:
        """Show where the interview is now, and select it."""

    @abstractmethod
    def show_selected(self) -> None:
        """Tell in the lines what is under the cursor."""

    # Beginning and leaving

    def lift(self, ident: str, *, longer: int = 0) -> None:
        """Begin to carry an interview; keys that come before it is read are not lost."""
        self.grid.carrying = True
        self._said = self.session.message
        self._early = [lambda choice: choice.longer(longer)]
        self._early_save = False
        self._lifts += 1
        self.start(self.pick_up(ident, self._lifts))

    async def pick_up(self, ident: str, lift: int | None = None) -> None:
        """Carry an interview from where it is, unless that `lift` was given up while it was read."""
        lift = self._lifts if lift is None else lift
        interview = None
        try:
            interview = await self.read(interview_by_id, ident)
            if lift != self._lifts:
                interview = None
            elif interview is None:
                self.say("This interview is gone.", "warning")
                await self.reload()
            elif interview.state in FIXED:
                self.say(f"An interview that is {WORDS[interview.state]} cannot be moved.", "refused")
                interview = None
        finally:
            if lift == self._lifts:
                self.grid.carrying = interview is not None
        if interview is not None:
            self.carry(interview)

    def carry(self, interview: Interview) -> None:
        """Begin to carry; one without a time begins at the cursor."""
        column, minute = self.grid.cursor
        day = self.day_of(column)
        self.choice = Choosing.of(interview, self.session.zone, day, minute)
        self._trials.clear()
        self._known = frozenset()
        self.grid.carrying = True
        self.add_class("-choosing")
        self.query_one(KeyBar).set_keys(KEYS)
        self.grid.focus()
        if self._said in (None, self.session.message):
            self.say(HINT, "")
        self._said = None
        early, self._early = self._early, []
        for step in early:
            self.choice = step(self.choice)
        self.redraw()
        if self._early_save:
            self.action_save_choice()

    @abstractmethod
    def day_of(self, column: str) -> date:
        """The date of a column."""

    def put_down(self) -> bool:
        """Leave everything as it was; whether something was carried."""
        if self.choice is None:
            # Esc before it was picked up: it is not to be picked up at all.
            self._lifts += 1
            self._early, self._early_save = [], False
            was, self.grid.carrying = self.grid.carrying, False
            return was
        self.choice = None
        self._early_save = False
        self.grid.carrying = False
        self.grid.set_ghost(None)
        self._costs.end()
        self.remove_class("-choosing")
        self.query_one(KeyBar).set_keys([(c.sign, c.label, c.action) for c in footer_of(self.PAGE)])
        self.show_selected()
        return True

    def busy(self) -> bool:
        """Whether something is carried, which is said: other commands wait."""
        if self.grid.carrying:
            self.say("Enter saves the new place, Esc leaves the interview where it was.", "warning")
        return self.grid.carrying

    def action_undo(self) -> None:
        """Take back the last change, but not from under what is carried."""
        if not self.busy():
            super().action_undo()

    def action_redo(self) -> None:
        """Do again what was taken back, but not while something is carried."""
        if not self.busy():
            super().action_redo()

    # On its way

    def change(self, step: Callable[[Choosing], Choosing]) -> None:
        """The ghost is somewhere else now, or will be as soon as it is there."""
        if self._saving:
            return
        if self.choice is None:
            if self.grid.carrying:
                self._early.append(step)
        else:
            self.choice = step(self.choice)
            if self.session.message.kind in ("warning", "refused"):  # It was about another place.
                self.say(HINT, "")
            self.redraw()

    def change_now(self, choice: Choosing) -> None:
        """The ghost is of what the interview has become meanwhile."""
        self.choice = choice
        self.redraw()

    def redraw(self) -> None:
        """Draw the ghost and tell what it would cost."""
        choice = self.choice
        if choice is None:
            return
        who = self._who()
        self.grid.set_ghost(
            GridBlock(
                GHOST,
                self.column_of(choice),
                choice.minute,
                choice.minute + choice.minutes,
                ghost_text(choice, who),
                "»",
                ghost=True,
            )
        )
        if choice.day not in self._trials and choice.day not in self._fetching:
            self._fetching.add(choice.day)
            self.start(self._fetch_trial(choice))
        self.words.show(self._lines(choice, who))
        self._costs.follow()

    def renew(self) -> None:
        """What was fetched may be old: fetch it again, and draw."""
        self._trials.clear()
        self.redraw()

    async def _fetch_trial(self, choice: Choosing) -> None:
        try:
            stamp = self.session.stamp
            trial = await self.read(trial_for, self.session.campaign, choice.interview, choice.day)
        finally:
            self._fetching.discard(choice.day)
        if self.choice is not None and self.choice.interview.id == choice.interview.id:
            if stamp == self.session.stamp:
                self._trials[choice.day] = trial
            self._learn(choice.interview, trial)
            self.redraw()

    def _learn(self, interview: Interview, trial: Trial) -> None:
        """The warnings it has where it stands are no news."""
        if interview.id in trial.situation.interviews and interview.span is not None:
            cost = cost_of(interview, trial, self.session.now())
            self._known = frozenset(one.kind for one in cost.warnings)

    def _lines(self, choice: Choosing, who: str) -> tuple[Line, ...]:
        trial, wish = self._trials.get(choice.day), choice.wish
        if wish is None:
            return (("bad", "✗ That time does not exist: the clock skips it."),)
        if trial is None:
            return (("strong", choosing_line(choice, who, "")), ("dim", "  …"))
        rooms = trial.situation.rooms
        room = rooms[choice.room].name if choice.room in rooms else ""
        now = self.session.now()
        late = choice.changed and wish.start is not None and wish.start < now
        past: tuple[Line, ...] = (("warn", "! That time is past."),) if late else ()
        cost = cost_of(wish, trial, now)
        return (
            ("strong", choosing_line(choice, who, room)),
            *past,
            *cost_lines(cost, self._known, trial, room),
        )

    def _who(self) -> str:
        if self.choice is None:
            return ""
        for trial in self._trials.values():
            return students_label(self.choice.interview, trial.situation)
        return self.name_of(self.choice.interview)

    @abstractmethod
    def name_of(self, interview: Interview) -> str:
        """The students' names, as far as the page knows them."""

    @on(CarryGrid.Carried)
    def _carried(self, event: CarryGrid.Carried) -> None:
        if event.minutes:
            self.change(lambda choice: choice.later(event.minutes))
        if event.columns:
            self.change(lambda choice: self.carried(choice, event.columns))

    @on(CarryGrid.CarriedTo)
    def _carried_to(self, event: CarryGrid.CarriedTo) -> None:
        self.change(lambda choice: self.placed(choice, event.column, event.minute))

    @on(CarryGrid.Stretched)
    def _stretched(self, event: CarryGrid.Stretched) -> None:
        self.change(lambda choice: choice.longer(event.minute - choice.minute - choice.minutes))

    @on(CarryGrid.Dropped)
    def _dropped(self) -> None:
        self.action_save_choice()

    def next_room(self) -> None:
        """Give the ghost the next of the rooms that are free where it is."""
        choice = self.choice
        trial, wish = (self._trials.get(choice.day), choice.wish) if choice else (None, None)
        if choice is None or trial is None or wish is None:
            return
        free = [room.id for room in cost_of(wish, trial, self.session.now()).free]
        if not free:
            self.say("No room that fits is free at that time.", "warning")
            return
        at = free.index(choice.room) + 1 if choice.room in free else 0
        self.change(lambda there: there.with_room(free[at % len(free)]))

    # Saving

    def action_save_choice(self) -> None:
        """Save the new place; if it is not there yet, as soon as it is."""
        if self.choice is None:
            self._early_save = self.grid.carrying
        elif not self._saving:
            self.start(self._save())

    async def _save(self) -> None:
        from screens.saving_choice import save_choice

        choice = self.choice
        if choice is None:
            return
        self._saving = True
        try:
            done = await save_choice(self, choice)
        finally:
            self._saving = False
        if done is not None:
            self.put_down()
            await self.go_to(choice.interview.id)
