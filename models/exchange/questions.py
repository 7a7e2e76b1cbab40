"""Form programs write whole questions as headers: which question asks for which field, and which for none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from models.exchange.foreign_cells import formats
from models.exchange.header_words import normalise, option_of, ordinal
from models.rules.clusters import resolve

_WORK = (
    r"(?:careers?|jobs?|occupations?|industr(?:y|ies)|professions?|fields?|pathways?|clusters?|line of work|"
    r"carreras?|metiers?)"
)
_LIKED = (
    r"(?:interest(?:s|ed|ing)?|choices?|choose|explore|learn|want|consider(?:ing)?|dream|pursue|prefer(?:ences?)?|"
    r"curious|like|top|favou?rites?|interesa[ns]?|saved|interesse\w*|rank)"
)
_INTERESTS = (
    re.compile(rf"\b{_WORK}\b.*\b{_LIKED}\b|\b{_LIKED}\b.*\b{_WORK}\b"),
    re.compile(
        r"\b(?:dream|ideal|perfect) (?:job|career)\b|\bany (?:job|career)\b.*\b(?:be|choose|pick|have)\b|\bwhat (?:do|would) you (?:want|like) to (?:be|become|do)\b|\bwhen you grow up\b"
    ),
    re.compile(r"\b(?:areas?|topics?|subjects?) (?:of interest|(?:that )?(?:do |most )?interests? you)\b"),
    re.compile(r"\b(?:first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|top) choice\b"),
    re.compile(r"\b(?:choice|interest|preference) (?:no |number )?\d\b"),
)
_ASKS_SOMETHING_ELSE = re.compile(
    r"^(?:why|how|who|where|are|is|do|did|does|have|has|can|could|would|will|should|points|feedback|explain|"
    r"describe)\b(?!.*\b(?:what|which)\b)|"
    r"\b(?:parents?|guardians?|mother|father|famil(?:y|ies)|teachers?|why|explain|describe|reasons?|elective|lunch|"
    r"college|sports?|clubs?|not|least|never|know anyone|room|session|date|time|day|phone|email|school|compan(?:y|ies)|people|persons?|anyone)\b"
)

_OF_STUDENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("grade", re.compile(r"^(?:what|which) grade\b|\bgrade (?:level )?(?:are you|will you be)\b")),
    (
        "full_name",
        re.compile(r"\bfirst (?:name )?(?:and )?last names?\b|\blast (?:name )?(?:and )?first names?\b"),
    ),
)
_OF_CONTACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("zone", re.compile(r"\btime ?zone\b")),
    ("limit", re.compile(r"\bhow many (?:students?|interviews?|calls?|young people)\b|\bmax(?:imum)? (?:number of )?"
                         r"(?:students|interviews)\b|\bnumber of (?:students|interviews)\b")),
    ("times", re.compile(r"\b(?:best|good|preferred|which|what) (?:days? (?:and |or )?)?times?\b|"
                         r"\bwhen (?:are you|would you be|can you)\b|\btimes? (?:that )?works?\b|\bdays? and times?\b")),
    (
        "formats",
        re.compile(
            r"\bphone (?:call )?or video\b|\binterview formats?\b|"
            r"\bformats?\b.*\bprefer\w*|\bprefer\w*\b.*\bformats?\b"
        ),
    ),
    ("can_offer", re.compile(r"\bhow (?:can|could|would|will) you (?:help|like to (?:help|take part|participate|be "
                             r"interviewed)|prefer)\b|\bways? (?:you can|to) help\b|"
                             r"\bwhat can you offer\b|^i (?:am|would be|m) (?:willing|able)\b|^i can\b|\bcan you offer\b")),
    ("title", re.compile(r"^what do you do\b|\bwhat is your (?:job|role|position|profession|occupation)\b|"
                         r"^(?:your )?(?:job )?(?:title|role) (?:and|or|at)\b")),
    ("employer", re.compile(r"^where do you work\b|\b(?:company|business|organi[sz]ation|employer)s? (?:do you|you) "
                            r"(?:work|represent)\b|\bname of (?:your|the) (?:company|business|organi[sz]ation|employer)\b")),
    ("clusters", re.compile(r"\b(?:industry|field|sector|career (?:area|field|cluster))\b.*\b(?:you|your|work|business)\b|"
                            r"\byour (?:industry|field|sector)\b")),
    ("notes", re.compile(r"^anything else\b|\bcomments?\b|\bnotes? for\b")),
    ("full", re.compile(r"\bfirst (?:name )?(?:and )?last names?\b")),
)  # fmt: skip
_PATTERNS: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "students": _OF_STUDENTS,
    "contacts": _OF_CONTACTS,
}
_YES_TO_A_FORMAT = re.compile(r"\b(?:interviews?|willing|available for|open to|y n|yes no|ok)\b")
_NO_FORMAT = re.compile(r"\b(?:number|link|url|time|times|date|when|email|notes?|preferred|format|formats)\b")
_PERIOD = re.compile(r"(?:period|per|pd|block|hour) ?(\d{1,2}[a-z]?)(?: (?:class|course)(?: name)?)?")
_RANKING = re.compile(r"\b(?:rank(?:ed|ing)?|choices?|preferences?|priorit(?:y|ies)|order|top)\b")


@lru_cache(maxsize=2048)
def asked_for(kind: str, header: str) -> str:
    """The field that a question asks for; "" where it asks for none, or that is not clear."""
    plain = normalise(header)
    if plain.startswith(("points ", "feedback ")):
        return ""  # a form program's own columns beside each question
    if kind == "students" and period_of(header):
        return "schedule"
    if kind == "students" and _asks_for_interests(header, plain):
        return "interests"
    for field, pattern in _PATTERNS.get(kind, ()):
        if pattern.search(plain):
            return "name" if field == "full" else field
    return "formats" if kind == "contacts" and format_asked(header) else ""


def period_of(header: str) -> str:
    """The period whose class a column names, as "Period 4" or "Block 2B"; "" for any other header."""
    found = _PERIOD.fullmatch(normalise(header))
    return found[1].upper() if found else ""


def format_asked(header: str) -> str:
    """The one format that a header asks a yes or no to, as "Phone interview? (Y/N)"; "" for any other header."""
    plain = normalise(header)
    found = formats(plain) if _YES_TO_A_FORMAT.search(plain) and not _NO_FORMAT.search(plain) else ()
    return found[0] if len(found) == 1 else ""


def is_ranking(header: str) -> bool:
    """Whether a question asks for an order, so that "1" in an answer means the first choice."""
    return _RANKING.search(normalise(header)) is not None


def _asks_for_interests(header: str, plain: str) -> bool:
    if _ASKS_SOMETHING_ELSE.search(plain):
        return False
    if any(pattern.search(plain) for pattern in _INTERESTS):
        return True
    row = option_of(header)
    return bool(row) and is_ranking(header) and (bool(ordinal(row)) or bool(resolve(row).cluster))
