"""The signs that stand for the states of an interview."""

STATE_SIGNS = {
    "requested": "?",
    "scheduled": "○",
    "confirmed": "✓",
    "checked_in": "▸",
    "in_progress": "►",
    "completed": "■",
    "declined": "✗",
    "cancelled": "✗",
    "student_absent": "∅",
    "interviewee_absent": "∅",
}
"""A sign of one cell for each state, so that none is told by colour alone."""

PROPOSED_SIGN = "◇"
"""The sign of what is only proposed."""

FORMAT_MARKS = {"video": "V", "on_site": "S", "group_video": "G", "recorded": "R"}
"""A letter for each format but a call by phone, which is the usual one."""
HOME_MARK = "⌂"
"""A call from the student's home."""
CUT_SIGN = "%"
"""What was cut, and waits to be put down elsewhere."""
