"""What people do with portfolios, priorities and local policies."""
