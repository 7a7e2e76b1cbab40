"""One contact as words: the row in the list, and everything about the contact in sections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.queries.contact_care import ContactCare
from models.queries.pool import ContactStory, HostedInterview, MatchedStudent, PoolRow
from models.rules.clocks import differs, times_there
from models.rules.facts import Contact, Employer
from models.rules.interview import WORDS
from models.rules.naming import day_text, listing, zone_or
from models.rules.span import local_day
from models.rules.text import fold
from screens.state.care_view import debrief_word, named_words, next_word, referral_lines, task_lines
from screens.state.claim_words import claim_lines, held_short, held_word
from screens.state.story_lines import (
    Event,
    claim_events,
    interview_events,
    journal_events,
    outreach_events,
    story_lines,
)
from screens.state.student_view import outreach_lines
from screens.widgets.pane import Sections
from screens.widgets.plain import Cell, Toned
from screens.wording import (
    clusters_word,
    date_word,
    fields_word,
    format_signs,
    formats_signed,
    formats_word,
    left_word,
    outcome_word,
    outreach_word,
    span_word,
    state_word,
)

MATCHES_SHOWN = 5


def search_words(row: PoolRow, today: date) -> str:
    """Everything about a contact that may be typed into the filter, also by words that name what they look for."""
    one = row.contact
    last = outreach_word(row.last.how, row.last.outcome).text if row.last else "no outreach yet"
    left = left_word(row.left, do_not_contact=one.do_not_contact).text
    return " ".join(
        (one.name, one.employer_name, one.title, one.id, one.email, one.phone, row.field, one.source,
         clusters_word(one.clusters), formats_word(one.formats), last, left, *one.schools,
         *(f"held by {one.label}" for one in row.held), *named_words(row, today))
    )  # fmt: skip


def contact_cells(row: PoolRow, zone: ZoneInfo, today: date) -> tuple[Cell, ...]:
    """Name, employer, field, formats, room left, last outreach or that there shall be no further one, what comes
    next, tags.
    """
    one = row.contact
    return (
        Toned(one.name, "strong"),
        one.employer_name,
        _field(row) or "–",
        format_signs(one.formats),
        Toned("✗", "bad") if one.do_not_contact else _left(row.left),
        _last(row, zone),
        next_word(row.care, today),
        " ".join(row.care.tags),
    )


def _field(row: PoolRow) -> str:
    """The contact's fields; where none is known what the employer does."""
    return fields_word(row.contact.clusters) or row.field


def _left(left: int | None) -> Cell:
    if left is None:
        return "any"
    return str(left) if left > 0 else Toned("! 0", "warn")


def _last(row: PoolRow, zone: ZoneInfo) -> Cell:
    if row.contact.do_not_contact:
        return left_word(row.left, do_not_contact=True)
    if row.held:
        return held_short(row.held, zone)
    if row.last is None:
        return Toned("none yet", "dim")
    said = outcome_word(row.last.how, row.last.outcome)
    return Toned(f"{day_text(row.last.at.astimezone(zone).date())[4:]} {said.text}", said.tone)


def contact_order(row: PoolRow, column: int) -> Any:
    """By what a column of `contact_cells` puts contacts in order; None for nothing."""
    one = row.contact
    room = float("inf") if row.left is None else row.left
    return (
        fold(one.name),
        fold(one.employer_name) or None,
        fold(_field(row)) or None,
        format_signs(one.formats),
        -1 if one.do_not_contact else room,
        row.last.at if row.last else None,
        row.care.next.day if row.care.next else None,
        " ".join(row.care.tags) or None,
    )[column]


def summary_sections(row: PoolRow, zone: ZoneInfo) -> Sections:
    """What is known from the list alone."""
    one = row.contact
    limit = "no limit" if one.limit is None else str(one.limit)
    facts = [
        *((("Note", "✗ ASKED NOT TO BE CONTACTED"),) if one.do_not_contact else ()),
        ("Employer", one.employer_name),
        ("Job title", one.title or "–"),
        ("Fields", clusters_word(one.clusters)),
        ("Formats", formats_signed(one.formats)),
        ("E-mail", one.email or "–"),
        ("Phone", one.phone or "–"),
        *((("Source", one.source),) if one.source else ()),
        ("Room left", left_word(row.left, do_not_contact=one.do_not_contact).text),
        ("Interviews", f"{row.done} done, {row.booked} booked, offered {limit}"),
        *((("Held", held_word(row.held, zone).text),) if row.held else ()),
        ("Last contact", _last_contact(row, zone)),
        *(("Next", f"{date_word(each.day)}: {each.why}") for each in row.care.nexts),
        *((("Tags", " ".join(row.care.tags)),) if row.care.tags else ()),
    ]
    return (("", facts),)


def _last_contact(row: PoolRow, zone: ZoneInfo) -> str:
    if row.last is None:
        return "none yet"
    said = outreach_word(row.last.how, row.last.outcome).text
    step = f"; then: {row.last.next_action}" if row.last.next_action and not row.last.next_by else ""
    return f"{day_text(row.last.at.astimezone(zone).date())}, {said}{step}"


