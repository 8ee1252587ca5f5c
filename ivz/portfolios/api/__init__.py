"""Portfolios, coverage and priorities for other programs."""
