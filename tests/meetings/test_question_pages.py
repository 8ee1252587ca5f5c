"""The pages on which a subject comes on an agenda, is decided on, and shows what became of it."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.decisions.states import Outcome
from ivz.meetings.models import AgendaItem, AgendaRequest, Meeting
from ivz.portfolios.models import Portfolio
from tests.factories import TODAY, MeetingFactory, ThemeFactory, member_of, secretary_of
from tests.meetings.pages import address, main_of, soup
from tests.portfolios.factories import decider, deciding_network, held

pytestmark = pytest.mark.django_db
FIRST_DAY = dt.date(2016, 11, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def portfolio():
    network = deciding_network(name="Twente")
    return held(network, theme=ThemeFactory(name="Woninginbraak", code="woninginbraak"))


@pytest.fixture
def meeting(portfolio):
    return MeetingFactory(body=portfolio.network.deciding_body)


@pytest.fixture
def successor(portfolio):
    return decider(portfolio.network, function="Burgemeester van Almelo")


@pytest.fixture
def secretary(client, meeting):
    actor = secretary_of(meeting.body)
    client.force_login(actor.user)
    return actor


def form_address(portfolio, question="assign"):
    query = f"onderwerp=portfolio&id={portfolio.pk}&vraag={question}"
    return f"{reverse('meetings:put_before')}?{query}"


def filled_in(meeting, successor, **given):
    return {
        "meeting": meeting.pk,
        "title": "Nieuwe portefeuillehouder woninginbraak",
        "with_proposal": "voorstel",
        "summary": "De houder vertrekt.",
        "term_holder": successor.pk,
        "term_project_leader": "",
        "term_valid_from": FIRST_DAY.isoformat(),
        **given,
    }


def page_of(client, portfolio):
    place = [portfolio.network.slug, portfolio.theme.code]
    return main_of(client.get(reverse("portfolios:theme", args=place)))


def outcome(successor, **given):
    return {"outcome": Outcome.ACCEPTED, "text": "Akkoord.", "version": 0, **given}


def test_from_its_own_page_to_the_agenda_to_the_decision_and_back(
    client, portfolio, meeting, successor, secretary
):
    page = soup(client.get(form_address(portfolio)))
    assert page.select_one("[name=title]")["value"].endswith("“Woninginbraak”")

    client.post(form_address(portfolio), filled_in(meeting, successor))
    item = AgendaItem.objects.get()
    lying = page_of(client, portfolio)
    agenda = main_of(client.get(meeting.get_absolute_url()))
    point = [meeting.body.slug, meeting.slug, item.label]
    client.post(reverse("meetings:draft", args=[*point, "1"]), outcome(successor))
    confirm = reverse("meetings:record_confirm", args=point)
    asked = client.get(confirm)
    form = soup(asked).select_one("form.ivz-panel")
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    client.post(confirm, {**hidden, "conclusion": "Akkoord."})

    assert "Ligt voor aan DVO" in lying
    assert "Portefeuille Woninginbraak" in agenda
    assert "Burgemeester van Almelo portefeuillehouder van “Woninginbraak”" in main_of(asked)
    assert Portfolio.objects.get(holder=successor).valid_from == FIRST_DAY
    told = "Vanaf 1 november 2016 is Burgemeester van Almelo portefeuillehouder."
    for shown in [
        page_of(client, portfolio),
        main_of(client.get(reverse("meetings:record", args=point))),
        main_of(client.get(address("decision_list", meeting))),
    ]:
        assert told in shown


def test_other_terms_are_noted_with_the_outcome(client, portfolio, meeting, successor, secretary):
    client.post(form_address(portfolio), filled_in(meeting, successor))
    item = AgendaItem.objects.get()
    point = [meeting.body.slug, meeting.slug, item.label]
    amended = {
        "term_holder": successor.pk,
        "term_valid_from": "2017-01-01",
        "outcome": Outcome.AMENDED,
        "text": "Akkoord, maar later.",
    }

    refused = client.post(
        reverse("meetings:draft", args=[*point, "1"]),
        outcome(successor, **{**amended, "term_valid_from": ""}),
    )
    client.post(reverse("meetings:draft", args=[*point, "1"]), outcome(successor, **amended))

    assert refused.status_code == 422
    page = main_of(client.get(reverse("meetings:record", args=point)))
    assert "Vanaf 1 januari 2017" in page


def test_a_refused_effect_says_why_and_takes_the_button_away(
    client, portfolio, meeting, successor, secretary
):
    client.post(form_address(portfolio), filled_in(meeting, successor))
    successor.seats.update(valid_until=TODAY)
    item = AgendaItem.objects.get()
    point = [meeting.body.slug, meeting.slug, item.label]

    client.post(reverse("meetings:draft", args=[*point, "1"]), outcome(successor))

    page = soup(client.get(reverse("meetings:record", args=point)))
    assert "beslist niet mee" in page.select_one("#waarom-niet").get_text()
    assert page.select_one("[aria-disabled=true]")


def test_a_member_asks_and_reads_the_answer(client, portfolio, meeting, successor):
    member = member_of(meeting.body)
    client.force_login(member.user)

    without_reason = client.post(form_address(portfolio), filled_in(meeting, successor))
    client.post(form_address(portfolio), filled_in(meeting, successor, reason="De houder gaat."))
    request = AgendaRequest.objects.get()
    waiting = page_of(client, portfolio)
    client.force_login(secretary_of(meeting.body).user)
    seen = main_of(client.get(meeting.get_absolute_url()))
    answer = address("answer_request", meeting, request.pk)
    client.post(answer, {"version": 1, "decline": "1", "answer": "Pas in januari."})
    client.force_login(member.user)

    assert without_reason.status_code == 422
    assert "nog niet beantwoord" in waiting
    assert "De houder gaat." in seen
    assert "Pas in januari." in page_of(client, portfolio)


def test_the_secretary_accepts_a_request(client, portfolio, meeting, successor):
    client.force_login(member_of(meeting.body).user)
    client.post(form_address(portfolio), filled_in(meeting, successor, reason="De houder gaat."))
    request = AgendaRequest.objects.get()
    client.force_login(secretary_of(meeting.body).user)

    answer = client.post(
        address("answer_request", meeting, request.pk), {"version": 1, "accept": "1"}, follow=True
    )

    assert "Het staat op de agenda als punt A." in answer.content.decode()
    assert "Gevraagd voor deze agenda" not in main_of(answer)
    assert AgendaItem.objects.get().proposal is not None


def test_a_member_cannot_answer_the_own_request(client, portfolio, meeting, successor):
    client.force_login(member_of(meeting.body).user)
    client.post(form_address(portfolio), filled_in(meeting, successor, reason="De houder gaat."))
    request = AgendaRequest.objects.get()

    refused = client.post(
        address("answer_request", meeting, request.pk), {"version": 1, "accept": "1"}
    )

    assert refused.status_code == 403
    assert not AgendaItem.objects.exists()


def test_the_question_can_be_taken_off(client, portfolio, meeting, successor, secretary):
    client.post(form_address(portfolio), filled_in(meeting, successor, with_proposal="punt"))
    item = AgendaItem.objects.get()

    client.post(address("withdraw_question", meeting, item.pk))

    assert "Portefeuille Woninginbraak" not in main_of(client.get(meeting.get_absolute_url()))
    assert client.post(address("withdraw_question", meeting, item.pk)).status_code == 404


def test_without_a_coming_meeting_the_page_says_what_to_do(client, portfolio, meeting, secretary):
    Meeting.objects.update(date=TODAY - dt.timedelta(days=1))

    page = main_of(client.get(form_address(portfolio)))

    assert "Vraag de secretaris er een te plannen." in page


@pytest.mark.parametrize(
    "query", ["", "?onderwerp=portfolio", "?onderwerp=iets&id=1", "?onderwerp=portfolio&id=0"]
)
def test_what_is_not_there_is_not_found(client, secretary, query):
    assert client.get(reverse("meetings:put_before") + query).status_code == 404


def test_a_visitor_puts_nothing_on_an_agenda(client, portfolio, meeting):
    page = page_of(client, portfolio)

    assert client.get(form_address(portfolio)).status_code == 403
    assert "Zet op een agenda" not in page
