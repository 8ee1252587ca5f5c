"""What the start page asks."""
