"""Pages about who is who, who decides what, and what plays where."""
