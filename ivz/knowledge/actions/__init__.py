"""What people do with what the network knows."""
