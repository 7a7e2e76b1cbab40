"""Bytes of every usual program become the same text."""

from __future__ import annotations

import pytest

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
