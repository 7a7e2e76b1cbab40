"""Where the program keeps a person's store and settings; nothing is made here, only named."""

from __future__ import annotations

from pathlib import Path

_NAME = "wbl-tui"


def default_store() -> Path:
    """The store in the user's data folder."""
    # Imported when asked: a command that names its store starts without it.
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False) / "school.wbl"


def settings_file() -> Path:
    """The settings in the user's configuration folder."""
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False) / "settings.toml"


def unsaved_folder() -> Path:
    """Where what is being typed is kept until it is saved, readable by the user alone."""
    from platformdirs import user_state_path

    return user_state_path(_NAME, appauthor=False) / "unsaved"


def log_folder() -> Path:
    """Where details of a crash are written, readable by the user alone."""
    from platformdirs import user_log_path

    return user_log_path(_NAME, appauthor=False)
