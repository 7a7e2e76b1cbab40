"""What can be typed after `wbl-tui`, with one real example in every command's help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from models.rules.text import clean

VERSION = "0.2.0"
KINDS = "students contacts rooms bells classes staff availability".split()
CARE = "tasks tags referrals debriefs checkins".split()
RECORDS = "students contacts employers rooms staff classes outreach claims blocks duty days".split() + CARE
LISTS = "students contacts employers rooms interviews absences staff classes availability bells".split() + [
    "outreach", "claims", "blocks", "duty", "days", "campaigns", *CARE, "duplicates",
    "interests",
]  # fmt: skip
STATES = (
    "requested scheduled confirmed checked_in in_progress completed declined cancelled student_absent "
    "interviewee_absent"
).split()
FORMATS = "phone video on_site group_video recorded".split()


class _Parser(argparse.ArgumentParser):
    """Says what is wrong on one line that starts like every other error."""

    def error(self, message: str) -> NoReturn:
        text = clean(message, 400)
        sys.stderr.write(f"wbl-tui: {text[:1].upper()}{text[1:]}. `{self.prog} --help` shows how.\n")
        sys.exit(2)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The arguments (else the process's own), understood; ends the process with 2 where they cannot be.

    Opening the app, which has no command, does not wait for the commands' own parsers to be made.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    few = _Parser(prog="wbl-tui", add_help=False, allow_abbrev=False)
    _add_globals(few)
    if not any(word in ("-h", "--help", "--version") for word in words):
        options, rest = few.parse_known_args(words)
        if not rest:
            return options
    return build_parser().parse_args(words)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="wbl-tui",
        description="Informational interviews for a whole school: roster, employers, calendar, quiet rooms, board.",
        epilog="Without a command the app opens. Try `wbl-tui demo`.",
        allow_abbrev=False,
    )
    _add_globals(parser)
    parser.add_argument("--version", action="version", version=f"wbl-tui {VERSION}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=_Parser)
    for add in (_opening, _files, _interviews, _records, _merge, _reading, _exports, _journal, _care):
        add(_adder(commands))
    return parser


def _add_globals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", metavar="PATH_OR_URL", help="the store to use")
    parser.add_argument("--actor", metavar="NAME", help="who is acting, for the journal")
    parser.add_argument("--now", metavar="ISO", help="rehearsal clock: behave as at that moment")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    parser.set_defaults(run="app:open_app")


Add = Callable[..., argparse.ArgumentParser]


def _adder(commands: Any) -> Add:
    def add(name: str, run: str, help_: str, example: str, *, json: bool = True) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name,
            help=help_,
            description=help_[0].upper() + help_[1:] + ".",
            epilog=f"Example: wbl-tui {example}",
            allow_abbrev=False,
        )
        made.set_defaults(run=run)
        if json:
            made.add_argument("--json", action="store_true", help="print one JSON object")
        return made

    return add


def _opening(add: Add) -> None:
    demo = add("demo", "start:demo", "make a fresh demo store and open the app on it", "demo --no-open")
    demo.add_argument("--students", type=_count, metavar="N", help="how many students (120 unless said)")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="another number, another school")
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
    init.add_argument("--per-student", type=_count, default=1, metavar="N", help="interviews each owes")
    init.add_argument("--minutes", type=_count, default=20, metavar="N", help="usual length")
    init.add_argument("--school", default="", metavar="NAME")
    init.add_argument("--organizer", default="", metavar="MAIL", help="the mailbox that invites name")
    init.add_argument("--calls-per-adult", type=_count, default=2, metavar="N")
    board = add("board", "app:open_board", "open the app on the live board", "board", json=False)
    board.add_argument(
        "--public", action="store_true", help="a read-only board for a screen that everybody can see"
    )
    board.add_argument("--no-mouse", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _files(add: Add) -> None:
    take = add(
        "import", "imports:import_file", "read a file into the store", "import students roster.csv --dry-run"
    )
    take.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    take.add_argument("file", metavar="FILE", help="a table, or a roster of several files as zip or folder")
    take.add_argument(
        "--map", action="append", default=[], metavar="FIELD=HEADER", help="which column a field is in"
    )
    take.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook to read")
    take.add_argument(
        "--school",
        action="append",
        default=[],
        metavar="NAME",
        help="only who is at this school, of a district's file",
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
    _proposal(take)
    rooms = add(
        "assign-rooms", "large:assign_rooms", "find quiet rooms for what has a time and no room",
        "assign-rooms --date 2026-11-24 --dry-run",
    )  # fmt: skip
    rooms.add_argument("--date", metavar="D", help="only this day")
    _proposal(rooms)
    plan = add(
        "plan", "plan:plan", "find interviews, times and rooms for everybody who still owes some",
        "plan --seconds 30 --dry-run",
    )  # fmt: skip
    plan.add_argument("--seconds", type=_count, metavar="N", help="search no longer than this")
    plan.add_argument("--seed", type=int, default=1, metavar="N", help="another number, another search")
    plan.add_argument(
        "--effort", type=_count, metavar="N", help="steps of searching: the same N, the same plan"
    )
    plan.add_argument(
        "--weights", metavar="GOAL=N,…", help="plan by a sum instead of the goals in strict order"
    )
    _proposal(plan)


def _proposal(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="show what would happen; change nothing")
    command.add_argument("--yes", action="store_true", help="do it without asking")


def _interviews(add: Add) -> None:
    book = add(
        "book", "write:book", "book one interview",
        'book --student 1042 --contact c17 --start "2026-11-24 10:20" --room r2',
    )  # fmt: skip
    book.add_argument("--student", action="append", required=True, metavar="ID", help="several for groups")
    book.add_argument("--contact", metavar="ID")
    when = book.add_mutually_exclusive_group(required=True)
    when.add_argument("--start", metavar="LOCAL", help='e.g. "2026-11-24 10:20"')
    when.add_argument("--requested", action="store_true", help="no time yet")
    _details(book)
    move = add(
        "move", "write:move", "give an interview another time, length or room",
        'move i12 --start "2026-11-25 09:40"',
    )  # fmt: skip
    move.add_argument("interview", metavar="INTERVIEW")
    move.add_argument("--start", metavar="LOCAL")
    _details(move)
    cancel = add("cancel", "write:cancel", "cancel an interview", 'cancel i12 --because "contact is ill"')
    cancel.add_argument("interview", metavar="INTERVIEW")
    cancel.add_argument("--because", required=True, metavar="WHY")
    mark = add("mark", "write:mark", "take an interview to its next state", "mark i12 checked_in")
    mark.add_argument("interview", metavar="INTERVIEW")
    mark.add_argument("state", metavar="STATE", help=", ".join(STATES))
    mark.add_argument("--because", default="", metavar="WHY")
    absence = add(
        "absence", "write:absence", "request, approve or deny the absence for an interview",
        'absence i12 approve --period 4 --by st3 --because "no test that day"',
    )  # fmt: skip
    absence.add_argument("interview", metavar="INTERVIEW")
    absence.add_argument("decision", choices=("approve", "deny", "request"))
    absence.add_argument("--period", default="", metavar="P", help="only this period")
    absence.add_argument("--by", default="", metavar="STAFF", help="who decided")
    absence.add_argument("--because", default="", metavar="WHY")


def _details(command: argparse.ArgumentParser) -> None:
    command.add_argument("--minutes", type=_count, metavar="N")
    command.add_argument("--format", metavar="F", help=", ".join(FORMATS))
    command.add_argument("--place", metavar="PLACE", help="room, home, workplace")
    command.add_argument("--room", metavar="ID")
    command.add_argument("--number", metavar="PHONE", help="the number to call, if not the contact's")
    command.add_argument("--link", metavar="URL", help="the meeting's link")


def _records(add: Add) -> None:
    new = add("add", "write:add", "add one record", "add students given=Mia family=Torres grade=11")
    new.add_argument("kind", choices=RECORDS, metavar="KIND", help=", ".join(RECORDS))
    new.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    new.add_argument(
        "--move", action="store_true", help="of blocks: find other rooms or times for the calls there"
    )
    _proposal(new)
    change = add("set", "write:set_", "change one record", "set rooms r2 capacity=4 equipment=phone;video")
    change.add_argument(
        "kind",
        choices=[*RECORDS, "interviews", "campaigns", "interests"],
        metavar="KIND",
        help=", ".join(RECORDS),
    )
    change.add_argument("id", metavar="ID", help="or several of them: 1041,1042")
    change.add_argument(
        "fields", nargs="+", metavar="FIELD=VALUE", help="of lists also FIELD+=VALUE and FIELD-=VALUE"
    )
    _proposal(change)
    remove = add(
        "remove", "write:remove", "remove one record on which nothing stands", "remove students 1042"
    )
    remove.add_argument("kind", choices=RECORDS, metavar="KIND", help=", ".join(RECORDS))
    remove.add_argument("id", metavar="ID")


def _merge(add: Add) -> None:
    merge = add(
        "merge", "merge:merge", "make one record of two that are the same, with both histories",
        "merge contacts c12 c17 --dry-run",
    )  # fmt: skip
    merge.add_argument("kind", choices=("contacts", "employers", "students"), metavar="KIND")
    merge.add_argument("keep", metavar="KEEP", help="the id that stays")
    merge.add_argument("other", metavar="OTHER", help="the id that means KEEP from then on")
    merge.add_argument(
        "--take", action="append", default=[], metavar="FIELD[=WHICH]",
        help="where both differ: the other's value, or keep, other, both",
    )  # fmt: skip
    _proposal(merge)


def _reading(add: Add) -> None:
    today = add("today", "read:today", "the day sheet: who calls whom, when and where", "today 2026-11-24")
    today.add_argument("date", nargs="?", metavar="DATE")
    add("check", "read:check", "every clash and warning", "check")
    stuck = add(
        "stuck", "outreach:stuck", "students without an interview, and whom they could still ask",
        "stuck --days 7 --tries 3",
    )  # fmt: skip
    stuck.add_argument(
        "--days", type=_whole, metavar="N", help="without one for so many days (7 unless said)"
    )
    stuck.add_argument("--tries", type=_whole, metavar="M", help="or after so many tries (3 unless said)")
    script = add(
        "script", "outreach:script", "the words of a student's call to a contact",
        "script --student 1042 --contact c17",
    )  # fmt: skip
    script.add_argument("--student", required=True, metavar="ID")
    script.add_argument("--contact", required=True, metavar="ID")
    show = add("list", "read:list_", "any table", "list students --csv")
    show.add_argument("kind", choices=LISTS, metavar="KIND", help=", ".join(LISTS))
    form = show.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="as CSV that `import` reads again")
    form.add_argument("--xlsx", action="store_true", help="as a workbook that `import` reads again; needs -o")
    form.add_argument(
        "--toml", action="store_true", help="bells: the whole schedule as a file that `import` reads"
    )
    show.add_argument("-o", "--output", metavar="FILE", help="write the CSV, workbook or TOML to a file")


def _exports(add: Add) -> None:
    export = add(
        "export", "export:export", "calendar files: one feed, or one invite per interview and recipient",
        "export invites --changed -o invites/",
    )  # fmt: skip
    export.add_argument("what", choices=("calendar", "invites"))
    which = export.add_mutually_exclusive_group()
    which.add_argument("--student", metavar="ID")
    which.add_argument("--contact", metavar="ID")
    which.add_argument("--room", metavar="ID")
    which.add_argument("--day", metavar="D")
    which.add_argument("--interview", metavar="ID")
    which.add_argument("--changed", action="store_true", help="only what changed since its last invite")
    which.add_argument("--all", action="store_true")
    export.add_argument("--as", dest="kind", choices=("ics", "eml"), default="ics", help="ics unless said")
    export.add_argument("-o", "--output", required=True, metavar="FILE_OR_FOLDER")


def _journal(add: Add) -> None:
    log = add("log", "journal:log", "the journal, oldest first", "log --interview i12")
    log.add_argument("--interview", metavar="ID")
    undo = add("undo", "journal:undo_", "take back your last change, or a chosen entry", "undo 41")
    undo.add_argument("entry", nargs="?", type=_count, metavar="ENTRY")
    add("redo", "journal:redo_", "do again what you took back last", "redo")


def _care(add: Add) -> None:
    backup = add("backup", "care:backup", "write a backup that was opened and counted", "backup monday.wbl")
    backup.add_argument("file", nargs="?", metavar="FILE")
    restore = add("restore", "care:restore", "replace the store by a backup", "restore monday.wbl --yes")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="do it without asking")
    add("doctor", "care:doctor", "look whether the store and its surroundings are well", "doctor")


def _whole(text: str) -> int:
    return 0 if text.strip() == "0" else _count(text)


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= 1_000_000_000:
        raise argparse.ArgumentTypeError(f"{clean(text, 40)!r} is not a whole number of at least 1")
    return number
