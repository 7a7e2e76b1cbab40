"""The command line: reads the arguments, calls the command, turns errors into one line and an exit code.

Nothing heavy is imported before the arguments are understood; Textual only by the commands that open the app.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from models.errors import BadInput, Refused, WblError
from models.rules.text import clean
from wbl_tui.streams import ready_streams, silence, unwritten

if TYPE_CHECKING:
    import argparse

DONE, REFUSED, USAGE, STORE, MISTAKE = 0, 1, 2, 3, 70
"""Exit codes; the last one is for a mistake of the program itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    from wbl_tui.parser import parse

    ready_streams()
    try:
        options = parse(arguments)
        code = _run(options)
        sys.stdout.flush()
    except WblError as error:
        return complain(error)
    except BrokenPipeError:
        # Whoever read our output has heard enough.
        silence()
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - our own mistakes are said in plain words, the details kept
        return _unforeseen(error)
    return code


def _unforeseen(error: Exception) -> int:
    why = unwritten(error)
    if not why:
        return _own_mistake(error)
    silence()
    done = "What the command should do is done; only its words are lost."
    return complain(BadInput(f"The output could not be written: {why}.", done))


def _own_mistake(error: Exception) -> int:
    from wbl_tui.crash import crash_words, write_crash_log
    from wbl_tui.paths import log_folder

    sys.stderr.write(crash_words(write_crash_log(error, log_folder())) + "\n")
    return MISTAKE


def _run(options: argparse.Namespace) -> int:
    module, _, name = options.run.partition(":")
    if module == "app":
        # What starting makes stays for good: looking for garbage among it costs a fifth of the start. The app looks
        # once its first page is painted.
        gc.disable()
    return int(getattr(import_module(f"wbl_tui.commands.{module}"), name)(options))


def complain(error: WblError) -> int:
    """Write the error to standard error, one line for each thing that is wrong; returns its exit code."""
    lines = [error.line]
    if isinstance(error, BadInput):
        lines += [f"{problem}." for problem in error.problems if problem != error.sentence]
    if isinstance(error, Refused):
        lines += [finding.text for finding in error.clashes[1:]]
    for line in lines:
        sys.stderr.write(f"wbl-tui: {clean(line, 2000)}\n")
    return error.exit_code


if __name__ == "__main__":  # pragma: no cover
    sys.exit(main())
