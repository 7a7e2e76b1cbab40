"""Mail drafts, read back by the standard library's parser and by hand."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.eml_out import draft, mailto_link
from models.exchange.ical_out import feed, invite
from tests.models.exchange.calendar_help import EVENT

GOLDEN = Path(__file__).parent / "golden"
ICS = invite(EVENT)
TEXT = "Dear Dana Whitfield,\n\nyou are invited. Zoë’s note follows.\nMia"


def written(**changes: str) -> bytes:
    fields = {
        "to_name": "Dana Whitfield",
        "to_mail": "dana@whitfield.example.org",
        "from_mail": "careers@riverside.example.org",
        "subject": "Informational interview with Mia, Mon 23 Nov",
        "text": TEXT,
    }
    return draft(**{**fields, **changes}, ics=ICS)


def read(file: bytes) -> EmailMessage:
    message = email.message_from_bytes(file, policy=default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert part.defects == []
    return message


def test_the_bytes_are_the_agreed_ones() -> None:
    assert written() == (GOLDEN / "draft.eml").read_bytes()


def test_a_draft_holds_text_and_invite_side_by_side_and_a_copy_attached() -> None:
    message = read(written())
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]
    _, _, plain, calendar, copy = message.walk()
    assert plain.get_content() == TEXT.replace("\n", "\r\n") + "\r\n"
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("REQUEST", "utf-8")
    assert (calendar.get_content_disposition(), calendar.get_payload(decode=True)) == (None, ICS)
    assert (copy.get_content_disposition(), copy.get_filename(), copy.get_content()) == (
        "attachment",
        "invite.ics",
        ICS,
    )
    assert (message["X-Unsent"], message["To"]) == ("1", "Dana Whitfield <dana@whitfield.example.org>")
    assert message["From"] == "careers@riverside.example.org"


def test_the_method_on_the_part_is_the_one_inside() -> None:
    file = draft("D", "d@example.org", "o@example.org", "s", "t", invite(EVENT._replace(cancelled=True)))
    assert re.findall(rb'method="(\w+)"', file) == [b"CANCEL"]


def test_a_feed_is_no_invite() -> None:
    with pytest.raises(BadInput, match="no invite"):
        draft("D", "d@example.org", "o@example.org", "s", "t", feed([EVENT]))


def test_lines_end_in_crlf_and_are_short_and_ascii() -> None:
    file = written(to_name="Zoë " * 30, subject="Grüße " * 60, text="x" * 3000 + "é")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert b"\r" not in file.replace(b"\r\n", b"")
    assert file.isascii()
    assert max(len(line) for line in file.split(b"\r\n")) <= 78


def test_the_same_draft_is_the_same_file() -> None:
    assert written() == written()


@pytest.mark.parametrize("field", ["to_mail", "from_mail"])
@pytest.mark.parametrize("address", ["", "x", "x@example.org\r\nBcc: all@example.org", "ü@example.org"])
def test_an_unusable_address_is_refused(field: str, address: str) -> None:
    with pytest.raises(BadInput, match="mail address"):
        written(**{field: address})


CONTROLS = ("\r\n", "\n", "\r", "\x00", "\x1b]52;c;eA==\x07", "\x85", "\u2028", "\u202e", "\x7f")
MARKS = (
    '"',
    "\\",
    ",",
    ";",
    "<",
    ">",
    "@",
    ":",
    "(",
    ")",
    ".",
    " ",
    "=",
    "?",
    "=?",
    "=00",
    "=0A",
    "?=",
    "?Q?",
    "?b?",
)
WORDS = (
    "=?utf-8?q?=0ABcc:_x=40example.org?=",
    "=?utf-8?b?CkJjYzogeA==?=",
    "Bcc: all@example.org",
    "é",
    "李",
    "Mia",
)
HOSTILE = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from((*CONTROLS, *MARKS, *WORDS)), max_size=30).map("".join),
)
HEADERS = ["From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]


@example(WORDS[0], WORDS[0], WORDS[0])
@example("=??Q?=0A0", "=??Q?=00", "")
@given(HOSTILE, HOSTILE, HOSTILE)
def test_whatever_is_typed_a_draft_has_the_same_headers_and_one_recipient(
    name: str, subject: str, text: str
) -> None:
    file = written(to_name=name, subject=subject, text=text)
    head = file.partition(b"\r\n\r\n")[0]
    assert re.findall(r"^([A-Za-z-]+):", head.decode("ascii"), re.MULTILINE) == HEADERS
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xff]", file)
    message = read(file)
    assert [address.addr_spec for address in message["To"].addresses] == ["dana@whitfield.example.org"]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]", message.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_a_mailto_link_carries_subject_and_text_and_nothing_else() -> None:
    link = mailto_link(
        "d.o'neil+x@example.org", "Call & talk\r\nBcc: x", "Dear D,\n10:20? 100% & more=yes\x1b[0m"
    )
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "d.o'neil+x@example.org")
    assert parse_qs(parts.query) == {
        "subject": ["Call & talk Bcc: x"],
        "body": ["Dear D,\r\n10:20? 100% & more=yes"],
    }
