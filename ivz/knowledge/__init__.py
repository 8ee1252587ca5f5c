"""What the network knows: developments that it notices, and what becomes of them."""
