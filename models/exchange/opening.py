"""Whether a file has columns whose meaning a person could be asked about, and these columns."""

from __future__ import annotations

from pathlib import Path

from models.exchange.decode import decode
from models.exchange.files_in import Loaded, bytes_of, is_folder, load_table
from models.exchange.packs import is_pack
from models.exchange.sniff import is_toml, refuse_other_formats, refuse_other_texts, workbook_form
from models.exchange.vcards import is_vcard
from models.rules.text import clean


def table_in(kind: str, path: Path, sheet: str = "") -> Loaded | None:
    """The file's table, of a workbook in the sheet named, else in the one whose header is best known.

    None for what says by itself what it holds: rosters of several files, address books in vCard form, bell
    schedules in TOML. Raises BadInput for what cannot be read.
    """
    if is_folder(path):
        return None
    name = clean(path.name) or "the file"
    data = bytes_of(path)
    if not workbook_form(data):
        if is_pack(data):
            return None
        refuse_other_formats(data, name)
        text, _ = decode(data, name)
        if is_toml(text) or is_vcard(text):
            return None
        refuse_other_texts(text, name)
    return load_table(kind, data, name, sheet=sheet)
