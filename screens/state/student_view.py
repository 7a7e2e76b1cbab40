"""One student as words: the row in the list, and everything about the student in sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from models.queries.pool import MatchedContact
from models.queries.roster import OutreachTold, OwnInterview, RosterRow, StudentStory
from models.rules.absences import ABSENCE_WORDS
from models.rules.clusters import cluster_name
from models.rules.facts import JournalEntry
from models.rules.interview import WORDS
from models.rules.text import fold
from screens.state.claim_words import claim_lines, held_word
from screens.state.incident_words import incident_lines
from screens.state.named_words import having, named
from screens.state.story_lines import (
    Event,
    claim_events,
    interview_events,
    journal_events,
    outreach_events,
    outreach_line,
    story_lines,
)
from screens.widgets.pane import Sections
from screens.widgets.plain import Cell, Toned
from screens.wording import (
    clusters_word,
    interest_word,
    interests_word,
    left_word,
    moment_word,
    ready_word,
    span_word,
    state_word,
    yes_word,
)

MATCHES_SHOWN = 5
HISTORY_SHOWN = 30


def search_words(row: RosterRow, classes: Iterable[tuple[str, str]] = ()) -> str:
    """Everything about a student that may be typed into the filter; `classes` by id and name."""
    own = [word for one in classes for word in one]
    interests = (f"{interest_word(one)} {one.words}" for one in row.interests)
    missing = (text for _, text in row.missing)
    state = "not ready" if row.missing else "is ready"
    return " ".join(
        (row.label, row.given, row.id, row.grade, row.email, row.school, *interests, *missing, state,
         *_named_words(row), *own, *([named("class", own)] if own else ()))
    )  # fmt: skip


def _named_words(row: RosterRow) -> Iterable[str]:
    """Words of the filter that name what they look for."""
    counts = row.counts
    yield named("grade", [row.grade])
    yield named("interest", [cluster_name(one.cluster) for one in row.interests if one.cluster])
    yield having("interview", counts.booked or counts.done)
    yield having("email", row.email)
    # Only of whoever needs one: everybody else lacks none.
    yield "no:room" if counts.without_room else "has:room"


def student_cells(row: RosterRow, zone: ZoneInfo) -> tuple[Cell, ...]:
    """Name, grade, how many of the interviews owed, next one, readiness, interests."""
    counts = row.counts
    has = f"{counts.done + counts.booked} of {row.owed}"
    tone = "warn" if row.lacking else ""
    return (
        Toned(row.sorted_label, "strong"),
        row.grade,
        Toned(has, tone),
        moment_word(counts.next_start, zone),
        ready_word(row.missing),
        interests_word(row.interests),
    )


def student_order(row: RosterRow, column: int) -> Any:
    """By what a column of `student_cells` puts students in order; None for nothing."""
    counts = row.counts
    return (
        fold(row.sorted_label),
        (int(row.grade) if row.grade.isdecimal() else 0, fold(row.grade)) if row.grade else None,
        (counts.done + counts.booked, row.owed),
        counts.next_start,
        (len(row.missing), ready_word(row.missing).text),
        fold(interests_word(row.interests)) if row.interests else None,
    )[column]


def summary_sections(row: RosterRow, zone: ZoneInfo) -> Sections:
    """What is known from the list alone."""
    counts = row.counts
    facts = [
        ("Grade", row.grade or "–"),
        ("Interviews", f"{counts.done} done, {counts.booked} booked, of {row.owed} owed"),
        ("Next", moment_word(counts.next_start, zone, "none booked")),
    ]
    if counts.requested:
        facts.append(("Requested", str(counts.requested)))
    missing = [("", f"! {text}") for _, text in row.missing] or [("", "✓ Nothing is missing")]
    interests = [
        ("", f"{one.rank}. {_interest_line(one.words, interest_word(one))}") for one in row.interests
    ]
    return (
        ("", facts),
        ("Readiness", missing),
        ("Interests", interests or [("", "None yet. Press e to add them.")]),
    )


def story_sections(story: StudentStory, matches: Sequence[MatchedContact], zone: ZoneInfo) -> Sections:
    """Everything about one student."""
    summary = summary_sections(story.row, zone)
    return (
        summary[0],
        summary[1],
        ("Interviews", _interviews(story, zone)),
        summary[2],
        ("Contacts who match", match_lines(matches, zone)),
        ("Classes", _classes(story)),
        (
            "Holds",
            claim_lines(story.claims, zone, of_student=True, none="Nobody. Press H to hold a contact."),
        ),
        ("Outreach", outreach_lines(story.outreach, zone)),
        ("Details", _details(story)),
        ("History", story_lines(_events(story, zone), zone)),
    )


def _events(story: StudentStory, zone: ZoneInfo) -> list[Event]:
    met = [(one.interview, f"{one.contact}, {one.employer}".strip(", ")) for one in story.interviews]
    return [
        *outreach_events(story.outreach, of_student=True),
        *claim_events(story.claims, zone, of_student=True),
        *interview_events(met),
        *journal_events(story.history),
    ]


def match_lines(matches: Sequence[MatchedContact], zone: ZoneInfo) -> list[tuple[str, str]]:
    """The best few contacts, with reason and room left."""
    lines = [
        ("", f"{one.contact.name}, {one.contact.employer_name}: {one.reason} ({_room(one, zone)})")
        for one in matches[:MATCHES_SHOWN]
    ]
    if len(matches) > MATCHES_SHOWN:
        lines.append(("", f"and {len(matches) - MATCHES_SHOWN} more: press c"))
    return lines or [("", "Nobody with room left matches the interests.")]


def _room(one: MatchedContact, zone: ZoneInfo) -> str:
    """The room left, and who holds some of it."""
    return " · ".join(part for part in (left_word(one.left).text, held_word(one.held, zone).text) if part)


def match_choice(one: MatchedContact, zone: ZoneInfo) -> tuple[str, str]:
    """A contact to choose: who, and why or why not."""
    title = f", {one.contact.title}" if one.contact.title else ""
    why = one.reason or f"other field: {clusters_word(one.contact.clusters)}"
    return f"{one.contact.name}{title}", f"{_room(one, zone)} · {why} · {one.contact.employer_name}"


def student_choice(row: RosterRow, reason: str) -> tuple[str, str, str]:
    """A student to choose: the name, then what is lacking and why a contact would do."""
    lacking = f"{row.lacking} to find" if row.lacking else "has all that is owed"
    why = reason or interests_word(row.interests)
    return row.id, row.sorted_label, f"{lacking} · {why}"


def outreach_lines(
    told: Sequence[OutreachTold], zone: ZoneInfo, *, whom: bool = True
) -> list[tuple[str, str]]:
    """Attempts, the latest first."""
    lines = [(moment_word(one.outreach.at, zone), outreach_line(one, of_student=whom)) for one in told]
    return lines or [("", "None yet.")]


def history_lines(history: Sequence[JournalEntry], zone: ZoneInfo) -> list[tuple[str, str]]:
    """What was changed, the newest first."""
    lines = [
        (
            moment_word(entry.at, zone),
            f"{entry.sentence}{' (taken back)' if entry.undone else ''} {entry.actor}",
        )
        for entry in history[:HISTORY_SHOWN]
    ]
    return lines or [("", "Nothing yet.")]


def interview_choices(interviews: Sequence[OwnInterview], zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """A student's interviews to choose from: id, when, how it stands and with whom."""
    return [
        (
            one.interview.id,
            span_word(one.interview.span, zone) if one.interview.span else "no time yet",
            f"{state_word(one.interview.state).text} · {one.contact or 'nobody yet'}",
        )
        for one in interviews
    ]


