"""When portfolios, priorities and local policies may be set, and by whom."""
