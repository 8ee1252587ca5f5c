"""How a database finds what may be read: the tables of a test are too small to show it in time."""

import pytest
from django.db import connection
from django.db.models import F

from ivz.search.models import Entry
from ivz.search.reading import readable_by
from tests.factories import visitor

pytestmark = pytest.mark.django_db


def test_each_record_is_looked_up_where_postgresql_would_gather_all_of_them():
    readable = Entry.objects.alias(of_kind=F("kind")).filter(readable_by(visitor()))
    question = str(readable.query)

    looked_up = question.count(' = ("search_entry"."record_id")')
    assert looked_up == question.count(' <= ("search_entry"."record_id")') > 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles no questions")
def test_postgresql_compiles_no_questions():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")

        assert cursor.fetchone() == ("off",)
