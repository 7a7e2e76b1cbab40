from __future__ import annotations

import pytest

from models.errors import BadInput
from models.exchange.mail_address import mail_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("dana@example.org", "dana@example.org"),
        ("  mailto:Dana.O'Neil+calls@mail.example.org\n", "Dana.O'Neil+calls@mail.example.org"),
        ("MAILTO:a_b-c@x-1.example.org", "a_b-c@x-1.example.org"),
    ],
)
def test_a_plain_address_is_taken(typed: str, address: str) -> None:
    assert mail_address(typed, "Dana") == address


@pytest.mark.parametrize(
    "typed",
    [
        "dana",
        "dana@localhost",
        "@example.org",
        "dana@",
        "a@b@example.org",
        "dána@example.org",
        "dana@exämple.org",
        "da na@example.org",
        "dana@example.org;RSVP=FALSE",
        "dana@example.org\r\nBcc: all@example.org",
        "dana@example.org\nATTENDEE:mailto:x@example.org",
        "dana\x00@example.org",
        '"dana x"@example.org',
        "dana..x@example.org",
        ".dana@example.org",
        "dana@-example.org",
        "dana@example..org",
        "a?cc=all@example.org",
        "a%0Ab@example.org",
        "dana@example.org, ben@example.org",
        "Dana <dana@example.org>",
        "x" * 65 + "@example.org",
        "x@" + "example." * 40 + "org",
    ],
)
def test_anything_else_is_refused_with_the_owner_named(typed: str) -> None:
    with pytest.raises(BadInput, match=r"^The mail address of Dana W\. cannot be used: "):
        mail_address(typed, "Dana W.")


def test_a_missing_address_says_whose() -> None:
    with pytest.raises(BadInput, match=r"^There is no mail address for Dana\.$"):
        mail_address(" ", "Dana")
