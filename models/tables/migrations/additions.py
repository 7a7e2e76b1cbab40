"""What steps that only add have in common, so that each of them is a list of what it adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def additions(
    step: int, tables: Mapping[str, str], columns: Iterable[str], indexes: Iterable[str], table_suffix: str
) -> list[str]:
    """SQL that makes `tables` (name → body), adds `columns` and makes `indexes`, one statement each.

    Indexes are named after their table and `step`. `table_suffix` is the engine's ("STRICT" on SQLite).
    """
    made = [f"CREATE TABLE {name} ({body}) {table_suffix}" for name, body in tables.items()]
    made += [f"ALTER TABLE {column}" for column in columns]
    for number, index in enumerate(indexes, 1):
        made.append(f"CREATE INDEX {index.split(' ')[0]}_by_{step}_{number} ON {index}")
    return made
