"""What pages and exports ask about the network."""
