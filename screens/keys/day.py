"""What can be done on the pages of the day: the live board."""

from __future__ import annotations

from screens.keys.command import Command

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

DAY = (*_BOARD,)
