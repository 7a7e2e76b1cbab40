"""The arguments of every command; `wbl_tui.parser` puts them together."""
