"""The one table of commands: key bindings, the key bar, the help screen and the palette are all built from it.

A command `page.verb` is carried out by the method `action_verb` of that page; one with page "" by every page.
A key means the same on every page: where two pages share a key, they share the verb.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """One thing a person can do with a key. `grave` marks what takes something away from somebody.

    `label` is short, for the key bar; `help` is a sentence. Of one page at most five have `footer`.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    page: str = ""
    footer: bool = False
    grave: bool = False

    @property
    def action(self) -> str:
        """The page's method without its `action_`: the verb of the id."""
        return self.id.rpartition(".")[2]

    @property
    def signs(self) -> str:
        """Its keys as people know them: "u or Ctrl+Z"."""
        return " or ".join(key_name(key) for key in self.keys)

    @property
    def sign(self) -> str:
        """Its first key as people know it."""
        return key_name(self.keys[0])


class PageName(NamedTuple):
    """A page: its name in code, its title on the screen, the key that opens it."""

    id: str
    title: str
    key: str
    help: str


PAGES = (
    PageName("roster", "Roster", "1", "Students, what they owe, and who is ready."),
    PageName("employers", "Employers", "2", "Contacts, what they offer, and outreach."),
    PageName("calendar", "Calendar", "3", "The window, week by week or day by day."),
    PageName("rooms", "Rooms", "4", "The quiet rooms of one day."),
    PageName("board", "Board", "5", "The live board of the day."),
)

_GLOBAL = (
    Command("undo", ("u", "ctrl+z"), "Undo", "Take back the last change that was made here."),
    Command("redo", ("ctrl+r",), "Redo", "Do again what was taken back last."),
    Command("filter", ("slash",), "Filter", "Show only what matches; Esc shows all again."),
    Command("import_file", ("ctrl+o",), "Import", "Bring in a roster, contacts or any other file."),
    Command("find", ("ctrl+f",), "Find", "Find anybody and anything by name, and go there."),
    Command("help_keys", ("question_mark", "f1"), "All keys", "Show every key of this screen."),
    Command("palette", ("ctrl+p",), "Commands", "Find a command by its name."),
    Command("messages", ("quotation_mark",), "Messages", "Show the last messages again, in full."),
    Command("colours", ("f2",), "Colours", "Change between dark and light colours."),
    Command("back", ("escape",), "Back", "Close one level: the filter, then the marks."),
    Command("leave", ("q", "ctrl+q"), "Quit", "Close what is open; on a page, leave wbl-tui."),
)


def _of_list(page: str, many: str) -> tuple[Command, ...]:
    """What both lists of people can do."""
    return (
        Command(f"{page}.mark_to", ("V",), "Mark to here", "Mark from the last mark to the cursor.", page),
        Command(f"{page}.columns", ("vertical_line",), "Columns", "Choose the columns of this list.", page),
        Command(f"{page}.write", ("X",), "Write", "Write this list to a file: a workbook or CSV.", page),
        Command(f"{page}.mark_all", ("A",), "Mark all", f"Mark all {many} shown; again: none.", page),
    )


def _pursuing(page: str) -> tuple[Command, ...]:
    """What both lists do to find somebody to interview."""
    return (
        Command(f"{page}.claim", ("H",), "Hold", "Hold a contact for a student, or hold on longer.", page),
        Command(f"{page}.script", ("P",), "Phone script", "What to say in a call; a key logs it.", page),
        Command(f"{page}.stuck", ("N",), "Stuck", "Students who have found nobody, and whom to ask.", page),
    )


_ROSTER = (
    Command("roster.open", ("enter",), "Open", "Show everything about this student.", "roster", True),
    Command("roster.new", ("n",), "New", "Add a student.", "roster", True),
    Command(
        "roster.edit", ("e",), "Edit", "Change this student, or one field of all marked.", "roster", True
    ),
    Command("roster.book", ("b",), "Book", "Book an interview for this student.", "roster", True),
    Command(
        "roster.matches",
        ("c",),
        "Matches",
        "Contacts who match this student's interests.",
        "roster",
        True,
    ),
    Command("roster.interviews", ("I",), "Interviews", "Go to one of this student's interviews.", "roster"),
    Command("roster.filters", ("F",), "Filters", "Choose a filter by its name, or keep one.", "roster"),
    Command("roster.practice", ("p",), "Practice", "Practice interview done, or not yet.", "roster"),
    Command("roster.questions", ("d",), "Questions", "Questions ready, or not yet.", "roster"),
    Command("roster.place", ("L",), "Place words", "Interests that nobody understood yet.", "roster"),
    Command("roster.outreach", ("o",), "Outreach", "Log this student's call or email.", "roster"),
    Command("roster.mark", ("space",), "Mark", "Mark this student; keys then take all marked.", "roster"),
    Command(
        "roster.sort",
        ("greater_than_sign",),
        "Sort",
        "By the next column; after the last, as usual.",
        "roster",
    ),
    Command(
        "roster.progress", ("percent_sign",), "Progress", "Interviews by class and by cluster.", "roster"
    ),
    Command("roster.reverse", ("less_than_sign",), "Reverse", "Turn the list's order round.", "roster"),
)

