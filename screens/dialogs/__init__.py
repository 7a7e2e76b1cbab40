"""Typed questions: each dialog is a modal screen that gives one answer, or None when it was closed."""
