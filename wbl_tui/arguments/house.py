"""Arguments of commands about the store as a whole: opening, files in and out, the journal, care."""

from __future__ import annotations

import argparse

from wbl_tui.arguments.common import KINDS, Add, count, proposal, seed, whole


def opening(add: Add) -> None:
    """Making and opening stores."""
    demo = add("demo", "start:demo", "make a fresh demo store and open the app on it", "demo --no-open")
    demo.add_argument("--students", type=count, metavar="N", help="how many students (120 unless said)")
    demo.add_argument("--seed", type=seed, default=1, metavar="N", help="another number, another school")
    demo.add_argument("--day", metavar="YYYY-MM-DD", help="the day that is today in the demo")
    demo.add_argument("--no-open", action="store_true", help="only make the store")
    init = add(
        "init", "start:init", "make a store and its campaign, or a further campaign",
        'init --name "Spring 2027" --from 2027-03-08 --to 2027-03-19 --zone America/Chicago',
    )  # fmt: skip
    init.add_argument("--name", required=True)
    init.add_argument("--from", dest="first", required=True, metavar="DATE", help="first day of the window")
    init.add_argument("--to", dest="last", required=True, metavar="DATE", help="last day of the window")
    init.add_argument("--zone", required=True, metavar="IANA", help="time zone, e.g. America/Chicago")
    init.add_argument("--per-student", type=count, default=1, metavar="N", help="interviews each owes")
    init.add_argument("--minutes", type=count, default=20, metavar="N", help="usual length")
    init.add_argument("--school", default="", metavar="NAME")
    init.add_argument("--organizer", default="", metavar="MAIL", help="the mailbox that invites name")
    init.add_argument("--calls-per-adult", type=count, default=2, metavar="N")
    board = add("board", "app:open_board", "open the app on the live board", "board", json=False)
    board.add_argument(
        "--public", action="store_true", help="a read-only board for a screen that everybody can see"
    )
    board.add_argument("--no-mouse", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    play = add(
        "rehearse", "rehearse:rehearse", "play a day through on a copy of the store", "rehearse --speed 10",
        json=False,
    )  # fmt: skip
    play.add_argument("--day", metavar="DATE", help="which day (the next one with interviews unless said)")
    play.add_argument("--from", dest="begin", metavar="HH:MM", help="from when (just before the first call)")
    play.add_argument("--speed", type=float, default=1.0, metavar="N", help="how many times as fast")
    play.add_argument("--no-open", action="store_true", help="only make the copy")


def files(add: Add) -> None:
    """Files in, and proposals for many interviews."""
    take = add(
        "import", "imports:import_file", "read a file into the store", "import students roster.csv --dry-run"
    )
    take.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    take.add_argument("file", metavar="FILE", help="a table, or a roster of several files as zip or folder")
    take.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=HEADER",
        help="which column a field is in; or FIELD=LETTER",
    )
    take.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook to read")
    take.add_argument(
        "--school", action="append", default=[], metavar="NAME", help="only who is at this school, of several"
    )
    take.add_argument("--skip-bad", action="store_true", help="leave bad rows out and take the good ones")
    take.add_argument(
        "--same",
        action="append",
        default=[],
        metavar="ROW=ID",
        help="the row is this record, spelt otherwise",
    )
    take.add_argument("--new", action="append", default=[], metavar="ROW", help="the row is somebody new")
    take.add_argument(
        "--take-file", nargs="?", const="*", metavar="FIELD,…",
        help="let the file change what was set by hand: these fields, or all",
    )  # fmt: skip
    proposal(take)
    rooms = add(
        "assign-rooms", "large:assign_rooms", "find quiet rooms for what has a time and no room",
        "assign-rooms --date 2026-11-24 --dry-run",
    )  # fmt: skip
    rooms.add_argument("--date", metavar="D", help="only this day")
    proposal(rooms)
    _planning(add)


def _planning(add: Add) -> None:
    plan = add(
        "plan", "plan:plan", "find interviews, times and rooms for everybody who still owes some",
        "plan --seconds 30 --dry-run",
    )  # fmt: skip
    plan.add_argument("--seconds", type=count, metavar="N", help="search no longer than this")
    plan.add_argument("--seed", type=seed, default=1, metavar="N", help="another number, another search")
    plan.add_argument(
        "--effort", type=count, metavar="N", help="steps of searching: the same N, the same plan"
    )
    plan.add_argument(
        "--weights", metavar="GOAL=N,…", help="plan by a sum instead of the goals in strict order"
    )
    plan.add_argument(
        "--replan", action="store_true", help="plan again what falls out, with the fewest changes; says what:"
    )
    plan.add_argument("--contact", action="append", default=[], metavar="ID", help="who cancels")
    plan.add_argument("--room", action="append", default=[], metavar="ID", help="which room is lost")
    plan.add_argument(
        "--from", dest="lost_from", metavar="LOCAL", help="from when a room is lost, or a contact away (now)"
    )
    plan.add_argument("--to", dest="lost_to", metavar="LOCAL", help="until when (the window's end)")
    plan.add_argument("--day", action="append", default=[], metavar="D", help="which day turns out closed")
    plan.add_argument("--because", default="", metavar="WHY", help="why, in a few words")
    plan.add_argument("--today", action="store_true", help="calls may be put on today too, 30 minutes ahead")
    proposal(plan)


