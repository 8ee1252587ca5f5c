"""Hours owed, promised and delivered, per partner."""
