"""A prepared question is written once, and answered like the ordinary one for whoever asks."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef

from ivz.accounts import kept_questions
from ivz.accounts import prepared as kernel
from ivz.accounts.kept_questions import kept_apart
from ivz.accounts.prepared import prepared
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.network.models import Body, Seat
from ivz.projects.models import Project
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    PersonFactory,
    RestrictionFactory,
    member_of,
    visitor,
)
from tests.prepared import ask_again
from tests.projects.factories import MemberFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    """Begin with no question written."""
    with kept_apart({}, {}):
        yield


@pytest.fixture
def prepared_as_users_do(monkeypatch):
    """Ask without comparing with the ordinary question, which would hide that it is wrong."""
    monkeypatch.setattr(kernel, "ask_again", ask_again)


def counted(write):
    """Prepare a question that tells how often it was written."""
    written = []

    @prepared
    def asked(*args, **kwargs):
        written.append(args)
        return write(*args, **kwargs)

    return asked, written


def decided(actor, body_id, on, title):
    found = Decision.objects.visible_to(actor).filter(body=body_id, decided_on=on, title=title)
    return found.select_related("body").order_by("pk")


def test_numbers_dates_and_texts_are_filled_in_as_they_are_asked(prepared_as_users_do):
    asked, written = counted(decided)
    first = DecisionFactory(title="Gelijk", openness=Openness.PUBLIC)
    other = DecisionFactory(
        title="Anders", openness=Openness.PUBLIC, decided_on=date(2015, 3, 2), body=first.body
    )

    for decision in (first, other, first):
        found = asked(visitor(), decision.body_id, decision.decided_on, title=decision.title)
        assert [each.title for each in found] == [decision.title]
    assert list(asked(visitor(), first.body_id, first.decided_on, title="Anders")) == []
    assert len(written) == 1


def test_who_holds_other_seats_asks_another_question(prepared_as_users_do):
    asked, written = counted(Decision.objects.visible_to)
    closed = DecisionFactory(openness=Openness.BODY)
    member, outsider = member_of(closed.body), member_of(BodyFactory())

    assert list(asked(member)) == [closed]
    assert list(asked(outsider)) == []
    assert list(asked(visitor())) == []
    assert list(asked(member)) == [closed]
    assert len(written) == 3


def test_a_seat_that_ends_counts_on_the_next_request(prepared_as_users_do):
    asked, _written = counted(Decision.objects.visible_to)
    closed = DecisionFactory(openness=Openness.BODY)
    member = member_of(closed.body)
    assert list(asked(member)) == [closed]

    Seat.objects.filter(person=member.person_id).update(is_revoked=True)

    assert list(asked(type(member)(user=member.user, today=TODAY))) == []


def test_a_place_in_a_project_group_counts_from_the_next_request_until_it_ends(
    prepared_as_users_do,
):
    asked, _written = counted(Project.objects.visible_to)
    project = ProjectFactory(openness=Openness.BODY)
    outsider = member_of(BodyFactory())
    again = lambda: type(outsider)(user=outsider.user, today=TODAY)  # noqa: E731
    assert list(asked(again())) == []

    place = MemberFactory(project=project, person_id=outsider.person_id)
    assert list(asked(again())) == [project]

    place.delete()
    assert list(asked(again())) == []


def test_what_is_made_from_it_is_an_ordinary_question(prepared_as_users_do):
    asked, _written = counted(decided)
    decision = DecisionFactory(openness=Openness.PUBLIC)
    facts = (visitor(), decision.body_id, decision.decided_on, decision.title)
    asked(*facts)

    assert asked(*facts).count() == 1
    assert asked(*facts).exists()
    assert asked(*facts).get() == decision
    assert list(asked(*facts).filter(title="Anders")) == []
    assert list(asked(*facts)[:1]) == [decision]
    assert list(Body.objects.filter(decisions__in=asked(*facts))) == [decision.body]
    has_one = Exists(asked(*facts).filter(body=OuterRef("pk")))
    assert list(Body.objects.filter(has_one)) == [decision.body]


def test_what_is_restricted_is_noted_with_who_reads_it_now(prepared_as_users_do):
    asked, _written = counted(Decision.objects.visible_to)
    decision = DecisionFactory(openness=Openness.RESTRICTED, restriction=RestrictionFactory())
    reader = member_of(decision.body)
    decision.restriction.readers.add(reader.person_id)
    list(asked(reader))
    later = type(reader)(user=reader.user, today=TODAY)

    list(asked(later))

    assert later.restricted_readings == {("decisions.Decision", str(decision.pk))}


def test_nothing_can_be_found_among_no_keys(prepared_as_users_do):
    asked, _written = counted(lambda keys: Decision.objects.filter(pk__in=keys))
    decision = DecisionFactory()

    assert list(asked(())) == []
    assert list(asked((decision.pk,))) == [decision]
    assert list(asked(())) == []


def test_rows_of_facts_come_out_as_facts(prepared_as_users_do):
    asked, _written = counted(lambda on: Decision.objects.filter(decided_on=on).values_list("pk"))
    decision = DecisionFactory()

    for _again in range(2):
        assert list(asked(decision.decided_on)) == [(decision.pk,)]


def test_a_record_is_refused_as_its_fields_can_change_under_the_same_key():
    asked, _written = counted(lambda body: Decision.objects.filter(body=body))

    with pytest.raises(TypeError, match="plain facts, not a Body"):
        asked(BodyFactory())


def test_tests_find_a_question_that_looks_at_more_than_its_facts():
    titles = ["Eerst"]
    asked, _written = counted(lambda: Decision.objects.filter(title=titles[0]))
    asked()

    titles[0] = "Later"

    with pytest.raises(AssertionError, match="more than its facts"):
        asked()


def test_the_question_kept_longest_is_forgotten_first(monkeypatch, prepared_as_users_do):
    monkeypatch.setattr(kept_questions, "MOST", 4)  # two questions, each with what it looks up
    asked, written = counted(lambda words: Decision.objects.filter(title__in=words))

    for words in [("a",), ("b",), ("c",), ("c",), ("b",), ("a",)]:
        assert list(asked(words)) == []

    assert [words for (words,) in written] == [("a",), ("b",), ("c",), ("a",)]


def test_asking_again_takes_one_query(prepared_as_users_do, django_assert_num_queries):
    asked, _written = counted(decided)
    facts = (visitor(), BodyFactory().pk, TODAY, PersonFactory().name)
    list(asked(*facts))

    with django_assert_num_queries(1, connection=connection):
        list(asked(*facts))
