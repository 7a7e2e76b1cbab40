"""Mail drafts that carry an invite, for schools whose mail program sends what the program only writes.

RFC 6047 (iMIP) section 4: the calendar part stands beside the text as its alternative, with the method on it.
"""

from __future__ import annotations

import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from models.errors import BadInput
from models.exchange.mail_address import mail_address
from models.rules.text import NAME_LIMIT, clean, clean_lines

_METHOD = re.compile(rb"^METHOD:(REQUEST|CANCEL)\r$", re.MULTILINE)
_SHORT_NAME = 60


def draft(
    to_name: str,
    to_mail: str,
    from_mail: str,
    subject: str,
    text: str,
    ics: bytes,
    filename: str = "invite.ics",
) -> bytes:
    """An unsent mail to one recipient with the invite inside (to be answered) and attached (to be saved).

    `ics` is a REQUEST or CANCEL file of ours; its METHOD goes onto the part, so that the two always agree.
    `filename` is seen by the recipient. Same arguments, same bytes. Raises BadInput for an unusable address.
    """
    found = _METHOD.search(ics)
    if not found:
        raise BadInput("This calendar file is no invite: it has no METHOD of REQUEST or CANCEL.")
    message = EmailMessage(policy=SMTP)
    message["From"] = mail_address(from_mail, "the organizer")
    message["To"] = _recipient(to_name, to_mail)
    message["Subject"] = _header(subject)
    message["X-Unsent"] = "1"
    message.set_content(clean_lines(text) + "\n", cte="quoted-printable")
    message.add_alternative(
        ics.decode(),
        subtype="calendar",
        cte="base64",
        params={"method": found[1].decode(), "charset": "utf-8"},
    )
    message.add_attachment(ics, maintype="application", subtype="ics", filename=clean(filename))
    _tidy(message, ics)
    return message.as_bytes()


def plain_draft(to_name: str, to_mail: str, from_mail: str, subject: str, text: str) -> bytes:
    """An unsent mail to one recipient with nothing but text. Raises BadInput for an unusable address."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail_address(from_mail, "the organizer")
    message["To"] = _recipient(to_name, to_mail)
    message["Subject"] = _header(subject)
    message["X-Unsent"] = "1"
    message.set_content(clean_lines(text) + "\n", cte="quoted-printable")
    return message.as_bytes()


def mailto_link(to_mail: str, subject: str, text: str) -> str:
    """A `mailto:` link that opens a new mail with subject and text, where drafts open read-only (RFC 6068)."""
    body = clean_lines(text).replace("\n", "\r\n")
    address = quote(mail_address(to_mail, "the recipient"), safe="@!$'*+")
    return f"mailto:{address}?subject={quote(clean(subject), safe='')}&body={quote(body, safe='')}"


def _header(text: str, limit: int = NAME_LIMIT) -> str:
    """Text for a header. A typed encoded word (RFC 2047) is broken up: the library would decode it, line
    breaks and all, and write what it hides as further headers.
    """
    return clean(text, limit).replace("=?", "= ?").strip()


def _recipient(name: str, mail: str) -> Address:
    """One mailbox. A name too long for one header line is cut: mail programs disagree on how it is folded."""
    return Address(
        display_name=_header(name, _SHORT_NAME), addr_spec=mail_address(mail, name or "the recipient")
    )


def _tidy(message: EmailMessage, ics: bytes) -> None:
    """One MIME-Version, and boundaries from the content: the same draft is the same file.

    `=_` never occurs in a part that is base64 or quoted-printable (RFC 2045 section 6.7).
    """
    digest = hashlib.sha256(ics).hexdigest()[:24]
    for number, part in enumerate(message.walk()):
        if number:
            del part["MIME-Version"]
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{digest}")
