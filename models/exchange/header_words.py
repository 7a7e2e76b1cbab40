"""How headers are compared: the plain form of one, the looser forms it may also be read in, and its ranks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.rules.text import fold

LONGEST = 200
"""Characters of a header that are looked at: a form's question can be long, its beginning says what it asks."""

_BRACKETS = re.compile(r"\[([^\[\]]*)\]\s*$")
_NUMBERED_TABLE = re.compile(r"^\s*\[\d+\]")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_SIGNS = re.compile(r"[_\-./\\|,–—\s]+")
_MARKS = re.compile(r"[*:?!¿¡\"“”'’‘`()\[\]]")
_POSSESSIVE = re.compile(r"['’]s?\b")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ASKING = re.compile(
    r"^(?:and )?(?:please )?(?:what is|whats|what are|enter|provide|type in|write|give|list|tell us|confirm|share)"
    r"(?: us)? (?:your|the|my) |^(?:please )?(?:enter|provide|type in|write|confirm) |^(?:and )?(?:your|my) "
)
_QUALIFIERS = frozenset({"primary", "official", "legal", "current", "your", "my", "the", "main"})
_WHOSE = (
    *("student ", "students ", "stu ", "pupil ", "learner ", "individual "),
    *("student reference ", "section info ", "course section ", "course info "),
)
_OF_OTHERS = frozenset(
    {"parent", "parents", "guardian", "guardians", "mother", "father", "teacher", "counselor", "counsellor"}
    | {"emergency", "family", "home", "staff", "advisor", "spouse", "assistant", "preferred", "chosen"}
)
_SEVERAL_OF = re.compile(r"(?:.* )?(?:e ?mail|e ?mail address|phone|phone number|cluster|career cluster)")
_ASKED_IN_PARTS = frozenset({"name", "full name", "student name", "your name", "student", "contact name"})
"""Questions of which some form programs make a column for each part: "Name - First Name"."""
_TOO_BARE = frozenset(
    {"year", "first", "last", "class", "block", "hour", "title", "status", "field", "fields", "active", "id"}
    | {"gr", "yr", "user", "contact", "type", "per", "pd", "sec", "hr", "state", "address", "language"}
)
"""Words that mean too much once what stood beside them has been taken away."""

_ORDINALS = {
    **dict.fromkeys(("first", "1st", "1", "one", "top", "primary", "primera", "premier", "1 °"), 1),
    **dict.fromkeys(("second", "2nd", "2", "two", "secondary", "segunda", "deuxieme"), 2),
    **dict.fromkeys(("third", "3rd", "3", "three", "tercera", "troisieme"), 3),
    **dict.fromkeys(("fourth", "4th", "4", "four"), 4),
    **dict.fromkeys(("fifth", "5th", "5", "five"), 5),
    **{str(n): n for n in range(6, 21)},
    **{f"{n}th": n for n in range(6, 21)},
}
_RANKED = re.compile(
    r"^(?:(?:my|your|career|interest|rank|ranked|choice|option|preference|priority|no|number|opcion) )*"
    r"(?P<rank>[a-z0-9]+)"
    r"(?: (?:career|interest|choice|option|preference|priority|rank|place|pick|favou?rite|opcion|choix)s?)*$"
)


@lru_cache(maxsize=4096)
def normalise(header: str) -> str:
    """A header for comparing: NFKC, lower case, no accents, brackets or marks, signs as single blanks."""
    shown = unicodedata.normalize("NFKC", header[:LONGEST]).strip("\ufeff\"' \t\r\n")
    shown = _BRACKETS.sub("", shown) or shown
    return _plain(shown)


def _plain(text: str) -> str:
    apart = _SIGNS.sub(" ", fold(text.replace("#", " number ").replace("&", " ")))
    return " ".join(_MARKS.sub("", apart).split())


def option_of(header: str) -> str:
    """What stands in brackets at the end: a row of a form's grid, as in "Rank these [Health Science]"."""
    found = _BRACKETS.search(header)
    return found[1].strip() if found and header[: found.start()].strip() else ""


def ordinal(text: str) -> int:
    """The rank that a text names ("First choice", "2nd", "Interest 3", "1"); 0 for any other."""
    found = _RANKED.match(_plain(text[:LONGEST]))
    return _ORDINALS.get(found["rank"], 0) if found else 0


@lru_cache(maxsize=4096)
def humps(header: str) -> str:
    """The plain form with words apart that only a capital separates: "studentLastName"."""
    return normalise(_HUMP.sub(" ", header[:LONGEST]))


@lru_cache(maxsize=4096)
def forms_of(header: str) -> tuple[str, ...]:
    """The plain form, then ever looser ones.

    What stands in parentheses is put first or left away, words that say whose or which it is are taken off,
    plurals become singulars. Words about other people are never taken off.
    """
    header = _NUMBERED_TABLE.sub("", header[: 2 * LONGEST])
    forms = dict.fromkeys((normalise(header), humps(header)))
    for form in (_swapped(header), _bare(header), normalise(_POSSESSIVE.sub("", header))):
        forms.setdefault(form)
    for form in list(forms):
        forms.setdefault(_ASKING.sub("", form, count=1))
    for form in list(forms):
        for looser in (_without_owner(form), _without_qualifiers(form), _without_number(form)):
            forms.setdefault(looser)
    for form in list(forms):
        forms.setdefault(_singular(form))
    forms.pop("", None)
    return tuple(forms)


def _swapped(header: str) -> str:
    """ "Email (School)" and "Email - School" as "school email"."""
    inside = _PARENTHESES.search(header)
    if inside:
        return normalise(f"{inside[1]} {_PARENTHESES.sub(' ', header)}")
    first, dash, second = header.partition(" - ")
    if _plain(first) in _ASKED_IN_PARTS:
        return normalise(second)
    return normalise(f"{second} {first}") if dash and " - " not in second else ""


def _bare(header: str) -> str:
    """The header without what stands in parentheses, unless that is about somebody else."""
    inside = " ".join(_PARENTHESES.findall(header))
    return (
        ""
        if not inside or _OF_OTHERS.intersection(_plain(inside).split())
        else normalise(_PARENTHESES.sub(" ", header))
    )


def _without_owner(form: str) -> str:
    for whose in _WHOSE:
        if form.startswith(whose):
            return form.removeprefix(whose)
    return form


def _without_qualifiers(form: str) -> str:
    words = form.split()
    while words and words[0] in _QUALIFIERS:
        words = words[1:]
    rest = " ".join(words)
    return form if rest in _TOO_BARE else rest


def _without_number(form: str) -> str:
    """ "Email 2" is an email; a grade 10 is no grade level column, nor a period 2 one of periods."""
    rest = form[:-2]
    return rest if form[-2:] in (" 1", " 2", " 3", " 4") and _SEVERAL_OF.fullmatch(rest) else form


def _singular(form: str) -> str:
    return " ".join(
        word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "su" else word
        for word in form.split()
    )


def one_slip(one: str, two: str) -> bool:
    """Whether one letter after the first is missing, too many, or swapped with its neighbour.

    A wrong letter is no slip: "list name" and "last name" are two things.
    """
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest_one, rest_two = one[at:], two[at:]
    swapped = rest_one[:2] == rest_two[1::-1] and rest_one[2:] == rest_two[2:]
    return at > 0 and (rest_one[1:] == rest_two or rest_one == rest_two[1:] or swapped)


def slips(word: str) -> tuple[str, ...]:
    """The word and all of it with one letter left out: two words one slip apart share one of these."""
    return word, *(word[:at] + word[at + 1 :] for at in range(len(word)))
