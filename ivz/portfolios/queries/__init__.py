"""What pages, exports and the interface ask about portfolios and priorities."""
