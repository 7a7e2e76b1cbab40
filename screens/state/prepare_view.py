"""One student's preparation as sections to read."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models.queries.preparing import PreparedStudent
from models.rules.naming import day_text, when_text
from models.rules.preparing import REVIEW_MOVES, REVIEW_WORDS, Question, list_lacks
from models.rules.question_bank import PART_WORDS, PARTS
from models.rules.span import local_day
from screens.dialogs.detail import Section
from screens.keys.command import Command

_STEPS = {"prepare.request": "in_review", "prepare.deny": "changes_asked"}


def prepare_title(found: PreparedStudent) -> str:
    """Whose preparation it is."""
    return f"Preparation of {found.student.label}"


def commands_for(found: PreparedStudent, commands: Iterable[Command]) -> tuple[Command, ...]:
    """What can be done with it now; approving and practice can always be ticked, or taken back."""
    moves = REVIEW_MOVES[found.state]
    return tuple(one for one in commands if one.id not in _STEPS or _STEPS[one.id] in moves)


def prepare_sections(found: PreparedStudent, zone: ZoneInfo) -> tuple[Section, ...]:
    """Where it stands, the list part by part, the research."""
    made = [Section("", _standing(found, zone))]
    for part in PARTS:
        own = [one for one in found.questions if one.part == part]
        lines = [(f"{n}.", f"{one.words}{'' if one.bank else '  (own)'}") for n, one in enumerate(own, 1)]
        made.append(Section(PART_WORDS[part], lines or [("", "–")]))
    kept = found.preparation
    made.append(Section("Research: the field", _lines(kept.about_field)))
    made.append(Section("Research: the employer", _lines(kept.about_employer)))
    return tuple(made)


def question_choice(one: Question) -> tuple[str, str]:
    """The question and its part, to choose from."""
    return one.words, PART_WORDS[one.part].partition(":")[0]


def _standing(found: PreparedStudent, zone: ZoneInfo) -> list[tuple[str, str]]:
    kept = found.preparation
    lines = []
    span = found.next_call.span if found.next_call else None
    if span is not None:
        who = ", ".join(part for part in (found.with_whom, found.employer) if part)
        lines.append(("Next call", f"{when_text(span, zone)}, {who or 'nobody yet'}"))
    sign = "✓" if found.state == "approved" else "!"
    by = ""
    if kept.decided_at is not None and kept.state == found.state:
        by = f" ({kept.decided_by}, {day_text(local_day(kept.decided_at, zone))})"
    lines.append(("Questions", f"{sign} {REVIEW_WORDS[found.state]}{by}"))
    if kept.remark and kept.state == found.state:
        lines.append(("Remark", kept.remark))
    lines += [("", f"  {text}.") for text in list_lacks(found.questions) if found.state != "approved"]
    lines.append(("Practice", _practice(found, zone)))
    return lines


def _practice(found: PreparedStudent, zone: ZoneInfo) -> str:
    kept = found.preparation
    if not found.student.practice_done:
        return "! not done yet"
    at = f", {day_text(local_day(kept.practised_at, zone))}" if kept.practised_at else ""
    return f"✓ done{f' with {kept.practised_with}{at}' if kept.practised_with else ''}"


def _lines(text: str) -> list[tuple[str, str]]:
    return [("", line) for line in text.split("\n")] if text else [("", "Nothing yet.")]
