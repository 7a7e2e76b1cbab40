"""Placing students' own words in career clusters: once for everybody who wrote them, now and in later files."""

from __future__ import annotations

from models.errors import BadInput
from models.operations.unit import Done, Unit
from models.queries.fetching import fetch
from models.rules.clusters import cluster_name
from models.rules.placing import Place, place_named, words_key
from models.rules.text import clean
from models.tables import rows
from models.tables.people_rows import InterestWords

NOTHING_CHANGED = 0
"""The journal entry of a decision that had been made already."""


def settle_words(unit: Unit, words: str, cluster: str, sub: str = "") -> Done:
    """Every interest in these words is in that cluster, and so will be what later files bring.

    Words count as the same when only case, accents or marks at the ends differ. The cluster may be given by id or
    name; "" leaves the words as they are and asks no more. Raises BadInput for no words, for an unknown cluster or
    sub-cluster, and for words that no student wrote and nobody settled.
    """
    key, placed = words_key(words), place_named(cluster, sub)
    if not key:
        raise BadInput("Which words? None were given.", "`wbl-tui list interests` shows them.")
    meant = _interests(unit, key)
    there = unit.fetch(InterestWords, key)
    if not meant and there is None:
        raise BadInput(
            f"No student wrote {clean(words, 60)!r}.", "`wbl-tui list interests` shows what they wrote."
        )
    _remember(unit, key, placed, is_new=there is None)
    unit.update_many(rows.Interest, {ident: {"cluster": placed[0], "sub": placed[1]} for ident, _ in meant})
    sentence = _sentence(clean(words), placed, len({student for _, student in meant}))
    if not unit.changes:
        return Done(NOTHING_CHANGED, sentence)
    return Done(unit.say("interests", sentence), sentence)


def _interests(unit: Unit, key: str) -> list[tuple[str, str]]:
    """(id, student) of every interest in these words."""
    i = rows.Interest
    found = fetch(unit.db, i.select(i.id, i.student, i.words).where(i.words != ""))
    return [(ident, student) for ident, student, words in found if words_key(words) == key]


def _remember(unit: Unit, key: str, placed: Place, *, is_new: bool) -> None:
    values = {"cluster": placed[0], "sub": placed[1]}
    if is_new:
        unit.insert(InterestWords, key, **values)
    else:
        unit.update(InterestWords, key, **values)


def _sentence(words: str, placed: Place, students: int) -> str:
    who = f"{students} {'student' if students == 1 else 'students'}"
    if not placed[0]:
        return f'Left the interest "{words}" of {who} as it is.'
    where = " > ".join(part for part in (cluster_name(placed[0]), placed[1]) if part)
    return f'Placed the interest "{words}" of {who} in {where}.'
