"""A day at two boards: each key of a day's work, pressed at either of them, and noted in the day book as it is pressed."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.day_book import DayBook, Wall
from tests.journeys.terminals import Terminal, all_see, clock_runs

WORDS = {
    0: ("well", "They laughed", "Noor Haddad"),
    1: ("well", "", ""),
    2: ("mixed", "A bad line", ""),
    4: ("badly", "", ""),
    7: ("mixed", "At last", ""),
    14: ("well", "", "Ivo Brandt"),
    21: ("well", "", ""),
}
"""How it went with some, as the form is filled in: how, a line, whom they named; the others' form is skipped."""


class Day:
    """The two who run it, the clock, and what must have come of it so far."""

    def __init__(self, store: Path, papers: Path) -> None:
        self.papers = papers
        self.clock = Wall("07:40")
        self.book = DayBook(self.clock)
        self.rivera = Terminal(store, self.clock, "Ms Rivera")
        self.vance = Terminal(store, self.clock, "Mr Vance")
        self.to_ask: dict[str, list[int]] = {"Ms Rivera": [], "Mr Vance": []}

    async def until(self, wall: str) -> None:
        """Time passes."""
        await clock_runs(self.clock, wall, self.rivera, self.vance)

    async def agree(self) -> None:
        """Wait until both boards show what was done at either."""
        await all_see(self.book, self.rivera, self.vance)

    async def all_see_of(self, number: int, words: str) -> None:
        """Both go to the call and read this about it."""
        for terminal in (self.rivera, self.vance):
            await terminal.go(self.book[number])
            await terminal.sees(words)

    # One key each

    async def check_in(self, who: Terminal, *numbers: int) -> None:
        """i on each."""
        for number in numbers:
            await who.step(self.book[number], "i", self.book.check_in(who.actor, number))

    async def begin(self, who: Terminal, *numbers: int) -> None:
        """s on each."""
        for number in numbers:
            await who.step(self.book[number], "s", self.book.begin(who.actor, number))

    async def finish(self, who: Terminal, *numbers: int) -> None:
        """f on each; how it went is asked once no other call is about to end."""
        for number in numbers:
            call = self.book[number]
            await who.step(call, "f", self.book.finish(who.actor, number))
            if self.book.ends_soon():
                await who.hears(
                    f"Finished: {call.student}. f on it, or f on the other call, notes how it went."
                )
                self.to_ask[who.actor].append(number)
            else:
                await self.answer(who, number)

    async def answer_later(self, who: Terminal, number: int) -> None:
        """f on a call that is over asks only how it went."""
        await who.go(self.book[number])
        await who.press("f")
        await self.answer(who, number)

    async def answer(self, who: Terminal, number: int) -> None:
        """The forms that come now: of this call, then of those that were ended before it at this board, up to the
        first one that is left; what there is to note about the others is noted after it.
        """
        waiting, self.to_ask[who.actor] = self.to_ask[who.actor], []
        asked = [number, *(one for one in waiting if one != number)]
        while asked:
            each = asked.pop(0)
            await who.sees(f"How did it go? {self.book[each].student}")
            if each not in WORDS:
                await who.press("escape")
                await who.hears(f"Not noted yet how it went with {self.book[each].student}")
                break
            await self.fill_form(who, each, *WORDS[each])
        for each in asked:
            if each in WORDS:
                await self.answer_later(who, each)

    async def fill_form(self, who: Terminal, number: int, went: str, line: str, named: str) -> None:
        """How it went, and whom they named."""
        await who.press(*["right"] * ("well", "mixed", "badly").index(went), "tab")
        await who.type(line)
        if named:
            await who.press("tab", "tab")
            await who.type(named)
            await who.press("tab")
            await who.type("at the mill")
            await who.press("tab", "right")
        await who.press("ctrl+s")
        await who.hears(self.book.note(who.actor, number, went, line, named))

    async def mark(self, who: Terminal, name: str, number: int, state: str) -> None:
        """C, y or w."""
        await who.step(self.book[number], name, self.book.mark(who.actor, number, state))

    async def approve(self, who: Terminal, *numbers: int) -> None:
        """g on each."""
        for number in numbers:
            await who.step(self.book[number], "g", self.book.decide(who.actor, number, "approved"))

    async def trouble(self, who: Terminal, number: int, what: str, then: str) -> None:
        """! and the two choices, each found by typing."""
        call = self.book[number]
        await who.go(call)
        await who.press("exclamation_mark")
        await who.sees(f"What went wrong: {call.student}")
        await who.type(what)
        await who.press("enter")
        await who.sees(f"What now, {call.student}?")
        await who.type(then)
        await who.press("enter")


async def make_invites(who: Terminal, count: int) -> None:
    """Those that are marked, as mail drafts in the usual folder."""
    await who.press("enter")
    await who.sees(f"Make {count} invites")
    await who.press("ctrl+s")
