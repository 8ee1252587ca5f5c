"""Decisions that move the registers: who chairs the platform, who hosts the network."""

import datetime as dt

import pytest

from ivz.authorization.roles import BodyKind, Role
from ivz.decisions import actions
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.models import Decision
from ivz.decisions.states import EffectState, Outcome
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import Correction, change
from ivz.network.actions.upkeep_undo import take_back
from ivz.network.models import Hosting, Seat
from ivz.workflow.changes import changes_of
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    secretary_of,
)

pytestmark = pytest.mark.django_db
FIRST_DAY = dt.date(2016, 11, 1)


@pytest.fixture
def network():
    return NetworkFactory(slug="twente")


@pytest.fixture
def platform(network):
    return BodyFactory(network=network, kind=BodyKind.PLATFORM, name="Platform IVZ")


@pytest.fixture
def secretary(platform):
    return secretary_of(platform)


@pytest.fixture
def chair(platform):
    return SeatFactory(
        body=platform,
        role=Role.CHAIR,
        person=PersonFactory(function="IVZ-coördinator van Almelo"),
        organisation=OrganisationFactory(name="Gemeente Almelo"),
        valid_from=dt.date(2015, 1, 1),
    )


@pytest.fixture
def chosen(platform):
    employer = OrganisationFactory(name="Gemeente Borne")
    person = PersonFactory(function="IVZ-coördinator van Borne", organisation=employer)
    SeatFactory(body=platform, person=person)
    return person


def choice(body, person, day=FIRST_DAY, outcome=Outcome.ACCEPTED):
    terms = {"person": str(person.pk), "starts_on": str(day)}
    carried = Carried(kind="body", subject_id=body.pk, question="choose-chair", terms=terms)
    return Conclusion(title="Voorzitter", text="Gekozen.", outcome=outcome, carried=carried)


def decide(conclusion, *, body, by):
    return actions.record(conclusion, body=body, on=TODAY, by=by)


def chairs(body):
    seats = Seat.objects.filter(body=body, role=Role.CHAIR).order_by("valid_from", "pk")
    return [(seat.person, seat.valid_from, seat.valid_until) for seat in seats]


class TestChair:
    def test_the_choice_of_the_members_moves_the_seat(self, platform, secretary, chair, chosen):
        decide(choice(platform, chosen), body=platform, by=secretary)

        assert chairs(platform) == [
            (chair.person, chair.valid_from, FIRST_DAY),
            (chosen, FIRST_DAY, None),
        ]
        new = Seat.objects.get(body=platform, role=Role.CHAIR, person=chosen)
        assert new.organisation == chosen.organisation
        assert changes_of(new)[0].reason == Decision.objects.get().reference

    def test_without_a_chair_before_the_seat_is_made(self, platform, secretary, chosen):
        decide(choice(platform, chosen), body=platform, by=secretary)

        assert chairs(platform) == [(chosen, FIRST_DAY, None)]

    def test_a_choice_that_is_put_off_moves_nothing(self, platform, secretary, chair, chosen):
        conclusion = choice(platform, chosen, outcome=Outcome.DEFERRED)

        decide(conclusion, body=platform, by=secretary)

        assert chairs(platform) == [(chair.person, chair.valid_from, None)]

    @pytest.mark.parametrize("kind", [BodyKind.PLATFORM, BodyKind.BOARD])
    def test_no_other_body_chooses_it(self, network, platform, chair, chosen, kind):
        other = BodyFactory(network=network, kind=kind)

        decision = decide(choice(platform, chosen), body=other, by=secretary_of(other))

        assert decision.subject.state == EffectState.NOT_COMPETENT
        assert chairs(platform) == [(chair.person, chair.valid_from, None)]

    @pytest.mark.parametrize(
        ("day", "why"),
        [(dt.date(2015, 1, 1), "later"), (dt.date(2014, 6, 1), "één voorzitter")],
    )
    def test_a_day_that_cannot_be_is_refused_and_nothing_is_recorded(
        self, platform, secretary, chair, chosen, day, why
    ):
        with pytest.raises(RuleBroken, match=why):
            decide(choice(platform, chosen, day), body=platform, by=secretary)

        assert not Decision.objects.exists()

    def test_the_chair_there_is_cannot_be_chosen_anew(self, platform, secretary, chair):
        with pytest.raises(RuleBroken, match="heeft die zetel al"):
            decide(choice(platform, chair.person), body=platform, by=secretary)

    def test_putting_right_brings_the_chair_before_back(self, platform, secretary, chair, chosen):
        first = decide(choice(platform, chosen), body=platform, by=secretary)
        better = choice(platform, chosen, dt.date(2017, 1, 1))

        actions.put_right(first, better, reason="Andere dag.", by=secretary)

        assert chairs(platform) == [
            (chair.person, chair.valid_from, dt.date(2017, 1, 1)),
            (chosen, dt.date(2017, 1, 1), None),
        ]

    def test_what_changed_since_is_not_put_right(self, platform, secretary, chair, chosen):
        first = decide(choice(platform, chosen), body=platform, by=secretary)
        seat = Seat.objects.get(body=platform, role=Role.CHAIR, person=chosen)
        correction = Correction(network=platform.network, by=secretary, reason="Aangevuld")
        change(seat, {"note": "Tijdelijk"}, version=seat.version, correction=correction)

        with pytest.raises(RuleBroken, match="daarna opnieuw gewijzigd"):
            actions.put_right(first, choice(platform, chosen), reason="Fout.", by=secretary)

    def test_a_choice_is_not_taken_back_by_hand(self, platform, secretary, chair, chosen):
        decide(choice(platform, chosen), body=platform, by=secretary)
        seat = Seat.objects.get(body=platform, role=Role.CHAIR, person=chosen)

        with pytest.raises(RuleBroken, match="bij besluit gedaan"):
            take_back(changes_of(seat)[0], network=platform.network, by=secretary)

    def test_the_page_of_the_body_tells_and_offers_it(
        self, client, network, platform, secretary, chair, chosen
    ):
        decide(choice(platform, chosen), body=platform, by=secretary)
        client.force_login(secretary.user)

        page = client.get(f"/netwerk/twente/overleggen/{platform.slug}/").content.decode()
        other = BodyFactory(network=network, kind=BodyKind.BOARD, slug="dvo")

        assert "is IVZ-coördinator van Borne voorzitter." in page
        assert "onderwerp=body" in page
        assert (
            "onderwerp=body"
            not in client.get(f"/netwerk/twente/overleggen/{other.slug}/").content.decode()
        )