def story_sections(
    story: ContactStory, matches: Sequence[MatchedStudent] | None, zone: ZoneInfo, now: datetime
) -> Sections:
    """Everything about one contact: that they asked for quiet comes first, then what is agreed and open."""
    outreach = outreach_lines(story.outreach, zone, whom=False)
    care, campaign = story.care, story.campaign
    here = [one for one in story.interviews if one.interview.campaign == campaign]
    before = [one for one in story.interviews if one.interview.campaign != campaign]
    return (
        *summary_sections(story.row, zone),
        ("Tasks agreed", task_lines(care.tasks, local_day(now, zone), zone)),
        ("Interviews", _interviews(here, care, zone)),
        *((("Other campaigns", _interviews(before, care, zone)),) if before else ()),
        ("Referrals", referral_lines(care)),
        ("Offered hours", _hours(story.row.contact, zone)),
        ("Outreach", outreach if story.outreach else [("", "None yet. Press o to log the first.")]),
        ("Held by", claim_lines(story.claims, zone, of_student=False, none="Nobody so far. H holds them.")),
        ("Students who match", [("", "Press c.")] if matches is None else match_lines(matches)),
        ("Details", _details(story.row.contact)),
        ("Employer", employer_lines(story.employer)),
        ("History", story_lines(_events(story, zone), zone)),
    )  # fmt: skip


def _events(story: ContactStory, zone: ZoneInfo) -> list[Event]:
    met = [(one.interview, listing(list(one.students))) for one in story.interviews]
    return [
        *outreach_events(story.outreach, of_student=False),
        *claim_events(story.claims, zone, of_student=False),
        *interview_events(met),
        *journal_events(story.history),
    ]


def match_lines(matches: Sequence[MatchedStudent]) -> list[tuple[str, str]]:
    """The best few students, with the reason."""
    lines = [
        ("", f"{one.row.label}: {one.reason} ({one.row.lacking} to find)") for one in matches[:MATCHES_SHOWN]
    ]
    if len(matches) > MATCHES_SHOWN:
        lines.append(("", f"and {len(matches) - MATCHES_SHOWN} more: press c"))
    return lines or [("", "No student who still needs an interview matches.")]


def interview_choices(interviews: Sequence[HostedInterview], zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """A contact's interviews to choose from: id, when, how it stands and with whom."""
    return [
        (
            one.interview.id,
            span_word(one.interview.span, zone) if one.interview.span else "no time yet",
            f"{state_word(one.interview.state).text} · {listing(list(one.students))}",
        )
        for one in interviews
    ]


def _interviews(
    interviews: Sequence[HostedInterview], care: ContactCare, zone: ZoneInfo
) -> list[tuple[str, str]]:
    lines = []
    for one in interviews:
        found = one.interview
        when = span_word(found.span, zone) if found.span else "no time yet"
        where = one.room or ("no room yet" if found.place == "room" else WORDS[found.place])
        who = listing(list(one.students)) or "nobody yet"
        about = " · ".join((state_word(found.state).text, who, WORDS[found.format], where))
        lines += [("", when), ("", f"  {about}")]
        went = debrief_word(care.debriefs.get(found.id))
        lines += [("", f"  {went} ({care.debriefs[found.id].actor})")] if went else []
    return lines or [("", "None yet. Press b to book one.")]


def _hours(contact: Contact, zone: ZoneInfo) -> list[tuple[str, str]]:
    if not contact.availability:
        return [("", "None stated: any time is taken as possible.")]
    theirs = zone_or(contact.zone, zone) if contact.zone else zone
    lines = []
    for span in contact.availability:
        there = f"{times_there(span, theirs, zone)} {theirs.key}"
        own = f" ({there} for them)" if differs(span.start, theirs, zone) else ""
        lines.append(("", f"{span_word(span, zone)}{own}"))
    return lines


def _details(contact: Contact) -> list[tuple[str, str]]:
    numbers = (
        ("Minutes each", contact.minutes),
        ("A day at most", contact.per_day),
        ("Pause between", contact.gap_minutes or None),
        ("Way there", contact.travel_minutes or None),
    )
    return [
        ("Id", contact.id),
        ("Time zone", contact.zone or "the school's"),
        ("Only schools", "; ".join(contact.schools) or "any"),
        *((label, str(number)) for label, number in numbers if number is not None),
        *((("Notes", contact.notes),) if contact.notes else ()),
    ]


def employer_lines(employer: Employer) -> list[tuple[str, str]]:
    """What is known of an employer."""
    told = (
        ("Name", employer.name),
        ("Field", employer.field),
        ("Address", employer.address),
        ("Site", employer.site),
        ("Phone", employer.phone),
        ("Notes", employer.notes),
    )
    return [(label, text) for label, text in told if text]
