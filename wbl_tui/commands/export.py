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
from models.rules.facts import Interview
from models.workspace import Workspace
from wbl_tui.commands.common import typed_day, workspace
from wbl_tui.output import say, say_json, warn

_OPTION = {"class": "class_"}
"""Where an option's word is one of Python's own."""


def export(options: argparse.Namespace) -> int:
    """Write calendar files."""
    if not options.output.strip():
        # An empty shell variable must not fill the folder one happens to be in.
        raise BadInput("-o needs the path of a file or a folder.", "For example: -o invites/")
    if options.what == "invites" and (options.class_ is not None or options.teacher is not None):
        raise BadInput(
            "Invites are not made by class or teacher.", "Use --day, --student, --changed or --all."
        )
    if options.what == "calendar" and options.changed:
        raise BadInput("A calendar file is always whole.", "Leave --changed out.")
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
    from models.queries.feeds import READERS, feed_of

    reader = next((one for one in READERS[:-1] if getattr(options, _OPTION.get(one, one)) is not None), "all")
    ident = "" if reader == "all" else getattr(options, _OPTION.get(reader, reader))
    found = opened.read(
        feed_of, opened.campaign(), reader, ident, stamp=datetime.now(UTC), choose=_chooser(options, opened)
    )
    target = Path(options.output)
    # Who subscribed to the file must not go on reading what is off.
    emptied = opened.campaign().zone if target.is_file() else ""
    write_private(target, feed(found.events, found.name, emptied))
    count = len(found.events)
    if options.json:
        say_json({"file": str(target), "events": count})
    else:
        none = "" if count else " None stands in this calendar any more."
        say(f"Wrote {count} interview{'s' if count != 1 else ''} to {target}.{none}")
    return 0


def _invites(options: argparse.Namespace, opened: Workspace) -> int:
    folder = Path(options.output)
    plan, written = _written(options, opened, folder)
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
        count = f"{len(files)} {'invite' if len(files) == 1 else 'invites'} in {folder}."
        say(count if files else "No invite is to be made.")
        if options.kind == "page" and written:
            say(f"Open {written[-1][0].name} there in a web browser: each link opens a new mail.")
    for problem in plan.problems:
        warn(problem)
    return 0


def _written(options: argparse.Namespace, opened: Workspace, folder: Path) -> tuple[Plan, Written]:
    """Plan, write the files, then record them; when somebody changed something meanwhile, once more.

    What was made, and the files in the order in which they were written.
    """
    chosen = _chooser(options, opened)
    for attempt in range(3):
        stamp = datetime.now(UTC).replace(microsecond=0)
        plan = opened.read(
            plan_invites, opened.campaign(), chosen, stamp=stamp, changed=bool(options.changed)
        )
        if not plan.outgoing:
            return plan, []
        private_folder(folder)
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
        return plan, written
    raise BadInput("The invites could not be made.", "Try again.")
