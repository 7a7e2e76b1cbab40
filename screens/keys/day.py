"""What can be done on the pages of the day: the live board."""

from __future__ import annotations

from screens.keys.command import Command

_BOARD = (
    Command("board.check_in", ("i",), "Check in", "The student is here.", "board", True),
    Command("board.begin", ("s",), "Start", "The call has started.", "board", True),
    Command("board.finish", ("f",), "Finish", "The call is over, and how it went.", "board", True),
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
    Command("board.trouble", ("exclamation_mark",), "Went wrong", "Something went wrong; what now?", "board"),
    Command("board.delay_day", ("Y",), "Delay day", "All calls of a day some minutes later.", "board"),
    Command("board.move", ("m",), "Move", "Move this interview to another time today.", "board"),
    Command("board.confirm", ("C",), "Confirm", "The interviewee answered the confirmation.", "board"),
    Command("board.deny", ("D",), "Deny", "Deny the absence; you are asked why.", "board"),
)

_READY = (
    Command("ready.questions", ("d",), "Questions", "Questions approved, or not yet.", "ready", True),
    Command("ready.practice", ("p",), "Practice", "Practice interview done, or not yet.", "ready", True),
    Command("ready.absence", ("g",), "Absence OK", "Approve the absence from class.", "ready", True),
    Command("ready.tell", ("at",), "Tell", "Confirmations and checklists to interviewees.", "ready", True),
    Command("ready.confirm", ("C",), "Confirm", "The interviewee answered the confirmation.", "ready", True),
    Command("ready.open", ("enter",), "Open", "Show everything about this interview.", "ready"),
    Command("ready.request", ("R",), "Request", "The class teacher was asked for the absence.", "ready"),
    Command("ready.deny", ("D",), "Deny", "Deny the absence; you are asked why.", "ready"),
    Command("ready.absences", ("O",), "Out of class", "Absences by teacher; the office's list.", "ready"),
    Command("ready.prepare", ("Q",), "Prepare", "Research, questions, review, practice.", "ready"),
    Command("ready.writing", ("J",), "To write on", "Something to take notes with, or not yet.", "ready"),
    Command("ready.guardian", ("G",), "Guardian", "The guardian was told of the call from home.", "ready"),
    Command("ready.room", ("r",), "Room", "Give this interview a room, or another one.", "ready"),
    Command("ready.assign_all", ("a",), "All rooms", "Propose a room for all that lack one.", "ready"),
    Command("ready.duty", ("U",), "Duty", "Who stands by when; calls nobody watches.", "ready"),
    Command("ready.edit", ("e",), "Edit", "Change this interview's number, link, length.", "ready"),
    Command("ready.today", ("t",), "Today", "Go to today.", "ready"),
    Command("ready.earlier", ("left_square_bracket",), "Earlier", "Go to the school day before.", "ready"),
    Command("ready.later", ("right_square_bracket",), "Later", "Go to the next school day.", "ready"),
    Command("ready.mark", ("space",), "Mark", "Mark this interview; keys then take all marked.", "ready"),
    Command("ready.mark_to", ("V",), "Mark to here", "Mark from the last mark to the cursor.", "ready"),
    Command("ready.mark_all", ("A",), "Mark all", "Mark all interviews shown; again: none.", "ready"),
    Command(
        "ready.sort", ("greater_than_sign",), "Sort", "By the next column; after the last, as usual.", "ready"
    ),
    Command("ready.reverse", ("less_than_sign",), "Reverse", "Turn the list's order round.", "ready"),
    Command("ready.columns", ("vertical_line",), "Columns", "Choose the columns of this list.", "ready"),
)

PREPARE_COMMANDS = (
    Command("prepare.pick", ("Q",), "From the bank", "Pick questions from the bank, by theme."),
    Command("prepare.new", ("n",), "New", "Add a question of the student's own."),
    Command("prepare.change", ("e",), "Edit", "Change a question's words, move it, or take it off."),
    Command("prepare.research", ("E",), "Research", "What was found out about field and employer."),
    Command("prepare.request", ("R",), "Request", "Hand the list in for a teacher's review."),
    Command("prepare.deny", ("D",), "Ask changes", "Ask for changes, with a remark."),
    Command("prepare.approve", ("d",), "Questions", "Approve the list, with a remark if you like."),
    Command("prepare.practice", ("p",), "Practice", "The practice interview was done, and with whom."),
)
"""What can be done with one student's preparation that is shown in full; no page of its own."""

REQUEST_COMMANDS = (
    Command("requests.approve", ("g",), "Absence OK", "Approve these absences."),
    Command("requests.condition", ("c",), "On condition", "Approve on a condition."),
    Command("requests.deny", ("D",), "Deny", "Deny these absences; you are asked why."),
    Command("requests.request", ("R",), "Request", "The class teacher was asked."),
    Command("requests.open", ("enter",), "Open", "Show the interview."),
)
"""What can be done with a class teacher's requests."""

OFFICE_COMMANDS = (Command("office.write", ("X",), "Write", "Write this list to a file."),)
"""What can be done with the attendance office's list."""

TICK_COMMANDS = (
    Command("ticks.check_in", ("i",), "Check in", "The student came.", footer=True),
    Command("ticks.begin", ("s",), "Start", "The call began.", footer=True),
    Command("ticks.finish", ("f",), "Finish", "The call took place.", footer=True),
    Command("ticks.student_absent", ("y",), "Student absent", "The student did not come.", footer=True),
    Command("ticks.interviewee_absent", ("w",), "No answer", "The interviewee did not answer.", footer=True),
    Command("ticks.cancel", ("x",), "Cancel", "It was called off.", footer=True),
    Command("ticks.discard", ("delete",), "Take back", "Take this row's tick back.", footer=True),
    Command("ticks.back_one", ("backspace",), "Back", "Take the last tick back."),
    Command("ticks.accept", ("ctrl+s",), "Accept", "Write all ticks, as one entry.", footer=True),
    Command("ticks.turn", ("tab",), "Other print", "The rows of an earlier revision.", footer=True),
    Command("ticks.earlier", ("left_square_bracket",), "Earlier", "The school day before.", footer=True),
    Command("ticks.later", ("right_square_bracket",), "Later", "The next school day.", footer=True),
)
"""What can be done with a printed list that is entered."""

DUTY_COMMANDS = (
    Command("duty.new", ("n",), "New", "Give an adult a time of duty."),
    Command("duty.edit", ("e",), "Edit", "Change this adult's duty."),
    Command("duty.remove", ("x",), "Take away", "Take a time of duty away."),
    Command("duty.earlier", ("left_square_bracket",), "Earlier", "Go to the school day before."),
    Command("duty.later", ("right_square_bracket",), "Later", "Go to the next school day."),
)
"""What can be done with standby duty."""

DAY = (*_BOARD, *_READY)
