"""Reads: rows to facts, a fixed number of queries however many rows there are."""
