"""Contributions, effort obligations and capacity."""
