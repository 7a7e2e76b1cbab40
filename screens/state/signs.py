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
