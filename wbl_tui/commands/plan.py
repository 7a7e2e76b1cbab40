"""The command that plans by itself: `wbl-tui plan`, anew or, with `--replan`, what fell out."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from models.errors import BadInput, Stopped
from models.operations.planning import progress_text, propose_plan
from models.operations.replanning import fallen_at, people_told, propose_replan
from models.planning.planner import Plan, Progress, Wish, find_plan
from models.planning.problem import Problem
from models.planning.replanning import Change, Tell, replan
from models.planning.score import parse_weights
from models.queries.planning import planning_at
from models.rules.span import Span, local_span
from models.workspace import Workspace
from wbl_tui.commands.common import typed_date, typed_start, workspace
from wbl_tui.commands.large import settle
from wbl_tui.output import warn
from wbl_tui.waiting import Waiting

_AROUND, _LEAST = 0.4, 0.05
"""Seconds that starting and telling the proposal take, about, and that a search has at the least."""
STOPPED = "Stopped: this is the best plan that was found so far."


def plan(options: argparse.Namespace) -> int:
    """Find a plan and settle it as every proposal; Ctrl+C ends the search and keeps the best plan so far."""
    begun = time.monotonic()
    weights = None if options.weights is None else parse_weights(options.weights)
    wish = Wish(weights, options.seed, options.effort, options.seconds)
    _require_sense(options)
    with workspace(options) as opened:
        if options.replan:
            return _again(options, opened, wish)
        planning = opened.read(planning_at, opened.now())
        wish = _less(wish, time.monotonic() - begun)
        found = _Searching(wish).find(planning.problem, wish)
        return settle(options, opened, propose_plan(planning, found), None, _more(found))


def _require_sense(options: argparse.Namespace) -> None:
    """Raises BadInput where what is said does not go together, so that nothing typed is silently left out."""
    timed = options.lost_from is not None or options.lost_to is not None
    fallen = bool(options.contact or options.room or options.day)
    if not options.replan and (fallen or timed or options.because or options.today):
        raise BadInput(
            "--contact, --room, --day, --from, --to, --because and --today are for planning again.",
            "Add --replan, as in: plan --replan --contact c17.",
        )
    if options.replan and not fallen:
        raise BadInput(
            "Planning again needs to know what fell out.",
            "For example: plan --replan --contact c17, --room r2 or --day 2026-11-24.",
        )
    if timed and not (options.contact or options.room):
        raise BadInput(
            "--from and --to say when a room is lost or a contact is away.",
            "Name one with --room or --contact, or leave the times out.",
        )


def _less(wish: Wish, gone: float) -> Wish:
    """The wish with the time that is left of the whole, since what was asked for is when there is an answer."""
    left = None if wish.seconds is None else max(_LEAST, wish.seconds - gone - _AROUND)
    return wish._replace(seconds=left)


def _again(options: argparse.Namespace, opened: Workspace, wish: Wish) -> int:
    """What fell out planned again, with the fewest changes to what people were told."""
    fallen = opened.read(fallen_at, _change(options, opened), options.because, opened.now())
    searching = _Searching(wish)
    found = replan(fallen.replanning, wish, find=lambda problem, how, _: searching.find(problem, how))
    more = {
        "seconds": round(found.plan.seconds, 3),
        "tell": [_tell_json(one) for one in people_told(fallen, found)],
    }
    return settle(options, opened, propose_replan(fallen, found), None, more)


def _change(options: argparse.Namespace, opened: Workspace) -> Change:
    """What falls out; a contact with --from or --to is only away then, without them they cancel altogether."""
    span = _span(options, opened)
    away = options.contact if options.lost_from or options.lost_to else []
    return Change(
        frozenset(options.contact).difference(away),
        tuple((room, span) for room in dict.fromkeys(options.room)),
        frozenset(typed_date(day, "--day") for day in options.day),
        today=options.today,
        away=tuple((contact, span) for contact in dict.fromkeys(away)),
    )


def _span(options: argparse.Namespace, opened: Workspace) -> Span:
    """From --from, else now, to --to, else the window's end. Raises BadInput where that is no time at all."""
    campaign = opened.campaign()
    zone = ZoneInfo(campaign.zone)
    start = opened.now() if options.lost_from is None else typed_start(options.lost_from, zone)[0]
    end = local_span(campaign.last_day, 0, 24 * 60, zone).end
    if options.lost_to is not None:
        end = typed_start(options.lost_to, zone)[0]
    if end <= start and (options.room or options.lost_from or options.lost_to):
        raise BadInput("The end of that time is not after its beginning.", "Give --from and --to again.")
    return Span(_whole(start), end)


def _whole(moment: datetime) -> datetime:
    """At the full minute: nobody reads seconds."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _tell_json(one: Tell) -> dict[str, object]:
    return {
        "kind": one.kind,
        "id": one.id,
        "why": [{"what": what, "interview": i or None} for what, i in one.why],
    }


class _Searching:
    """Searches with a bar on a terminal; what is stopped keeps its best plan, and that is said."""

    def __init__(self, wish: Wish) -> None:
        self._seconds, self._waiting, self._stopped = wish.seconds, Waiting(), False

    def find(self, problem: Problem, wish: Wish) -> Plan:
        """The best plan of the problem."""
        with self._waiting.step("Planning"):
            found = find_plan(problem, wish, lambda progress: self._told(problem, progress))
        if self._stopped:
            warn(STOPPED)
        return found

    def _told(self, problem: Problem, progress: Progress) -> bool:
        done, of = progress.steps, progress.of
        if not of and self._seconds:
            done, of = int(progress.seconds * 10), int(self._seconds * 10)
        try:
            self._waiting.watch(done, of, progress_text(problem, progress))
        except Stopped:
            self._stopped = True
        return not self._stopped


def _more(found: Plan) -> dict[str, object]:
    """What the JSON of a plan says besides its rows."""
    score, bound = found.score._asdict(), found.bound
    del score["class_cost"]
    known = bound.sum is not None
    return {
        "score": {**score, "ranks": list(found.score.ranks)},
        "bound": {"sum": bound.sum, "placed": bound.placed if known else None, "proven": bound.proven},
        "greedy": {"sum": found.greedy.sum, "placed": found.greedy.placed, "seconds": round(found.first, 3)},
        "steps": found.steps,
        "seconds": round(found.seconds, 3),
    }
