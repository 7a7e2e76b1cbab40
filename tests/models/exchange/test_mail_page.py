"""A page of links for new mails: what people typed is shown and linked, never obeyed."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from models.errors import BadInput
from models.exchange.mail_page import Mail, mail_page

MAIL = Mail(
    "Dana <b>Whitfield</b>",
    "dana@whitfield.example.org",
    'Interview with "Mia" & <script>alert(1)</script>',
    "Dear Dana,\n\nMon 23 Nov\u2028\x1b[31m</pre><img src=x>",
    "2026-11-23.ics",
)


class Seen(HTMLParser):
    """The page's elements, links and words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def seen(*mails: Mail) -> Seen:
    found = Seen()
    found.feed(mail_page(mails).decode())
    return found


def test_each_mail_has_a_link_its_text_and_the_file_to_attach() -> None:
    page = seen(MAIL._replace(name="Dana", subject="Interview, Mon 23 Nov", text="Dear Dana,\nSee you."))
    assert page.links == [
        "mailto:dana@whitfield.example.org?subject=Interview%2C%20Mon%2023%20Nov&body=Dear%20Dana%2C%0D%0ASee%20you."
    ]
    assert "Attach: 2026-11-23.ics" in page.words
    assert "Dear Dana,\nSee you." in page.words


def test_what_was_typed_is_text() -> None:
    page = seen(MAIL)
    assert not {"script", "img", "b"} & set(page.tags)
    assert "Dana <b>Whitfield</b>" in page.words
    [link] = page.links
    assert unquote(link).startswith(
        'mailto:dana@whitfield.example.org?subject=Interview with "Mia" & <script>'
    )
    assert not {"\x1b", "\u2028"} & set(page.words + link)


def test_an_address_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be used"):
        mail_page([MAIL._replace(address='x"onclick=a@example.org')])
