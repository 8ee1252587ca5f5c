"""A whole regional unit after ten years, invented: for measuring and for trying things out.

It stands on the example region and goes on from there. Rows are inserted in bulk: nobody acts,
so no action is called. What actions guarantee is checked afterwards by ``bin/ivz check``.
"""
