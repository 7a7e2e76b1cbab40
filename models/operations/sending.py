"""Carrying out what was proposed for the school's calendars: batch by batch, noting in between what is done."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from models.errors import ServerTrouble, Stopped
from models.exchange.caldav import Calendar, Put, delete, put
from models.exchange.web import Web
from models.operations.publishing import Plan, Watch
from models.operations.unit import Done, Unit
from models.rules.naming import listing
from models.rules.publishing import Step
from models.tables.reach_rows import Published

_BATCH = 20
_BATCH_SECONDS = 2.0


class Sent(NamedTuple):
    """What became of one step."""

    calendar: Calendar
    step: Step
    put: Put


class Batch(NamedTuple):
    """Some steps that were done and are to be noted; `trouble` is why it ended early, `over` whether it was the last."""

    sent: tuple[Sent, ...]
    over: bool
    trouble: ServerTrouble | None = None
    stopped: bool = False


class Sending:
    """Carries a plan out, batch by batch, so that what is done can be noted in between. For one thread at a time."""

    def __init__(self, plan: Plan, web: Web, chosen: Collection[int] | None = None) -> None:
        wanted = plan.doing if chosen is None else plan.doing.intersection(chosen)
        self._todo = [place for n, place in enumerate(plan.places) if n in wanted or place[1].note]
        self._web = web
        self.done = 0

    @property
    def of(self) -> int:
        """How many steps there are."""
        return len(self._todo)

    def next(self, watch: Watch = lambda done, of: None) -> Batch:
        """Do some of what is left. `watch` is told before each step, and may raise Stopped; what is done stays done."""
        until = time.monotonic() + _BATCH_SECONDS
        sent: list[Sent] = []
        while self.done < self.of and len(sent) < _BATCH and (not sent or time.monotonic() < until):
            calendar, step = self._todo[self.done]
            try:
                watch(self.done, self.of)
                sent.append(Sent(calendar, step, self._send(calendar, step)))
            except Stopped:
                return Batch(tuple(sent), over=True, stopped=True)
            except ServerTrouble as trouble:
                return Batch(tuple(sent), over=True, trouble=trouble)
            self.done += 1
        return Batch(tuple(sent), over=self.done >= self.of)

    def _send(self, calendar: Calendar, step: Step) -> Put:
        if step.action == "same":
            return Put(True, step.etag)
        if step.action == "remove":
            return delete(self._web, calendar, step.href, step.etag) if step.etag else Put(True)
        if step.wanted is None:
            raise ValueError(f"nothing to write for {step.uid}")
        return put(self._web, calendar, step.href, step.wanted.body, step.etag)


def record_published(unit: Unit, sent: Iterable[Sent]) -> Done:
    """Note what now stands on the calendars. Cannot be taken back: it has left the house."""
    counted: dict[str, Counter[str]] = {}
    for one in sent:
        if one.put.done:
            counted.setdefault(one.calendar.name, Counter())[one.step.action] += 1
            _note(unit, one)
    if not unit.changes:
        return Done(0, "Nothing was published.")
    told = [f"{name}: {_counts(counts)}" for name, counts in counted.items()]
    sentence = f"Published to the calendar {listing(told, len(told))}."
    return Done(unit.say("publish", sentence), sentence)


def _counts(counts: Counter[str]) -> str:
    words = {
        "add": "new",
        "change": "changed",
        "remove": "taken out",
        "same": "found there as they should be",
    }
    return ", ".join(f"{counts[action]} {word}" for action, word in words.items() if counts[action])


def _note(unit: Unit, one: Sent) -> None:
    ident, step = key_of(one.calendar.url, one.step.uid), one.step
    if step.action == "remove":
        unit.delete(Published, ident)
        return
    wanted = step.wanted
    if wanted is None:
        return
    values = {
        "href": step.href,
        "etag": one.put.etag,
        "sequence": wanted.sequence,
        "digest": wanted.digest,
        "start_at": wanted.start,
        "interview": step.interview,
    }
    stamped = {"actor": unit.actor, "at": unit.now}
    if unit.fetch(Published, ident) is None:
        unit.insert(Published, ident, calendar=one.calendar.url, uid=step.uid, **values, **stamped)
    else:
        unit.update(Published, ident, **values, **stamped)


def key_of(calendar: str, uid: str) -> str:
    """The id of what was noted about an event: the same for whoever notes it."""
    return hashlib.sha256(f"{calendar}\n{uid}".encode()).hexdigest()[:24]


def outcome_in_short(sent: Sequence[Sent], trouble: ServerTrouble | None, *, stopped: bool, of: int) -> str:
    """The same as `outcome` for a line of the screen."""
    refused = [one for one in sent if not one.put.done]
    if trouble is None and not stopped and not refused:
        return outcome(sent, None, stopped=False, of=of)
    why = "stopped" if trouble is None else trouble.sentence[:1].lower() + trouble.sentence[1:].rstrip(".")
    if trouble is None and not stopped:
        why = f"{refused[0].step.label}: {refused[0].put.why}"
    return f"Published {len(sent) - len(refused)} of {of}: {why}."


def outcome(sent: Sequence[Sent], trouble: ServerTrouble | None, *, stopped: bool, of: int) -> str:
    """What came of it all, in a sentence or a few."""
    counts = Counter(one.step.action for one in sent if one.put.done)
    refused = [one for one in sent if not one.put.done]
    told = _counts(counts)
    parts = [f"Published: {told}." if told else "Nothing was published."]
    if refused:
        first = f"{refused[0].step.label}: {refused[0].put.why}"
        parts.append(f"Not done {len(refused)}: {first}.")
    if stopped or trouble is not None:
        why = "Stopped" if trouble is None else trouble.sentence.rstrip(".")
        parts.append(f"{why}, after {len(sent)} of {of}; publish again for the rest.")
    return " ".join(parts)
