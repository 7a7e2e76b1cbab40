"""What can be done on the page of bells, and with a single date that is closed, short or late."""

from __future__ import annotations

from screens.keys.command import Command

BELLS = (
    Command(
        "bells.open", ("enter",), "Open", "Everything about this date, or change this row.", "bells", True
    ),
    Command("bells.edit", ("e",), "Edit", "Change this date, period, weekday or lunch.", "bells", True),
    Command("bells.new", ("n",), "New", "Add a period, day type, date or class.", "bells", True),
    Command("bells.turn", ("tab",), "Next view", "Year, day types, week, dates and so on.", "bells", True),
    Command(
        "bells.close_day", ("Z",), "Close day", "Close or shorten days; their calls move.", "bells", True
    ),
    Command("bells.turn_back", ("shift+tab",), "View before", "The view before this one.", "bells"),
    Command("bells.delay_day", ("Y",), "Delay day", "All calls of a day some minutes later.", "bells"),
    Command("bells.discard", ("delete",), "Put away", "Take away this row, type or special date.", "bells"),
    Command("bells.today", ("t",), "Today", "Go to today.", "bells"),
    Command("bells.earlier", ("left_square_bracket",), "Earlier", "Go to the month before.", "bells"),
    Command("bells.later", ("right_square_bracket",), "Later", "Go to the next month.", "bells"),
    Command(
        "calendar.close_day", ("Z",), "Close day", "Close or shorten this day; its calls move.", "calendar"
    ),
    Command(
        "calendar.delay_day", ("Y",), "Delay day", "All calls of this day some minutes later.", "calendar"
    ),
)
"""What can be done on the page of bells, and with the bells from the calendar."""
