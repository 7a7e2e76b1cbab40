"""Rows of the store, their migrations, and the guards under them; no verbs."""
