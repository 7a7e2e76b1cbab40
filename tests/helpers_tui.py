"""Driving the app in tests as a person would, without the fixed pauses of Textual's own pilot."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

HOSTILE = (
    "[/]",
    "[b]x",
    "[@click=app.quit]x[/]",
    "\x1b[2J\x1b]0;pwned\x07x",
    "\x9b2Jx\u202eevil",
    "y" * 300,
    "日本 太郎",
    "👩\u200d🏫 Ada",
    "",
    "tab\tand\nnewline",
    "$name {0} %s",
)
"""Names that break terminals, markup, columns or formats."""

UNSAFE = {
    chr(code) for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""What must never reach a terminal inside a text."""


@asynccontextmanager
async def running(app: App[Any], width: int = 80, height: int = 24) -> AsyncIterator[Pilot[Any]]:
    """The app in a headless terminal of this size, first screen ready."""
    async with app.run_test(size=(width, height)) as pilot:
        await settled(app)
        yield pilot


async def settled(app: App[Any]) -> None:
    """Until the screen and its widgets have done what they were asked."""
    pilot = Pilot(app)
    for _ in range(4):  # a key goes down to its widget, and what that says comes up again
        await pilot._wait_for_screen()
    end = monotonic() + 10.0
    while _unpainted(app) and monotonic() < end:
        await asyncio.sleep(0.002)


async def key(app: App[Any], *names: str) -> None:
    """Press keys one after the other; each is done before the next comes."""
    assert app._driver is not None
    for name in names:
        code = _character_to_key(name) if len(name) == 1 and not name.isalnum() else name
        event = events.Key(code, _character_of(code))
        event.set_sender(app)
        app._driver.send_message(event)
        await settled(app)


def hurry(app: App[Any], *names: str) -> None:
    """Press keys faster than the app can follow."""
    assert app._driver is not None
    for name in names:
        event = events.Key(name, " " if name == "space" else name if len(name) == 1 else None)
        event.set_sender(app)
        app._driver.send_message(event)


async def typed(app: App[Any], text: str) -> None:
    """Type a text."""
    await key(app, *text)


async def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something holds; fails after some seconds."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it never came true"
        await asyncio.sleep(0.005)


def screen_text(app: App[Any]) -> str:
    """What a person sees: one line of text for each row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def flowing(app: App[Any]) -> str:
    """What stands in the dialog, or on the page where there is none, wherever its lines break."""
    boxes = app.screen.query("#box")
    region = boxes.first().region if boxes else app.screen.region
    edge = 1 if boxes else 0
    rows = app.screen._compositor.render_strips()[region.y : region.bottom]
    return " ".join(" ".join(row.crop(region.x + edge, region.right - edge).text for row in rows).split())


def row_texts(app: App[Any]) -> list[str]:
    """What a person sees, row by row."""
    return screen_text(app).split("\n")


def _unpainted(app: App[Any]) -> bool:
    screen = app.screen
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._dirty_widgets
    )


def _character_of(code: str) -> str | None:
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(code, code)))
    except KeyError:
        return code if len(code) == 1 else None
