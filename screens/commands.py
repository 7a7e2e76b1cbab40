"""The one table of commands: key bindings, the key bar, the help screen and the palette are all built from it.

A command `page.verb` is carried out by the method `action_verb` of that page; one with page "" by every page.
A key means the same on every page: where two pages share a key, they share the verb. The commands themselves
lie in `screens.keys`, by kind of page.
"""

from collections.abc import Iterator, Mapping

from textual.binding import Binding, BindingType

from screens.keys.bells import BELLS
from screens.keys.command import Command, PageName, key_name
from screens.keys.day import DAY
from screens.keys.everywhere import EVERYWHERE, INTERVIEW_COMMANDS
from screens.keys.people import PEOPLE
from screens.keys.plan import PLAN
from screens.keys.time import TIME

__all__ = [
    "ASIDE",
    "COMMANDS",
    "INTERVIEW_COMMANDS",
    "PAGES",
    "SIGNS",
    "Command",
    "PageName",
    "bindings",
    "commands_of",
    "footer_of",
    "key_name",
]

PAGES = (
    PageName("roster", "Roster", "1", "Students, what they owe, and who is ready."),
    PageName("employers", "Employers", "2", "Contacts, what they offer, and outreach."),
    PageName("calendar", "Calendar", "3", "The window, week by week or day by day."),
    PageName("rooms", "Rooms", "4", "The quiet rooms of one day."),
    PageName("board", "Board", "5", "The live board of the day."),
    PageName("ready", "Ready", "6", "Tomorrow's interviews: what each still needs."),
    PageName("bells", "Bells", "7", "The school year, its day types and periods."),
)

ASIDE = (PageName("plan", "Plan", "", "What the planner proposes; the calendar opens it."),)
"""Pages without a number of their own: another page opens them, Esc leads back."""

SIGNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "roster": (("grade: no:", "In the filter: grade:11 no:interview no:room."),),
    "calendar": (
        ("V S G R ⌂", "Video, on site, group video, recorded; from home."),
        ("╱╱ %", "The way there and back; what was cut."),
        ("✓ − ! !! ✗", "Moving costs: free, light, a class, core, no."),
        ("Mouse", "Drag a block to move it, its edge to stretch it."),
    ),
    "employers": (
        ("P V S G R", "How: phone, video, on site, group video, recorded."),
        ("⚑", "A student holds this contact to that day."),
        ("tag: field:", "In the filter: tag:health field:finance format:video."),
        ("has: no: due:", "has:room no:outreach has:task due:overdue due:week."),
    ),
    "bells": (
        ("× •", "Closed; another day type or bells of its own."),
        ("! +", "The letter is set on this date; there is a note."),
    ),
}
"""What short signs in a page's list mean, for the screen of keys."""

COMMANDS: tuple[Command, ...] = (*EVERYWHERE, *PEOPLE, *TIME, *PLAN, *BELLS, *DAY)
"""Every command of every page."""


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
