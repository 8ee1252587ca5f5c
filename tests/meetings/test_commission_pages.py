"""An item of the board commissions a project, with a request or with new words."""

import pytest
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions.states import Outcome
from ivz.meetings.models import AskedQuestion
from ivz.meetings.states import ItemKind
from ivz.projects.models import Project, Request
from ivz.projects.states import RequesterKind, RequestState
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup
from tests.projects.network import region

pytestmark = pytest.mark.django_db
NEW = {"title": "Zorgfraude", "problem": "Het toezicht schiet tekort.", "asked": "", "theme": ""}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def meeting(here):
    return MeetingFactory(body=here.board, date=TODAY)


@pytest.fixture
def item(meeting):
    return to_decide(meeting)


@pytest.fixture
def secretary(client, here):
    actor = secretary_of(here.board)
    client.force_login(actor.user)
    return actor


def to_decide(meeting, **given):
    facts = {"kind": ItemKind.DECIDE, "openness": "network", "planned_openness": "network"}
    return AgendaItemFactory(meeting=meeting, **{**facts, **given})


def recorded(client, item, point):
    """Let the secretary draft an accepting outcome, confirm it and record it; gives the preview."""
    place = [item.meeting.body.slug, item.meeting.slug, item.label]
    drafted = {"outcome": Outcome.ACCEPTED, "text": "Akkoord.", "version": 0}
    client.post(reverse("meetings:draft", args=[*place, point]), drafted)
    confirm = reverse("meetings:record_confirm", args=place)
    asked = client.get(confirm)
    form = soup(asked).select_one("form.ivz-panel")
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    client.post(confirm, {**hidden, "conclusion": "Akkoord."})
    return main_of(asked)


def test_new_words_on_an_item_become_a_project_once_that_is_recorded(
    client, here, meeting, item, secretary
):
    page = address("commission_item", meeting, item.pk)
    agenda = soup(client.get(f"{meeting.get_absolute_url()}?bewerk=1"))
    assert agenda.select_one(f"a[href='{page}']")
    assert soup(client.get(page)).select_one("[name=title]")["value"] == item.title

    client.post(page, NEW)
    asked = Request.objects.get()
    before = Project.objects.count()
    preview = recorded(client, item, "besluit")

    assert (asked.requester_kind, asked.openness) == (RequesterKind.BOARD, Openness.NETWORK)
    assert before == 0
    assert "“Zorgfraude” is dan een project" in preview
    project = Project.objects.get()
    assert project.decision.body == here.board
    assert "Het verzoek is nu een project" in main_of(client.get(asked.get_absolute_url()))


def test_an_advice_point_commissions_what_was_asked(client, here, meeting, secretary):
    asked = here.asked(title="Zorgfraude")
    paper = ProposalFactory(body=here.board, openness="network", planned_openness="network")
    AdvicePointFactory(proposal=paper, label="1", position=1)
    second = AdvicePointFactory(proposal=paper, label="2", position=2)
    item = to_decide(meeting, proposal=paper)

    given = {"asked": asked.key, "point": second.pk, "title": "", "problem": "", "theme": ""}
    client.post(address("commission_item", meeting, item.pk), given)

    assert AskedQuestion.objects.get().point == second
    assert "Ligt voor aan DVO" in main_of(client.get(asked.get_absolute_url()))


def test_the_points_of_a_paper_that_one_may_not_read_are_not_offered(
    client, here, meeting, secretary
):
    paper = ProposalFactory(body=here.platform, openness=Openness.BODY)
    point = AdvicePointFactory(proposal=paper, label="1", position=1, title="Besloten vraag")
    item = to_decide(meeting, proposal=paper)
    page = address("commission_item", meeting, item.pk)

    shown = client.get(page)
    answer = client.post(page, {**NEW, "point": point.pk})

    assert "Besloten vraag" not in str(shown.content)
    assert answer.status_code == 422
    assert "Besloten vraag" not in str(answer.content)
    assert not AskedQuestion.objects.exists()


def test_without_words_or_request_the_page_says_what_is_missing(client, meeting, item, secretary):
    given = {**NEW, "problem": " "}

    answer = client.post(address("commission_item", meeting, item.pk), given)

    assert answer.status_code == 422
    assert "Kies hierboven een verzoek" in main_of(answer)
    assert not Request.objects.exists()


