"""Pictures of the pages for the documents, drawn by the app itself on the demo school at one fixed moment."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from models.workspace import Clock, Workspace
from screens.commands import PAGES
from screens.session import Session
from wbl_tui.app import WblApp
from wbl_tui.cli import main as wbl_tui
from wbl_tui.desk import Desk

DAY = "2026-11-11"
SIZE = (110, 30)
FONT = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_FAMILY = re.compile(r"font-family: [^;]*;")


async def draw(store: Path, now: datetime, folder: Path) -> None:
    """One picture for each page."""
    workspace = Workspace(store, actor="Ms Rivera", terminal="desk 1", clock=Clock(now, ticks=False))
    try:
        app = WblApp(Session(Desk(workspace)), page="roster")
        async with app.run_test(size=SIZE) as pilot:
            for page in PAGES:
                await pilot.press(page.key)
                await pilot.pause(1.5)
                picture = app.export_screenshot(title=f"wbl-tui: {page.title}", simplify=True)
                (folder / f"{page.id}.svg").write_text(_plainer(picture), encoding="utf-8")
    finally:
        workspace.close()


def _plainer(picture: str) -> str:
    """Without fonts from elsewhere, and the same each time it is drawn."""
    name = re.search(r"terminal-\d+", picture)
    picture = _FAMILY.sub(f"font-family: {FONT};", _FACES.sub("", picture))
    picture = picture.replace(name[0], "terminal") if name else picture
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


def main(folder: Path) -> int:
    """Make the demo store in a temporary place and draw into the folder."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "demo.wbl"
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = wbl_tui(["--store", str(store), "demo", "--day", DAY, "--no-open", "--json"])
        if code == 0:
            now = datetime.fromisoformat(json.loads(said.getvalue())["now"])
            asyncio.run(draw(store, now, folder))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
