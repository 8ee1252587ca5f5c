"""Pages of the start, of signing in, and about the site."""
