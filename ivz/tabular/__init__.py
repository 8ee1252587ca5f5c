"""Reading tables that people deliver: refused whole, with the place and what was expected."""
