"""The model of the classroom: rules, rows, reads, verbs and file formats. It has never heard of a terminal."""

import sys

# Peewee looks for PostgreSQL drivers when it is imported; without these lines that alone can cost more than
# everything else at start-up. A driver that was asked for on purpose is already there and stays.
sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
sys.modules.setdefault("psycopg2", None)  # type: ignore[arg-type]
