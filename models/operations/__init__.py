"""Writes: one function is one transaction and one journal entry."""