def paper(add: Add) -> None:
    """Sheets of paper."""
    letters = add(
        "letters", "letters:letters", "print the sheets that back a day up on paper",
        "letters doors cards --day 2026-11-24 -o paper.pdf",
    )  # fmt: skip
    letters.add_argument(
        "kinds",
        nargs="+",
        metavar="KIND",
        help="all (for the day), or some of office, doors, teachers, cards, standby, slips, blank, "
        "confirmations, checklists, thank-yous",
    )
    letters.add_argument(
        "-o", "--output", metavar="FILE_OR_FOLDER", help="one file, or a file for each sheet"
    )
    letters.add_argument("--day", metavar="DATE", help="which day (today unless said)")
    letters.add_argument(
        "--only", action="append", default=[], metavar="ID", help="one student, room or teacher"
    )
    letters.add_argument(
        "--changed", action="store_true", help="only what says something else than its last print"
    )
    letters.add_argument(
        "--space", type=whole, default=2, metavar="N", help="lines of room after each question"
    )
    letters.add_argument("--text", action="store_true", help="plain text instead of PDF")
    letters.add_argument("--a4", action="store_true", help="A4 instead of US Letter paper")


def exports(add: Add) -> None:
    """Files out."""
    export = add(
        "export", "export:export", "calendar files: one feed, or one invite per interview and recipient",
        "export invites --changed -o invites/",
    )  # fmt: skip
    export.add_argument("what", choices=("calendar", "invites"))
    which = export.add_mutually_exclusive_group()
    which.add_argument("--student", metavar="ID")
    which.add_argument("--contact", metavar="ID")
    which.add_argument("--room", metavar="ID")
    which.add_argument(
        "--class", dest="class_", metavar="ID", help="of a calendar: who is away from that class"
    )
    which.add_argument("--teacher", metavar="ID", help="of a calendar: what a teacher (staff id) is told")
    which.add_argument("--day", metavar="D")
    which.add_argument("--interview", metavar="ID")
    which.add_argument("--changed", action="store_true", help="only what changed since its last invite")
    which.add_argument("--all", action="store_true")
    export.add_argument(
        "--as",
        dest="kind",
        choices=("ics", "eml", "page"),
        default="ics",
        help="ics unless said; page: with a page of links that open new mails",
    )
    export.add_argument("-o", "--output", required=True, metavar="FILE_OR_FOLDER")


def publishing(add: Add) -> None:
    """The calendars that the school has on a server."""
    publish = add(
        "publish", "publish:publish", "put interviews on the school's calendar server, as settings.toml says under [publish]",
        "publish --dry-run",
    )  # fmt: skip
    publish.add_argument(
        "--overwrite", action="append", default=[], metavar="INTERVIEW",
        help="write this one over what others changed on the calendar",
    )  # fmt: skip
    publish.add_argument(
        "--again", action="store_true", help="publish again what others took off the calendar"
    )
    publish.add_argument("--calendars", action="store_true", help="only list the calendars there are")
    proposal(publish)


def journal(add: Add) -> None:
    """The journal, undo and redo."""
    log = add("log", "journal:log", "the journal, oldest first", "log --interview i12")
    log.add_argument("--interview", metavar="ID")
    undo = add("undo", "journal:undo_", "take back your last change, or a chosen entry", "undo 41")
    undo.add_argument("entry", nargs="?", type=count, metavar="ENTRY")
    add("redo", "journal:redo_", "do again what you took back last", "redo")


def care(add: Add) -> None:
    """Backups and the look-over."""
    backup = add("backup", "care:backup", "write a backup that was opened and counted", "backup monday.wbl")
    backup.add_argument("file", nargs="?", metavar="FILE")
    restore = add("restore", "care:restore", "replace the store by a backup", "restore monday.wbl --yes")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="do it without asking")
    add("doctor", "care:doctor", "look whether the store and its surroundings are well", "doctor")
