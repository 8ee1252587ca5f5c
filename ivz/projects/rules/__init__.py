"""Who may do what to requests and projects, and when."""
