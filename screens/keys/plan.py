"""What can be done on the planner's page, which the calendar opens."""

from __future__ import annotations

from screens.keys.command import Command

PLAN = (
    Command("calendar.plan", ("p",), "Plan", "Let the planner find what is still owed.", "calendar"),
    Command("plan.plan", ("p",), "Plan", "Choose how, and search; what is pinned stays.", "plan", True),
    Command(
        "plan.accept", ("ctrl+s",), "Accept", "Book what is marked; without marks, all of it.", "plan", True
    ),
    Command("plan.mark", ("space",), "Mark", "Mark this one; accepting takes all marked.", "plan", True),
    Command(
        "plan.pin", ("asterisk",), "Pin", "This one, or all marked, stay when planned again.", "plan", True
    ),
    Command("plan.turn", ("tab",), "Next view", "Calendar, by day, by student, goals.", "plan", True),
    Command("plan.turn_back", ("shift+tab",), "View before", "The views the other way round.", "plan"),
    Command("plan.stop", ("s",), "Stop", "Stop the search and keep the best so far.", "plan"),
    Command("plan.open", ("enter",), "Open", "Everything about this one, or why there is none.", "plan"),
    Command("plan.mark_all", ("A",), "Mark all", "Mark all that is proposed; again: none.", "plan"),
    Command("plan.view", ("v",), "Days", "Change between one day, a week, two weeks.", "plan"),
    Command("plan.earlier", ("left_square_bracket",), "Earlier", "Go to the day or week before.", "plan"),
    Command("plan.later", ("right_square_bracket",), "Later", "Go to the day or week after.", "plan"),
    Command("plan.next_block", ("full_stop",), "Next", "Go to the next interview.", "plan"),
    Command("plan.previous_block", ("comma",), "Previous", "Go to the interview before.", "plan"),
    Command("plan.zoom", ("z",), "Zoom", "Show more or fewer minutes in a line.", "plan"),
    Command("plan.discard", ("delete",), "Put away", "Put this plan away; nothing of it is booked.", "plan"),
)
