"""Who writes annual plans and reports, and what those need before a body judges them."""
