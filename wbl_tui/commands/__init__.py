"""The commands, a module for each group; each function takes the parsed options and returns an exit code."""
