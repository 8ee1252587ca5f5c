"""Taking a correction of the registers back: by whom, and what stands in the way."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import add, change
from ivz.network.actions.upkeep_seats import end_seat
from ivz.network.actions.upkeep_undo import take_back
from ivz.network.models import Body, Person
from ivz.network.queries.upkeep_history import history
from ivz.workflow.changes import changes_of, note_change
from ivz.workflow.models import Change
from tests.factories import (
    PersonFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.network.correcting import because, municipal_coordinator

pytestmark = pytest.mark.django_db

JUNE = date(2016, 6, 1)


def test_only_who_may_change_a_row_takes_a_change_of_it_back(network, body, coordinator):
    change(body, {"cadence": "x"}, version=1, correction=because(network, coordinator))
    kept = changes_of(body).get()

    with pytest.raises(PermissionDenied):
        take_back(kept, network=network, by=member_of(body))

    assert Body.objects.get(pk=body.pk).cadence == "x"


def test_what_rights_hang_on_does_not_come_back_through_one_secretary(network, body, coordinator):
    Body.objects.filter(pk=body.pk).update(kind=BodyKind.PLATFORM)
    body.refresh_from_db()
    change(body, {"kind": BodyKind.BOARD}, version=1, correction=because(network, coordinator))
    kept = changes_of(body).get()

    with pytest.raises(PermissionDenied):
        take_back(kept, network=network, by=secretary_of(body))

    take_back(kept, network=network, by=coordinator)
    assert Body.objects.get(pk=body.pk).kind == BodyKind.PLATFORM


def test_an_organisation_takes_back_whom_it_added(network, platform):
    by, organisation = municipal_coordinator(platform)
    person = add(
        Person(slug="", function="Adviseur", organisation=organisation),
        correction=because(network, by),
    )

    take_back(changes_of(person).get(), network=network, by=by)

    assert not Person.objects.filter(function="Adviseur").exists()


def test_a_seat_does_not_come_back_beside_a_later_chair(network, body, coordinator):
    old = SeatFactory(body=body, role=Role.CHAIR)
    end_seat(old, JUNE, version=1, correction=because(network, coordinator))
    SeatFactory(body=body, role=Role.CHAIR, valid_from=JUNE)

    with pytest.raises(RuleBroken, match="één voorzitter tegelijk"):
        take_back(changes_of(old).get(), network=network, by=coordinator)

    old.refresh_from_db()
    assert old.valid_until == JUNE
    assert not Change.objects.filter(undoes__isnull=False).exists()


def test_a_change_of_what_rows_no_longer_have_breaks_no_page(coordinator):
    person = PersonFactory(function="Adviseur")
    note_change(person, before={"note": "Oud"}, reason="Vroeger", by=coordinator)

    told = history({Person: [person.pk]})

    assert [line.change.reason for line in told] == ["Vroeger"]
    assert "Oud" not in [each.before for each in told[0].differences]
