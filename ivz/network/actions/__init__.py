"""Everything people do to the register of the network."""
