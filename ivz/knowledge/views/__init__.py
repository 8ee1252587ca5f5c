"""Pages on what the network knows."""
