"""What each goal could come to at best if it alone mattered, as far as that is known at once."""

from __future__ import annotations

from typing import NamedTuple

from models.planning.ground import Ground
from models.planning.problem import rank_of


class Ideal(NamedTuple):
    """No plan gives more students their first interview, nor more interviews in somebody's first interest."""

    firsts: int
    first_choices: int


def ideal_of(ground: Ground, placed: int) -> Ideal:
    """From what each student could have if they were alone; no plan places more than `placed`."""
    firsts = choices = 0
    for pupil, chances in zip(ground.problem.pupils, ground.chances, strict=True):
        hosts = {one.host for one in chances}
        firsts += bool(hosts) and not pupil.begun
        first = sum(rank_of(pupil, ground.problem.hosts[host]) == 1 for host in hosts)
        choices += min(pupil.owes, first)
    return Ideal(min(firsts, placed), min(choices, placed))
