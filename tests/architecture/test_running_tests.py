"""The tests run however they are called: `pytest` alone, or `python -m pytest`."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.project_files import ROOT


def test_the_helpers_are_found_where_the_folder_is_not_put_on_the_path() -> None:
    words = [sys.executable, "-P", "-m", "pytest", "--collect-only", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*words, "tests/architecture/test_files.py"], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
