"""Why two records cannot be one: interviews at the same time, claims of both, one who named the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import Refused
from models.operations.kinds import Kind
from models.queries import reading
from models.rules.facts import Interview
from models.rules.interview import STANDING
from models.rules.naming import when_text
from models.tables import people_rows as care
from models.tables import rows


def require_mergeable(
    db: SqliteDatabase, kind: Kind, keep: str, other: str, names: Sequence[str], now: datetime, zone: ZoneInfo
) -> None:
    """Raises Refused with every reason why two records cannot be one: they would be in two places at once, or one
    claim would become two. `names` are what people call the one that stays and the other.
    """
    reasons: list[str] = []
    if kind.name != "employers":
        reasons += _same_time(db, kind, keep, other, zone)
        reasons += _same_claims(db, kind, keep, other, now)
    if kind.name == "contacts":
        r = care.Referral
        told = r.select().where(
            ((r.named_by == keep) & (r.contact == other)) | ((r.named_by == other) & (r.contact == keep))
        )
        reasons += [f"one named the other, as {row.name}" for row in told.bind(db)]
    if reasons:
        raise Refused(
            f"{names[0]} ({keep}) and {names[1]} ({other}) cannot be one: {'; '.join(reasons)}.",
            "Change that first, or leave both as they are.",
        )


def _same_time(db: SqliteDatabase, kind: Kind, keep: str, other: str, zone: ZoneInfo) -> list[str]:
    """Interviews of both at the same time, or of both students in one interview."""
    mine, theirs = (_interviews(db, kind, ident) for ident in (keep, other))
    both = set(mine) & set(theirs)
    reasons = [f"both take part in interview {ident}" for ident in sorted(both)]
    for one in mine.values():
        for two in theirs.values():
            if one.id != two.id and _overlap(kind, one, two) and one.span:
                reasons.append(f"both have an interview at {when_text(one.span, zone)} ({one.id}, {two.id})")
    return reasons


def _interviews(db: SqliteDatabase, kind: Kind, ident: str) -> dict[str, Interview]:
    i, m = rows.Interview, rows.InterviewStudent
    if kind.name == "contacts":
        return reading.interviews(db, i.contact == ident)
    return reading.interviews(db, i.id.in_(m.select(m.interview).where(m.student == ident)))


def _overlap(kind: Kind, one: Interview, two: Interview) -> bool:
    if not {one.state, two.state} <= STANDING or one.span is None or two.span is None:
        return False
    if kind.name == "contacts" and "recorded" in (one.format, two.format):
        return False
    return one.span.start < two.span.end and two.span.start < one.span.end


def _same_claims(db: SqliteDatabase, kind: Kind, keep: str, other: str, now: datetime) -> list[str]:
    """Claims that hold on both: one student's on both contacts, or both students' on one contact."""
    held: dict[str, set[str]] = {keep: set(), other: set()}
    for claim in reading.claims(db):
        own, whose = (
            (claim.contact, claim.student) if kind.name == "contacts" else (claim.student, claim.contact)
        )
        if own in held and claim.until > now:
            held[own].add(whose)
    twice = sorted(held[keep] & held[other])
    model = rows.Student if kind.name == "contacts" else rows.Contact
    said = "holds both" if kind.name == "contacts" else "is held by both"
    found: Iterable[Any] = model.select().where(model.id.in_(twice)).bind(db)
    return [f"{_called(row)} {said}" for row in found]


def _called(row: Any) -> str:
    if isinstance(row, rows.Student):
        return f"{row.preferred or row.given} {row.family}".strip()
    return str(row.name)
