"""Taking an act of many changes back as a whole."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ivz.errors import RuleBroken
from ivz.network.models import Person, Seat
from ivz.workflow.acts import undo_act
from ivz.workflow.changes import note_changes, snapshot, together_with, undo
from ivz.workflow.models import Change
from tests.factories import AreaFactory, PersonFactory, SeatFactory, visitor

pytestmark = pytest.mark.django_db
TODAY = date(2016, 10, 10)
REASON = "Nieuwe lijst"


@pytest.fixture
def by():
    return visitor(today=TODAY)


def act_of(rows, *, by):
    """Note rows with what stood there before as one act, and give its changes."""
    note_changes(rows, reason=REASON, by=by, is_one_act=True)
    return together_with(Change.objects.order_by("-pk").first())


def retitled(seat, title):
    before = snapshot(seat)
    seat.title = title
    seat.save()
    return seat, before


def test_rows_that_were_added_go_and_rows_that_changed_stand_as_before(by):
    seat, person = SeatFactory(title="Lid", version=4, note="Blijft"), PersonFactory()
    before = snapshot(seat)
    seat.title, seat.person = "Voorzitter", person
    seat.save()
    act = act_of([(person, None), (seat, before)], by=by)

    undo_act(act, by=by)

    now = Seat.objects.get(pk=seat.pk)
    assert snapshot(now) == before
    assert now.version == 5
    assert not Person.objects.filter(pk=person.pk).exists()


def test_each_change_is_kept_with_the_one_that_takes_it_back(by):
    act = act_of([retitled(SeatFactory(title="Lid"), f"Lid {n}") for n in range(3)], by=by)

    undo_act(act, by=by)

    undone = Change.objects.filter(undoes__in=act)
    assert {(each.undoes_id, each.reason, each.by) for each in undone} == {
        (each.pk, f"Teruggedraaid: {REASON}", by.name) for each in act
    }
    assert [(each.before, each.after) for each in undone.order_by("undoes")] == [
        (each.after, each.before) for each in sorted(act, key=lambda change: change.pk)
    ]
    assert len({each.at for each in undone}) == 1


def test_nothing_is_taken_back_where_one_row_changed_since(by):
    seats = SeatFactory.create_batch(3, title="Lid")
    act = act_of([retitled(seat, "Voorzitter") for seat in seats], by=by)
    Seat.objects.filter(pk=seats[1].pk).update(title="Anders")

    with pytest.raises(RuleBroken):
        undo_act(act, by=by)

    titles = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).order_by("pk")
    assert list(titles.values_list("title", flat=True)) == ["Voorzitter", "Anders", "Voorzitter"]


def test_a_row_that_is_gone_is_not_taken_back(by):
    area = AreaFactory()
    act = act_of([(area, None)], by=by)
    area.delete()

    with pytest.raises(RuleBroken):
        undo_act(act, by=by)


def test_nothing_is_taken_back_twice(by):
    seats = SeatFactory.create_batch(2, title="Lid")
    act = act_of([retitled(seat, "Voorzitter") for seat in seats], by=by)
    undo(act[0], by=by)
    retitled(Seat.objects.get(pk=act[0].subject_id), "Voorzitter")

    with pytest.raises(RuleBroken):
        undo_act(act, by=by)


def test_an_addition_on_which_something_rests_stays_with_all_others(by):
    people = PersonFactory.create_batch(3)
    act = act_of([(person, None) for person in people], by=by)
    SeatFactory(person=people[1])

    with pytest.raises(RuleBroken):
        undo_act(act, by=by)

    assert Person.objects.filter(pk__in=[person.pk for person in people]).count() == 3
    assert not Change.objects.exclude(undoes=None).exists()


def test_many_rows_take_as_many_queries_as_few(by):
    def queries(count):
        rows = [(area, None) for area in AreaFactory.create_batch(count)]
        act = act_of([*rows, retitled(SeatFactory(title="Lid"), f"Lid {count}")], by=by)
        with CaptureQueriesContext(connection) as asked:
            undo_act(act, by=by)
        return len(asked)

    assert queries(60) == queries(2)
