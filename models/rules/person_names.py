"""How one person's name comes to be written in two ways: short forms, initials, accents, names the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from models.rules.text import fold

_GROUPS = """
abigail abby abbie gail | abraham abe | adelaide addie | agnes aggie | alan allan allen al | albert al bert
alejandro alex ale | alejandra alex ale | alexander alex sasha xander alec lex | alexandra alex sasha lexi sandra
alice allie ali | allison alison allie ali | alfred fred al | amanda mandy | anastasia ana stacy | andrea andi
andrew andy drew | angela angie | anne ann anna annie | anthony tony | antonio tony toni | archibald archie
arthur art | barbara barb | bartholomew bart | beatrice bea trixie | benjamin ben benji benny | bernard bernie
bradley brad | bridget bridie | cameron cam | carolyn caroline carol carrie | cassandra cassie
catherine katherine kathryn kate katie kathy cathy kat kit | cecilia cece celia | charles charlie chuck chas | charlotte charlie lottie
christina christine chris chrissy tina | christopher chris topher kit | clarence clare | clifford cliff
cynthia cindy | daniel dan danny | danielle dani | david dave davy | deborah debra deb debbie | dennis denny
diana di | dominic dom nick | donald don donny | dorothy dot dottie | douglas doug | edmund ed ned
edward ed eddie ted ned | eduardo eddie lalo | eleanor ellie nell nora | elizabeth liz lizzie beth betsy betty eliza elisabeth
emily em emmy | emanuel manny | enrique kike | ernest ernie | esther essie | eugene gene | evelyn evie | fernando fer
florence flo | frances fran frankie | francis frank | francisco paco pancho frank | franklin frank
frederick fred freddie | gabriel gabe | gabriela gabriella gabi | geoffrey jeffrey jeff geoff | george georgie | gerald gerry jerry
gilbert gil | gregory greg | guadalupe lupe | guillermo memo | gwendolyn gwen | harold hal harry | harriet hattie
helen helena nell | henry hank harry | herbert herb | ignacio nacho | irene rene | isaac ike | isabella isabel bella izzy
jacob jake | jacqueline jackie | james jim jimmy jamie | jane janie | janet jan | jason jay | jean jeanie
jennifer jen jenny | jeremiah jerry | jeremy jerry | jessica jess jessie | jesus chuy | joan joanie | joanna jo
john jon johnny jack | jonathan jon johnny nathan | jordan jordy | jose pepe | joseph joe joey | josephine jo josie
joshua josh | juan juanito | judith judy | julia julie | kenneth ken kenny | kevin kev | kimberly kim | kristina kris
kristen kristin kris | laura laurie | lawrence laurence larry | leonard leo len lenny | leonardo leo | leslie les
lillian lily lil | louis lewis lou louie | lucille lucy | luis lucho | madeline maddie | manuel manny manolo
margaret maggie meg peggy marge greta rita | maria mary marie | martha marty | martin marty | mateo teo | matthew matt
maximilian max | megan meg | melissa mel missy | melanie mel | michael mike mick mickey micah | michelle shelly
miguel mike | miranda randi | mohammed muhammad mohamed mohammad mo | monica moni | nancy nan | natalie nat
nathaniel nathan nate nat | nicholas nicolas nick nicky | nicole nikki | oliver ollie | olivia liv livvy
pamela pam | patricia pat patty tricia trish | patrick pat paddy | pedro pete | penelope penny | peter pete
philip phillip phil | rachel rach | raymond ray | rebecca becky becca | regina gina | reginald reg reggie
richard rick rich dick ricky | ricardo rick rico | robert rob bob bobby robbie bert | roberto beto rob | roderick rod
rodney rod | roger rog | ronald ron ronnie | rosemary rose rosie | roxanne roxy | russell russ | ruth ruthie
salvador sal | samantha sam sammy | samuel sam sammy | sandra sandy | santiago santi | sarah sara sally | sebastian seb
sharon shari | sophia sofia sophie | stanley stan | stephanie steph | stephen steven steve | susan susanna sue suzie
suzanne sue | sylvia sylvie | tamara tammy | teresa theresa terry tess tessa | terence terry | theodore ted theo teddy
thomas tom tommy | timothy tim timmy | tobias toby | tyler ty | valerie val | vanessa nessa | veronica ronnie vero
victor vic | victoria vicky tori | vincent vince vinny | virginia ginny | vivian viv | walter walt wally | wendy wen
william will bill billy liam willy | yolanda yoli | zachary zach zack
"""
"""Given names with their short forms, a group for each, apart by | or a new line; a short form may be of several."""

_SOUNDS = (
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("sch", "sh"), ("ch", "C"), ("sh", "S"), ("h", ""), ("C", "ch"), ("S", "sh"),
    ("y", "i"), ("z", "s"), ("c", "k"), ("kh", "ch"), ("ie", "i"), ("ei", "i"),
)  # fmt: skip
_TWICE = re.compile(r"(\w)\1+")
_MARKS = re.compile(r"[^\w]+")
_DIGITS = re.compile(r"\d+")


class Written(NamedTuple):
    """A name for comparing: folded given and family names, all given names that may be meant, and its numbers."""

    given: str
    family: str
    forms: frozenset[str]
    numbers: tuple[str, ...]


def written(given: str, family: str, also: Iterable[str] = ()) -> Written:
    """A name for comparing; `also` are further given names of the person, such as the preferred one."""
    first, last = plain(given), plain(family)
    forms = frozenset(name for name in (first, *map(plain, also)) if name)
    return Written(first, last, forms, tuple(_DIGITS.findall(f"{first} {last}")))


def plain(name: str) -> str:
    """Letters and digits alone, without accents and case, single blanks between words."""
    # Letters in circles and the like become capitals when folded, so that they are folded once more.
    return " ".join(_MARKS.sub(" ", fold(fold(name)).replace("'", "").replace("’", "")).split())


def sounded(name: str) -> str:
    """A folded name without what is written now one way and now another: Anna and Ana, Sophia and Sofia, Smyth."""
    for written_so, spoken in _SOUNDS:
        name = name.replace(written_so, spoken)
    return _TWICE.sub(r"\1", name.replace(" ", ""))


def short_forms(given: str) -> frozenset[str]:
    """What else a given name may be written as, itself among it; nothing for a name without short forms."""
    return _groups().get(given.partition(" ")[0], frozenset())


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for group in _GROUPS.replace("\n", "|").split("|"):
        names = frozenset(group.split())
        for name in names:
            known[name] = known.get(name, frozenset()) | names
    return known
