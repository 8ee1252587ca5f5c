"""Portfolios and priorities: who holds which theme, and what plays where."""
