"""The words of files, read for the search: in a process of its own, within limits.

Policy: docs/policy/search.md#files
"""
