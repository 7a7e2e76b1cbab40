"""Publishing to the school's calendars: what is settled about it, and what has to be done there, decided without a network.

Only what was published from here is ever changed or taken out, and only while nobody else has changed it there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

DETAILS = ("names", "initials", "busy")
"""How much an entry says: who talks to whom; a student's initials and the room; only that a room is taken."""


class Publishing(NamedTuple):
    """What is settled: the address of the calendar for everything, further ones by room id and by class id.

    `password_file` is the path of a private file that holds the password, "" for none.
    """

    calendar: str = ""
    user: str = ""
    password_file: str = ""
    details: str = "initials"
    rooms: tuple[tuple[str, str], ...] = ()
    classes: tuple[tuple[str, str], ...] = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """Every calendar that is published to."""
        whole = (Target("everything", "", self.calendar),) if self.calendar else ()
        rooms = (Target("room", ident, address) for ident, address in self.rooms)
        classes = (Target("class", ident, address) for ident, address in self.classes)
        return (*whole, *rooms, *classes)


class Target(NamedTuple):
    """One calendar: for everything, for one room, or for one class."""

    kind: str
    ident: str
    address: str


class Wanted(NamedTuple):
    """An event as it should stand on a calendar: `body` is the file, `digest` what it says whatever its stamps."""

    interview: str
    uid: str
    label: str
    start: datetime
    end: datetime
    sequence: int
    digest: str
    body: bytes


class Stands(NamedTuple):
    """An event that was published: where, in which version, saying what. `label` is what people call it."""

    interview: str
    uid: str
    href: str
    etag: str
    sequence: int
    digest: str
    start: datetime
    label: str = ""


class There(NamedTuple):
    """What the server holds now under an address that is ours: `sealed` while it is as this program wrote it.

    `digest`, `sealed` and `sequence` are known only where it had to be read, because the version is not the one we
    know.
    """

    etag: str
    digest: str = ""
    sealed: bool = False
    sequence: int = 0


class Step(NamedTuple):
    """One thing to do, or to leave alone: add, change, remove, same or skip.

    `etag` is the version that may be replaced ("" where nothing may be there). `note` asks to note what is there,
    though nothing is sent: the result of an earlier try became known. `could` says what a person may ask for of an
    entry that is left alone: "over" to write ours over theirs, "again" to publish again what was taken out there.
    """

    action: str
    interview: str
    uid: str
    label: str
    reason: str
    href: str
    etag: str = ""
    wanted: Wanted | None = None
    before: Stands | None = None
    could: str = ""
    note: bool = False


class Asked(NamedTuple):
    """What a person asked for besides: interviews whose entry is published over what others did, and all that
    others took out again.
    """

    over: Collection[str] = ()
    again: bool = False


def steps(
    wanted: Iterable[Wanted],
    stands: Iterable[Stands],
    there: Mapping[str, There],
    hrefs: Mapping[str, str],
    now: datetime,
    asked: Asked,
    kept: Collection[str] = (),
) -> tuple[Step, ...]:
    """What is to be done on one calendar, in the order of time. `there` is by href, `hrefs` gives the href of a uid.

    What is over is not published any more; what was, and is over, stays. `kept` are interviews that did not come
    about: their entry stays where the calendar has it.
    """
    known = {each.uid: each for each in stands}
    made = []
    present = set()
    for one in sorted(wanted, key=lambda each: (each.start, each.uid)):
        present.add(one.uid)
        before = known.get(one.uid)
        if before is None and one.end <= now:
            continue
        href = before.href if before else hrefs[one.uid]
        held = there.get(href)
        made.append(_known(one, before, held, asked) if before else _new(one, href, held, asked))
    gone = [each for uid, each in known.items() if uid not in present and each.interview not in kept]
    made += [_off(each, there.get(each.href), asked) for each in sorted(gone, key=lambda e: (e.start, e.uid))]
    return tuple(made)


def _new(one: Wanted, href: str, held: There | None, asked: Asked) -> Step:
    step = Step("add", one.interview, one.uid, one.label, "not on the calendar yet", href, wanted=one)
    if held is None:
        return step
    if held.digest == one.digest and held.sealed:
        return step._replace(action="same", reason="is there already", etag=held.etag, note=True)
    if held.sealed and held.sequence < one.sequence:
        # Published from here, but that was not noted: the program was ended, or the store is an older one.
        return step._replace(action="change", reason="says something older", etag=held.etag)
    return _over(
        step._replace(etag=held.etag, could="over"),
        _FROM_A_COPY if held.sealed else "theirs is there; left alone",
        asked,
    )


def _known(one: Wanted, before: Stands, held: There | None, asked: Asked) -> Step:
    step = Step(
        "change",
        one.interview,
        one.uid,
        one.label,
        _changes(one, before),
        before.href,
        wanted=one,
        before=before,
    )
    if held is None:
        lost = step._replace(action="add", reason="taken out there; put back", could="again")
        if asked.again or one.interview in asked.over:
            return lost
        return lost._replace(action="skip", reason="taken out there; left alone")
    step = step._replace(etag=held.etag)
    if not _untouched(before, held):
        return _over(step._replace(could="over"), "changed there; left alone", asked)
    says = held.digest or before.digest
    if says not in (one.digest, before.digest) and held.sequence >= one.sequence:
        return _over(step._replace(could="over"), _FROM_A_COPY, asked)
    if says == one.digest:
        return step._replace(action="same", reason="as it should be", note=held.etag != before.etag)
    return step


def _off(before: Stands, held: There | None, asked: Asked) -> Step:
    label = before.label or f"interview {before.interview}"
    step = Step("remove", before.interview, before.uid, label, "is off", before.href, before=before)
    if held is None:
        return step._replace(reason="off, and taken out there")
    step = step._replace(etag=held.etag)
    if _untouched(before, held) and held.sequence <= before.sequence:
        return step
    if held.sealed:
        return _over(step._replace(could="over"), f"off, but {_FROM_A_COPY}", asked)
    return _over(step._replace(could="over"), "off, but changed there; left", asked)


_FROM_A_COPY = "newer from another store; left alone"
"""A copy of the store published it: two that put theirs in place of each other would never be done."""


def _over(step: Step, why: str, asked: Asked) -> Step:
    """Left alone, unless a person asked for this very one."""
    if step.interview in asked.over:
        return step._replace(action="change" if step.wanted else "remove", reason="ours over others' change")
    return step._replace(action="skip", reason=why)


def _untouched(before: Stands, held: There) -> bool:
    """Whether the entry is as it was published: the version says so, or the words do after a lost answer."""
    return held.etag == before.etag or held.sealed


def _changes(one: Wanted, before: Stands) -> str:
    return "other time" if one.start != before.start else "same time, other words"
