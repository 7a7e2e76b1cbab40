"""The small school with interests, so that there is something to plan: for the verbs, the pages and the commands."""

from __future__ import annotations

import pickle

from models.operations.planning import propose_plan
from models.operations.unit import Unit
from models.planning.planner import Plan, Wish, find_plan
from models.queries.planning import Planning, planning_at
from models.rules.facts import Proposal
from models.tables import rows
from models.workspace import Workspace


def know_interests(unit: Unit) -> int:
    """Everybody wants the field of both contacts."""
    for student in ("s1", "s2", "s3"):
        unit.insert(
            rows.Interest, f"{student}:1", student=student, rank=1, cluster="arts", sub="", words="art"
        )
    for contact in ("k1", "k2"):
        unit.update(rows.Contact, contact, clusters=("arts",))
    return unit.say("set", "Interests are known.")


def planned(store: Workspace, effort: int = 50) -> tuple[Planning, Plan]:
    """What is to be planned there, and a plan for it, which is found once in this process for each problem."""
    planning = store.read(planning_at, store.now())
    asked = pickle.dumps((planning.problem, effort))
    if asked not in _FOUND:
        _FOUND[asked] = find_plan(planning.problem, Wish(effort=effort))
    return planning, _FOUND[asked]


_FOUND: dict[bytes, Plan] = {}


def proposal_of(store: Workspace) -> Proposal:
    """A plan for the store as it is now, as a proposal."""
    return propose_plan(*planned(store))
