"""Reading text that was pasted from a word processor: pure functions, nothing is lost."""
