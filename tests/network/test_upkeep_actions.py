"""Correcting the registers: by whom and with which rules."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import Correction, add, change
from ivz.network.actions.upkeep_seats import (
    Departure,
    Ending,
    Successor,
    end_body,
    end_seat,
    leave,
    revoke,
    succeed,
)
from ivz.network.actions.upkeep_undo import take_back
from ivz.network.models import Body, BodyRelation, Mandate, Person, Seat
from ivz.network.models.bodies import BodyStatus, MandateSubject, RelationKind, SeatState
from ivz.network.rules.upkeep import LooksAlike
from ivz.workflow.changes import changes_of
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    BodyFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.network.correcting import because, municipal_coordinator

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2016, 5, 1), date(2016, 6, 1)


class TestWho:
    def test_the_secretary_of_a_body_keeps_that_body_and_no_other(self, network, body):
        by = secretary_of(body)
        other = BodyFactory(network=network)

        change(body, {"cadence": "Maandelijks"}, version=1, correction=because(network, by))

        assert Body.objects.get(pk=body.pk).cadence == "Maandelijks"
        with pytest.raises(PermissionDenied):
            change(other, {"cadence": "Nooit"}, version=1, correction=because(network, by))

    @pytest.mark.parametrize(
        ("name", "value"),
        [("kind", BodyKind.PLATFORM), ("status", BodyStatus.ADVISING), ("valid_until", JUNE)],
    )
    def test_what_rights_hang_on_is_not_for_the_secretary_of_one_body(
        self, network, body, name, value
    ):
        by = secretary_of(body)

        with pytest.raises(PermissionDenied):
            change(body, {name: value}, version=1, correction=because(network, by))

    @pytest.mark.parametrize("who", [visitor, None])
    def test_nobody_else_changes_a_seat(self, network, body, who):
        seat = SeatFactory(body=body)
        by = who() if who else member_of(body)

        for act in [
            lambda: end_seat(seat, JUNE, version=1, correction=because(network, by)),
            lambda: revoke(seat, version=1, correction=because(network, by)),
            lambda: change(seat, {"note": "x"}, version=1, correction=because(network, by)),
            lambda: succeed(
                seat, Successor(starts_on=JUNE), version=1, correction=because(network, by)
            ),
        ]:
            with pytest.raises(PermissionDenied):
                act()

    def test_an_organisation_names_its_own_people_in_its_own_seats(self, network, platform, body):
        by, organisation = municipal_coordinator(platform)
        seat = SeatFactory(body=body, organisation=organisation)
        colleague = PersonFactory(organisation=organisation)
        stranger = PersonFactory(organisation=OrganisationFactory())

        with pytest.raises(RuleBroken, match="werkt niet bij"):
            succeed(
                seat,
                Successor(starts_on=JUNE, person=stranger),
                version=1,
                correction=because(network, by),
            )
        new = succeed(
            seat,
            Successor(starts_on=JUNE, person=colleague),
            version=1,
            correction=because(network, by),
        )

        assert new.person == colleague

    @pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARY])
    def test_an_organisation_does_not_choose_who_leads_a_body(self, network, platform, body, role):
        by, organisation = municipal_coordinator(platform)
        seat = SeatFactory(body=body, organisation=organisation, role=role)

        with pytest.raises(PermissionDenied):
            succeed(seat, Successor(starts_on=JUNE), version=1, correction=because(network, by))

    def test_an_organisation_keeps_its_people_but_moves_them_nowhere(self, network, platform):
        by, organisation = municipal_coordinator(platform)
        person = PersonFactory(organisation=organisation)
        elsewhere = OrganisationFactory()

        change(person, {"function": "Adviseur"}, version=1, correction=because(network, by))

        assert Person.objects.get(pk=person.pk).function == "Adviseur"
        with pytest.raises(PermissionDenied):
            change(person, {"organisation": elsewhere}, version=2, correction=because(network, by))

    def test_people_of_another_organisation_are_out_of_reach(self, network, platform):
        by, _own = municipal_coordinator(platform)
        other = PersonFactory(organisation=OrganisationFactory())

        with pytest.raises(PermissionDenied):
            change(other, {"function": "X"}, version=1, correction=because(network, by))

    def test_who_sits_only_in_another_network_is_changed_there(self, network, coordinator):
        elsewhere = SeatFactory().person

        with pytest.raises(PermissionDenied):
            change(
                elsewhere, {"function": "X"}, version=1, correction=because(network, coordinator)
            )


class TestHow:
    def test_a_change_needs_a_reason(self, network, body, coordinator):
        silent = Correction(network=network, by=coordinator, reason="  ")

        with pytest.raises(RuleBroken, match="waarom"):
            change(body, {"cadence": "x"}, version=1, correction=silent)

        assert Body.objects.get(pk=body.pk).cadence == ""

    def test_a_change_is_kept_with_reason_and_hand(self, network, body, coordinator):
        change(body, {"cadence": "x"}, version=1, correction=because(network, coordinator))

        kept = changes_of(body).get()
        assert (kept.reason, kept.by) == ("Benoemd per 1 juni", coordinator.name)
        assert AuditEntry.objects.filter(event="body.changed", subject_id=body.pk).count() == 1

    def test_the_second_of_two_editors_is_told(self, network, body, coordinator):
        change(body, {"cadence": "x"}, version=1, correction=because(network, coordinator))

        with pytest.raises(StaleEdit):
            change(body, {"cadence": "y"}, version=1, correction=because(network, coordinator))

    def test_a_new_body_and_a_new_person_get_an_address_of_their_own(self, network, coordinator):
        bodies = [
            add(
                Body(
                    network=network,
                    slug="",
                    name="Nieuw overleg",
                    short_name="NO",
                    kind=BodyKind.BOARD,
                    status=BodyStatus.DECIDING,
                ),
                correction=because(network, coordinator),
            )
            for _number in range(2)
        ]

        assert [body.slug for body in bodies] == ["nieuw-overleg", "nieuw-overleg-2"]

    def test_somebody_who_looks_the_same_is_added_after_a_confirmation(self, network, coordinator):
        known = PersonFactory(function="Wijkagent")

        with pytest.raises(LooksAlike):
            add(
                Person(slug="", function="wijkagent"),
                correction=because(network, coordinator),
            )
        new = add(
            Person(slug="", function="wijkagent"),
            correction=because(network, coordinator, are_different_people=True),
        )

        assert new.slug != known.slug

    def test_moving_the_start_of_a_body_past_its_seats_is_refused(self, network, body, coordinator):
        SeatFactory(body=body, valid_from=MAY)

        with pytest.raises(RuleBroken, match="vallen 1 zetels buiten"):
            change(body, {"valid_from": JUNE}, version=1, correction=because(network, coordinator))


class TestSuccession:
    def test_the_old_seat_ends_the_day_before_and_nothing_of_it_is_lost(
        self, network, body, coordinator
    ):
        old = SeatFactory(body=body, title="Basisteam West", rotates_every_years=2)
        person = PersonFactory()

        new = succeed(
            old,
            Successor(starts_on=JUNE, person=person),
            version=1,
            correction=because(network, coordinator),
        )

        old.refresh_from_db()
        assert (old.valid_until, old.person_id) == (JUNE, old.person_id)
        assert (new.valid_from, new.person, new.title, new.rotates_every_years) == (
            JUNE,
            person,
            "Basisteam West",
            2,
        )

    def test_without_a_person_the_seat_stands_open(self, network, body, coordinator):
        new = succeed(
            SeatFactory(body=body),
            Successor(starts_on=JUNE, state=SeatState.RECRUITING),
            version=1,
            correction=because(network, coordinator),
        )

        assert (new.person, new.state) == (None, SeatState.RECRUITING)

    def test_a_successor_of_a_chair_is_no_second_chair(self, network, body, coordinator):
        old = SeatFactory(body=body, role=Role.CHAIR)

        succeed(
            old,
            Successor(starts_on=JUNE, person=PersonFactory()),
            version=1,
            correction=because(network, coordinator),
        )

        assert Seat.objects.filter(body=body, role=Role.CHAIR).count() == 2

    def test_a_successor_cannot_start_before_the_seat_does(self, network, body, coordinator):
        old = SeatFactory(body=body, valid_from=JUNE)

        with pytest.raises(RuleBroken, match="1 juni 2016"):
            succeed(
                old,
                Successor(starts_on=MAY),
                version=1,
                correction=because(network, coordinator),
            )

    def test_taking_a_successor_back_restores_the_old_seat_too(self, network, body, coordinator):
        old = SeatFactory(body=body)
        new = succeed(
            old,
            Successor(starts_on=JUNE, person=PersonFactory()),
            version=1,
            correction=because(network, coordinator),
        )

        count = take_back(changes_of(new).get(), network=network, by=coordinator)

        old.refresh_from_db()
        assert count == 2
        assert old.valid_until is None
        assert not Seat.objects.filter(pk=new.pk).exists()


class TestEnding:
    def test_a_body_takes_along_what_outlasts_it(self, network, body, coordinator):
        other = BodyFactory(network=network)
        lasting = SeatFactory(body=body)
        over = SeatFactory(body=body, valid_until=MAY)
        later = SeatFactory(body=body, valid_from=date(2016, 7, 1))
        relation = BodyRelation.objects.create(
            body=other, kind=RelationKind.ADVISES, other=body, valid_from=MAY
        )
        mandate = Mandate.objects.create(body=body, subject=MandateSubject.MONEY, text="Alles")

        end_body(
            body,
            Ending(until=JUNE, successor=other),
            version=1,
            correction=because(network, coordinator),
        )

        for row in [body, lasting, over, later, relation, mandate]:
            row.refresh_from_db()
        assert (body.valid_until, body.successor) == (JUNE, other)
        assert (lasting.valid_until, over.valid_until) == (JUNE, MAY)
        assert (later.is_revoked, later.valid_until) == (True, None)
        assert (relation.valid_until, mandate.valid_until) == (JUNE, JUNE)

    def test_taking_the_end_back_brings_all_of_it_back(self, network, body, coordinator):
        seat = SeatFactory(body=body)
        end_body(body, Ending(until=JUNE), version=1, correction=because(network, coordinator))

        take_back(changes_of(body).get(), network=network, by=coordinator)

        body.refresh_from_db()
        seat.refresh_from_db()
        assert (body.valid_until, seat.valid_until) == (None, None)

    def test_somebody_who_leaves_leaves_open_seats(self, network, body, coordinator):
        seat = SeatFactory(body=body)
        later = SeatFactory(body=body, person=seat.person, valid_from=date(2016, 7, 1))

        leave(
            seat.person,
            Departure(until=JUNE, seats=[seat, later]),
            version=1,
            correction=because(network, coordinator),
        )

        vacancy = Seat.objects.get(body=body, state=SeatState.OPEN)
        seat.refresh_from_db()
        later.refresh_from_db()
        assert (vacancy.valid_from, seat.valid_until) == (JUNE, JUNE)
        assert later.is_revoked
        assert Person.objects.get(pk=seat.person_id).works_until == JUNE
