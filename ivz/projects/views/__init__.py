"""Pages on requests and projects."""