class TestHosting:
    @pytest.fixture
    def board(self, network):
        board = BodyFactory(network=network, kind=BodyKind.BOARD, short_name="DVO")
        network.deciding_body = board
        network.save()
        return board

    @pytest.fixture
    def host(self, network):
        return Hosting.objects.create(
            network=network,
            organisation=OrganisationFactory(name="Gemeente Enschede"),
            valid_from=dt.date(2014, 1, 1),
        )

    @pytest.fixture
    def region(self):
        return OrganisationFactory(name="Veiligheidsregio Twente")

    def move(self, network, organisation, day=FIRST_DAY):
        terms = {"organisation": str(organisation.pk), "starts_on": str(day)}
        carried = Carried(
            kind="network", subject_id=network.pk, question="move-hosting", terms=terms
        )
        return Conclusion(
            title="Gastheerschap", text="Akkoord.", outcome=Outcome.ACCEPTED, carried=carried
        )

    def hosts(self, network):
        rows = Hosting.objects.filter(network=network).order_by("valid_from")
        return [(row.organisation, row.valid_from, row.valid_until) for row in rows]

    def test_the_board_moves_it_and_the_platform_does_not(
        self, network, board, platform, secretary, host, region
    ):
        advice = decide(self.move(network, region), body=platform, by=secretary)
        before = self.hosts(network)

        decide(self.move(network, region), body=board, by=secretary_of(board))

        assert advice.subject.state == EffectState.NOT_COMPETENT
        assert before == [(host.organisation, host.valid_from, None)]
        assert self.hosts(network) == [
            (host.organisation, host.valid_from, FIRST_DAY),
            (region, FIRST_DAY, None),
        ]

    def test_a_host_that_cannot_be_is_refused(self, network, board, host, region):
        by = secretary_of(board)

        with pytest.raises(RuleBroken, match="al gastheer"):
            decide(self.move(network, host.organisation), body=board, by=by)
        with pytest.raises(RuleBroken, match="diezelfde dag"):
            decide(self.move(network, region, host.valid_from), body=board, by=by)
        with pytest.raises(RuleBroken, match="Herstel dat eerst"):
            decide(self.move(network, region, dt.date(2013, 1, 1)), body=board, by=by)

    def test_the_page_of_organisations_offers_it_to_who_sits_in_the_network(
        self, client, network, board, host
    ):
        page = "/netwerk/twente/organisaties/"
        stranger = client.get(page).content.decode()
        client.force_login(secretary_of(board).user)

        assert "onderwerp=network" not in stranger
        assert "onderwerp=network" in client.get(page).content.decode()
