"""Bytes to facts and facts to bytes, without a database."""
