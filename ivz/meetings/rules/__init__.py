"""Rules of the subject meetings."""
