"""A search that is under way, in words: how far, the best so far, and how far that is from the best possible."""

from __future__ import annotations

from models.operations.planning import progress_text
from models.planning.planner import Plan, Progress
from models.planning.problem import Problem
from screens.widgets.few_lines import Line

_BAR = 20


def search_lines(problem: Problem, seconds: int, newest: Progress | None) -> tuple[Line, ...]:
    """How far a search is that lasts at most so many seconds, and the best so far."""
    if newest is None:
        return (("strong", "Planning … looking for a first plan"), ("dim", "s stops the search."))
    part = min(1.0, newest.seconds / max(1, seconds))
    bar = "█" * round(part * _BAR)
    head = (
        f"Planning  {bar:░<{_BAR}}  {newest.seconds:.0f} of at most {seconds} s · s stops and keeps the best"
    )
    return (("strong", head), ("", f"Best so far: {progress_text(problem, newest)}"))


def found_text(problem: Problem, plan: Plan, *, here: bool) -> str:
    """What was found; `here` is whether the person sees it already."""
    placed = f"Found a plan for {plan.score.placed} of {problem.wanted} interviews; nothing is booked yet."
    return f"{placed} {'Ctrl+S accepts it.' if here else 'p on the calendar shows it.'}"
