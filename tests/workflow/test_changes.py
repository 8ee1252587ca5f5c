"""Changes to a register row, and taking them back."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from ivz.errors import RuleBroken
from ivz.network.models import Seat
from ivz.network.models.bodies import SeatState
from ivz.workflow.changes import changes_of, note_change, snapshot, undo
from ivz.workflow.models import Change
from tests.factories import PersonFactory, SeatFactory, visitor

pytestmark = pytest.mark.django_db
TODAY = date(2016, 10, 10)


@pytest.fixture
def by():
    return visitor(today=TODAY)


def change_title(seat, title, *, by):
    before = snapshot(seat)
    seat.title = title
    seat.save()
    return note_change(seat, before=before, reason="Nieuwe naam", by=by)


def test_a_change_keeps_what_stood_there_and_why(by):
    seat = SeatFactory(title="Lid", valid_from=date(2016, 1, 1))

    change = change_title(seat, "Adviserend lid", by=by)

    assert (change.before["title"], change.after["title"]) == ("Lid", "Adviserend lid")
    assert (change.before["valid_from"], change.reason) == ("2016-01-01", "Nieuwe naam")
    assert list(changes_of(seat)) == [change]


def test_a_change_needs_a_reason(by):
    seat = SeatFactory()

    with pytest.raises(RuleBroken):
        note_change(seat, before=None, reason="  ", by=by)


def test_a_change_without_before_and_after_is_refused_by_the_database(by):
    row = {"subject_model": "network.Seat", "subject_id": "1", "reason": "x", "on": TODAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(before=None, after=None, **row)


def test_what_did_not_change_is_not_kept(by):
    seat = SeatFactory(title="Lid")

    assert change_title(seat, "Lid", by=by) is None


def test_taking_back_restores_the_row_and_counts_its_version(by):
    seat = SeatFactory(title="Lid", version=4)
    change = change_title(seat, "Voorzitter", by=by)

    undo(change, by=by)

    seat.refresh_from_db()
    assert (seat.title, seat.version) == ("Lid", 5)
    assert changes_of(seat)[0].undoes == change


def test_a_later_change_goes_first(by):
    seat = SeatFactory(title="Lid")
    first = change_title(seat, "Voorzitter", by=by)
    change_title(seat, "Plaatsvervangend voorzitter", by=by)

    with pytest.raises(RuleBroken):
        undo(first, by=by)

    seat.refresh_from_db()
    assert seat.title == "Plaatsvervangend voorzitter"


def test_nothing_is_taken_back_twice(by):
    seat = SeatFactory(title="Lid")
    change = change_title(seat, "Voorzitter", by=by)
    undo(change, by=by)
    change_title(Seat.objects.get(pk=seat.pk), "Voorzitter", by=by)

    with pytest.raises(RuleBroken):
        undo(change, by=by)


def test_taking_back_an_addition_removes_the_row(by):
    seat = SeatFactory(person=None, state=SeatState.OPEN)
    change = note_change(seat, before=None, reason="Nieuwe zetel", by=by)

    assert undo(change, by=by) is None

    assert not Seat.objects.filter(pk=seat.pk).exists()


def test_an_addition_on_which_something_rests_stays(by):
    person = PersonFactory()
    change = note_change(person, before=None, reason="Nieuw", by=by)
    SeatFactory(person=person)

    with pytest.raises(RuleBroken):
        undo(change, by=by)

    assert Change.objects.count() == 1


def test_taking_back_a_removal_brings_the_row_back(by):
    seat = SeatFactory(title="Lid")
    key, before = seat.pk, snapshot(seat)
    change = note_change(seat, before=before, reason="Dubbel", by=by, removed=True)
    seat.delete()

    undo(change, by=by)

    assert Seat.objects.get(pk=key).title == "Lid"


def test_a_number_is_kept_as_the_database_gives_it_back(by):
    seat = SeatFactory()
    before = snapshot(seat)
    seat.hours_per_week = Decimal(32)
    seat.save()
    change = note_change(seat, before=before, reason="Uren afgesproken", by=by)

    undo(change, by=by)

    assert change.after["hours_per_week"] == "32.0"
    assert Seat.objects.get(pk=seat.pk).hours_per_week is None


def test_a_number_that_was_kept_otherwise_before_is_the_same_number(by):
    seat = SeatFactory(hours_per_week=Decimal(32))
    change = change_title(seat, "Coördinator", by=by)
    change.after["hours_per_week"] = "32"
    change.save()

    undo(change, by=by)

    assert Seat.objects.get(pk=seat.pk).title == ""
