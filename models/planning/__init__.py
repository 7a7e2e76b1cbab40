"""The automatic planner: problem, search, score and reasons, without a database."""
