"""Start-up only: command line, app, settings."""
