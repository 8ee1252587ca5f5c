"""Writing annual plans and reports, and what decisions do to them."""
