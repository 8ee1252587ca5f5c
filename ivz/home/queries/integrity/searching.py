"""The search: every record that can be found is in its index.

Policy: docs/policy/search.md#kept-up
"""

from collections.abc import Iterator

from ivz.home.queries.integrity.finding import Finding
from ivz.search.indexing import lacking


def search_findings() -> Iterator[Finding]:
    """Find kinds of which the index lacks records, or holds some that are gone."""
    for kind, count in lacking().items():
        yield Finding(kind, f"the index differs by {count} records; run search mend")
