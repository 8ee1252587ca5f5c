"""The page of a body, and the pages that change it."""

from datetime import date

import pytest
from django.urls import reverse

from ivz.authorization.roles import BodyKind, Role
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, BodyRelation, Mandate, RoleDescription, Seat
from ivz.network.models.bodies import MandateSubject, RelationKind, SeatState
from ivz.network.rules.upkeep import shown_person
from ivz.workflow.models import Change
from tests.factories import (
    TODAY,
    BodyFactory,
    MeetingFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    actor_with,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten_october(settings):
    settings.IS_EXAMPLE = True


@pytest.fixture
def network():
    return NetworkFactory(name="Twente")


@pytest.fixture
def body(network):
    return BodyFactory(
        network=network,
        name="Stuurgroep Wonen",
        short_name="SW",
        kind=BodyKind.STEERING_GROUP,
        meetings_per_year=4,
        cadence="Elk kwartaal",
        legal_ground="Artikel 13 van de wet",
    )


@pytest.fixture
def coordinator(client, network):
    by = secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM))
    client.force_login(by.user)
    return by


def page_of(body):
    return reverse("network:body", args=[body.network.slug, body.slug])


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


class TestPage:
    def test_it_tells_everything_of_a_body_on_a_day(self, client, body):
        other = BodyFactory(network=body.network, name="Platform IVZ", short_name="P")
        BodyRelation.objects.create(body=body, kind=RelationKind.ADVISES, other=other)
        BodyRelation.objects.create(body=other, kind=RelationKind.INFORMS, other=body)
        Mandate.objects.create(
            body=body,
            subject=MandateSubject.MONEY,
            text="Tot 10.000 euro",
            needs_first="Advies van de kring",
        )
        RoleDescription.objects.create(body=body, role=Role.CHAIR, tasks="Leidt de vergadering")
        BodyFactory(name="Oude stuurgroep", network=body.network, successor=body)
        SeatFactory(
            body=body,
            person__function="Burgemeester van Wierden",
            deputy=PersonFactory(function="Wethouder van Wierden"),
            valid_from=date(2016, 1, 1),
            rotates_every_years=2,
            hours_per_week=4,
        )

        shown = text(client.get(page_of(body)))

        for part in [
            *("Besluitend", "Elk kwartaal", "(4 vergaderingen per jaar)", "Artikel 13 van de wet"),
            *("SW adviseert", "Platform IVZ", "stuurt stukken ter kennisname aan SW"),
            *("Bijdragen en begroting", "Tot 10.000 euro", "Advies van de kring"),
            *("Leidt de vergadering", "Oude stuurgroep", "Burgemeester van Wierden"),
            *("Wethouder van Wierden", "Rouleert op 1 januari 2018", "4 uur per week"),
        ]:
            assert part in shown, part

    def test_it_counts_the_meetings_really_held_in_twelve_months(self, client, body):
        held = MeetingState.HELD
        for day in [date(2015, 10, 12), date(2016, 3, 1), TODAY]:
            MeetingFactory(body=body, date=day, state=held)
        MeetingFactory(body=body, date=date(2015, 10, 11), state=held)
        MeetingFactory(body=body, date=date(2016, 4, 1), state=held, is_practice=True)
        MeetingFactory(body=body, date=date(2016, 5, 1), state=MeetingState.CONVENED)

        shown = text(client.get(page_of(body), {"peildatum": "2016-10-10"}))

        assert "3 keer sinds 12 oktober 2015" in shown
        assert "Minder dan de norm" in shown

    def test_it_shows_who_sat_there_on_another_day(self, client, body):
        SeatFactory(
            body=body,
            person__function="Burgemeester A",
            valid_from=date(2010, 1, 1),
            valid_until=date(2015, 1, 1),
        )
        SeatFactory(body=body, person__function="Burgemeester B", valid_from=date(2015, 1, 1))

        then = client.get(page_of(body), {"peildatum": "2014-12-31"}).context["record"]
        now = client.get(page_of(body), {"peildatum": "2015-01-01"}).context["record"]

        assert [str(line.seat.person) for line in then.seats] == ["Burgemeester A"]
        assert [str(line.seat.person) for line in then.coming] == ["Burgemeester B"]
        assert [str(line.seat.person) for line in now.seats] == ["Burgemeester B"]
        assert [str(seat.person) for seat in now.former] == ["Burgemeester A"]

    def test_a_body_that_ended_still_has_its_page(self, client, body):
        successor = BodyFactory(network=body.network, name="Nieuwe stuurgroep")
        Body.objects.filter(pk=body.pk).update(valid_until=date(2014, 1, 1), successor=successor)

        shown = text(client.get(page_of(body)))

        assert "Dit overleg bestaat niet op" in shown
        assert "Nieuwe stuurgroep" in shown

    def test_a_visitor_sees_no_buttons_and_no_reasons(self, client, body, network):
        Change.objects.create(
            subject_model="network.Body",
            subject_id=body.pk,
            label="x",
            before={"name": "x"},
            after={"name": "y"},
            reason="Vertrouwelijke reden",
            by="x",
            on=TODAY,
        )
        SeatFactory(body=body)

        shown = text(client.get(page_of(body)))

        assert "Vertrouwelijke reden" not in shown
        assert "wijzig/" not in shown
        assert "opvolger/" not in shown

    def test_it_takes_as_many_queries_with_many_rows(
        self, client, body, coordinator, django_assert_max_num_queries
    ):
        for number in range(20):
            seat = SeatFactory(
                body=body,
                organisation=OrganisationFactory(),
                deputy=PersonFactory(),
                valid_until=None if number % 2 else date(2015, 1, 1),
            )
            Change.objects.create(
                subject_model="network.Seat",
                subject_id=seat.pk,
                label="x",
                before=None,
                after={"person": seat.person_id, "deputy": seat.deputy_id, "body": body.pk},
                reason="Zo",
                by=coordinator.name,
                on=TODAY,
            )
            Mandate.objects.create(body=body, subject=MandateSubject.POLICY, text="Mag veel")
            RoleDescription.objects.create(body=body, role=Role.MEMBER, tasks="Meedoen")
        client.get(page_of(body))

        with django_assert_max_num_queries(20):
            answer = client.get(page_of(body))

        assert len(answer.context["record"].history) == 20


