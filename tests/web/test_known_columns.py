"""Columns are told apart as Django tells them apart."""

from itertools import product

from django.db.models import CharField, F, IntegerField
from django.db.models.expressions import Col, Expression

from ivz.network.models import Body, Network
from ivz.web.known_columns import identity

FIELDS = [Body._meta.get_field(name) for name in ("name", "slug", "id", "network")]
FIELDS += [Network._meta.get_field("name"), CharField(), IntegerField()]


def columns():
    for alias, field, read_as in product(["network_body", "T3", None], FIELDS, FIELDS):
        yield Col(alias, field, read_as)


def test_columns_are_one_exactly_where_django_calls_them_one():
    known = [(each, Expression.identity.func(each)) for each in columns()]
    for one, in_django in known:
        for other, other_in_django in known:
            assert (one == other) == (in_django == other_in_django)
            assert one != other or hash(one) == hash(other)


def test_every_column_is_known_so():
    column = Col("network_body", FIELDS[0])

    assert column.identity == identity(column)
    assert column == Col("network_body", FIELDS[0])
    assert column != F("name")
