"""Placing interests in students' own words: the words that wait, then a cluster for one after the other."""

from __future__ import annotations

from typing import Any

from models.operations.interests import settle_words
from models.queries.interests import Words, unplaced
from screens.base import Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.state.placing_view import place_of, place_rows, waiting_rows, who_wrote

NONE_LEFT = "Every interest is placed: nothing waits for you."


async def place_interests(page: Page[Any]) -> None:
    """The words that nobody placed yet, until there are none or the person has enough. Only inside a worker."""
    at = ""
    while found := await page.read(unplaced):
        chosen = await page.ask(_list(found, at))
        if chosen is None:
            return
        at = await _from(page, chosen)
    page.say(NONE_LEFT)


def _list(found: tuple[Words, ...], at: str) -> ChooseDialog:
    rows = [Choice(*row) for row in waiting_rows(found)]
    note = "In students' own words. Enter says what they mean, for all who wrote them and for later files."
    return ChooseDialog(
        f"Interests to place ({len(rows)})", rows, note=note, value=(at,), titles=("Words", "Who wrote them")
    )


async def _from(page: Page[Any], key: str) -> str:
    """Ask for one after the other, from these words on; the words at which the person stopped."""
    found = await page.read(unplaced)
    place = next((n for n, one in enumerate(found) if one.key == key), 0)
    while found:
        one = found[min(place, len(found) - 1)]
        rows = [Choice(*row) for row in place_rows(one)]
        chosen = await page.ask(
            ChooseDialog(f'{len(found)} to place: "{one.words}"', rows, note=who_wrote(one))
        )
        if chosen is None or await page.act(settle_words, one.words, *place_of(chosen)) is None:
            return one.key
        found = await page.read(unplaced)
    return ""