_EMPLOYERS = (
    Command("employers.open", ("enter",), "Open", "Show everything about this contact.", "employers", True),
    Command("employers.new", ("n",), "New", "Add a contact.", "employers", True),
    Command(
        "employers.edit",
        ("e",),
        "Edit",
        "Change this contact, or one field of all marked.",
        "employers",
        True,
    ),
    Command(
        "employers.outreach", ("o",), "Outreach", "Log a call, an email or an answer.", "employers", True
    ),
    Command(
        "employers.matches",
        ("c",),
        "Matches",
        "Students whose interests match this contact.",
        "employers",
        True,
    ),
    Command(
        "employers.care", ("K",), "Look after", "Tasks, check-ins, tags, referrals, merging.", "employers"
    ),
    Command(
        "employers.tag", ("number_sign",), "Tag", "Tag this contact or all marked; or untag.", "employers"
    ),
    Command("employers.checkins", ("W",), "Who is due", "Whom to get in touch with, by date.", "employers"),
    Command("employers.filters", ("F",), "Filters", "Choose a filter by its name, or keep one.", "employers"),
    Command(
        "employers.interviews", ("I",), "Interviews", "Go to one of this contact's interviews.", "employers"
    ),
    Command("employers.book", ("b",), "Book", "Book an interview with this contact.", "employers"),
    Command(
        "employers.employer",
        ("E",),
        "Employer",
        "Change this contact's employer.",
        "employers",
    ),
    Command(
        "employers.mark", ("space",), "Mark", "Mark this contact; keys then take all marked.", "employers"
    ),
    Command(
        "employers.sort",
        ("greater_than_sign",),
        "Sort",
        "By the next column; after the last, as usual.",
        "employers",
    ),
    Command("employers.reverse", ("less_than_sign",), "Reverse", "Turn the list's order round.", "employers"),
)

_CALENDAR = (
    Command("calendar.open", ("enter",), "Open", "Show everything about this interview.", "calendar", True),
    Command("calendar.new", ("n", "b"), "Book", "Book an interview at the cursor.", "calendar", True),
    Command("calendar.move", ("m",), "Move", "Move this interview to another time.", "calendar", True),
    Command("calendar.view", ("v",), "Day/week", "Change between one day and the week.", "calendar", True),
    Command("calendar.today", ("t",), "Today", "Go to today.", "calendar", True),
    Command(
        "calendar.earlier", ("left_square_bracket",), "Earlier", "Go to the day or week before.", "calendar"
    ),
    Command("calendar.later", ("right_square_bracket",), "Later", "Go to the day or week after.", "calendar"),
    Command("calendar.next_block", ("full_stop",), "Next", "Go to the next interview.", "calendar"),
    Command("calendar.previous_block", ("comma",), "Previous", "Go to the interview before.", "calendar"),
    Command("calendar.longer", ("plus",), "Longer", "Make this interview five minutes longer.", "calendar"),
    Command(
        "calendar.shorter", ("minus",), "Shorter", "Make this interview five minutes shorter.", "calendar"
    ),
    Command("calendar.room", ("r",), "Room", "Give this interview a room, or another one.", "calendar"),
    Command(
        "calendar.waiting",
        ("T",),
        "Give a time",
        "To an interview that was only requested.",
        "calendar",
    ),
    Command("calendar.zoom", ("z",), "Zoom", "Show more or fewer minutes in a line.", "calendar"),
    Command("calendar.edit", ("e",), "Edit", "Change this interview's details.", "calendar"),
    Command(
        "calendar.cancel",
        ("x",),
        "Cancel",
        "Cancel this interview; you are asked why.",
        "calendar",
        grave=True,
    ),
)

_ROOMS = (
    Command(
        "rooms.open", ("enter",), "Open", "Show everything about this interview or block.", "rooms", True
    ),
    Command("rooms.room", ("r",), "Room", "Give this interview a room, or another one.", "rooms", True),
    Command("rooms.move", ("m",), "Move", "Move this interview to another time or room.", "rooms", True),
    Command(
        "rooms.assign_all",
        ("a",),
        "All rooms",
        "Propose a room for all that lack one.",
        "rooms",
        True,
    ),
    Command("rooms.today", ("t",), "Today", "Go to today.", "rooms", True),
    Command("rooms.earlier", ("left_square_bracket",), "Earlier", "Go to the day before.", "rooms"),
    Command("rooms.later", ("right_square_bracket",), "Later", "Go to the day after.", "rooms"),
    Command("rooms.next_block", ("full_stop",), "Next", "Go to the next interview.", "rooms"),
    Command("rooms.previous_block", ("comma",), "Previous", "Go to the interview before.", "rooms"),
    Command("rooms.block", ("B",), "Block", "Block this room for a time, or free it again.", "rooms"),
    Command("rooms.swap", ("S",), "Swap rooms", "This interview and another change rooms.", "rooms"),
    Command("rooms.longer", ("plus",), "Longer", "Make this interview five minutes longer.", "rooms"),
    Command("rooms.shorter", ("minus",), "Shorter", "Make this interview five minutes shorter.", "rooms"),
    Command("rooms.zoom", ("z",), "Zoom", "Show more or fewer minutes in a line.", "rooms"),
)

