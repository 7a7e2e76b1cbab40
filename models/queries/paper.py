"""What the sheets of a day are made of, and what was printed before; a fixed number of questions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase, fn

from models.queries.contact_care import debriefs
from models.queries.fetching import fetch
from models.queries.journal import head
from models.queries.preparing import question_lists
from models.queries.public import numbers_of
from models.queries.rehearsing import is_rehearsal
from models.queries.situation import situation_for
from models.queries.telling import note_facts, wordings
from models.rules.facts import Campaign
from models.rules.paper import KINDS, LETTERS
from models.rules.paper_sheets import PaperFacts
from models.rules.situation import Situation
from models.rules.telling import wants_notes
from models.tables.day_rows import Letter
from models.tables.people_rows import Debrief


class Before(NamedTuple):
    """The newest print of a sheet: its revision, and the digest of what it said."""

    revision: int
    digest: str


class Stack(NamedTuple):
    """A day's facts, earlier prints by (kind, key), and the journal's newest entry with its hash. `rehearsed`: it is
    a copy's paper, not the school's.
    """

    facts: PaperFacts
    before: dict[tuple[str, str], Before]
    head: tuple[int, str]
    rehearsed: bool = False


def paper_facts(db: SqliteDatabase, campaign: Campaign, day: date, kinds: Collection[str] = KINDS) -> Stack:
    """Everything that sheets of these kinds and this local day need, at one moment of the store."""
    situation = situation_for(db, campaign, day, day)
    facts = PaperFacts(
        day,
        situation,
        numbers_of(db),
        question_lists(db, situation.students),
        _notes(db, situation, [LETTERS[kind] for kind in LETTERS if kind in kinds]),
        _thank_by(db, situation) if "thank-yous" in kinds else {},
    )
    return Stack(facts, printed_before(db, campaign.id, day), head(db), is_rehearsal(db))


def _notes(
    db: SqliteDatabase, situation: Situation, kinds: Collection[str]
) -> dict[tuple[str, str], tuple[str, str]]:
    """What interviewees are written, in the school's words, by (kind of note, interview)."""
    if not kinds:
        return {}
    from models.exchange.notes_out import note_of, usual_words

    kept = wordings(db)
    facts = note_facts(db, [ident for ident, one in situation.interviews.items() if wants_notes(one)])
    return {
        (kind, one.interview.id): (*note_of(kept.get(kind) or usual_words(kind), one),)
        for kind in kinds
        for one in facts
    }


def _thank_by(db: SqliteDatabase, situation: Situation) -> dict[str, date]:
    """The days by which thank-yous were said to be due, by interview."""
    found = debriefs(db, Debrief.interview.in_(list(situation.interviews)))
    return {one.interview: one.thank_by for one in found if one.thank_by is not None}


def printed_before(db: SqliteDatabase, campaign: str, day: date) -> dict[tuple[str, str], Before]:
    """The newest print of each sheet of a day, by (kind, key)."""
    p = Letter
    newest = (
        p.select(p.kind, p.sheet, fn.MAX(p.revision))
        .where((p.campaign == campaign) & (p.day == day))
        .group_by(p.kind, p.sheet)
    )
    revisions = {(kind, sheet): revision for kind, sheet, revision in fetch(db, newest)}
    rows = fetch(
        db, p.select(p.kind, p.sheet, p.revision, p.digest).where((p.campaign == campaign) & (p.day == day))
    )
    return {
        (kind, sheet): Before(revision, digest)
        for kind, sheet, revision, digest in rows
        if revisions[kind, sheet] == revision
    }
