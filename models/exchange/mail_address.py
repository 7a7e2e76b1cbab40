"""Which mail addresses may be written into a calendar file or a mail header, where one bad character misleads."""

from __future__ import annotations

import re

from models.errors import BadInput
from models.rules.text import clean

# The characters of a local part that a mailto: URI takes as they are (RFC 6068 section 2); the others that
# RFC 5322 allows would have to be percent-encoded, which calendars then send to as they stand.
_LOCAL = re.compile(r"[A-Za-z0-9_!$'*+~-]+(?:\.[A-Za-z0-9_!$'*+~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def mail_address(text: str, whose: str) -> str:
    """The plain ASCII address in `text`, without blanks around it or a leading `mailto:`.

    `whose` names the owner in the error ("Dana Whitfield", "the organizer"). Raises BadInput for an empty,
    malformed or non-ASCII address; nothing is guessed or repaired.
    """
    owner, address = clean(whose) or "somebody", text.strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    if not address:
        raise BadInput(f"There is no mail address for {owner}.", "Add one, then try again.")
    local, _, domain = address.rpartition("@")
    labels = domain.split(".")
    sound = _LOCAL.fullmatch(local) and len(labels) > 1 and all(_LABEL.fullmatch(part) for part in labels)
    if not sound or len(local) > 64 or len(address) > 254:
        raise BadInput(
            f"The mail address of {owner} cannot be used: {clean(address, 80)!r}.",
            "It should look like name@example.org, in plain letters without accents.",
        )
    return address
