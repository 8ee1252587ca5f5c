"""What pages ask about meetings."""
