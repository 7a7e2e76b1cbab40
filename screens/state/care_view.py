"""The care of one contact as words: tasks, referrals, how interviews went, what comes next, words for the filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from models.queries.contact_care import ContactCare, NamedReferral
from models.queries.pool import ContactStory, PoolRow
from models.rules.clusters import cluster_name
from models.rules.interview import HELD, WORDS
from models.rules.naming import day_text, listing
from models.rules.pool_facts import Care, Debrief, Task
from screens.state.named_words import due, having, named
from screens.widgets.plain import Cell, Toned
from screens.wording import span_word

WENT_WORDS = {"well": "✓ well", "mixed": "~ mixed", "badly": "✗ badly", "": "noted"}
"""How an interview went, with its sign."""


def named_words(row: PoolRow, today: date) -> Iterable[str]:
    """Words of the filter that name what they look for: tags, fields, what is due, what there is and is not."""
    one, care = row.contact, row.care
    fields = [cluster_name(each) for each in one.clusters]
    yield named("tag", care.tags)
    yield named("field", [*fields, row.field])
    yield named("format", [WORDS[each] for each in one.formats if each in WORDS])
    yield named("source", [one.source])
    yield due([each.day for each in care.nexts], today)
    yield having("room", not one.do_not_contact and row.left != 0)
    yield having("outreach", row.last)
    yield having("task", care.open_tasks)
    yield having("interview", row.booked or row.done)
    yield having("email", one.email)
    yield having("phone", one.phone)


def next_word(care: Care, today: date) -> Cell:
    """What comes next: "20 Nov call again", with a sign where that day has come; a dash for nothing."""
    if care.next is None:
        return "–"
    told = f"{day_text(care.next.day)[4:]} {care.next.why}"
    return Toned(f"! {told}", "warn") if care.next.day <= today else told


def task_lines(tasks: Sequence[Task], today: date, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What was agreed: open ones first, with the day, and whether that is past."""
    lines = []
    for one in tasks:
        if one.done_at is not None:
            done = f"done {day_text(one.done_at.astimezone(zone).date())}"
            lines.append(("", f"✓ {one.what} ({' by '.join(part for part in (done, one.done_by) if part)})"))
        elif one.due is None:
            lines.append(("", f"□ {one.what}"))
        else:
            late = "! overdue since " if one.due < today else "! today, " if one.due == today else "by "
            lines.append(("", f"□ {one.what}, {late}{day_text(one.due)}"))
    return lines or [("", "None. Press K for a task, a check-in, a tag, a referral.")]


def referral_lines(care: ContactCare) -> list[tuple[str, str]]:
    """Who named this contact, and whom they named."""
    lines = [("", f"Named by {one.named_by}{_may(one)}") for one in care.named_by]
    for one in care.named:
        said = one.referral
        became = f" → {one.contact} ({said.contact})" if said.contact else " (not in the pool yet: K p)"
        lines.append(("", f"Named {said.name}{became}{_may(one)}"))
        more = " · ".join(part for part in (said.reach, " ".join(said.note.split())) if part)
        lines += [("", f"  {more}")] if more else []
    return lines or [("", "None noted.")]


def _may(one: NamedReferral) -> str:
    may = {
        True: "; the name may be used",
        False: "; the name may NOT be used",
        None: "; not asked about the name",
    }
    return may[one.referral.may_use_name]


def held_choices(story: ContactStory, zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """A contact's interviews that were held, the latest last, to say how they went: id, when, with whom."""
    held = [one for one in story.interviews if one.interview.state in HELD and one.interview.span]
    return [
        (
            one.interview.id,
            span_word(one.interview.span, zone) if one.interview.span else "",
            " · ".join(
                part
                for part in (
                    listing(list(one.students)),
                    debrief_word(story.care.debriefs.get(one.interview.id)),
                )
                if part
            ),
        )
        for one in held
    ]


def debrief_word(debrief: Debrief | None) -> str:
    """How an interview went, in words; "" where nobody said."""
    if debrief is None:
        return ""
    return ": ".join(part for part in (WENT_WORDS[debrief.went], " ".join(debrief.note.split())) if part)
