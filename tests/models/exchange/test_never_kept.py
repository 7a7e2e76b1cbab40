"""What must not be kept is known in any wording, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from models.exchange.never_kept import never_kept

NEVER = """
Date of Birth (MM/DD)|SSN (last 4)|Free/Reduced Lunch|Free & Reduced Lunch|504 Plan|Home Street|studentDOB|student.birthdate
student.raceEthnicityFed|Sex|SexDescriptor|GPA (weighted)|ELL|LEP Status|Initial Password [Required]|Gender identity|Zip
Change Password at Next Sign-In|Street|City|Mailing Address|Home mailing address|F/R Lunch|EL Status|Is Hispanic?|IEP?
CumulativeGPA|SpecialEducation|Student Address|Race/Ethnicity|Apt #|State|birth_date|BirthDate|Student.Gender|Lunch Status
Home Address - Street|Disability code|Fecha de nacimiento|Medical alerts|Demographics [Race]|Address 1|What is your gender?
"""
KEPT = """
Embrace|Trace|Grace|grade|Grade Level|Cell|Terrace|State ID|State Student Number|Email Address|Parent Email Address|Lunch
Race car driving interest|Lunch Period|Essex|Brace|Guardian Email|Rank these careers [Gender Studies]|Free Period|Pathway
Statement|Class|Home Room|Home Phone|Home Language|Email Addresses|E-mail Address|Emial Address|Sextant club
"""


def listed(text: str) -> list[str]:
    return [header for line in text.strip().splitlines() for header in line.split("|")]


@pytest.mark.parametrize("header", listed(NEVER))
def test_a_column_of_what_must_not_be_kept_is_known(header: str) -> None:
    assert never_kept(header, "students")


@pytest.mark.parametrize("header", listed(KEPT))
def test_a_column_that_only_sounds_alike_is_kept(header: str) -> None:
    assert not never_kept(header, "students")


def test_an_employers_address_is_no_secret_and_a_home_is() -> None:
    headers = (
        "Business Street",
        "City",
        "Address 1 - Street",
        "Website",
        "Home Street",
        "Home Address",
        "Birthday",
    )
    assert [header for header in headers if never_kept(header, "contacts")] == list(headers[4:])
