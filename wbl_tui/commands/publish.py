"""Publishing to the school's calendar server from the command line: shown first, done only when told to."""

from __future__ import annotations

import argparse
from contextlib import closing

from models.errors import BadInput, ServerTrouble
from models.exchange.caldav import calendars_at
from models.exchange.json_out import proposal_json
from models.exchange.password import VARIABLE, settled_password, usable
from models.exchange.web import Secret, Web, checked_address
from models.operations.publishing import Plan, connect, plan_publishing, require_settled
from models.operations.sending import Sending, Sent, outcome, record_published
from models.queries.publishing import publishing_facts
from models.queries.rehearsing import is_rehearsal
from models.rules.publishing import Asked, Publishing
from models.workspace import Workspace
from wbl_tui import paths
from wbl_tui.commands.common import DONE, REFUSED, workspace
from wbl_tui.commands.large import does_something, is_wanted, show_proposal
from wbl_tui.output import interactive, say, say_json, warn
from wbl_tui.settings import load_settings
from wbl_tui.waiting import Waiting


def publish(options: argparse.Namespace) -> int:
    """Show what would be published and, when told to, publish it."""
    settings = load_settings(paths.settings_file()).publish
    if settings is None:
        raise BadInput(
            "No calendar is settled to publish to.",
            f"Put [publish] with calendar and user into {paths.settings_file()}, or press F9 in the app.",
        )
    with workspace(options) as opened:
        rehearsal = opened.clock.rehearsal or opened.read(is_rehearsal)
        require_settled(settings, rehearsal=rehearsal)
        with closing(connect(settings, _password(settings, options), rehearsal=rehearsal)) as web:
            if options.calendars:
                return _list(options, web, settings)
            return _publish(options, opened, web, settings)


def _password(settings: Publishing, options: argparse.Namespace) -> Secret:
    if not settings.user:
        return Secret("")
    found = settled_password(settings.password_file)
    if found is not None:
        return found
    if options.json or not interactive():
        raise BadInput(
            "The password of the calendar is not there.",
            f"Put it into {VARIABLE}, or into a private file that password_file in the settings names.",
        )
    from getpass import getpass

    return usable(getpass(f"Password of {settings.user} for the calendar: "))


def _list(options: argparse.Namespace, web: Web, settings: Publishing) -> int:
    found = calendars_at(web, checked_address(settings.targets[0].address))
    if options.json:
        say_json({"calendars": [{"name": one.name, "url": one.url} for one in found]})
        return DONE
    for one in found:
        say(f"{one.name}  {one.url}")
    if not found:
        say("There is no calendar there.")
    return DONE


def _publish(options: argparse.Namespace, opened: Workspace, web: Web, settings: Publishing) -> int:
    facts = opened.read(publishing_facts, opened.campaign())
    asked = Asked(frozenset(options.overwrite), options.again)
    waiting = Waiting()
    with waiting.step("Looking at the calendars"):
        plan = plan_publishing(facts, settings, web, opened.now(), asked, waiting.watch)
    if not options.json:
        show_proposal(plan.proposal)
        _say_offers(plan)
    if not options.dry_run and is_wanted(options, plan.proposal):
        return _send(options, opened, web, plan, waiting)
    if options.json:
        say_json({**proposal_json(plan.proposal, applied=False, journal=None), **_notes(plan)})
    if options.dry_run or not does_something(plan.proposal):
        return DONE
    warn("Nothing was published. Add --yes to do it.")
    return REFUSED


def _say_offers(plan: Plan) -> None:
    """What can be asked for of entries that are left alone."""
    left = [step for _, step in plan.places if step.action == "skip"]
    over = [step.interview for step in left if step.could == "over"]
    if over:
        say(f"Theirs stays. To write ours over it, one by one: --overwrite {over[0]}")
    if any(step.could == "again" for step in left):
        say("What others took out stays out. To publish it again: --again")


def _send(options: argparse.Namespace, opened: Workspace, web: Web, plan: Plan, waiting: Waiting) -> int:
    sending = Sending(plan, web)
    sent: list[Sent] = []
    journal, over, stopped = 0, False, False
    trouble: ServerTrouble | None = None
    with waiting.step("Publishing"):
        while not over:
            batch = sending.next(waiting.watch)
            journal = opened.write(record_published, batch.sent).journal or journal
            sent += batch.sent
            over, trouble, stopped = batch.over, batch.trouble, batch.stopped
    told = outcome(sent, trouble, stopped=stopped, of=sending.of)
    refused = [one for one in sent if not one.put.done]
    if options.json:
        results = [
            {"id": one.step.interview, "calendar": one.calendar.url, "done": one.put.done, "why": one.put.why}
            for one in sent
        ]
        more = {**_notes(plan), "sentence": told, "results": results}
        say_json({**proposal_json(plan.proposal, applied=True, journal=journal or None), **more})
    else:
        say(told)
    for one in refused:
        warn(f"{one.step.label}: {one.put.why}.")
    if trouble is not None:
        raise trouble
    return REFUSED if refused or stopped else DONE


def _notes(plan: Plan) -> dict[str, object]:
    return {"notes": list(plan.proposal.notes)}
