"""The yardstick of every start: a Textual app with one table, and nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class EmptyApp(App[None]):
    """Forty rows, as many as fit."""

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Name", "State", "Next")
        table.add_rows([(f"Row {number}", "ready", "soon") for number in range(1, 41)])


if __name__ == "__main__":
    EmptyApp().run()
