"""A list whose filters can be kept under names: `F` chooses one, keeps what is typed, or forgets one."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import work

from screens.list_page import ListPage

Row = TypeVar("Row")

KEEP, FORGET = "\nkeep", "\nforget"
"""Choices that no filter's name can be taken for."""


class FilteringPage(ListPage[Row], Generic[Row]):
    """A page with one list. `READY` are filters that come with the page: (name, words)."""

    READY: ClassVar[tuple[tuple[str, str], ...]] = ()

    def fill_filter(self, words: str) -> None:
        """Filter by these words, as if they had been typed; the list keeps the keys."""
        self._filter.fill(words)
        self.table.focus()

    @work
    async def action_filters(self) -> None:
        """Choose a filter by its name, keep the words that are typed now, or forget one."""
        await self._guarded(self._choose_filter())

    async def _choose_filter(self) -> None:
        from models.queries.contact_care import saved_filters
        from screens.dialogs.choose import Choice, ChooseDialog

        saved = await self.read(saved_filters, self.PAGE)
        choices = [Choice(f"s {name}", name, words) for name, words in saved.items()]
        choices += [Choice(f"r {name}", name, words) for name, words in self.READY]
        if self._typed and self._typed not in saved.values():
            choices.insert(0, Choice(KEEP, "Keep this filter …", self._typed))
        if saved:
            choices.append(Choice(FORGET, "Forget one …"))
        chosen = await self.ask(ChooseDialog("Filters", choices, titles=("Name", "Words"), note=self.HINT))
        if chosen == KEEP:
            await self._keep_filter(self._typed)
        elif chosen == FORGET:
            rows = [Choice(name, name, words) for name, words in saved.items()]
            name = await self.ask(ChooseDialog("Forget which filter?", rows))
            if name is not None:
                from models.operations.contact_care import remove_filter

                await self.act(remove_filter, self.PAGE, name)
        elif chosen is not None:
            name = chosen[2:]
            self.chose_filter(saved[name] if chosen.startswith("s") else dict(self.READY)[name])

    def chose_filter(self, words: str) -> None:
        """A filter was chosen by its name."""
        self.fill_filter(words)

    async def _keep_filter(self, words: str) -> None:
        from models.operations.contact_care import save_filter
        from screens.dialogs.text_ask import TextDialog

        name = await self.ask(TextDialog("Keep this filter under which name?", words))
        if name is not None:
            await self.act(save_filter, self.PAGE, name, words)
