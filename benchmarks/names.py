"""Invented people's names, for rosters of any size."""

from __future__ import annotations

GIVEN = (
    "Mia", "Ben", "Ana", "Noor", "Kai", "Lea", "Tom", "Zoë", "Ravi", "Ida", "Sam", "Yuki", "Omar", "Eva",
)  # fmt: skip
FAMILY = (
    "Torres", "Ode", "Petrov", "Haddad", "Lund", "Moreau", "Nakano", "Okafor", "Silva", "Berg", "Quinn",
)  # fmt: skip
