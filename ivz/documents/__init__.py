"""Making documents: PDF that machines and people can read."""