class TestChanging:
    def test_the_secretary_lets_somebody_take_a_seat_over_and_takes_it_back(
        self, client, body, coordinator
    ):
        old = SeatFactory(body=body, person__function="Burgemeester van Borne")
        successor = PersonFactory(function="Burgemeester van Almelo")
        address = reverse("network:succeed", args=[body.network.slug, old.pk])

        answer = client.post(
            address,
            {
                "person": shown_person(successor),
                "starts_on": "2016-10-01",
                "reason": "Benoemd",
                "version": old.version,
            },
            follow=True,
        )

        assert "Burgemeester van Almelo" in text(answer)
        assert "Benoemd" in text(answer)
        change = Change.objects.get(subject_model="network.Seat", before__isnull=True)
        client.post(
            reverse("network:take_back", args=[body.network.slug, change.pk]),
            {"next": page_of(body)},
        )
        old.refresh_from_db()
        assert old.valid_until is None
        assert Seat.objects.filter(body=body).count() == 1

    def test_an_unknown_or_unclear_person_is_asked_again(self, client, body, coordinator):
        seat = SeatFactory(body=body)
        address = reverse("network:succeed", args=[body.network.slug, seat.pk])
        for _number in range(2):
            PersonFactory(function="Wijkagent")
        sent = {"starts_on": "2016-10-01", "reason": "Zo", "version": 1}

        unknown = client.post(address, sent | {"person": "Niemand"})
        unclear = client.post(address, sent | {"person": "wijkagent"})

        assert unknown.status_code == unclear.status_code == 422
        assert "is niemand bekend" in text(unknown)
        assert "Wijkagent; Wijkagent" in text(unclear)

    def test_two_editors_see_both_texts(self, client, body, coordinator):
        address = reverse("network:change_body", args=[body.network.slug, body.slug])
        sent = _filled(client.get(address).context["form"])
        client.post(address, sent | {"cadence": "Elke maand", "reason": "Zo"})

        answer = client.post(address, sent | {"cadence": "Elke week", "reason": "Anders"})

        assert answer.status_code == 409
        assert "Elke maand" in text(answer)
        assert "Elke week" in text(answer)
        again = _filled(answer.context["form"])
        client.post(address, again)
        assert Body.objects.get(pk=body.pk).cadence == "Elke week"

    def test_a_broken_rule_is_told_in_place(self, client, body, coordinator):
        SeatFactory(body=body, role=Role.CHAIR, person__function="Burgemeester van Losser")
        address = reverse("network:add_seat", args=[body.network.slug, body.slug])

        answer = client.post(
            address,
            {"role": "chair", "state": "open", "reason": "Zo", "version": 1},
        )

        assert answer.status_code == 422
        assert "Burgemeester van Losser" in text(answer)
        assert Seat.objects.filter(body=body).count() == 1

    def test_a_seat_without_anyone_is_open_or_recruiting(self, client, body, coordinator):
        address = reverse("network:add_seat", args=[body.network.slug, body.slug])
        sent = {"role": "member", "reason": "Zo", "version": 1, "state": "filled"}

        refused = client.post(address, sent)
        client.post(address, sent | {"state": "recruiting"})

        assert refused.status_code == 422
        assert Seat.objects.get(body=body).state == SeatState.RECRUITING

    def test_a_person_in_an_open_seat_fills_it(self, client, body, coordinator):
        person = PersonFactory()
        address = reverse("network:add_seat", args=[body.network.slug, body.slug])

        client.post(
            address,
            {
                "role": "member",
                "state": "open",
                "person": shown_person(person),
                "reason": "Zo",
                "version": 1,
            },
        )

        assert Seat.objects.get(body=body).state == SeatState.FILLED

    def test_ending_a_body_shows_first_what_ends_with_it(self, client, body, coordinator):
        seat = SeatFactory(body=body, person__function="Burgemeester van Wierden")
        address = reverse("network:end_body", args=[body.network.slug, body.slug])
        sent = {"last_day": "2016-12-31", "reason": "Opgeheven", "version": 1}

        preview = client.post(address, sent)

        assert "Burgemeester van Wierden" in text(preview)
        body.refresh_from_db()
        assert body.valid_until is None
        client.post(address, sent | {"previewed": "2016-12-31"})
        body.refresh_from_db()
        seat.refresh_from_db()
        assert body.valid_until == seat.valid_until == date(2017, 1, 1)

    @pytest.mark.parametrize(
        ("name", "sent"),
        [
            ("add_mandate", {"subject": "money", "text": "Tot 5.000 euro"}),
            ("add_description", {"role": "chair", "tasks": "Leidt"}),
        ],
    )
    def test_mandates_and_descriptions_are_added_with_a_reason(
        self, client, body, coordinator, name, sent
    ):
        address = reverse(f"network:{name}", args=[body.network.slug, body.slug])

        without = client.post(address, sent | {"version": 1})
        client.post(address, sent | {"version": 1, "reason": "Vastgesteld"})

        assert without.status_code == 422
        assert Change.objects.get().reason == "Vastgesteld"

    def test_a_circle_of_relations_is_refused_with_the_way_out(self, client, body, coordinator):
        other = BodyFactory(network=body.network, name="Platform IVZ")
        BodyRelation.objects.create(body=other, kind=RelationKind.ADVISES, other=body)
        address = reverse("network:add_relation", args=[body.network.slug, body.slug])

        answer = client.post(
            address, {"kind": "advises", "other": other.pk, "reason": "Zo", "version": 1}
        )

        assert answer.status_code == 422
        assert "kring" in text(answer)
        assert BodyRelation.objects.count() == 1

    @pytest.mark.parametrize(
        "name", ["change_body", "end_body", "add_seat", "add_relation", "add_mandate"]
    )
    def test_a_member_gets_no_form(self, client, body, network, name):
        SeatFactory(body__network=network)
        client.force_login(member_of(body).user)

        answer = client.get(reverse(f"network:{name}", args=[network.slug, body.slug]))

        assert answer.status_code == 403

    def test_the_secretary_of_one_body_is_not_offered_its_kind(self, client, body, network):
        client.force_login(actor_with(Role.SECRETARY, body=body).user)

        form = client.get(reverse("network:change_body", args=[network.slug, body.slug])).context[
            "form"
        ]

        assert "cadence" in form.fields
        assert not {"kind", "status", "valid_from"} & set(form.fields)


def _filled(form):
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}
