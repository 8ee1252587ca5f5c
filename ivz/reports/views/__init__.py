"""Pages on annual plans."""
