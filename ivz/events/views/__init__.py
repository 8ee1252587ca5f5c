"""Pages of the subject events."""
