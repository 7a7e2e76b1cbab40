"""The bank of questions in our own words, by theme, and what is kind to ask instead of what a person earns.

"What students ask, what the program may offer" in the description of the process: a student's list is picked from
the bank and added to; pay is spoken of in general, never as what the person earns.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models.rules.text import fold

_FILE = Path(__file__).parent / "data" / "question_bank.json"

PARTS = ("opening", "questions", "close")
"""The parts of a student's list, in the order in which they are spoken."""

PART_WORDS = {"opening": "Opening", "questions": "Questions", "close": "Close: recap and thanks"}
"""What people read above each part."""

BEGINNING = ("open1", "open2", "close1", "close5")
"""What a new list holds before anybody chose anything: a greeting, notes, the recap, thanks."""


class BankQuestion(NamedTuple):
    """A question of the bank: its lasting id, the part of a list it belongs to, its theme, its words."""

    id: str
    part: str
    theme: str
    words: str


@lru_cache(maxsize=1)
def bank() -> tuple[BankQuestion, ...]:
    """Every question of the bank, theme by theme."""
    return tuple(
        BankQuestion(f"{theme['id']}{number}", theme["part"], theme["name"], words)
        for theme in json.loads(_FILE.read_text("utf-8"))
        for number, words in enumerate(theme["questions"], 1)
    )


def bank_question(ident: str) -> BankQuestion | None:
    """The question with this id."""
    return next((one for one in bank() if one.id == ident), None)


def spoken(words: str, *, first: str, school: str, minutes: int) -> str:
    """A question of the bank as this student asks it: names and minutes in place of what stands in braces."""
    named = {"first": first or "a student", "school": school or "our school", "minutes": str(minutes)}
    return _BRACES.sub(lambda found: named[found[1]], words)


NAMED = "{first}"
"""Stands in the words of the bank where the student says the own name."""

_BRACES = re.compile(r"\{(first|school|minutes)\}")
_GENERAL = "What do people who are new in this field usually earn, and what with some years behind them?"
_GROWTH = "How does pay in this field grow with experience and training?"
_BESIDES = "Besides pay, what do employers in this field offer?"
_BONUS = re.compile(r"\b(bonus|bonuses|benefits|raise|raises|insurance|pension)\b")
_LATER = re.compile(r"\b(started|start|first|beginning|began|years|later|now than|raise|grow)\b")

# What people type in a hurry, on a telephone, or by ear.
_SPELT = {
    "u": "you", "ya": "you", "ur": "your", "yr": "your", "youre": "you are", "whats": "what is", "hows": "how is",
    "sallary": "salary", "salery": "salary", "sallery": "salary", "celery": "salary", "wadge": "wage",
    "paycheque": "paycheck", "paycheques": "paycheck", "paychecks": "paycheck", "payslip": "paycheck",
    "rn": "now", "dyou": "do you", "howmuch": "how much", "do'ya": "do you", "y'all": "you", "yall": "you", "gonna": "going to", "wanna": "want to",
}  # fmt: skip

