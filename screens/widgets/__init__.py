"""Parts of the screen that several pages and dialogs share."""