def test_an_item_to_discuss_says_why_it_cannot_commission_and_keeps_nothing(
    client, meeting, secretary
):
    item = to_decide(meeting, kind=ItemKind.DISCUSS)

    answer = client.post(address("commission_item", meeting, item.pk), NEW)

    assert answer.status_code == 422
    assert "niets besloten" in main_of(answer)
    assert not Request.objects.exists()


def test_what_a_public_item_commissions_is_planned_as_public_and_read_by_the_network(
    client, here, meeting, secretary
):
    item = to_decide(meeting, planned_openness="public")

    client.post(address("commission_item", meeting, item.pk), NEW)

    asked = Request.objects.get()
    assert (asked.openness, asked.planned_openness) == (Openness.NETWORK, Openness.PUBLIC)
    client.logout()
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_a_public_item_does_not_commission_what_one_body_reads(client, here, meeting, secretary):
    asked = here.asked(openness=Openness.BODY)
    item = to_decide(meeting, planned_openness="public")

    given = {**NEW, "asked": asked.key}
    answer = client.post(address("commission_item", meeting, item.pk), given)

    assert answer.status_code == 422
    assert "minder open" in main_of(answer)
    assert not AskedQuestion.objects.exists()


def test_one_item_commissions_one_project(client, here, meeting, item, secretary):
    page = address("commission_item", meeting, item.pk)
    client.post(page, NEW)

    answer = client.post(page, {**NEW, "title": "Nog iets"})

    assert answer.status_code == 422
    assert Request.objects.count() == 1
    assert page not in str(client.get(f"{meeting.get_absolute_url()}?bewerk=1").content)


def test_taken_off_the_item_the_request_waits_for_chair_and_coordinator(
    client, meeting, item, secretary
):
    client.post(address("commission_item", meeting, item.pk), NEW)

    client.post(address("withdraw_question", meeting, item.pk))

    assert Request.objects.get().state == RequestState.OPEN
    assert not AskedQuestion.objects.exists()


def test_only_who_edits_the_agenda_lets_an_item_commission(client, here, meeting, item):
    client.force_login(member_of(here.board).user)

    assert client.post(address("commission_item", meeting, item.pk), NEW).status_code == 403


def test_another_body_cannot_commission(client, here):
    meeting = MeetingFactory(body=here.platform, date=TODAY)
    item = to_decide(meeting)
    client.force_login(secretary_of(here.platform).user)

    page = client.get(f"{meeting.get_absolute_url()}?bewerk=1")
    answer = client.post(address("commission_item", meeting, item.pk), NEW)

    assert address("commission_item", meeting, item.pk) not in str(page.content)
    assert answer.status_code == 422
    assert not Request.objects.exists()


def test_anyone_who_may_read_a_request_can_ask_for_a_place_on_the_agenda(client, here, meeting):
    asked = here.asked()
    client.force_login(here.mayor.user)

    page = soup(client.get(asked.get_absolute_url()))

    link = page.select_one("a[href*='onderwerp=project-request']")["href"]
    assert "DVO" in main_of(client.get(link))


def test_what_an_item_cannot_do_is_not_offered(client, meeting, item, secretary):
    reader = secretary_of(meeting.body)
    closed = to_decide(meeting, openness=Openness.RESTRICTED, restriction=named(reader))
    asking = to_decide(meeting)
    client.force_login(reader.user)
    client.post(address("commission_item", meeting, asking.pk), NEW)

    page = soup(client.get(f"{meeting.get_absolute_url()}?bewerk=1"))

    offered = {link["href"] for link in page.select(".ivz-tools a")}
    assert address("edit_item", meeting, closed.pk) in offered
    assert address("park_item", meeting, closed.pk) not in offered
    assert address("park_item", meeting, item.pk) in offered
    commissioning = {row for row in (closed, asking, item) if _commission(row) in offered}
    assert commissioning == {item}


def _commission(item):
    return address("commission_item", item.meeting, item.pk)


def named(reader):
    restriction = RestrictionFactory()
    restriction.readers.add(reader.person_id)
    return restriction
