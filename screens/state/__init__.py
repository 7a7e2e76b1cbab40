"""View state without Textual: filters, cursors, board lanes."""
