"""Bytes of every usual program become the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.decode import Decoded, decode

TEXT = "given,family\nZoë,O’Brien-Núñez\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_mark(codec: str) -> None:
    assert decode(TEXT.encode(codec), "a.csv") == Decoded(TEXT, "")


def test_what_is_not_utf8_is_read_as_windows_1252_and_said_so() -> None:
    assert decode(TEXT.encode("cp1252"), "a.csv") == Decoded(
        TEXT, "It is not UTF-8, so it was read as Windows-1252: check the accents."
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"given\nAnn\x00Lee\n", "a.csv, line 2: there are NUL characters, so it is no text file."),
        (b"given\nAnn\x81\n", "a.csv, line 2: the text is in no encoding that is read here."),
        (b"\xef\xbb\xbfgiven\n\xff", "a.csv, line 2: the text is in no encoding that is read here."),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        decode(data, "a.csv")
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    "text",
    [
        "given\rZoë Núñez\rJosé\r",
        "given,family\nChloé,Müller\nRenée,Peña\n",
        "given,family\nO’Brien,Jürgen\n",
        "given,family\nRamírez,Sofía\nMartín,Joaquín\nGarcía,Álvarez\n",
    ],
)
def test_what_an_older_mac_wrote_is_read_as_mac_roman_and_said_so(text: str) -> None:
    assert decode(text.encode("mac_roman"), "a.csv") == Decoded(
        text, "It is not UTF-8, so it was read as Mac Roman, as older Macs write: check the accents."
    )


@pytest.mark.parametrize(
    "text",
    [
        "José García, Zoë Núñez, François, Åse Østergård",
        "O’Brien, D’Angelo, “Bo” Quill – summer",
        "ÉCOLE MÜNCHEN; Žižek; Ÿ; Œuvre; McÉwan",
        "Smith—Jones, Grade 9–12, pays 20€ • ½ day · 3×5",
        "rock’n’roll, Ka’ahumanu, she’d’ve",
    ],
)
def test_windows_stays_windows(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.csv").text == text


WORDS = st.lists(st.from_regex(r"[A-ZÉÑÖÁ][a-zéñüáóíöçäê]{1,7}", fullmatch=True), min_size=1)


@given(WORDS)
def test_words_with_accents_of_windows_are_never_taken_for_a_macs(words: list[str]) -> None:
    text = "\n".join(words)
    assert "Mac" not in decode(text.encode("cp1252"), "a.csv").note
