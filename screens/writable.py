"""What every page can write to a file by one key: what it shows, and the tables that belong to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual import work

if TYPE_CHECKING:
    from screens.base import Page


Grid = tuple[Sequence[str], Iterable[Sequence[str]]]
"""A header, and rows of as many cells of text."""


class Table(NamedTuple):
    """One table that may be written. `kind` names its file and sheet, `label` is what the form calls it.

    `read` gives the cells as text, as they are when it is asked. It may raise WblError.
    """

    kind: str
    label: str
    read: Callable[[], Awaitable[Grid]]


class Writable:
    """What `Page` has for it; a page says in `tables` what it shows."""

    def tables(self) -> Sequence[Table]:
        """What the page shows now, the likeliest first; tables of the store that belong to it follow by themselves."""
        return ()

    @work
    async def action_write(self) -> None:
        """Write what the page shows, or another table, to a file."""
        from screens.writing import write_page

        await write_page(cast("Page[Any]", self))


async def made(grid: Grid) -> Grid:
    """A table that is there already."""
    return grid


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something: "1 interview", "12 interviews"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
