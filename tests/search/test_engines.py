"""The code beside our own engine takes what a backend of the library gives.

Tried with the library's backend for the database in use; never with OpenSearch.
Policy: docs/adr/0019-search-in-the-database.md#opensearch
"""

import pytest
from modelsearch.backends import get_search_backend

from ivz.search import indexing, queries
from ivz.search.queries import Asked
from tests.factories import BodyFactory, DecisionFactory, visitor

pytestmark = pytest.mark.django_db
ASKED = ["vossenjacht", "jacht", "vossenjagt", "vossenjacht dassen", "2016-2", "dassen meerkoet"]


def hits():
    return {
        words: [row.pk for row in queries.search(Asked(words=words), actor=visitor()).rows]
        for words in ASKED
    }


def test_a_backend_of_the_library_gives_the_same_hits_as_our_engine(settings):
    body = BodyFactory()
    for number, title in enumerate(["Vossenjacht", "Dassen", "Vossenjacht en dassen"], start=1):
        DecisionFactory(body=body, number=number, title=title)
    indexing.rebuild()
    own = hits()

    settings.MODELSEARCH_BACKENDS = {
        "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "simple"}
    }

    assert not hasattr(get_search_backend(), "keys")
    assert all(own.values())
    assert hits() == own
