"""A page of links that each open a new mail, for mail programs that show a draft but cannot send it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from models.exchange.eml_out import mailto_link
from models.rules.text import clean, clean_lines

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}section{border-top:1px solid}"
)
_STYLE += "pre{white-space:pre-wrap;font:inherit}"


class Mail(NamedTuple):
    """One mail to be written by hand: to whom, what, and the calendar file that is to be attached."""

    name: str
    address: str
    subject: str
    text: str
    file_name: str


def mail_page(mails: Iterable[Mail]) -> bytes:
    """An HTML page without scripts and without anything fetched. Raises BadInput for an unusable address."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><title>Mails to send</title>',
        f"<style>{_STYLE}</style></head><body>",
        "<h1>Mails to send</h1>",
        "<p>Each link opens a new mail. Attach the file that is named there, then send it.</p>",
        *(_section(mail) for mail in mails),
        "</body></html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _section(mail: Mail) -> str:
    link = mailto_link(mail.address, mail.subject, mail.text)
    text, subject = escape(clean_lines(mail.text)), escape(clean(mail.subject))
    return (
        f"<section><h2>{escape(clean(mail.name))}</h2>\n"
        f'<p><a href="{escape(link)}">Write to {escape(clean(mail.address))}</a>: {subject}<br>\n'
        f"Attach: {escape(clean(mail.file_name))}</p>\n<pre>{text}</pre></section>"
    )
