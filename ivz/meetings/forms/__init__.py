"""Forms of the subject meetings."""
