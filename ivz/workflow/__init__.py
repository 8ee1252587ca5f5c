"""What every workflow shares: transitions as data, and rows that know their version."""
