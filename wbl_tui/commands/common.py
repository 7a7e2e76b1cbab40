"""What the commands share: the store they were told to use, times as people type them, answers to writes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused
from models.exchange import json_out
from models.operations.judging import interview_of, situation_of
from models.operations.unit import Done
from models.rules.span import instant_of, local_day
from models.rules.text import clean
from models.workspace import Workspace
from wbl_tui.commands.opening import typed_moment, workspace
from wbl_tui.output import say, say_json, warn

DONE, REFUSED, USAGE = 0, 1, 2


def typed_start(text: str, zone: ZoneInfo) -> tuple[datetime, str]:
    """The instant of a start as typed, local or with an offset, and what must be said about it."""
    moment = typed_moment(text, "--start")
    if moment.tzinfo is not None:
        return moment.astimezone(UTC), ""
    return instant_of(moment, zone)


def typed_day(text: str | None, opened: Workspace) -> date:
    """A date as typed, or the campaign's today."""
    if text is None:
        return local_day(opened.now(), ZoneInfo(opened.campaign().zone))
    return typed_date(text)


def typed_date(text: str, what: str = "") -> date:
    """A date as typed. Raises BadInput."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        before = f"{what}: " if what else ""
        raise BadInput(f"{before}{clean(text, 40)!r} is no date.", "Write it like 2026-11-24.") from None


def typed_count(text: str) -> int:
    """A whole number as typed. Raises BadInput."""
    if not text.strip().isdecimal() or len(text) > 9:
        raise BadInput(f"{clean(text, 40)!r} is no whole number.", "Write it like 2.")
    return int(text)


def typed_fields(pairs: list[str]) -> dict[str, str]:
    """`FIELD=VALUE` arguments. Raises BadInput for one without a name or a sign."""
    fields: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise BadInput(f"{clean(pair, 60)!r} is not FIELD=VALUE.", "For example: grade=11.")
        if (field := name.strip().casefold()) in fields:
            raise BadInput(f"{clean(field, 40)} is given twice.", "Give each field once.")
        fields[field] = value
    return fields


def answer(options: argparse.Namespace, opened: Workspace, write: Callable[[], Done], note: str = "") -> int:
    """Carry a write out and answer as the contract says: done with its sentence, or refused with the reason."""
    try:
        done = write()
    except Refused as refused:
        if options.json:
            say_json(refusal_json(refused, ZoneInfo(opened.campaign().zone)))
        else:
            _say_alternatives(refused, ZoneInfo(opened.campaign().zone))
        raise
    if options.json:
        say_json(done_json(done, opened, note))
        return DONE
    say(done.sentence)
    if note:
        say(note)
    for text in dict.fromkeys(warning.text for warning in done.warnings):
        warn(f"Note: {text}")
    return DONE


def done_json(done: Done, opened: Workspace, note: str = "") -> dict[str, Any]:
    """What a write did, with the interview as it is now."""
    warnings = [json_out.warning_json(one) for one in done.warnings]
    if note:
        warnings.append({"code": "time", "text": note})
    interview = opened.read(_interview, done.interview_id, opened.now()) if done.interview_id else None
    return {
        "done": True,
        "journal": str(done.journal) if done.journal else None,
        "sentence": done.sentence,
        "interview": interview,
        "warnings": warnings,
    }


def _interview(db: Any, ident: str, now: datetime) -> dict[str, Any]:
    interview = interview_of(db, ident)
    return json_out.interview_json(interview, situation_of(db, interview), now)


def refusal_json(refused: Refused, zone: ZoneInfo) -> dict[str, Any]:
    """Why a write was not done, and what is free instead."""
    return {
        "done": False,
        "refusal": refused.sentence,
        "clashes": [json_out.finding_json(one, zone) for one in refused.clashes],
        "alternatives": [json_out.alternative_json(one, zone) for one in refused.alternatives],
    }


def _say_alternatives(refused: Refused, zone: ZoneInfo) -> None:
    for free in refused.alternatives:
        room = f", {free.room_name}" if free.room_name else ""
        say(f"Free: {free.start.astimezone(zone):%Y-%m-%d %H:%M}–{free.end.astimezone(zone):%H:%M}{room}")


__all__ = [
    "DONE", "REFUSED", "USAGE", "answer", "done_json", "refusal_json", "typed_count", "typed_date", "typed_day",
    "typed_fields", "typed_moment", "typed_start", "workspace",
]  # fmt: skip
