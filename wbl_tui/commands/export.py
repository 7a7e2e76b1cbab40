"""Commands that write calendar files: one feed, or one invite for each interview and recipient."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused, UnknownId
from models.exchange.safe_files import private_folder, write_private
from models.operations.invite_files import Written, file_of, take_away, write_files
from models.operations.invites import Plan, plan_invites, record_invites
from models.queries import reading
from models.queries.invite_facts import facts_of
from models.queries.situation import whole_situation
from models.rules.facts import Interview
from models.rules.interview import STANDING
from models.workspace import Workspace
from wbl_tui.commands.common import typed_day, workspace
from wbl_tui.output import say, say_json, warn


def export(options: argparse.Namespace) -> int:
    """Write calendar files."""
    if not options.output.strip():
        # An empty shell variable must not fill the folder one happens to be in.
        raise BadInput("-o needs the path of a file or a folder.", "For example: -o invites/")
    with workspace(options) as opened:
        if options.what == "calendar":
            return _calendar(options, opened)
        return _invites(options, opened)


def _chooser(options: argparse.Namespace, opened: Workspace) -> Callable[[Interview], bool]:
    """Which interviews were asked for. Raises UnknownId."""
    loaders: dict[str, Any] = {
        "student": reading.students,
        "contact": reading.contacts,
        "room": reading.rooms,
    }
    for kind, load in loaders.items():
        ident = getattr(options, kind)
        if ident is not None and ident not in opened.read(load):
            raise UnknownId(kind, ident)
    if options.interview is not None:
        from models.operations.judging import interview_of

        opened.read(interview_of, options.interview)
    day: date | None = None if options.day is None else typed_day(options.day, opened)
    zone = ZoneInfo(opened.campaign().zone)

    def chosen(interview: Interview) -> bool:
        return (
            options.student in (None, *interview.students)
            and options.contact in (None, interview.contact)
            and options.room in (None, interview.room)
            and options.interview in (None, interview.id)
            and (
                day is None
                or (interview.start is not None and interview.start.astimezone(zone).date() == day)
            )
        )

    return chosen


def _calendar(options: argparse.Namespace, opened: Workspace) -> int:
    from models.exchange.ical_out import feed
    from models.exchange.invites import event_for

    chosen = _chooser(options, opened)
    kind = "student" if options.student else "interviewee" if options.contact else "teacher"
    situation = opened.read(whole_situation, opened.campaign())
    events = []
    for interview in situation.interviews.values():
        if interview.state in STANDING and chosen(interview):
            facts = facts_of(interview, situation)
            own = next((one for one in facts.students if one.id == options.student), None)
            events.append(event_for(kind, facts, stamp=datetime.now(UTC), student=own))
    target = Path(options.output)
    write_private(target, feed(events))
    count = len(events)
    if options.json:
        say_json({"file": str(target), "events": count})
    else:
        say(f"Wrote {count} interview{'s' if count != 1 else ''} to {target}.")
    return 0


def _invites(options: argparse.Namespace, opened: Workspace) -> int:
    folder = private_folder(Path(options.output))
    plan = _written(options, opened, folder)
    files = [file_of(one, options.kind) for one in plan.outgoing]
    if options.json:
        rows = [
            {
                "file": name,
                "interview": one.interview,
                "recipient": {"kind": one.invite.kind, "id": one.invite.id, "label": one.invite.name},
                "method": one.invite.method,
                "sequence": one.invite.event.sequence,
            }
            for name, one in zip(files, plan.outgoing, strict=True)
        ]
        say_json({"folder": str(folder), "rows": rows, "problems": list(plan.problems)})
    else:
        for name, one in zip(files, plan.outgoing, strict=True):
            say(f"{one.invite.method:7}  {name}")
        say(f"{len(files)} {'invite' if len(files) == 1 else 'invites'} in {folder}.")
    for problem in plan.problems:
        warn(problem)
    return 0


def _written(options: argparse.Namespace, opened: Workspace, folder: Path) -> Plan:
    """Plan, write the files, then record them; when somebody changed something meanwhile, once more."""
    chosen = _chooser(options, opened)
    for attempt in range(3):
        stamp = datetime.now(UTC).replace(microsecond=0)
        plan = opened.read(
            plan_invites, opened.campaign(), chosen, stamp=stamp, changed=bool(options.changed)
        )
        if not plan.outgoing:
            return plan
        written: Written = []
        try:
            write_files(plan.outgoing, options.kind, folder, written)
            opened.write(record_invites, plan)
        except Refused:
            take_away(written)
            if attempt == 2:
                raise
            continue
        except BaseException:
            take_away(written)
            raise
        return plan
    raise BadInput("The invites could not be made.", "Try again.")
