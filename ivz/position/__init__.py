"""What the network knows of each safety theme, and what is missing."""
