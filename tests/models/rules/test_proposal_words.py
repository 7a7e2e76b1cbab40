"""What a file would change, in words: only what becomes another, and periods as people read them."""

from __future__ import annotations

from models.rules.proposal import ProposalRow


def became(entity: str, before: dict[str, object], after: dict[str, object]) -> str:
    return ProposalRow("change", entity, "x", "X", "", ("f", 1, ""), before, after).otherwise


def test_periods_are_told_by_what_becomes_of_each() -> None:
    old = [
        ["1", "08:00", "09:00", "period"],
        ["2", "09:05", "10:00", "period"],
        ["6", "14:30", "15:30", "period"],
    ]
    new = [
        ["1", "08:00", "09:00", "period"],
        ["Lunch", "11:00", "11:30", "break"],
        ["6", "14:35", "15:30", "period"],
    ]
    assert became("day_type", {"periods": old}, {"periods": new}) == (
        "6 14:30–15:30 → 14:35–15:30; without 2; with Lunch 11:00–11:30 break"
    )
    assert became("day_type", {"periods": old}, {"periods": old[::-1]}) == "periods in another order"


def test_of_a_date_only_what_changes_is_told_and_what_goes_too() -> None:
    before: dict[str, object] = {"day_type": "short", "note": "Fair", "rotation": "A"}
    after: dict[str, object] = {"day_type": "short", "note": "Rain"}
    assert became("day", before, after) == "note Fair → Rain, rotation A → none"
    own: dict[str, object] = {"periods": [["1", "08:00", "09:00", "period"]]}
    assert became("day", {"closed": "Snow"}, own) == "with 1 08:00–09:00, closed Snow → none"
    assert became("week", {"mon": "regular"}, {"mon": "short"}) == "mon regular → short"


def test_of_a_record_the_fields_that_the_row_names_are_told() -> None:
    assert became("student", {"grade": "9", "email": "a@b"}, {"grade": "12"}) == "grade 9 → 12"
