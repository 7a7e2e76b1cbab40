"""A search that is under way, in words: how far, the best so far, and how far that is from the best possible."""

from __future__ import annotations

from models.operations.planning import distance_text, progress_text
from models.planning.planner import Plan, Progress
from models.planning.problem import Problem
from screens.widgets.few_lines import Line

_BAR = 12


def search_lines(problem: Problem, seconds: int, newest: Progress | None) -> tuple[Line, ...]:
    """How far a search is that lasts at most so many seconds, and the best so far."""
    if newest is None:
        return (("strong", "Planning … looking for a first plan"), ("dim", "s stops the search."))
    part = min(1.0, newest.seconds / max(1, seconds))
    bar = "█" * round(part * _BAR)
    head = f"Planning {bar:░<{_BAR}} {newest.seconds:.0f} of at most {seconds} s"
    far = distance_text(newest.placed, newest.most)
    best = f"Best so far: {progress_text(problem, newest)}"
    return (("strong", " · ".join(filter(None, (head, far)))), ("", best))


def found_text(problem: Problem, plan: Plan, *, here: bool) -> str:
    """What was found; `here` is whether the person sees it already."""
    found = f"Found {plan.score.placed} of {problem.wanted} interviews; nothing is booked yet."
    return f"{found} {'Ctrl+S books them.' if here else 'Press 3, then p to see them.'}"
