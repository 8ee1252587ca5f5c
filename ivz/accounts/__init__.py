"""Accounts, and the actor that stands behind every request, command and action."""
