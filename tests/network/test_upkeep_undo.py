"""Taking a correction of the registers back: by whom, and what stands in the way."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import add, change
from ivz.network.actions.upkeep_seats import end_seat
from ivz.network.actions.upkeep_undo import take_back
from ivz.network.models import Body, Hosting, Person, Seat
from ivz.network.queries.upkeep_history import history
from ivz.workflow.changes import changes_of, note_change
from ivz.workflow.models import Change
from tests.factories import (
    TODAY,
    BodyFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
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


def test_nobody_brings_back_what_was_taken_back_without_the_right_to_add_it(
    client, network, body, coordinator
):
    seat = add(Seat(body=body, person=PersonFactory()), correction=because(network, coordinator))
    take_back(changes_of(seat).get(), network=network, by=coordinator)
    gone = Change.objects.get(undoes__isnull=False)
    address = f"/netwerk/{network.slug}/wijzigingen/{gone.pk}/terugdraaien/"

    for stranger in [None, member_of(body), secretary_of(BodyFactory(kind=BodyKind.PLATFORM))]:
        if stranger is not None:
            client.force_login(stranger.user)
        assert client.post(address).status_code == 403

    assert not Seat.objects.filter(pk=seat.pk).exists()
    take_back(gone, network=network, by=coordinator)
    assert Seat.objects.get(body=body, pk=seat.pk).person == seat.person
    assert AuditEntry.objects.filter(event="network.undone").count() == 2


def test_what_hung_on_something_that_is_gone_does_not_come_back(network, coordinator):
    body = BodyFactory(network=network)
    seat = add(Seat(body=body, person=PersonFactory()), correction=because(network, coordinator))
    take_back(changes_of(seat).get(), network=network, by=coordinator)
    body.delete()

    with pytest.raises(RuleBroken, match="daarna opnieuw gewijzigd"):
        take_back(Change.objects.get(undoes__isnull=False), network=network, by=coordinator)


def test_who_hosts_another_network_is_not_taken_back_through_the_own_one(network, coordinator):
    elsewhere = BodyFactory(kind=BodyKind.PLATFORM)
    theirs = because(elsewhere.network, secretary_of(elsewhere))
    hosting = Hosting(network=elsewhere.network, organisation=OrganisationFactory())
    add(hosting, correction=theirs)

    with pytest.raises(PermissionDenied):
        take_back(changes_of(hosting).get(), network=network, by=coordinator)

    assert Hosting.objects.filter(pk=hosting.pk).exists()


def test_a_secretary_reaches_no_kind_of_a_body_elsewhere_through_the_own_network(
    network, coordinator
):
    elsewhere = BodyFactory(kind=BodyKind.BOARD)
    SeatFactory(body=elsewhere, role=Role.SECRETARY, person=coordinator.user.person)
    by = Actor(user=coordinator.user, today=TODAY)
    keeper = secretary_of(BodyFactory(network=elsewhere.network, kind=BodyKind.PLATFORM))
    values = {"kind": BodyKind.STEERING_GROUP}
    change(elsewhere, values, version=1, correction=because(elsewhere.network, keeper))

    with pytest.raises(PermissionDenied):
        take_back(changes_of(elsewhere).get(), network=network, by=by)

    assert Body.objects.get(pk=elsewhere.pk).kind == BodyKind.STEERING_GROUP


def test_an_invitation_is_no_change_that_stands_in_the_way(network, body, coordinator):
    person = SeatFactory(body=body, person__function="Wijkagent").person
    change(person, {"function": "Agent"}, version=1, correction=because(network, coordinator))
    account = UserFactory()
    Person.objects.filter(pk=person.pk).update(user=account)

    take_back(changes_of(person).get(), network=network, by=coordinator)

    kept = Person.objects.get(pk=person.pk)
    assert (kept.function, kept.user) == ("Wijkagent", account)


def test_somebody_with_an_account_stays_though_the_adding_is_taken_back(network, platform):
    by, organisation = municipal_coordinator(platform)
    person = add(
        Person(slug="", function="Adviseur", organisation=organisation),
        correction=because(network, by),
    )
    Person.objects.filter(pk=person.pk).update(user=UserFactory())

    with pytest.raises(RuleBroken, match="hangt inmiddels iets anders"):
        take_back(changes_of(person).get(), network=network, by=by)

    assert Person.objects.filter(pk=person.pk).exists()


def test_a_field_that_came_later_keeps_what_stands_there(network, body, coordinator):
    person = SeatFactory(body=body, person__function="Wijkagent").person
    change(person, {"function": "Agent"}, version=1, correction=because(network, coordinator))
    made = changes_of(person).get()
    for side in (made.before, made.after):
        side.pop("works_from")
    made.save()
    Person.objects.filter(pk=person.pk).update(works_from=JUNE)

    take_back(made, network=network, by=coordinator)

    kept = Person.objects.get(pk=person.pk)
    assert (kept.function, kept.works_from) == ("Wijkagent", JUNE)
