"""Statistics for regional safety figures.

Arrays, numbers and dates in; arrays and small frozen records out. Nothing here reads a clock, a
disk or a database, so an analyst can use the same functions in a notebook. Every method has a
page in ``docs/methods/``.
"""
