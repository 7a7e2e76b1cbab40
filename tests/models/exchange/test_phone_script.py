"""The phone script: filled in for two people, private, and whole whatever is not known."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.exchange.phone_script import Passage, ScriptFacts, phone_script, script_text, spoken_time
from models.rules.clusters import as_interest
from models.rules.span import Span
from tests.helpers_tui import HOSTILE, UNSAFE
from tests.models.rules.small_school import MONDAY, TUESDAY, ZONE, contact, situation, span, student

CAMPAIGN = situation().campaign
DANA = contact("dana", "Dana Whitfield", clusters=("healthcare-human-services",), zone="America/New_York")
MIA = student("s-4711", name="Mia Torres", grade="11", share_name=True, interests=(as_interest(1, "nurse"),))
TIMES = (span("10:20-10:40"), span("13:00-13:20", MONDAY))


def lines(facts: ScriptFacts) -> dict[str, tuple[str, ...]]:
    return {one.heading: one.lines for one in phone_script(facts)}


def test_the_whole_script_with_consent_and_two_times() -> None:
    assert script_text(phone_script(ScriptFacts(CAMPAIGN, MIA, DANA, TIMES))) == (
        """BEFORE YOU DIAL
  Dana Whitfield
  Nurse
  Ridge Clinic
  Number: +1 312 555 0100
  Have this page, a pen and your week in front of you. Speak slowly; a smile can be heard.

WHEN SOMEBODY ANSWERS
  "Hello, may I speak with Dana Whitfield, please?"
  "My name is Mia, and I am a student at Ridge High."

WHY YOU CALL
  "We are finding out about careers, and mine might be in Physical Health. I would like to hear from somebody who does it."
  "I am not asking for a job, only for a short conversation."

WHAT YOU ASK FOR
  "Could I ask you some questions for 15 to 30 minutes, by phone?"
  "Would Tuesday 24 November at 10:20 suit you?"
  "Or would Monday 23 November at 13:00 be better?"
  Their clock: Tuesday 24 November at 11:20 or Monday 23 November at 14:00.

IF THEY SAY YES
  "Thank you very much! Let me repeat it, so that I have it right."
  Say the day, the date and the time, and write them down: ____________________
  "Shall I call you at +1 312 555 0100?"
  "What is the best number to call?"
  "You will hear from me on the day before. Thank you, and goodbye."

IF THIS IS A BAD MOMENT
  "I am sorry to disturb you. When may I call again?"
  Write down the day and the time: ____________________

IF THEY SAY NO
  "I understand. Thank you for telling me."
  "Do you know somebody else whom I might ask? May I say that you named them?"

IF SOMEBODY ELSE ANSWERS
  "I am a student at Ridge High and would like to reach Dana Whitfield. When is a good time to call?"
  If the number is wrong: "I am sorry, I must have the wrong number. Goodbye."

ON VOICE MAIL
  "Hello, this is a message for Dana Whitfield. My name is Mia, I am a student at Ridge High."
  "I would like to ask you about your work, for 15 to 30 minutes. I will call again in a day or two."
  "You can also write to office@example.org. Thank you, and goodbye."

BEFORE YOU PUT THE PHONE DOWN
  "Thank you for your time."
"""
    )


def test_without_consent_no_name_is_said_and_that_is_told() -> None:
    for consent in (None, False):
        found = lines(ScriptFacts(CAMPAIGN, MIA._replace(share_name=consent), DANA))
        assert found["When somebody answers"] == (
            '"Hello, may I speak with Dana Whitfield, please?"',
            '"I am a student at Ridge High."',
            "Your family has not agreed that your name is given: leave it out.",
        )
        assert "Mia" not in str(found)


def test_nothing_known_leaves_no_gaps() -> None:
    bare = DANA._replace(title="", phone="", employer_name="", zone="", clusters=(), formats=("on_site",))
    found = lines(ScriptFacts(CAMPAIGN, MIA, bare._replace(email="dana@clinic.example.org", minutes=25)))
    assert found["Before you dial"][:2] == (
        "Dana Whitfield",
        "No number is known yet. Ask your coordinator, or write: dana@clinic.example.org.",
    )
    assert found["Why you call"][0].endswith('more about your line of work."')
    assert found["What you ask for"] == (
        '"Could I ask you some questions for 25 minutes, at your workplace?"',
        '"Which day between 23 November and 4 December would suit you?"',
    )


@given(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), st.booleans())
def test_neither_grade_nor_id_nor_surname_nor_tricks(name: str, title: str, consent: bool) -> None:
    who = MIA._replace(share_name=consent, family="Quillfeather", grade="Gr-98765")
    whom = DANA._replace(name=name, title=title, employer_name=name)
    text = script_text(phone_script(ScriptFacts(CAMPAIGN, who, whom, TIMES)))
    assert not any(word in text for word in ("Quillfeather", "98765", "s-4711"))
    assert not UNSAFE.intersection(text.replace("\n", ""))


def test_names_in_the_template_that_somebody_typed_are_not_filled_in_again() -> None:
    found = lines(ScriptFacts(CAMPAIGN, MIA, DANA._replace(name="{mail} {nobody}")))
    assert found["Before you dial"][0] == "{mail} {nobody}"


def test_a_time_is_said_in_full() -> None:
    when = span("09:05-09:25", TUESDAY)
    assert spoken_time(when, ZONE) == "Tuesday 24 November at 09:05"
    assert spoken_time(Span(when.start + timedelta(days=41), when.end), ZONE) == "Monday 4 January at 09:05"
    assert Passage("x", ()) == ("x", ())
