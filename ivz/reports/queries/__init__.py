"""What pages, papers and the start page ask about annual plans and reports."""
