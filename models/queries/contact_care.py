"""What is known of contacts beyond one campaign, and whom to get in touch with by which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase, fn

from models.queries.reading import fetch
from models.rules.pool_facts import Care, Debrief, NextContact, Referral, Task, tasks_in_order
from models.tables import people_rows as care
from models.tables import rows

CHECK_IN = "check in"


class Latest(NamedTuple):
    """The latest outreach to a contact: on which day, and what was to come next by which one."""

    day: date
    next_action: str
    next_by: date | None


class NamedReferral(NamedTuple):
    """A referral with the names of whoever named the person, and of the contact that the person became."""

    referral: Referral
    named_by: str
    contact: str


class ContactCare(NamedTuple):
    """Everything about the care of one contact. `named` are people whom they named, `named_by` who named them.

    `debriefs` are by interview; `campaigns` are names by id, of all campaigns.
    """

    tags: tuple[str, ...]
    tasks: tuple[Task, ...]
    named: tuple[NamedReferral, ...]
    named_by: tuple[NamedReferral, ...]
    debriefs: dict[str, Debrief]
    check_in: date | None
    campaigns: dict[str, str]


NO_CARE = ContactCare((), (), (), (), {}, None, {})


def contact_care(db: SqliteDatabase, contact: str) -> ContactCare:
    """The care of one contact; six queries."""
    t, c, i = care.ContactTag, rows.Contact, rows.Interview
    tags = fetch(db, t.select(t.tag).where(t.contact == contact).order_by(t.tag))
    referred = referrals(db, (care.Referral.named_by == contact) | (care.Referral.contact == contact))
    check_in = fetch(db, c.select(c.check_in).where(c.id == contact))
    met = care.Debrief.interview.in_(i.select(i.id).where(i.contact == contact))
    return ContactCare(
        tuple(tag for (tag,) in tags),
        tasks(db, care.ContactTask.contact == contact),
        tuple(one for one in referred if one.referral.named_by == contact),
        tuple(one for one in referred if one.referral.contact == contact),
        {one.interview: one for one in debriefs(db, met)},
        check_in[0][0] if check_in else None,
        dict(fetch(db, rows.Campaign.select(rows.Campaign.id, rows.Campaign.name))),
    )


def tasks(db: SqliteDatabase, condition: Any = None) -> tuple[Task, ...]:
    """Tasks that meet a condition, the open ones first; one query."""
    t = care.ContactTask
    query = t.select(t.id, t.contact, t.what, t.due, t.done_at, t.done_by)
    found = fetch(db, query if condition is None else query.where(condition))
    return tasks_in_order(Task._make(row) for row in found)


def referrals(db: SqliteDatabase, condition: Any = None) -> tuple[NamedReferral, ...]:
    """Referrals that meet a condition, the latest first, with names; one query."""
    r, by, became = care.Referral, rows.Contact.alias(), rows.Contact.alias()
    query: Any = r.select(
        r.id, r.named_by, r.interview, r.name, r.reach, r.note, r.contact, r.may_use_name, r.at,
        by.name, fn.COALESCE(became.name, ""),
    )  # fmt: skip
    query = query.join(by, on=(by.id == r.named_by)).left_outer_join(became, on=(became.id == r.contact))
    query = query.order_by(r.at.desc(), r.id)
    found = fetch(db, query if condition is None else query.where(condition))
    return tuple(NamedReferral(Referral._make(row[:9]), row[9], row[10]) for row in found)


def debriefs(db: SqliteDatabase, condition: Any = None) -> tuple[Debrief, ...]:
    """How interviews went, the latest note first; one query."""
    d = care.Debrief
    query = d.select(d.interview, d.went, d.note, d.actor, d.at, d.thank_by)
    query = query.order_by(d.at.desc(), d.interview)
    found = fetch(db, query if condition is None else query.where(condition))
    return tuple(Debrief._make(row) for row in found)


def debrief_of(db: SqliteDatabase, interview: str) -> Debrief | None:
    """How one interview went, where somebody noted it; one query."""
    return next(iter(debriefs(db, care.Debrief.interview == interview)), None)


def tags(db: SqliteDatabase) -> list[tuple[str, str]]:
    """(contact, tag) of every tag, by tag; one query."""
    t = care.ContactTag
    return [
        (contact, tag) for contact, tag in fetch(db, t.select(t.contact, t.tag).order_by(t.tag, t.contact))
    ]


def tags_for(db: SqliteDatabase, contacts: Sequence[str]) -> tuple[list[tuple[str, int]], tuple[str, ...]]:
    """Every tag and how many contacts bear it, and the tags that all of these contacts bear; one query."""
    wearers: dict[str, set[str]] = defaultdict(set)
    for contact, tag in tags(db):
        wearers[tag].add(contact)
    worn = tuple(tag for tag, some in wearers.items() if some.issuperset(contacts))
    return [(tag, len(some)) for tag, some in wearers.items()], worn


def care_of(db: SqliteDatabase, latest: Mapping[str, Latest], only: str | None = None) -> dict[str, Care]:
    """What lists show of the care of contacts, by id; those without any are left out. Three queries.

    `latest` is the latest outreach by contact. Whoever got in touch on the day of a check-in or later has done it.
    """
    t, k, c = care.ContactTag, care.ContactTask, rows.Contact
    found: dict[str, list[str]] = defaultdict(list)
    for contact, tag in fetch(db, _of(t.select(t.contact, t.tag).order_by(t.tag), t.contact, only)):
        found[contact].append(tag)
    nexts: dict[str, list[NextContact]] = defaultdict(list)
    open_: dict[str, int] = defaultdict(int)
    undone: Any = k.select(k.contact, k.what, k.due).where(k.done_at.is_null()).order_by(k.due, k.id)
    for contact, what, due in fetch(db, _of(undone, k.contact, only)):
        open_[contact] += 1
        if due is not None:
            nexts[contact].append(NextContact(due, what))
    dated: Any = c.select(c.id, c.check_in).where(c.check_in.is_null(False))
    for contact, day in fetch(db, _of(dated, c.id, only)):
        if contact not in latest or latest[contact].day < day:
            nexts[contact].append(NextContact(day, CHECK_IN))
    for contact, (_, what, by) in latest.items():
        if by is not None:
            nexts[contact].append(NextContact(by, what or "get in touch"))
    return {
        one: Care(tuple(found.get(one, ())), tuple(sorted(nexts.get(one, ()))), open_.get(one, 0))
        for one in {*found, *nexts, *open_}
    }


def _of(query: Any, column: Any, only: str | None) -> Any:
    return query if only is None else query.where(column == only)


def saved_filters(db: SqliteDatabase, page: str) -> dict[str, str]:
    """The filters that people saved for a page: words by name; one query."""
    s = care.SavedFilter
    return dict(fetch(db, s.select(s.name, s.words).where(s.page == page).order_by(s.name)))


__all__ = [
    "CHECK_IN", "NO_CARE", "ContactCare", "Latest", "NamedReferral", "care_of", "contact_care", "debriefs", "referrals",
    "saved_filters", "tags", "tags_for", "tasks",
]  # fmt: skip
