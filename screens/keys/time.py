"""What can be done on the pages of time: calendar and quiet rooms."""

from __future__ import annotations

from screens.keys.command import Command

_CALENDAR = (
    Command("calendar.open", ("enter",), "Open", "Show everything about this interview.", "calendar", True),
    Command("calendar.new", ("n", "b"), "Book", "Book an interview at the cursor.", "calendar", True),
    Command("calendar.move", ("m",), "Move", "Move this interview to another time.", "calendar", True),
    Command("calendar.view", ("v",), "Days", "Change between one day, a week, two weeks.", "calendar", True),
    Command("calendar.month", ("M",), "Month", "The month at a glance, with each day's load.", "calendar"),
    Command(
        "calendar.columns",
        ("vertical_line",),
        "Columns",
        "Days; or by student, contact, room, class.",
        "calendar",
    ),
    Command("calendar.filters", ("F",), "Filters", "One student, contact, room or class alone.", "calendar"),
    Command(
        "calendar.book_class",
        ("ctrl+g",),
        "Book a class",
        "A video or viewing for a whole class.",
        "calendar",
    ),
    Command("calendar.cut", ("ctrl+x",), "Cut", "Take this interview up; Ctrl+V puts it down.", "calendar"),
    Command("calendar.paste", ("ctrl+v", "insert"), "Paste", "Put down here what was cut.", "calendar"),
    Command("calendar.times", ("ctrl+t",), "Find a time", "The ten best times, and why.", "calendar"),
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
    Command("rooms.view", ("v",), "Days", "The week of this room, or all rooms of a day.", "rooms", True),
    Command("rooms.today", ("t",), "Today", "Go to today.", "rooms"),
    Command("rooms.earlier", ("left_square_bracket",), "Earlier", "Go to the day or week before.", "rooms"),
    Command("rooms.later", ("right_square_bracket",), "Later", "Go to the day or week after.", "rooms"),
    Command("rooms.next_block", ("full_stop",), "Next", "Go to the next interview.", "rooms"),
    Command("rooms.previous_block", ("comma",), "Previous", "Go to the interview before.", "rooms"),
    Command("rooms.block", ("B",), "Block", "Block this room: its calls move. Or free it.", "rooms"),
    Command("rooms.book", ("b",), "Book", "Book this place; or a phone for a call.", "rooms"),
    Command("rooms.new", ("n",), "New", "Add a room, a lab or a phone.", "rooms"),
    Command("rooms.edit", ("e",), "Edit", "Change this room: hours, equipment, seats.", "rooms"),
    Command("rooms.discard", ("delete",), "Put away", "Take this block, booking or place away.", "rooms"),
    Command("rooms.swap", ("S",), "Swap rooms", "This interview and another change rooms.", "rooms"),
    Command("rooms.longer", ("plus",), "Longer", "Make this interview five minutes longer.", "rooms"),
    Command("rooms.shorter", ("minus",), "Shorter", "Make this interview five minutes shorter.", "rooms"),
    Command("rooms.zoom", ("z",), "Zoom", "Show more or fewer minutes in a line.", "rooms"),
)

TIME = (*_CALENDAR, *_ROOMS)
