"""What can be done with keys, page by page; `screens.commands` puts it together."""
