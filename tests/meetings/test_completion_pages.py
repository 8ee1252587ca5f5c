"""Sending and acknowledging a decision on its page, and what waits on Vandaag.

Policy: docs/policy/decisions.md#complete
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.decisions.models import Addressee
from ivz.home.queries.today import next_meetings, waits_after
from ivz.meetings.models import RouteStep
from ivz.meetings.queries.completion import offered
from ivz.network.models import Seat
from tests.decisions.factories import AddresseeFactory, DecisionElsewhereFactory
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    RouteStepFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import main_of, soup

pytestmark = pytest.mark.django_db
REGISTER = "/vergaderingen/besluiten/"
WAITING = "/vergaderingen/wacht-op-jou/"


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def board():
    return BodyFactory(slug="dvo", name="DVO", short_name="DVO")


@pytest.fixture
def platform(board):
    return BodyFactory(network=board.network, name="Platform")


@pytest.fixture
def secretary(board):
    return secretary_of(board)


@pytest.fixture
def decision(board):
    return DecisionFactory(body=board, openness=Openness.NETWORK, title="Meer coördinatie")


def page_of(decision, below=""):
    args = [decision.body.slug, decision.year, decision.number_in_series]
    return reverse("meetings:decision", args=args) + below


def press(client, addressee, name, **given):
    address = page_of(addressee.decision, f"ontvangst/{addressee.pk}/")
    return client.post(address, {name: "1", "version": addressee.version, **given}, follow=True)


def test_the_secretary_chooses_addressees_and_sends(client, decision, platform, secretary):
    client.force_login(secretary.user)
    address = page_of(decision, "geadresseerden/")

    nobody = client.post(address, {})
    sent = client.post(address, {"bodies": [platform.pk]}, follow=True)

    assert nobody.status_code == 422
    assert "Kies ten minste één geadresseerde" in main_of(nobody)
    assert "wacht op 1 van 1" in main_of(sent)
    assert Addressee.objects.get().body == platform
    assert "wacht op 1 van 1" in main_of(client.get(REGISTER))
    assert str(platform) not in main_of(client.get(address))


def test_evidence_that_comes_too_late_is_given_back(client, decision, platform, secretary):
    client.force_login(secretary.user)
    waiting = AddresseeFactory(decision=decision, body=platform, waits=True)
    stale = Addressee.objects.get(pk=waiting.pk)
    stale.version += 1

    again = press(client, stale, "acknowledge_for", evidence="Brief van 3 oktober")
    Addressee.objects.update(acknowledged_on=TODAY)
    done = press(client, waiting, "acknowledge_for", evidence="Brief van 3 oktober")

    assert (again.status_code, done.status_code) == (409, 409)
    field = soup(again).select_one("details[open] textarea[name=evidence]")
    assert field.text.strip() == "Brief van 3 oktober"
    assert "Iemand anders" in soup(again).select_one("[role=alert]").text
    assert not soup(done).select("[name=evidence]")
    assert "Brief van 3 oktober" in soup(done).select_one("[role=alert]").text


def test_suggested_are_owner_portfolio_holder_and_the_bodies_on_the_route(
    board, platform, secretary
):
    owner, holder = member_of(board), member_of(platform)
    Seat.objects.filter(person=holder.person_id).update(body=board)
    paper = ProposalFactory(body=board, portfolio_holder=holder.user.person)
    RouteStepFactory(proposal=paper, position=1, body=platform)
    item = AgendaItemFactory(meeting=MeetingFactory(body=board), proposal=paper)
    decision = DecisionFactory(body=board, openness=Openness.NETWORK)
    DraftDecisionFactory(item=item, decision=decision)
    FollowUpFactory(body=board, decision=decision, owner=owner.user.person)
    member_of(board)

    found = offered(decision, actor=secretary)

    assert RouteStep.objects.exists()
    assert found.suggested["bodies"] == {platform.pk}
    people = Seat.objects.filter(pk__in=found.suggested["seats"]).values_list("person", flat=True)
    assert set(people) == {owner.person_id, holder.person_id}


def test_a_better_decision_suggests_who_received_the_one_it_puts_right(
    board, decision, platform, secretary
):
    AddresseeFactory(decision=decision, body=platform)
    better = DecisionFactory(
        body=board, corrects=decision, correction_reason="Bedrag", openness=Openness.NETWORK
    )

    assert offered(better, actor=secretary).suggested["bodies"] == {platform.pk}


def test_one_press_acknowledges_and_one_takes_it_back(client, decision, platform):
    addressee = AddresseeFactory(decision=decision, body=platform, waits=True)
    client.force_login(member_of(platform).user)
    assert "Bevestig ontvangst" in main_of(client.get(page_of(decision)))

    done = press(client, addressee, "acknowledge")
    addressee.refresh_from_db()

    assert "compleet" in main_of(done)
    assert addressee.is_acknowledged
    back = press(client, addressee, "take_back")
    assert "wacht op 1 van 1" in main_of(back)


def test_the_secretary_acknowledges_on_their_behalf_and_takes_one_off(
    client, decision, platform, secretary
):
    addressee = AddresseeFactory(decision=decision, body=platform, waits=True)
    other = AddresseeFactory(decision=decision, body=decision.body, waits=True)
    client.force_login(secretary.user)

    without = press(client, addressee, "acknowledge_for", evidence="")
    done = press(client, addressee, "acknowledge_for", evidence="Brief van 3 oktober")
    gone = press(client, other, "remove")

    assert "Schrijf op waar dat uit blijkt" in main_of(without)
    assert "namens hen: Brief van 3 oktober" in main_of(done)
    assert "compleet" in main_of(gone)


def test_a_stale_or_odd_press_changes_nothing(client, decision, platform):
    addressee = AddresseeFactory(decision=decision, body=platform, waits=True, version=2)
    client.force_login(member_of(platform).user)
    address = page_of(decision, f"ontvangst/{addressee.pk}/")

    stale = client.post(address, {"acknowledge": "1", "version": 1}, follow=True)
    odd = client.post(address, {"version": 2})

    assert "intussen veranderd" in main_of(stale)
    assert odd.status_code == 403
    addressee.refresh_from_db()
    assert not addressee.is_acknowledged


def test_others_may_not_and_strangers_find_nothing(client, board, decision, platform):
    addressee = AddresseeFactory(decision=decision, body=platform, waits=True)
    choosing = page_of(decision, "geadresseerden/")

    assert client.get(choosing).status_code == 404
    assert press(client, addressee, "acknowledge").status_code == 404
    client.force_login(member_of(board).user)
    assert client.get(choosing).status_code == 403
    assert press(client, addressee, "acknowledge").status_code == 403
    assert press(client, addressee, "remove").status_code == 403
    assert "Kies geadresseerden" not in main_of(client.get(page_of(decision)))
    client.force_login(secretary_of(BodyFactory()).user)
    assert client.get(choosing).status_code == 404
    assert press(client, addressee, "acknowledge").status_code == 404


def test_a_visitor_and_another_network_see_no_addressees_of_a_public_decision(client, board):
    decision = DecisionFactory(body=board, openness=Openness.PUBLIC)
    here = AddresseeFactory(decision=decision, body=board, evidence="Brief aan het bestuur")
    abroad = AddresseeFactory(decision=decision, waits=True)
    DecisionElsewhereFactory(decision=decision, what="Begroting daar")

    visitor = main_of(client.get(page_of(decision))) + main_of(client.get(REGISTER))
    client.force_login(member_of(abroad.body).user)
    foreign = main_of(client.get(page_of(decision)))

    for told in ("Ontvangen en bevestigd", "wacht op", "Begroting daar", "elders besloten"):
        assert told not in visitor
    assert abroad.body.name in foreign
    for told in (here.evidence, "wacht op", "Begroting daar"):
        assert told not in foreign
    assert press(client, here, "take_back").status_code == 404


def test_what_waits_is_counted_on_vandaag_and_listed(client, decision, platform):
    AddresseeFactory(decision=decision, body=platform, waits=True)
    MeetingFactory(body=platform, date=TODAY)
    member = member_of(platform)
    client.force_login(member.user)

    assert "Na een vergadering wacht 1 zaak op je." in main_of(client.get("/"))
    listed = client.get(WAITING)
    assert decision.title in main_of(listed)
    (form,) = soup(listed).select("main form")
    given = {each["name"]: each.get("value") for each in form.select("input, button")}
    after = client.post(form["action"], given, follow=True)

    assert "Er wacht niets op je" in main_of(after)
    assert waits_after(member, next_meetings(member)) == 0
    assert "Na een vergadering" not in main_of(client.get("/"))


def test_vandaag_counts_with_and_without_a_meeting_and_nothing_closed(decision, platform):
    AddresseeFactory(decision=decision, body=platform, waits=True)
    member = member_of(platform)
    assert waits_after(member, next_meetings(member)) == 1
    MeetingFactory(body=platform, date=TODAY)
    assert waits_after(member, next_meetings(member)) == 1

    type(decision).objects.update(openness=Openness.BODY)

    assert waits_after(member, next_meetings(member)) == 0


def test_vandaag_and_the_register_take_no_more_queries_for_what_waits(client, board, platform):
    MeetingFactory(body=platform, date=TODAY)
    client.force_login(member_of(platform).user)
    addresses = ["/", REGISTER, WAITING, page_of(DecisionFactory(body=board))]
    AddresseeFactory(decision=DecisionFactory(body=board), body=platform, waits=True)
    DecisionElsewhereFactory(decision=DecisionFactory(body=board))

    def counted():
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            found.append(len(asked))
        return found

    few = counted()
    for _number in range(5):
        decision = DecisionFactory(body=board)
        AddresseeFactory(decision=decision, body=platform, waits=True)
        DecisionElsewhereFactory(decision=decision)

    assert counted() == few
    assert max(few) <= 20


def test_who_acts_for_two_addressees_finds_one_row_and_presses_once(client, decision, platform):
    member = member_of(platform)
    MeetingFactory(body=platform, date=TODAY)
    AddresseeFactory(decision=decision, body=platform, waits=True)
    seat = Seat.objects.get(person=member.person_id)
    AddresseeFactory(decision=decision, body=None, seat=seat, waits=True)
    client.force_login(member.user)

    assert "Na een vergadering wacht 1 zaak op je." in main_of(client.get("/"))
    assert waits_after(member, []) == 1
    listed = client.get(WAITING)
    (form,) = soup(listed).select("main form")
    for name in (platform.name, str(seat)):
        assert f"Aan {name}" in main_of(listed)
    given = {each["name"]: each.get("value") for each in form.select("input, button")}
    after = client.post(form["action"], given, follow=True)

    assert "Er wacht niets op je" in main_of(after)
    assert not Addressee.objects.filter(acknowledged_on=None).exists()


def test_evidence_for_an_addressee_that_is_gone_is_given_back_to_the_secretary_alone(
    client, decision, platform, secretary
):
    gone = AddresseeFactory(decision=decision, body=platform, waits=True)
    Addressee.objects.filter(pk=gone.pk).delete()
    client.force_login(secretary.user)

    page = press(client, gone, "acknowledge_for", evidence="Brief van 3 oktober")
    without = press(client, gone, "acknowledge_for", evidence="")
    client.force_login(member_of(platform).user)
    member = press(client, gone, "acknowledge_for", evidence="Brief van 3 oktober")

    assert page.status_code == 409
    alert = soup(page).select_one("[role=alert]").text
    for told in ("intussen van de lijst gehaald", "Brief van 3 oktober"):
        assert told in alert
    assert (without.status_code, member.status_code) == (404, 404)


def test_evidence_that_was_recorded_stays_to_be_read_by_the_secretary_alone(
    client, decision, platform, secretary
):
    row = AddresseeFactory(decision=decision, body=platform, waits=True)
    client.force_login(secretary.user)
    press(client, row, "acknowledge_for", evidence="Brief van 3 oktober")
    row.refresh_from_db()
    waits = press(client, row, "take_back")
    client.force_login(member_of(platform).user)
    member = main_of(client.get(page_of(decision)))
    client.force_login(secretary.user)
    row.refresh_from_db()

    off = press(client, row, "remove")
    again = client.get(page_of(decision, "geadresseerden/"))
    client.force_login(member_of(decision.body).user)
    member += main_of(client.get(page_of(decision)))

    assert "Teruggenomen, met: Brief van 3 oktober" in main_of(waits)
    assert "Brief van 3 oktober" in soup(off).select_one("#ontvangst ~ details").text
    assert platform.name in main_of(again)
    assert "Brief van 3 oktober" not in member
