"""What is printed of a proposal that is too long: what is refused before what is not."""

from __future__ import annotations

import pytest

from models.rules.facts import Proposal, ProposalRow
from wbl_tui.commands.large import show_proposal


def _rows(action: str, count: int) -> tuple[ProposalRow, ...]:
    return tuple(
        ProposalRow(action, "student", f"{action}{n}", "Mia", "", None, None, None) for n in range(count)
    )


@pytest.mark.parametrize(
    ("added", "refused", "shown_of_each"), [(195, 5, (195, 5)), (221, 19, (181, 19)), (300, 400, (50, 150))]
)
def test_whoever_found_no_place_is_printed_before_the_list_is_cut(
    added: int, refused: int, shown_of_each: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    show_proposal(Proposal("plan", "A plan", (*_rows("add", added), *_rows("refuse", refused)), ()))
    lines = capsys.readouterr().out.splitlines()
    counts = tuple(sum(line.startswith(word) for line in lines) for word in ("add ", "refuse "))
    assert counts == shown_of_each
    left = added + refused - sum(shown_of_each)
    assert (f"… and {left} more; --json shows all." in lines) == (left > 0)
