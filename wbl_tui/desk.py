"""The workspace as the screens see it: reads and writes are awaited, so that no key waits for the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from models.operations.unit import Done
from models.rules.facts import Campaign
from models.workspace import Workspace

T = TypeVar("T")


class Desk:
    """One person at one terminal. The campaign is the one that was on when the store was opened."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.campaign: Campaign = workspace.campaign()
        self.zone = ZoneInfo(self.campaign.zone)

    @property
    def name(self) -> str:
        """The store's file name."""
        return self.workspace.path.name

    @property
    def actor(self) -> str:
        """Who is acting, for the journal."""
        return self.workspace.actor

    def clock(self) -> datetime:
        """The moment it is, in UTC; in a rehearsal another than the real one."""
        return self.workspace.now()

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        """`query(db, *args)` on the store thread. Raises StoreError and its kin."""
        return await self.workspace.aread(query, *args)

    async def write(self, operation: Callable[..., Done], *args: Any, **kwargs: Any) -> Done:
        """One operation in one transaction. Raises Refused and other WblErrors."""
        return await self.workspace.awrite(operation, *args, **kwargs)

    async def changed(self) -> bool:
        """Whether another program has saved something since this was last asked."""
        return await self.workspace.changed()
