"""Data sets, figures and the checks on them; the only caller of the statistics library."""
