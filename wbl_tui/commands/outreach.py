"""Commands that help with finding somebody to interview: stuck, script."""

from __future__ import annotations

import argparse
from typing import Any
from zoneinfo import ZoneInfo

from models.exchange.json_out import iso
from models.exchange.phone_script import phone_script, script_text
from models.queries.outreach import script_facts
from models.queries.stuck import StuckStudent, stuck_with_contacts
from models.rules.naming import day_text, listing
from models.rules.span import local_day
from models.rules.stuck import STUCK_DAYS, STUCK_TRIES, FreeContact
from wbl_tui.commands.common import DONE, workspace
from wbl_tui.output import say, say_json

SHOWN, LISTED = 3, 10
"""Contacts for each student in plain text, and in JSON."""


def stuck(options: argparse.Namespace) -> int:
    """Students without an interview for too long, the longest first, each with the best contacts still free."""
    days = STUCK_DAYS if options.days is None else options.days
    tries = STUCK_TRIES if options.tries is None else options.tries
    with workspace(options) as opened:
        zone = ZoneInfo(opened.campaign().zone)
        wanted = LISTED if options.json else SHOWN
        found = opened.read(stuck_with_contacts, opened.now(), days, tries, wanted)
    if options.json:
        after = {"days": days, "tries": tries}
        say_json({"after": after, "rows": [_row(*one, zone) for one in found]})
    else:
        _print(found, zone, days, tries)
    return DONE


def _row(student: StuckStudent, contacts: tuple[FreeContact, ...], zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": student.id,
        "label": student.label,
        "since": iso(student.since, zone),
        "days": student.days,
        "tries": student.tries,
        "lacking": student.lacking,
        "requested": student.requested,
        "holds": list(student.holds),
        "contacts": [
            {
                "id": one.contact.id,
                "label": one.contact.name,
                "why": one.why,
                "room_left": _room_left(one),
                "score": one.score,
                "held_until": iso(one.own_until, zone),
                "time": {"from": iso(one.fitting.span.start, zone), "to": iso(one.fitting.span.end, zone)},
            }
            for one in contacts
        ],
    }


def _room_left(one: FreeContact) -> int | None:
    """As everywhere, claims counted: the student's own too."""
    return one.left if one.left is None or one.own_until is None else one.left - 1


def _print(
    found: list[tuple[StuckStudent, tuple[FreeContact, ...]]], zone: ZoneInfo, days: int, tries: int
) -> None:
    if not found:
        say(f"Nobody has been without an interview for {days} days or after {tries} tries.")
        return
    for student, contacts in found:
        tried = "1 try" if student.tries == 1 else f"{student.tries} tries"
        since = day_text(local_day(student.since, zone))
        requested = f", {student.requested} requested" if student.requested else ""
        holds = f", holds {listing(list(student.holds))}" if student.holds else ""
        say(f"{student.label} ({student.id}): {_days(student.days)} since {since}, {tried}{requested}{holds}")
        for one in contacts:
            say(f"    {one.contact.name}, {one.contact.employer_name} ({one.contact.id}): {one.why}")
        if not contacts:
            say("    Nobody with room left, in this field, has hours that fit: widen the interests.")
    many = "1 student" if len(found) == 1 else f"{len(found)} students"
    say(f"{many} without an interview.")


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def script(options: argparse.Namespace) -> int:
    """The words of a student's call, filled in."""
    with workspace(options) as opened:
        campaign = opened.campaign()
        facts = opened.read(script_facts, campaign, options.student, options.contact, opened.now())
    passages = phone_script(facts)
    if options.json:
        told = [{"heading": one.heading, "lines": list(one.lines)} for one in passages]
        say_json({"student": options.student, "contact": options.contact, "script": told})
    else:
        for line in script_text(passages).rstrip("\n").split("\n"):
            say(line)
    return DONE