def _interest_line(words: str, meant: str) -> str:
    return meant if not words or words in meant else f"{meant}: {words}"


def _interviews(story: StudentStory, zone: ZoneInfo) -> list[tuple[str, str]]:
    lines = []
    for one in story.interviews:
        found = one.interview
        when = span_word(found.span, zone) if found.span else "no time yet"
        where = one.room or ("no room yet" if found.place == "room" else WORDS[found.place])
        who = f"{one.contact or 'nobody yet'}, {one.employer}".rstrip(", ")
        parts = [state_word(found.state).text, who, WORDS[found.format], where]
        parts += [
            f"absence {ABSENCE_WORDS[each.state]} ({each.class_name or f'period {each.period}'})"
            for each in one.absences
            if each.state != "not_needed"
        ]
        lines += [("", when), ("", "  " + " · ".join(parts))]
        wrong = [each for each in story.incidents if each.interview == found.id]
        lines += [("", f"  {moment}: {text}") for moment, text in incident_lines(wrong, zone)]
    return lines or [("", "None yet. Press b to book one.")]


def _classes(story: StudentStory) -> list[tuple[str, str]]:
    lines = []
    for one in story.classes:
        found = one.school_class
        about = ", ".join(part for part in (one.teacher, found.kind) if part)
        lines.append((found.meets or "–", f"{found.name or found.id} ({about})"))
    return lines or [("", "None known: press e to add them.")]


def _details(story: StudentStory) -> list[tuple[str, str]]:
    student = story.student
    guardian = ", ".join(part for part in (student.guardian_name, student.guardian_email) if part)
    return [
        ("Id", student.id),
        ("Name", f"{student.given} {student.family}".strip()),
        ("E-mail", student.email or "–"),
        ("School", student.school or "–"),
        ("Guardian", guardian or "–"),
        ("Name to employer", yes_word(student.share_name)),
        *(
            [("In the hallway", f"No. {story.number} instead of the name")]
            if story.number is not None
            else []
        ),
    ]


__all__ = [
    "Toned", "history_lines", "interview_choices", "match_choice", "match_lines", "outreach_lines", "search_words",
    "story_sections", "student_cells", "student_choice", "student_order", "summary_sections",
]  # fmt: skip
