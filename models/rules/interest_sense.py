"""What a stretch of words says about careers: the word that governs the others decides, as in English it does.

"school nurse" is a nurse, "teaching kids" is teaching, "hotel manager" belongs to hotels. Where words of different
fields stand side by side, or something unknown stands where the governing word should, a person has to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.rules.cluster_lexicon import Head, Meaning, lexicon
from models.rules.interest_words import Item

Meanings = frozenset[Meaning]

_TEACHES = "education"
_TAKES_OBJECTS = (
    "teaching", "teach", "coaching", "tutoring", "filming", "photographing", "selling", "painting", "drawing",
    "writing", "cooking", "baking", "editing", "directing", "animating", "illustrating", "sketching", "draw", "welding", "weld", "coding", "programming", "code",
)  # fmt: skip
"""Activities that stand before what they are done to: the activity is the field."""
_DOES = frozenset(
    {"fix", "make", "design", "create", "repair", "sell", "own", "build", "study", "research", "produce"}
)
_MOST_UNKNOWN = 2
"""Unknown words beside which the mere name of a thing says too little."""


class Sense(NamedTuple):
    """`state`: blank (no content), unknown, ask (`choices` may be meant), weak or sure (one cluster)."""

    state: str
    cluster: str = ""
    sub: str = ""
    choices: tuple[str, ...] = ()


BLANK = Sense("blank")
UNKNOWN = Sense("unknown")


def sense_of(items: Sequence[Item]) -> Sense:
    """The sense of one clause."""
    if any(item.kind == "spoiler" for item in items):
        return UNKNOWN
    segments = [one for one in _segments(items) if any(_counts(item) for item in one)]
    if not segments:
        return BLANK
    strange = sum(item.kind == "unknown" for item in items)
    segments = _without(segments, lambda item: item.kind == "lone") if strange else segments
    for n, segment in enumerate(segments):
        if any(_is_hit(item) for item in segment):
            return _led(segments, n, strange)
    weak = [item for segment in segments for item in segment if item.kind == "weak"]
    if weak and not strange:
        found = _common([_meanings(item) for item in weak])
        return found._replace(state="weak") if found.state == "sure" else found
    return UNKNOWN


def asking(clusters: Iterable[str]) -> Sense:
    """A sense that a person has to settle among these; unknown when there are none."""
    found = tuple(sorted({one for one in clusters if one}))
    return Sense("ask", choices=found) if found else UNKNOWN


def _led(segments: Sequence[Sequence[Item]], n: int, strange: int) -> Sense:
    """The sense where segment n is the first that means something."""
    segment = segments[n]
    own = _governed(segment, [])
    rest = [
        item for later in segments[n + 1 :] if not _only_for(later, own) for item in later if _is_hit(item)
    ]
    found = _governed(segment, rest)
    only_things = not any(item.kind in ("who", "field", "head") for item in segment)
    led_by_unknown = any(item.kind == "unknown" for before in segments[:n] for item in before)
    if only_things and (led_by_unknown or strange >= _MOST_UNKNOWN):
        return _doubted(found)
    return found


def _only_for(segment: Sequence[Item], own: Sense) -> bool:
    """Whether it only says for whom a sure thing is done: "marketing for a team"; for animals all is otherwise."""
    told = segment[0].kind == "prep" and segment[0].word == "for" and own.state == "sure"
    return told and not any("agriculture" in _clusters(_meanings(item)) for item in segment)


def _governed(segment: Sequence[Item], rest: Sequence[Item]) -> Sense:
    hits = [item for item in segment if _is_hit(item)]
    last = hits[-1]
    after = segment[list(segment).index(last) + 1 :]
    trailing = any(item.kind == "unknown" for item in after)
    strangers = any(item.kind == "unknown" for item in segment)
    governor = _governor(hits)
    if governor is None:
        found = _things(hits, rest)
    elif governor.head is not None:
        found = _by_head(governor, hits, rest, strangers)
    else:
        found = _by_word(governor, hits)
    if trailing and not (governor and (is_activity(governor) or _takes_objects(governor))):
        return _doubted(found)
    return found


def _governor(hits: Sequence[Item]) -> Item | None:
    """The hit that decides: an activity at the front with its objects behind, else the last who, field or head."""
    first = hits[0]
    if len(hits) > 1 and is_activity(first) and hits[-1].kind != "who" and not _is_noun_head(hits[-1]):
        return first
    return next((item for item in reversed(hits) if item.kind in ("who", "field", "head")), None)


def _is_noun_head(item: Item) -> bool:
    return item.head is not None and not is_activity(item)


def is_activity(item: Item) -> bool:
    """Whether the item is something one does, so that what it is done to may follow."""
    if item.head is not None:
        return item.word.endswith("ing") or item.word in _DOES
    return item.kind == "field" and (item.word in _TAKES_OBJECTS or item.word.split(" ")[0] in _TAKES_OBJECTS)


def _takes_objects(item: Item) -> bool:
    """Whether it is a trade that is done to things: "tiling bathrooms" is tiling, whatever is tiled."""
    return item.kind == "field" and " " not in item.word and item.word.endswith("ing")


def is_doing(item: Item) -> bool:
    """Whether the item begins with a verb: "build robots", "fixing"."""
    first = item.word.split(" ")[0]
    return first.endswith("ing") or first in _DOES


def _things(hits: Sequence[Item], rest: Sequence[Item]) -> Sense:
    return _common([_meanings(item) for item in (*hits, *rest)])


def _by_word(governor: Item, hits: Sequence[Item]) -> Sense:
    """A who or field decides, unless another occupation or a later thing of another cluster contradicts it."""
    own = _meanings(governor)
    others = [item for item in hits if item is not governor]
    if len(_clusters(own)) > 1:
        return _common([own, *map(_meanings, others)])
    rivals = [item for item in others if item.kind == governor.kind and item.kind != "thing"]
    if not is_activity(governor) and _TEACHES not in _clusters(own):
        rivals += [item for item in others if item.start > governor.start and item not in rivals]
    rivals += [item for item in others if item.kind == "who" and item not in rivals]
    if governor.word.rpartition(" ")[2] in _passing() and governor.word.count(" "):
        rivals += [item for item in others if item not in rivals]
    against = [item for item in rivals if not _clusters(own) & _clusters(_meanings(item))]
    if against and not is_activity(governor):
        return asking(cluster for item in (governor, *against) for cluster in _clusters(_meanings(item)))
    near = [_meanings(item) for item in others if _clusters(_meanings(item)) == _clusters(own)]
    return _common([own, *near] if not _subs(own) else [own])


@lru_cache(maxsize=1)
def _passing() -> frozenset[str]:
    """Heads that are nothing by themselves: "lab technician" is no certainty after "crime"."""
    return frozenset(
        word for word, head in lexicon().heads.items() if head.other == "pass" and not head.alone
    )


def _by_head(governor: Item, hits: Sequence[Item], rest: Sequence[Item], strangers: bool) -> Sense:
    """A head takes its field from what stands beside it."""
    head = governor.head
    assert head is not None
    beside = [item for item in hits if item.word != governor.word and _clusters(_meanings(item))]
    named = [item for item in beside if item.head is None]
    about = named or beside
    if strangers and not named and beside:
        return asking(cluster for item in beside for cluster in _clusters(_meanings(item)))
    if not about and strangers and rest:
        # "pharm tech at a store": what nobody knows says more about the tech than where it is done.
        return asking(cluster for item in rest for cluster in _clusters(_meanings(item)))
    about = about or [item for item in rest if _clusters(_meanings(item))]
    if not about:
        word = head.unknown if strangers else head.alone
        return _said(word, head, frozenset())
    field = _meeting([_meanings(item) for item in about])
    if field:
        return _of_field(head, field)
    senses = {_of_field(head, _meanings(item)) for item in about}
    if len(senses) == 1:
        return senses.pop()
    return asking(cluster for item in about for cluster in _clusters(_meanings(item)))


def _of_field(head: Head, field: Meanings) -> Sense:
    senses = {_said(head.by.get(c, head.other), head, _only(field, c)) for c in _clusters(field)}
    sure = {one for one in senses if one.state == "sure"}
    if len({one.cluster for one in sure}) == 1 and (sure == senses or not head.choices):
        return _alike(sure)
    return asking(c for one in senses for c in (one.cluster, *one.choices))


def _alike(senses: set[Sense]) -> Sense:
    """One sense of several that name the same cluster."""
    first, *others = senses
    return first if not others else first._replace(sub="")


def _said(word: str, head: Head, field: Meanings) -> Sense:
    """What a head's table says for a field: that field, a question, a meaning, or nothing."""
    if word == "pass":
        return _common([field])
    if word == "ask" or not word:
        usual = head.alone.partition(" > ")[0]
        return asking((*head.choices, *_clusters(field), *(() if usual == "ask" else (usual,))))
    cluster, _, sub = word.partition(" > ")
    return Sense("sure", cluster, sub)


