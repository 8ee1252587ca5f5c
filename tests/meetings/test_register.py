"""The register: every decision under its number, and what became of it, as far as one may know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions.states import FollowUpKind, FollowUpState, Outcome, Series
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecidedSubjectFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    NetworkFactory,
    ThemeFactory,
    member_of,
)
from tests.meetings.pages import main_of, soup
from tests.projects.factories import ProjectFactory

pytestmark = pytest.mark.django_db
REGISTER = "/vergaderingen/besluiten/"
API = "/api/v1/decisions"
CLOSED = {"openness": Openness.BODY, "series": Series.CLOSED}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def body():
    return BodyFactory(slug="dvo", short_name="DVO", network=NetworkFactory(slug="twente"))


def decided(body, number, *, openness=Openness.PUBLIC, **details):
    decision = DecisionFactory(body=body, number=number, openness=openness, **details)
    meeting = MeetingFactory(body=body, slug=f"m{decision.pk}", state="held")
    item = AgendaItemFactory(meeting=meeting, label="D1", openness=openness)
    DraftDecisionFactory(item=item, decision=decision)
    return decision


def test_the_register_lists_what_one_may_read_newest_first_and_no_practice(client, body):
    decided(body, 1, title="Eerste besluit")
    decided(body, 2, title="Tweede besluit")
    decided(body, 1, title="Besloten besluit", **CLOSED)
    decided(body, 3, title="Oefenbesluit", is_practice=True)

    visitor = main_of(client.get(REGISTER))
    client.force_login(member_of(body).user)
    member = main_of(client.get(REGISTER))

    assert visitor.index("Tweede besluit") < visitor.index("Eerste besluit")
    assert "2 besluiten" in visitor
    assert "Besloten besluit" not in visitor
    assert "Besloten besluit" in member
    assert "DVO 2016-B1" in member
    assert "Oefenbesluit" not in member


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?overleg=platform", ["Van het Platform"]),
        ("?jaar=2015", ["Van vorig jaar"]),
        ("?uitkomst=deferred", ["Van vorig jaar"]),
        ("?overleg=nergens", ["Van het Platform", "Van vorig jaar"]),
    ],
)
def test_the_register_is_narrowed_down_by_body_year_and_outcome(client, body, asked, found):
    platform = BodyFactory(slug="platform", network=body.network)
    decided(platform, 1, title="Van het Platform")
    decided(body, 1, title="Van vorig jaar", year=2015, outcome=Outcome.DEFERRED)

    shown = soup(client.get(f"{REGISTER}{asked}")).select("main tbody td a")

    assert sorted(link.text for link in shown) == found


def test_the_page_of_a_decision_tells_what_became_of_it_to_who_may_read_that(client, body):
    decision = decided(body, 8, text="De hele tekst.", owner_words="De beheerder")
    what = {"body": body, "decision": decision, "kind": FollowUpKind.ACTION}
    FollowUpFactory(what="Uitzoeken", openness=Openness.PUBLIC, **what)
    FollowUpFactory(what="Geheim vervolg", openness=Openness.BODY, **what)
    FollowUpFactory(what="Vervallen", state=FollowUpState.DROPPED, openness="public", **what)
    page = reverse("meetings:decision", args=["dvo", 2016, "8"])

    visitor, listed = main_of(client.get(page)), main_of(client.get(REGISTER))
    client.force_login(member_of(body).user)

    assert "De hele tekst." in visitor
    assert "De beheerder" in visitor
    assert "Uitzoeken" in visitor
    assert "Geheim vervolg" not in visitor
    assert "Vervallen" not in visitor
    assert "nog 1 vervolg open" in listed
    assert "Geheim vervolg" in main_of(client.get(page))


def test_a_decision_that_was_put_right_leads_to_the_better_one(client, body):
    before = decided(body, 1)
    DecisionFactory(body=body, number=2, openness="public", corrects=before, correction_reason="-")

    page = soup(client.get(reverse("meetings:decision", args=["dvo", 2016, "1"])))

    assert page.select_one(".ivz-note a")["href"].endswith("/dvo/2016/2/")
    assert "Hersteld met DVO 2016-2" in main_of(client.get(REGISTER))


@pytest.mark.parametrize("address", ["dvo/2016/b1", "dvo/2016/1", "dvo/2016/x", "dvo/9999/7"])
def test_unknown_and_closed_decisions_are_not_there(client, body, address):
    decided(body, 1, **CLOSED)

    assert client.get(f"{REGISTER}{address}/").status_code == 404
    year_number = "-".join(address.split("/")[1:])
    assert client.get(f"{API}/dvo_{year_number}").status_code == 404


def test_the_register_takes_no_more_queries_for_more_decisions(client, body):
    decided(body, 1)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(REGISTER)
    with CaptureQueriesContext(connection) as few_in_api:
        client.get(API)
    for number in range(2, 12):
        FollowUpFactory(body=body, decision=decided(body, number), openness=Openness.PUBLIC)
    with CaptureQueriesContext(connection) as many:
        client.get(REGISTER)
    with CaptureQueriesContext(connection) as many_in_api:
        client.get(API)

    assert len(many) <= len(few) <= 20
    assert len(many_in_api) <= len(few_in_api) <= 20


def test_programs_read_the_register(client, body):
    decision = decided(body, 8, text="De hele tekst.")
    decided(body, 1, **CLOSED)
    FollowUpFactory(body=body, decision=decision, what="Uitzoeken", openness=Openness.PUBLIC)

    listed = client.get(f"{API}?network=twente&body=dvo&year=2016&pageSize=1").json()
    one = client.get(f"{API}/{listed['items'][0]['id']}").json()

    assert (listed["total"], listed["pageSize"]) == (1, 1)
    assert one == listed["items"][0]
    assert one["reference"] == "DVO 2016-8"
    assert one["text"] == "De hele tekst."
    assert [each["what"] for each in one["followUps"]] == ["Uitzoeken"]
    assert one["item"] == "D1"
    assert client.get(f"{API}?outcome=deferred").json()["total"] == 0


class TestThemes:
    """The register by the theme of what was decided on, as far as one may read that."""

    @pytest.fixture
    def project(self, body):
        theme = ThemeFactory(code="heling", name="Heling")
        project = ProjectFactory(body=body, theme=theme, openness=Openness.PUBLIC)
        about = decided(body, 1, title="Over heling")
        DecidedSubjectFactory(decision=about, kind="project", subject_id=project.pk)
        decided(body, 2, title="Over iets anders")
        return project

    def test_the_register_is_narrowed_down_by_theme(self, client, project):
        page = soup(client.get(REGISTER))
        shown = main_of(client.get(f"{REGISTER}?thema=heling"))

        offered = [option["value"] for option in page.select("[name=thema] option")]
        assert offered == ["", "heling"]
        assert "Over heling" in shown
        assert "Over iets anders" not in shown

    def test_the_theme_of_what_one_may_not_read_tells_nothing(self, client, body, project):
        project.openness = project.planned_openness = Openness.BODY
        project.save()

        assert not soup(client.get(REGISTER)).select("[name=thema]")
        assert "Over iets anders" in main_of(client.get(f"{REGISTER}?thema=heling"))
        assert client.get(f"{API}?theme=heling").json()["total"] == 0
        client.force_login(member_of(body).user)
        assert "Over iets anders" not in main_of(client.get(f"{REGISTER}?thema=heling"))
        found = client.get(f"{API}?theme=heling").json()["items"]
        assert [each["title"] for each in found] == ["Over heling"]
