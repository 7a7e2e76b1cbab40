"""Arguments of commands about interviews and records, one at a time, and of those that only read."""

from __future__ import annotations

from wbl_tui.arguments.common import LISTS, RECORDS, STATES, Add, details, proposal, whole


def interviews(add: Add) -> None:
    """One interview at a time."""
    book = add(
        "book", "write:book", "book one interview",
        'book --student 1042 --contact c17 --start "2026-11-24 10:20" --room r2',
    )  # fmt: skip
    book.add_argument("--student", action="append", required=True, metavar="ID", help="several for groups")
    book.add_argument("--contact", metavar="ID")
    when = book.add_mutually_exclusive_group(required=True)
    when.add_argument("--start", metavar="LOCAL", help='e.g. "2026-11-24 10:20"')
    when.add_argument("--requested", action="store_true", help="no time yet")
    details(book)
    move = add(
        "move", "write:move", "give an interview another time, length or room",
        'move i12 --start "2026-11-25 09:40"',
    )  # fmt: skip
    move.add_argument("interview", metavar="INTERVIEW")
    move.add_argument("--start", metavar="LOCAL")
    details(move)
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
    absence.add_argument(
        "--condition", default="", metavar="WHAT", help="what an approval asks for in return"
    )


def records(add: Add) -> None:
    """One record at a time."""
    new = add("add", "write:add", "add one record", "add students given=Mia family=Torres grade=11")
    new.add_argument("kind", choices=RECORDS, metavar="KIND", help=", ".join(RECORDS))
    new.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    new.add_argument(
        "--move", action="store_true", help="of blocks: find other rooms or times for the calls there"
    )
    proposal(new)
    change = add("set", "write:set_", "change one record", "set rooms r2 capacity=4 equipment=phone;video")
    change.add_argument(
        "kind",
        choices=[*RECORDS, "interviews", "campaigns", "interests"],
        metavar="KIND",
        help=f"{', '.join(RECORDS)}; interviews: guardian_told, writing, number, link; duty: also "
        "away=DATE, back=DATE; campaigns; interests",
    )
    change.add_argument("id", metavar="ID", help="or several of them: 1041,1042")
    change.add_argument(
        "fields", nargs="+", metavar="FIELD=VALUE", help="of lists also FIELD+=VALUE and FIELD-=VALUE"
    )
    proposal(change)
    remove = add(
        "remove", "write:remove", "remove one record on which nothing stands", "remove students 1042"
    )
    remove.add_argument("kind", choices=RECORDS, metavar="KIND", help=", ".join(RECORDS))
    remove.add_argument("id", metavar="ID")


def merge(add: Add) -> None:
    """Making one record of two."""
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
    proposal(merge)


def reading(add: Add) -> None:
    """What only reads."""
    today = add("today", "read:today", "the day sheet: who calls whom, when and where", "today 2026-11-24")
    today.add_argument("date", nargs="?", metavar="DATE")
    add("check", "read:check", "every clash and warning", "check")
    stuck = add(
        "stuck", "outreach:stuck", "students without an interview, and whom they could still ask",
        "stuck --days 7 --tries 3",
    )  # fmt: skip
    stuck.add_argument("--days", type=whole, metavar="N", help="without one for so many days (7 unless said)")
    stuck.add_argument("--tries", type=whole, metavar="M", help="or after so many tries (3 unless said)")
    script = add(
        "script", "outreach:script", "the words of a student's call to a contact",
        "script --student 1042 --contact c17",
    )  # fmt: skip
    script.add_argument("--student", required=True, metavar="ID")
    script.add_argument("--contact", required=True, metavar="ID")
    show = add("list", "read:list_", "any table", "list students --csv")
    show.add_argument("kind", choices=LISTS, metavar="KIND", help=", ".join(LISTS))
    show.add_argument("--date", metavar="D", help="of absences, attendance, bells and days: only this date")
    form = show.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="as CSV that `import` reads again")
    form.add_argument("--xlsx", action="store_true", help="as a workbook that `import` reads again; needs -o")
    form.add_argument(
        "--toml", action="store_true", help="bells: the whole schedule as a file that `import` reads"
    )
    show.add_argument("-o", "--output", metavar="FILE", help="write the CSV, workbook or TOML to a file")
