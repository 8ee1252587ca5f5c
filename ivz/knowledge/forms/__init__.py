"""What people fill in about what the network knows."""
