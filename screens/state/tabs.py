"""The tabs of a record that is shown in full: which headings of its story stand in which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Lines = Sequence[tuple[str, str]]
Sections = Sequence[tuple[str, Lines]]


CLASS = "\nclass"
"""In place of a tab: not a student is meant by the id but a class, whose students the list is to show."""


class Tab(NamedTuple):
    """A tab: its title and the headings that stand in it; the first tab has all that no other one names.

    `whole` is for what takes longer to read: it is asked for when the tab is first shown.
    """

    title: str
    headings: tuple[str, ...] = ()
    whole: bool = False


def in_tab(sections: Sections, tabs: Sequence[Tab], here: int) -> Sections:
    """The sections that stand in the tab of that place, in their order."""
    if here:
        found = [each for each in sections if each[0] in tabs[here].headings]
        return found or [("", [("", "Nothing yet.")])]
    elsewhere = {heading for tab in tabs[1:] for heading in tab.headings}
    return [each for each in sections if each[0] not in elsewhere]
