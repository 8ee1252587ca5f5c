"""What people fill in about portfolios, priorities and local policies."""
