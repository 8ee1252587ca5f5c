"""Forms of the start, signing in and the first hour."""
