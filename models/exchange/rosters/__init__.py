"""Rosters made of several files, each program's in its own module, all read into one shape."""