def _common(all_meanings: Sequence[Meanings]) -> Sense:
    """The one cluster that everything agrees on, with the sub-cluster if that is one too; else a question."""
    field = _meeting(all_meanings)
    clusters = _clusters(field)
    if len(clusters) == 1:
        [cluster] = clusters
        subs = {sub for sub in _subs(field) if sub}
        return Sense("sure", cluster, subs.pop() if len(subs) == 1 else "")
    return asking(clusters or {c for one in all_meanings for c in _clusters(one)})


def _meeting(all_meanings: Sequence[Meanings]) -> Meanings:
    """All meanings within the clusters that every one of them allows."""
    shared = frozenset.intersection(*map(_clusters, all_meanings)) if all_meanings else frozenset()
    sharp = [one for one in all_meanings if len(_clusters(one)) == 1] or all_meanings
    return frozenset((c, sub) for one in sharp for c, sub in one if c in shared)


def _doubted(found: Sense) -> Sense:
    return asking(found.choices or (found.cluster,))


def _segments(items: Sequence[Item]) -> list[list[Item]]:
    segments: list[list[Item]] = [[]]
    for item in items:
        if item.kind == "prep":
            segments.append([])
        segments[-1].append(item)
    return segments


def _without(segments: Sequence[Sequence[Item]], unwanted: Callable[[Item], bool]) -> list[list[Item]]:
    return [[item for item in segment if not unwanted(item)] for segment in segments]


def _counts(item: Item) -> bool:
    return item.kind == "unknown" or item.kind == "weak" or _is_hit(item)


def _is_hit(item: Item) -> bool:
    return item.kind in ("who", "field", "thing", "lone", "head")


def _meanings(item: Item) -> Meanings:
    if item.head is not None:
        cluster, _, sub = item.head.alone.partition(" > ")
        return frozenset() if cluster in ("", "ask") else frozenset({(cluster, sub)})
    return item.entry.meanings if item.entry else frozenset()


def _only(field: Meanings, cluster: str) -> Meanings:
    return frozenset(one for one in field if one[0] == cluster)


def _clusters(meanings: Meanings) -> frozenset[str]:
    return frozenset(cluster for cluster, _ in meanings)


def _subs(meanings: Meanings) -> frozenset[str]:
    return frozenset(sub for _, sub in meanings if sub)
