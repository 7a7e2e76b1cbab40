"""The command that plans by itself: `wbl-tui plan`."""

from __future__ import annotations

import argparse

from models.errors import Stopped
from models.operations.planning import propose_plan
from models.planning.planner import Plan, Progress, Wish, find_plan
from models.planning.problem import Problem
from models.planning.score import parse_weights
from models.queries.planning import planning_at
from wbl_tui.commands.common import workspace
from wbl_tui.commands.large import settle
from wbl_tui.waiting import Waiting


def plan(options: argparse.Namespace) -> int:
    """Find a plan and settle it as every proposal; Ctrl+C ends the search and keeps the best plan so far."""
    weights = None if options.weights is None else parse_weights(options.weights)
    wish = Wish(weights, options.seed, options.effort, options.seconds)
    with workspace(options) as opened:
        planning = opened.read(planning_at, opened.now())
        found = _searched(planning.problem, wish)
        return settle(options, opened, propose_plan(planning, found), None, _more(found))


def _searched(problem: Problem, wish: Wish) -> Plan:
    waiting = Waiting()

    def told(progress: Progress) -> bool:
        done, of = progress.steps, progress.of
        if not of and wish.seconds:
            done, of = int(progress.seconds * 10), int(wish.seconds * 10)
        try:
            waiting.watch(done, of)
        except Stopped:
            return False
        return True

    with waiting.step("Planning"):
        return find_plan(problem, wish, told)


def _more(found: Plan) -> dict[str, object]:
    """What the JSON of a plan says besides its rows."""
    score, bound = found.score._asdict(), found.bound
    del score["class_cost"]
    return {
        "score": {**score, "ranks": list(found.score.ranks)},
        "bound": {"sum": bound.sum, "placed": bound.placed, "proven": bound.proven},
        "greedy": {"sum": found.greedy.sum, "placed": found.greedy.placed, "seconds": round(found.first, 3)},
        "steps": found.steps,
        "seconds": round(found.seconds, 3),
    }
