"""What people fill in about annual plans and reports."""
