"""What must hold, as pure functions of facts: no database, no clock, no chance of its own."""
