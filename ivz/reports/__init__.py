"""Reports: the plan of a year, and what came of it."""
