"""Looking along with consent, and the yearly review of who has access."""