_MONEY = (
    r"(?:salar(?:y|ies)|wages?|pay|income|paycheck|earnings|compensation|remuneration|hourly|hourly rate|take home|"
    r"takehome|bonus|bonuses|net worth|money situation|rate of pay|pay rate|pay grade|tax bracket|bank balance)"
)
_ADVERB = (
    r"(?:personally|actually|usually|really|typically|currently|normally|now|yourself|approximately|about|roughly|"
    r"generally|honestly|even|ever|already|still|get to|be|being|get|getting|be getting|expect to|hope to|go|have|"
    r"to|all|each|per|a|an|month|year|week|hour|probably|on average)"
)
_EARN = (
    r"(?:earn|earns|earned|earning|paid|take home|taking home|bring home|bringing home|bring in|pull in|pulling in|"
    r"rake in|raking in|pocket|gross|cash in)"
)
_MAKE = r"(?:make|making|made)"
_OFTEN = (
    r"(?:(?:(?:a|an|per|each|every|in a|by the|in an|for a|this|last) (?:average )?"
    r"(?:year|month|week|hour|day|shift|living|call|job|client)|"
    r"annually|yearly|monthly|weekly|hourly|daily|now|right now|here|currently|money|at (?:this|your) job|"
    r"in (?:this|your) job|from (?:this|your) job|doing (?:this|that|it)|at work|as an? \w+|working \w+|"
    r"when you (?:started|began)|starting out|at the moment|at first|if i may ask|if you do not mind|exactly)\b|$)"
)
_OTHERS = (
    r"(?:company|companies|firm|employer|field|industry|profession|line|team|staff|department|business|sector|trade|"
    r"organisation|organization|colleagues|workers|employees|area|region|opinion|view|experience|coworkers|"
    r"apprentices|interns|graduates|advice|besides|than|apart)"
)
_JOB = r"(?:job|work|position|role|career|boss|company|employer|firm)"
_CASH = r"(?:money|cash|dough|dollars|profit|income|pay|salary)"
# "How much coffee do you make" asks for coffee: what is asked for stands right behind.
_MUCH = (
    rf"how much(?= (?:{_CASH}|do|did|does|can|could|would|will|are|were|have|has|is|was|you|per|a|an|in|each|every|on|at|"
    r"exactly|roughly|approximately|about|usually|if|may|i|actually|really)\b)"
)
_NOT_PAY = (
    r"(?! (?:(?:your|a|an|the|their) (?!year|month|week|hour|day|lot|living)|(?:\w+ ){0,3}(?:vacations?|leave|holidays?|trust|"
    r"respect|degree|licen[cs]e|certificate|badge|credits?|promotion)\b|to\b|attention))"
)
_GOOD = r"(?:a lot|lots|much|good|decent|enough|great|big|any|more|real|over|under)"
# "A lot of phone calls" is no money.
_OF_IT = rf"(?: of)?(?: \w+)??(?: {_CASH}|$| (?:an?|per|each|every|than|to live|here|at|in|for|doing|as|working|now|on)\b)"
_ASKING = r"(?:do|did|can|could|would|will|are|is it|that|exactly|money|(?:kind|sort) of money|i ask)"

