"""What can be done on the lists of people: roster and employers."""

from __future__ import annotations

from screens.keys.command import Command


def _of_list(page: str, many: str) -> tuple[Command, ...]:
    """What both lists of people can do."""
    return (
        Command(f"{page}.mark_to", ("V",), "Mark to here", "Mark from the last mark to the cursor.", page),
        Command(f"{page}.columns", ("vertical_line",), "Columns", "Choose the columns of this list.", page),
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
    Command("roster.times", ("ctrl+t",), "Find a time", "The ten best times, and why.", "roster"),
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
    Command("roster.prepare", ("Q",), "Prepare", "Research, questions, review, practice.", "roster"),
    Command("roster.questions", ("d",), "Questions", "Questions ready, or not yet.", "roster"),
    Command("roster.care", ("K",), "Look after", "Merge who is here twice; remove a mistake.", "roster"),
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
    Command("employers.times", ("ctrl+t",), "Find a time", "The ten best times, and why.", "employers"),
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

PEOPLE = (
    *_ROSTER,
    *_of_list("roster", "students"),
    *_pursuing("roster"),
    *_EMPLOYERS,
    *_of_list("employers", "contacts"),
    *_pursuing("employers"),
)
