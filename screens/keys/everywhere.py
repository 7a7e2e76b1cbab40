"""What can be done on every page, and with an interview that is shown in full."""

from __future__ import annotations

from screens.keys.command import Command

EVERYWHERE = (
    Command("undo", ("u", "ctrl+z"), "Undo", "Take back the last change that was made here."),
    Command("redo", ("ctrl+r",), "Redo", "Do again what was taken back last."),
    Command("filter", ("slash",), "Filter", "Show only what matches; Esc shows all again."),
    Command("import_file", ("ctrl+o",), "Import", "Bring in a roster, contacts, any file."),
    Command("write", ("X",), "Write", "Write what is shown, or any table, to a file."),
    Command("find", ("ctrl+f",), "Find", "Find anybody and anything, and go there."),
    Command("help_keys", ("question_mark", "f1"), "All keys", "Show every key of this screen."),
    Command("palette", ("ctrl+p",), "Commands", "Find a command by its name."),
    Command("messages", ("quotation_mark",), "Messages", "Show the last messages again, in full."),
    Command("journal", ("f4",), "Journal", "What was done today, and by whom."),
    Command("outbox", ("f6",), "Outbox", "Whose calendar is wrong; mend it."),
    Command("feeds", ("equals_sign",), "Calendar file", "To subscribe to, of anybody."),
    Command("paper", ("f5",), "Paper", "Print a day's sheets: office, doors, cards."),
    Command("signals", ("f8",), "Signals", "Bell and desktop notifications: on or off."),
    Command("ticks", ("f7",), "Ticks", "Enter what was ticked on the office's paper."),
    Command("publish", ("f9",), "Publish", "Put interviews on the school's calendar."),
    Command("colours", ("f2",), "Colours", "Change between dark and light colours."),
    Command("back", ("escape",), "Back", "Close one level: the filter, then the marks."),
    Command("leave", ("q", "ctrl+q"), "Quit", "Close what is open; on a page, leave wbl-tui."),
)


INTERVIEW_COMMANDS = (
    Command("interview.move", ("m",), "Move", "Move this interview to another time."),
    Command("interview.edit", ("e",), "Edit", "Change this interview's details."),
    Command("interview.room", ("r",), "Room", "Give this interview a room, or another one."),
    Command("interview.confirm", ("C",), "Confirm", "The interviewee answered the confirmation."),
    Command("interview.approve", ("g",), "Absence OK", "Approve the absence from class."),
    Command("interview.deny", ("D",), "Deny", "Deny the absence; you are asked why."),
    Command("interview.guardian", ("G",), "Guardian", "The guardian was told of the call from home."),
    Command("interview.prepare", ("Q",), "Prepare", "Research, questions, review, practice."),
    Command("interview.notes", ("ampersand",), "Call notes", "What was noted during the call."),
    Command("interview.cancel", ("x",), "Cancel", "Cancel this interview; you are asked why.", grave=True),
)
"""What can be done with an interview that is shown in full; no page of its own."""
