"""What pages ask of what the network knows."""
