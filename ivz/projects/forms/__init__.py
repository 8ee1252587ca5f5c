"""Forms for requests, assignments, plans and parts of projects."""
