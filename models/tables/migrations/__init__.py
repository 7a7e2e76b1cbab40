"""Numbered steps that bring an older store up to date; the newest number is the version of the store."""

from __future__ import annotations

from collections.abc import Callable

from models.tables.migrations import m0001_ground, m0002_people, m0003_time, m0004_day, m0005_reach

STEPS: tuple[tuple[int, Callable[[str], list[str]]], ...] = (
    (1, m0001_ground.statements),
    (2, m0002_people.statements),
    (3, m0003_time.statements),
    (4, m0004_day.statements),
    (5, m0005_reach.statements),
)
"""Version reached, and the step's SQL. Steps are never edited once released; new ones are added below."""

VERSION = STEPS[-1][0]
