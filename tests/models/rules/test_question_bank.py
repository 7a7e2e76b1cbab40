"""The bank of questions, and questions for somebody's own pay in the words that students use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.question_bank import (
    BEGINNING,
    PARTS,
    asks_what_they_earn,
    bank,
    bank_question,
    kind_alternative,
    spoken,
)

ASKS = """How much do you make?
how much do u make
What is your salary?
What's your salary like
Whats ur sallary
How much money do you make a year?
How much do you earn?
How much are you getting paid?
What do you earn?
What do you make?
what do you make per hour
How much do you get paid an hour?
May I ask what you earn?
Can I ask how much you make?
Could you tell me what your annual income is?
What is your hourly wage?
What's your current base pay?
How big is your paycheck?
Do you make good money?
Do you earn a lot?
Do you get paid well?
Are you well paid?
Are you rich?
How much does your job pay?
Does your job pay well?
How much does your boss pay you?
How much do they pay you?
How much did you earn when you started?
How much do you take home each month?
Do you make six figures?
What's your take-home pay?
How many dollars do you get an hour?
What are you making right now?
How well are you paid?
Roughly how much do you bring home?
What was your first salary?
What kind of salary do you make?
What is your bonus?
How much can you make doing this?
How much money do you have
What is the salary you get?
How much does a person like you make?
Do you think you're paid enough?
Ever gotten a raise?
What's the most you've ever made in a year?
So... how much $$$ do you make?
do u get good pay
How much do you charge per hour?
Do you get overtime pay?
Is the pay enough for you to live on?
I'd like to know what you're earning.
How much d'you make?
Howmuch do you make?
What does this job pay you?
How much money is in your bank account?"""

KEEPS = """What do people who are new in this field usually earn?
What is the typical starting salary in your field?
How does pay in the field grow with experience?
What do you make of the changes in your field?
What do you make in your workshop?
How do you make decisions?
What makes you proud?
How much time do you make for your family?
What would someone like me earn in your field?
Does your company pay for training?
What do you think people make in this field?
Do you pay attention to details?
What does your company pay new apprentices?
What is your company's starting pay?
What mistakes did you make?
What products do you make here?
How do you get paid vacation?
Did hard work pay off for you?
What did you earn your degree in?
What kind of money does this field pay?
How do you earn people's respect?
How much do you make use of maths?
How much do you make up as you go?
Do you make a lot of phone calls?
Do you make more decisions alone or in a team?
How do you get paid as a freelancer: by the hour or by the job?
How much coffee do you make?
How much noise do you make?
How many reports do you make a week?
Are you paid to train?
What are you paid to look after?
What do you get from your job besides pay?
Do you get paid holidays?
How much do you charge for a haircut?"""


@pytest.mark.parametrize("words", ASKS.split("\n"))
def test_a_question_for_the_persons_own_pay_is_known(words: str) -> None:
    assert asks_what_they_earn(words)


@pytest.mark.parametrize("words", KEEPS.split("\n"))
def test_pay_in_general_and_other_questions_are_left_alone(words: str) -> None:
    assert not asks_what_they_earn(words)


def test_the_bank_holds_sixty_questions_by_theme_and_none_for_pay() -> None:
    middle = [one for one in bank() if one.part == "questions"]
    assert len(middle) >= 60
    assert {one.part for one in bank()} == set(PARTS)
    assert sorted({one.theme for one in middle}) == [
        "A typical day",
        "Associations",
        "Career path",
        "Change in the field",
        "How they got there",
        "Likes and dislikes",
        "Pay in the field",
        "Personal traits that help",
        "Preparation and education",
        "Rewards",
        "Skills",
        "Whom else to talk to",
    ]
    assert [one.words for one in bank() if asks_what_they_earn(one.words)] == []
    assert len({one.id for one in bank()}) == len({one.words for one in bank()}) == len(bank())


def test_every_question_of_the_beginning_is_in_the_bank() -> None:
    assert [one for one in BEGINNING if bank_question(one) is None] == []
    assert bank_question("nothing") is None


@pytest.mark.parametrize("words", ASKS.split("\n"))
def test_what_is_asked_instead_is_kind(words: str) -> None:
    assert not asks_what_they_earn(kind_alternative(words))


def test_braces_are_filled_and_nothing_else() -> None:
    asked = spoken(
        "I am {first} of {school}, {minutes} min, {mood}", first="Mia", school="Elm {first}", minutes=20
    )
    assert asked == "I am Mia of Elm {first}, 20 min, {mood}"


@given(st.text(max_size=300))
def test_any_text_is_looked_at_without_harm(words: str) -> None:
    asks_what_they_earn(words)
    assert not asks_what_they_earn(kind_alternative(words))
