"""Typed questions, asked over a page."""
