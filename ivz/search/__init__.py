"""Finding records of every kind by their words, with the rights of whoever asks."""
