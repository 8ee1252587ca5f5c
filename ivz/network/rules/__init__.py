"""When something may be done to the registers of the network."""
