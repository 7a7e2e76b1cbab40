"""What the project's files may never hold: this machine, half-done work, addresses of real people."""

from __future__ import annotations

import re

import pytest

from tests.architecture.project_files import texts

ABSOLUTE = re.compile(r"(?<![\w.:/<\"'`])/(work|root)/\w")
UNDONE = re.compile(r"\b(T[O]DO|FI[X]ME|X[X]X|H[A]CK)\b")
REGISTRY = re.compile(r"https?://\S+/(simple|packages)/|py[p]i\.org|python[h]osted|index-[u]rl|find-[l]inks")
INVENTED = re.compile(r"[@.](-?ex[aä]mple)\.org$")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@pytest.mark.parametrize("pattern", [ABSOLUTE, UNDONE, REGISTRY], ids=["machine", "undone", "registry"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]

    assert found == []


def test_every_address_is_an_invented_one() -> None:
    found = {
        f"{name} {mail}"
        for name, text in texts()
        if name.endswith((".csv", ".toml", ".py", ".md", ".json"))
        for mail in MAIL.findall(text)
        if not INVENTED.search(mail)
    }

    assert found == set()