_ASKS_PAY = (
    rf"\byour (?:(?!{_OTHERS}\b)\w+ ){{0,3}}{_MONEY}\b(?! off)(?! attention)",
    rf"\b(?:{_MUCH}|what)\b(?: \w+){{0,4}}? you (?:(?:are|were|have) )?(?:{_ADVERB} ){{0,4}}{_EARN}\b{_NOT_PAY}",
    rf"\b{_MUCH}\b(?: {_CASH}){{0,3}}(?: \w+){{0,4}}? you (?:(?:are|were|have) )?(?:{_ADVERB} ){{0,4}}{_MAKE}\b"
    r"(?! (?:of|up|use|room|time) )",
    rf"\bwhat\b(?: {_ASKING})*? you (?:{_ADVERB} ){{0,4}}{_MAKE} ?{_OFTEN}",
    r"\b(?:the|what) (?:most|least) you (?:\w+ ){0,2}(?:made|earned|been paid)\b(?! of)",
    rf"\b(?:{_MONEY}|money) (?:that )?you (?:{_ADVERB} ){{0,2}}(?:make|making|get|getting|earn|have|draw|receive)\b",
    rf"\b(?:is|was) (?:the|this) {_MONEY}\b(?: \w+){{0,3}} for you\b",
    r"\byou (?:\w+ ){0,2}(?:get|got|gotten|had|have|receive) (?:a |any )?(?:(?:good|bad|big|pay|decent|overtime|extra|yearly|"
    r"annual) ){0,2}(?:raise|bonus|bonuses|pay|salary|wage|income)\b(?! off)(?! attention)",
    r"^ever (?:get|got|gotten|had) an? (?:pay |big |good )?(?:raise|bonus)\b",
    r"\byou charge (?:an?|per|each|every) (?:hour|day|client|session|month|job)\b",
    r"\bin your (?:bank|savings) account\b",
    rf"\b(?:{_MONEY}|money) (?:do|did|can|will|are) you (?:\w+ ){{0,2}}(?:make|making|get|getting|earn|have)\b",
    rf"\bhow (?:well|much|highly|good) (?:are|were|do|did|will|is) you(?: \w+){{0,2}} (?:paid|earn|{_MAKE})\b"
    r"(?! (?:of|up|use|room|time) )",
    r"(?<!\bhow )\b(?:are|were) you (?:\w+ ){0,2}(?:paid(?! to\b)|rich|wealthy|a millionaire|well off|"
    r"making (?:good|a lot))\b",
    r"\byou are (?:(?:well|fairly|badly|properly|over|under) )?(?:paid (?:enough|well|fairly|badly|properly|too)|(?:over|under)paid|"
    r"well paid|fairly paid)\b",
    rf"(?<!\bhow )\bdo you (?:{_ADVERB} ){{0,2}}(?:earn|get paid|make (?:six|bank|at least|above|minimum|\d)){_NOT_PAY}",
    rf"\bdo you (?:{_ADVERB} ){{0,2}}make {_GOOD}{_OF_IT}",
    rf"\b(?:does|did|do|can|will|how) (?:\w+ ){{0,3}}(?:your {_JOB}|they|your) (?:\w+ ){{0,2}}pay you\b",
    rf"\b(?:how much|how well|what) (?:does|do|did|would) (?:your {_JOB}|they) (?:\w+ ){{0,2}}pay\b(?! (?:new|people|"
    r"beginners|interns|apprentices|starters|for))",
    r"\b(?:how much|how well|what) (?:\w+ ){0,5}pays? you\b(?! (?:for|to|back)\b)",
    r"\b(?:does|is) your (?:job|work|position|role|career) (?:\w+ ){0,2}(?:pay|paid)\b",
    r"\bhow (?:much|many)(?: \w+){0,3} (?:do|did|are|have|will) you(?: \w+){0,3} (?:get|bring|take|bank|dollars|"
    r"clear)(?: home| in)?(?: paid| for (?:this|that|your|an?) | an? (?:year|month|week|hour)| per | every )",
    r"\bhow many (?:dollars|pounds|euros|bucks)(?: \w+){0,4} you\b",
    r"\b(?:six|seven|five) figures?\b.*\byou\b|\byou\b.*\b(?:six|seven|five) figures?\b",
    r"\bhow (?:rich|wealthy) are you\b",
    r"\bwhat are you (?:on|getting|worth|making|paid|earning)(?: an? (?:year|month|week|hour)| per \w+|"
    r" right now| now|$)",
    r"^(?!.*\bhow many (?!dollars|pounds|euros|bucks)).*"
    r"\byou (?:make|earn|get|bring home|take home)(?: \w+){0,3} (?:an?|per|each|every) (?:year|month|week|hour|"
    r"paycheck)\b",
)
_NOT_LETTERS = re.compile(r"[^\w' ]+")
_BLANKS = re.compile(r"\s+")


def asks_what_they_earn(words: str) -> bool:
    """Whether a question asks for the interviewee's own pay, in whatever words; pay in general is no such question."""
    text = _plain(words)
    return any(pattern.search(text) for pattern in _patterns())


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compiled when the first question is looked at: opening a page does not wait for that."""
    return tuple(re.compile(pattern) for pattern in _ASKS_PAY)


def kind_alternative(words: str) -> str:
    """What to ask in place of a question for somebody's own pay."""
    text = _plain(words)
    if _BONUS.search(text):
        return _BESIDES
    return _GROWTH if _LATER.search(text) else _GENERAL


def _plain(words: str) -> str:
    """Folded, without signs, common slips of writing put right, so that the patterns see only words."""
    text = (
        fold(words)
        .replace("\u2019", "'")
        .replace("'s ", " is ")
        .replace("n't", " not")
        .replace("'re ", " are ")
        .replace("'ve ", " have ")
    )
    text = _NOT_LETTERS.sub(" ", text.replace("-", " ").replace("$", " dollars ")).replace("'", "")
    return " ".join(_SPELT.get(word, word) for word in _BLANKS.sub(" ", text).strip().split(" "))
