"""Pages on portfolios, coverage, themes, priorities and registers per municipality."""