_BOARD = (
    Command("board.check_in", ("i",), "Check in", "The student is here.", "board", True),
    Command("board.begin", ("s",), "Start", "The call has started.", "board", True),
    Command("board.finish", ("f",), "Finish", "The call is over.", "board", True),
    Command("board.absence", ("g",), "Absence OK", "Approve the absence from class.", "board", True),
    Command("board.open", ("enter",), "Open", "Show everything about this interview.", "board", True),
    Command("board.room", ("r",), "Room", "Give this interview another room.", "board"),
    Command(
        "board.student_absent", ("y",), "Student absent", "The student did not come.", "board", grave=True
    ),
    Command(
        "board.interviewee_absent",
        ("w",),
        "No answer",
        "The interviewee did not answer.",
        "board",
        grave=True,
    ),
    Command("board.move", ("m",), "Move", "Move this interview to another time today.", "board"),
    Command("board.confirm", ("C",), "Confirm", "The interviewee answered the confirmation.", "board"),
    Command("board.deny", ("D",), "Deny", "Deny the absence; you are asked why.", "board"),
)

INTERVIEW_COMMANDS = (
    Command("interview.move", ("m",), "Move", "Move this interview to another time."),
    Command("interview.edit", ("e",), "Edit", "Change this interview's details."),
    Command("interview.room", ("r",), "Room", "Give this interview a room, or another one."),
    Command("interview.confirm", ("C",), "Confirm", "The interviewee answered the confirmation."),
    Command("interview.approve", ("g",), "Absence OK", "Approve the absence from class."),
    Command("interview.deny", ("D",), "Deny", "Deny the absence; you are asked why."),
    Command("interview.guardian", ("G",), "Guardian", "The guardian was told of the call from home."),
    Command("interview.cancel", ("x",), "Cancel", "Cancel this interview; you are asked why.", grave=True),
)
"""What can be done with an interview that is shown in full; no page of its own."""

SIGNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "roster": (("grade: no:", "In the filter: grade:11 no:interview no:room."),),
    "employers": (
        ("P V S G R", "How: phone, video, on site, group video, recorded."),
        ("⚑", "A student holds this contact to that day."),
        ("tag: field:", "In the filter: tag:health field:finance format:video."),
        ("has: no: due:", "has:room no:outreach has:task due:overdue due:week."),
    ),
}
"""What short signs in a page's list mean, for the screen of keys."""

COMMANDS: tuple[Command, ...] = (
    *_GLOBAL,
    *_ROSTER,
    *_of_list("roster", "students"),
    *_pursuing("roster"),
    *_EMPLOYERS,
    *_of_list("employers", "contacts"),
    *_pursuing("employers"),
    *_CALENDAR,
    *_ROOMS,
    *_BOARD,
)
"""Every command of every page."""

_NAMES = {
    "slash": "/", "question_mark": "?", "quotation_mark": '"', "left_square_bracket": "[",
    "right_square_bracket": "]", "full_stop": ".", "comma": ",", "plus": "+", "minus": "-",
    "less_than_sign": "<", "greater_than_sign": ">", "number_sign": "#", "vertical_line": "|", "percent_sign": "%",
    "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "up": "↑", "down": "↓",
}  # fmt: skip


def key_name(key: str) -> str:
    """A key as people know it: "ctrl+z" is Ctrl+Z, "slash" is /."""
    if key.startswith("ctrl+"):
        return "Ctrl+" + key[5:].upper()
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _NAMES.get(key, key)


def commands_of(page: str) -> tuple[Command, ...]:
    """The page's own commands, then those that are everywhere."""
    own = tuple(command for command in COMMANDS if command.page == page and page)
    return own + tuple(command for command in COMMANDS if not command.page)


def footer_of(page: str) -> tuple[Command, ...]:
    """What the key bar shows: at most five of the page's own, then `?`."""
    own = [command for command in COMMANDS if command.page == page and command.footer]
    return (*own[:5], next(command for command in COMMANDS if command.id == "help_keys"))


def bindings(page: str) -> list[BindingType]:
    """The page's key bindings, for its BINDINGS: the pages' keys, its own commands, those everywhere."""
    return [*_page_keys(), *(_binding(command) for command in commands_of(page))]


def _binding(command: Command) -> Binding:
    return Binding(",".join(command.keys), command.action, command.label, show=False, id=command.id)


def _page_keys() -> Iterator[Binding]:
    for page in PAGES:
        yield Binding(page.key, f"go('{page.id}')", page.title, show=False, id=f"go.{page.id}")
