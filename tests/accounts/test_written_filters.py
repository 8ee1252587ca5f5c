"""What somebody may read is written once for the same seats, and never for others."""

import dataclasses
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet

from ivz.accounts.actors import Actor
from ivz.accounts.kept_questions import kept_apart
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.network.models import Seat
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db


def filters():
    """Every filter of rights that is written once, with the rows it narrows down."""
    return [
        (model, name, getattr(kind, name))
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        for kind in [type(model._default_manager.all())]
        for name in ("visible_to", "known_to")
        if hasattr(getattr(kind, name, None), "looks_at_groups")
    ]


def question(rows):
    try:
        return str(rows.query)
    except EmptyResultSet:
        return "nothing"


class WithoutGroups(Actor):
    """An actor whose project groups nobody may ask for."""

    @property
    def memberships(self):
        raise AssertionError("a filter that is not written by group looks at groups")


def test_what_is_kept_is_what_the_filter_writes_for_each_reader():
    body = BodyFactory()
    member = member_of(body)
    readers = [
        visitor(),
        member,
        secretary_of(body),
        member_of(BodyFactory(network=body.network)),
        dataclasses.replace(member, helper=secretary_of(body).user),
        dataclasses.replace(member, today=TODAY + timedelta(days=9_999)),
    ]

    with kept_apart({}, {}):
        for model, name, narrowed in filters():
            for reader in [*readers, *readers]:
                rows = getattr(model._default_manager, name)(reader)
                with kept_apart({}, {}):
                    anew = narrowed.__wrapped__(model._default_manager.all(), reader)
                assert question(rows) == question(anew), model
                assert getattr(rows, "reader", None) is getattr(anew, "reader", None)

    assert len(filters()) > 20


def test_only_what_says_so_looks_at_groups():
    body = BodyFactory()
    known = member_of(body)
    actor = WithoutGroups(user=known.user, today=known.today)

    with kept_apart({}, {}):
        asked = [
            getattr(model._default_manager, name)(actor)
            for model, name, narrowed in filters()
            if not narrowed.looks_at_groups
        ]

    assert asked


def test_a_seat_that_ends_counts_at_once():
    decision = DecisionFactory(openness=Openness.BODY)
    member = member_of(decision.body)
    read = Decision.objects.visible_to

    before = list(read(member))
    Seat.objects.filter(body=decision.body).update(is_revoked=True)
    after = list(read(Actor(user=member.user, today=member.today)))

    assert (before, after) == ([decision], [])


def test_a_restriction_that_names_no_reader_any_more_counts_at_once():
    decision = DecisionFactory(openness=Openness.NETWORK)
    member = member_of(decision.body)
    restriction = RestrictionFactory(imposed_by=decision)
    restriction.readers.add(member.person_id)
    closed = DecisionFactory(
        body=decision.body, openness=Openness.RESTRICTED, restriction=restriction
    )

    named = closed in Decision.objects.visible_to(member)
    restriction.readers.clear()

    assert named
    assert closed not in Decision.objects.visible_to(member)


def test_rows_that_are_narrowed_down_already_stay_so():
    decision = DecisionFactory(openness=Openness.PUBLIC)
    DecisionFactory(openness=Openness.PUBLIC)

    assert list(Decision.objects.filter(pk=decision.pk).visible_to(visitor())) == [decision]
    assert list(Decision.objects.order_by("-pk").visible_to(visitor()))[1] == decision
