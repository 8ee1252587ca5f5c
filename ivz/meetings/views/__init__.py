"""Pages of the subject meetings."""
