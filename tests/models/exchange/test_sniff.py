"""A file that is no table is named for what it is."""

from __future__ import annotations

import pytest

from models.errors import BadInput
from models.exchange.files_in import read_bytes
from models.exchange.sniff import is_toml, workbook_form
from tests.models.exchange.workbook_files import ODS_TYPE, XlsSheet, ods, ole, packed, raw_xlsx, xls


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (packed({"xl/workbook.bin": ""}), "x is a binary Excel workbook (XLSB), which cannot be read."),
        (packed({"word/document.xml": ""}), "x is a Word document, which cannot be read."),
        (packed({"ppt/presentation.xml": ""}), "x is a presentation, which cannot be read."),
        (packed({"Index/Document.iwa": ""}), "x is a document of Apple's programs, which cannot be read."),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": ""}),
            "x is an OpenDocument file, but no spreadsheet, which cannot be read.",
        ),
        (b"PK\x05\x06" + b"\0" * 18, "x is no roster that is known here; it holds no files."),
        (b"\xd0\xcf\x11\xe0", "x is an older Office file, but no workbook, which cannot be read."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x is damaged or not whole."),
        (ole({"WordDocument": b""}), "x is a Word document, which cannot be read."),
        (ole({"PowerPoint Document": b""}), "x is a presentation, which cannot be read."),
        (ole({"__properties_version1.0": b""}), "x is a mail message, which cannot be read."),
        (ole({"Contents": b""}), "x is an older Office file, but no workbook, which cannot be read."),
        (ole({"EncryptedPackage": b"", "EncryptionInfo": b""}), "x is protected by a password."),
        (b"%PDF-1.7\n", "x is a PDF document, which cannot be read."),
        (b"\x1f\x8b\x08\x00", "x is a gzip archive, which cannot be read."),
        (b"SQLite format 3\0", "x is a database, which cannot be read."),
        (
            b"BEGIN:VCARD\r\nFN:Ann\r\n",
            "x is an address book in vCard form; only contacts are read from one.",
        ),
        (b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", "x is a calendar, which cannot be read."),
        (b"<!DOCTYPE html><p>", "x is a web page, which cannot be read."),
        (b'<?xml version="1.0"?>', "x is an XML file, which cannot be read."),
        (b'{"students": []}', "x is a JSON file, which cannot be read."),
        (b'[\n {"id": 1}]', "x is a JSON file, which cannot be read."),
    ],
)
def test_other_formats_are_named(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_bytes("students", data, "x")
    assert refused.value.sentence == sentence
    assert refused.value.next_step


@pytest.mark.parametrize(
    "text", ["[school]\n", "# bells\n\n[[exceptions]]\n", 'name = "x"\n', "school.name='x'"]
)
def test_toml_is_known_by_its_first_line(text: str) -> None:
    assert is_toml(text)


@pytest.mark.parametrize("text", ["id,given\n", "date,day_type\n", "a = b\n", "", "[Draft] list,of,names\n"])
def test_tables_are_no_toml(text: str) -> None:
    assert not is_toml(text)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (raw_xlsx(""), "xlsx"),
        (raw_xlsx("")[:-200], "xlsx"),
        (ods({"A": ""}), "ods"),
        (ods({"A": ""})[:-200], "ods"),
        (xls(XlsSheet("A")), "xls"),
        (packed({"mimetype": ODS_TYPE}), ""),
        (packed({"xl/workbook.bin": ""}), ""),
        (packed({"manifest.csv": ""}), ""),
        (b"id,given\n", ""),
    ],
)
def test_workbooks_are_known_by_what_is_inside(data: bytes, form: str) -> None:
    assert workbook_form(data) == form
