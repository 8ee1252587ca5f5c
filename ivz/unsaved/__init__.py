"""What somebody typed in a long form and did not save yet, kept for that person alone."""
