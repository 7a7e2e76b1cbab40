"""`import`: a file into the store, what its columns mean remembered, and who is who settled by whoever types."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from models.errors import BadInput, Stopped
from models.exchange.files_in import read_file
from models.exchange.json_out import proposal_json
from models.exchange.reading import Reading
from models.exchange.scope import Days, Scope
from models.operations.import_answers import key_of
from models.operations.importing import EVERY, propose_import
from models.operations.kinds import BY_ONE, KINDS
from models.operations.mappings import remembered
from models.rules.facts import Proposal
from models.rules.text import clean
from models.workspace import Workspace
from wbl_tui.commands.common import USAGE, workspace
from wbl_tui.commands.large import settle
from wbl_tui.output import say_json, warn
from wbl_tui.waiting import Waiting

STOPPED = 130
"""The exit code of what a person stopped by Ctrl+C, as a shell would give it."""


def import_file(options: argparse.Namespace) -> int:
    """Read a file into the store."""
    waiting = Waiting()
    with workspace(options) as opened:
        try:
            return _imported(options, opened, waiting)
        except Stopped as stopped:
            warn(stopped.line)
            return STOPPED


def _imported(options: argparse.Namespace, opened: Workspace, waiting: Waiting) -> int:
    proposal = _proposed(options, opened, waiting)
    bad = [row for row in proposal.rows if row.action == "refuse"]
    if bad and not options.skip_bad:
        return _bad_rows(options, proposal)
    for row in bad:
        warn(_row_line(row.source, row.reason))
    return settle(options, opened, proposal, waiting)


def _proposed(options: argparse.Namespace, opened: Workspace, waiting: Waiting) -> Proposal:
    """What the import would do. The reading itself is not needed any longer: it would only fill the memory."""
    given = _mapping(options.map)
    answers = _answers(options)
    overwrite = _overwritten(options)
    path = Path(options.file)
    file = clean(path.name or path.resolve().name)  # "." is a folder too, and has a name
    read, mapping = _understood(options, opened, given, waiting)
    if len(read.schools) > 1 and not options.school:
        named = f'"{read.schools[0][0]}"'
        note = f"To take one of its {len(read.schools)} schools only, add --school NAME, such as {named}."
        read = read._replace(notes=(*read.notes, note))
    with waiting.step("Comparing"):
        return opened.read(
            propose_import,
            read,
            opened.now(),
            file=file,
            overwrite=overwrite,
            answers=answers,
            mapping=mapping if given else None,
            watch=waiting.watch,
        )


def _understood(
    options: argparse.Namespace, opened: Workspace, given: dict[str, str], waiting: Waiting
) -> tuple[Reading, dict[str, str]]:
    """The reading by what is said now and what was said of such a header before; and both of these together."""
    campaign = opened.campaign()
    scope = Scope(tuple(options.school), Days(campaign.first_day, campaign.last_day))
    try:
        read = _read(options, given, scope, waiting)
    except BadInput:
        mapping = _remembered(opened, options.kind, _headers(options), given)
        if mapping == given:
            raise
    else:
        mapping = _remembered(opened, options.kind, read.headers, given)
        if mapping == given:
            return read, given
    read = _read(options, mapping, scope, waiting)
    before = ", ".join(f"{field} = {header}" for field, header in mapping.items() if field not in given)
    note = f"The columns are taken as was said last time: {before}. --map says otherwise."
    return read._replace(notes=(*read.notes, note)), mapping


def _remembered(
    opened: Workspace, kind: str, headers: tuple[str, ...], given: Mapping[str, str]
) -> dict[str, str]:
    """What is said now goes before what was said then."""
    before = opened.read(remembered, kind, headers) if headers else {}
    taken = set(given.values())
    return {**{field: header for field, header in before.items() if header not in taken}, **given}


def _headers(options: argparse.Namespace) -> tuple[str, ...]:
    """The headers of a file that could not be understood; none where it holds no table."""
    from models.exchange.opening import table_in

    try:
        loaded = table_in(options.kind, Path(options.file), options.sheet)
    except BadInput:
        return ()
    return loaded.table.headers if loaded is not None else ()


def _read(options: argparse.Namespace, mapping: Mapping[str, str], scope: Scope, waiting: Waiting) -> Reading:
    path = Path(options.file)
    with waiting.step(f"Reading {clean(path.name)}"):
        return read_file(
            options.kind, path, mapping=mapping, sheet=options.sheet, scope=scope, watch=waiting.watch
        )


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, sign, header = pair.partition("=")
        if not sign or not field.strip() or not header.strip():
            raise BadInput(
                f"--map {clean(pair, 60)!r} is not FIELD=HEADER.", 'For example: --map given="First".'
            )
        mapping[field.strip().casefold()] = header.strip()
    return mapping


def _answers(options: argparse.Namespace) -> dict[tuple[str, int], str]:
    """What was said of rows. Raises BadInput."""
    answers: dict[tuple[str, int], str] = {}
    for pair in options.same:
        place, sign, ident = pair.partition("=")
        if not sign or not ident.strip():
            raise BadInput(f"--same {clean(pair, 60)!r} is not ROW=ID.", "For example: --same 12=007.")
        answers[_place(place, options.kind)] = ident.strip()
    for place in options.new:
        if answers.setdefault(_place(place, options.kind), ""):
            raise BadInput(f"Row {clean(place, 20)} cannot be both the same and new.", "Give one of the two.")
    return answers


def _place(text: str, kind: str) -> tuple[str, int]:
    """A row as typed: its number, after what it is or its sheet where a file holds several ("staff:12")."""
    named, _, number = text.strip().rpartition(":")
    if not number.strip().isdecimal() or len(number) > 7:
        raise BadInput(
            f"{clean(text, 40)!r} is no row of the file.", "Give its number, as the dry run shows it."
        )
    own = KINDS[kind].one if kind in KINDS else kind
    if not named or named in BY_ONE:
        return key_of(named or own, int(number))
    return key_of(own, int(number), named.strip())


def _overwritten(options: argparse.Namespace) -> tuple[str, ...]:
    """The fields of which the file's values are taken. Raises BadInput."""
    if options.take_file is None:
        return ()
    fields = tuple(filter(None, (field.strip().casefold() for field in options.take_file.split(","))))
    if options.kind in KINDS and fields != (EVERY,):
        for field in fields:
            KINDS[options.kind].column(field)
    return fields or (EVERY,)


def _bad_rows(options: argparse.Namespace, proposal: Proposal) -> int:
    if options.json:
        say_json(proposal_json(proposal, applied=False, journal=None))
    bad = [row for row in proposal.rows if row.action == "refuse"]
    for row in bad:
        warn(_row_line(row.source, row.reason))
    count = proposal.bad_rows
    word = "row" if all(row.source is None or row.source[1] for row in bad) else "place"
    rows = f"1 {word} is" if count == 1 else f"{count} {word}s are"
    warn(f"{rows} bad; nothing was imported. Mend the file, or take the good rows with --skip-bad.")
    return USAGE


def _row_line(source: tuple[str, int, str] | None, reason: str) -> str:
    if source is None:
        return reason
    file, row, column = source
    if not row:
        # A file without rows, such as TOML: the place is in the reason, or is the file itself.
        return f"{file}: {reason}"
    named = reason if not column or reason.startswith(f"{column}:") else f"{column}: {reason}"
    return f"{file}, row {row}, column {named}" if column else f"{file}, row {row}: {reason}"
