"""Writing proposals, splitting pasted points, and reading them."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.actions import proposals as actions
from ivz.meetings.actions.proposals import PointDetails, ProposalDetails
from ivz.meetings.models import AdvicePoint, Proposal
from ivz.meetings.states import Event
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    AdvicePointFactory,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db


def details(*points, **kwargs):
    return ProposalDetails(
        title="Verder samenwerken", points=[point(label) for label in points], **kwargs
    )


def point(label, **kwargs):
    return PointDetails(label=label, title=f"Punt {label}", **kwargs)


def add(wanted, *, body=None, number="E01A", by=None):
    body = body or BodyFactory()
    return actions.add(wanted, body=body, register_number=number, by=by or secretary_of(body))


def labels_of(proposal):
    return list(proposal.points.values_list("label", flat=True))


class TestWriting:
    def test_points_hang_under_one_another_in_the_order_people_count(self):
        proposal = add(details("10", "7", "7d", "7d2", "1"))

        parents = dict(proposal.points.values_list("label", "parent__label"))
        assert labels_of(proposal) == ["1", "7", "7d", "7d2", "10"]
        assert parents == {"1": None, "7": None, "7d": "7", "7d2": "7d", "10": None}
        assert AuditEntry.objects.get().event == Event.PROPOSAL_ADDED

    def test_points_refer_to_one_another(self):
        wanted = ProposalDetails(
            title="T", points=[point("1", refers_to=["2"]), point("2", refers_to=["1"])]
        )

        proposal = add(wanted)

        referred = proposal.points.values_list("label", "refers_to__label")
        assert set(referred) == {("1", "2"), ("2", "1")}

    @pytest.mark.parametrize(
        "points",
        [
            [point("1"), point("1")],
            [point("7a")],
            [point("eerste")],
            [point("1", refers_to=["9"])],
            [point("1", refers_to=["1"])],
        ],
    )
    def test_points_that_cannot_be_are_refused_and_nothing_is_stored(self, points):
        with pytest.raises(RuleBroken):
            add(ProposalDetails(title="T", points=points))

        assert not Proposal.objects.exists()

    def test_a_register_number_is_given_once_per_body(self):
        body = BodyFactory()
        add(details(), body=body)

        with pytest.raises(RuleBroken):
            add(details(), body=body, number="e01a")

    def test_a_member_writes_nothing(self):
        body = BodyFactory()

        with pytest.raises(PermissionDenied):
            add(details(), body=body, by=member_of(body))

    def test_a_new_proposal_is_not_public_before_its_agenda_is_out(self):
        proposal = add(details(planned_openness=Openness.PUBLIC))

        assert proposal.openness == Openness.NETWORK

    def test_changing_keeps_the_drafts_on_points_that_stay(self):
        proposal = add(details("1", "2"))
        draft = DraftDecisionFactory(point=proposal.points.get(label="1"))

        actions.change(proposal, details("1", "3"), version=1, by=secretary_of(proposal.body))

        draft.refresh_from_db()
        assert labels_of(proposal) == ["1", "3"]
        assert draft.point.proposal == proposal

    def test_a_point_with_a_draft_is_not_dropped(self):
        proposal = add(details("1", "2"))
        DraftDecisionFactory(point=proposal.points.get(label="2"))

        with pytest.raises(RuleBroken):
            actions.change(proposal, details("1"), version=1, by=secretary_of(proposal.body))

    def test_a_point_goes_together_with_those_beneath_it(self):
        proposal = add(details("1", "1a", "1a1", "2"))

        actions.change(proposal, details("2"), version=1, by=secretary_of(proposal.body))

        assert labels_of(proposal) == ["2"]

    def test_a_recorded_proposal_changes_no_more(self):
        proposal = add(details("1"))
        item = AgendaItemFactory(proposal=proposal)
        DraftDecisionFactory(item=item, decision=DecisionFactory())

        with pytest.raises(RuleBroken):
            actions.change(proposal, details("1"), version=1, by=secretary_of(proposal.body))

    def test_a_proposal_is_never_more_open_than_the_item_it_stands_on(self):
        proposal = ProposalFactory(openness=Openness.BODY)
        AgendaItemFactory(proposal=proposal, openness=Openness.BODY)

        changed = actions.change(
            proposal,
            details(planned_openness=Openness.NETWORK),
            version=1,
            by=secretary_of(proposal.body),
        )

        assert changed.openness == Openness.BODY

    def test_the_second_of_two_changes_is_refused(self):
        proposal = add(details("1"))
        secretary = secretary_of(proposal.body)
        actions.change(proposal, details("1", "2"), version=1, by=secretary)

        with pytest.raises(StaleEdit):
            actions.change(proposal, details("1", "3"), version=1, by=secretary)

        assert labels_of(proposal) == ["1", "2"]


class TestReading:
    def test_points_stand_nested_with_what_they_refer_to(self, client):
        wanted = ProposalDetails(
            title="T", points=[point("1"), point("1a"), point("2", refers_to=["1"])]
        )
        proposal = add(wanted)
        client.force_login(member_of(proposal.body).user)

        page = soup(client.get(proposal.get_absolute_url()))

        assert page.select_one("#punt-1 #punt-1a")
        assert page.select_one("#punt-2 p.meta a")["href"] == "#punt-1"

    def test_the_route_shows_readable_items_only(self, client):
        proposal = ProposalFactory(openness=Openness.PUBLIC)
        public = AgendaItemFactory(
            meeting=MeetingFactory(body=proposal.body),
            proposal=proposal,
            openness=Openness.PUBLIC,
            label="P1",
        )
        AgendaItemFactory(
            meeting=public.meeting,
            proposal=proposal,
            label="X9",
            openness=Openness.RESTRICTED,
            restriction=RestrictionFactory(),
        )

        text = soup(client.get(proposal.get_absolute_url())).select_one("main").text

        assert "P1" in text
        assert "X9" not in text

    def test_a_closed_proposal_is_as_unknown_as_none(self, client):
        proposal = ProposalFactory()
        unknown = reverse("meetings:proposal", args=[proposal.body.slug, "bestaat-niet"])

        answers = [client.get(url) for url in (proposal.get_absolute_url(), unknown)]

        assert [answer.status_code for answer in answers] == [404, 404]

    def test_the_number_of_queries_does_not_grow_with_the_points(
        self, client, django_assert_max_num_queries
    ):
        proposal = ProposalFactory(openness=Openness.PUBLIC)
        first = AdvicePointFactory(proposal=proposal)
        for _ in range(20):
            AdvicePointFactory(proposal=proposal, parent=first).refers_to.add(first)

        with django_assert_max_num_queries(20):
            client.get(proposal.get_absolute_url())


class TestForm:
    @pytest.fixture
    def body(self):
        return BodyFactory()

    @pytest.fixture
    def signed_in(self, client, body):
        client.force_login(secretary_of(body).user)
        return client

    @pytest.fixture
    def url(self, body):
        return reverse("meetings:new_proposal", args=[body.slug])

    def split(self, client, url, text, **given):
        data = {"splits": "1", "geplakt": text, "title": "Al getypt", **given}
        return soup(client.post(url, data))

    def test_pasted_points_are_split_saved_and_refer(self, signed_in, url, body):
        text = "1. Instemmen met de werkwijze.\n2. Uitwerken conform beslispunt 1\na) jaarplan"
        page = self.split(signed_in, url, text)
        data = {**fields_of(page), "register_number": "E01A"}

        response = signed_in.post(url, data)

        proposal = Proposal.objects.get()
        assert response.url == proposal.get_absolute_url()
        assert labels_of(proposal) == ["1", "2", "2a"]
        assert AdvicePoint.objects.get(label="2").refers_to.get().label == "1"

    def test_splitting_stores_nothing_and_keeps_what_was_typed(self, signed_in, url):
        page = self.split(signed_in, url, "1. Instemmen")

        assert page.select_one("[name=title]")["value"] == "Al getypt"
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize(
        "text",
        ["Vooraf\n1. Een", "1. Een\n3. Drie", "1. Een\n1. Weer een", "1. Een\n2. Twee\n1. X"],
    )
    def test_what_is_unclear_is_asked_beside_the_point(self, signed_in, url, text):
        page = self.split(signed_in, url, text)

        assert len(page.select(".ivz-point-form.is-asked .ivz-field__error")) == 1

    def test_a_clear_list_asks_nothing(self, signed_in, url):
        assert not self.split(signed_in, url, "1. Een\n2. Twee").select(".is-asked")

    def test_a_number_that_stands_in_the_form_already_is_asked_too(self, signed_in, url):
        typed = {
            "points-TOTAL_FORMS": 1,
            "points-INITIAL_FORMS": 0,
            "points-0-label": "1",
            "points-0-title": "Getypt",
        }

        page = self.split(signed_in, url, "1. Geplakt", **typed)

        titles = [field.get("value", "") for field in page.select("[name$='-title']")]
        assert titles[:2] == ["Getypt", "Geplakt"]
        assert len(page.select(".is-asked")) == 1

    def test_text_without_a_number_is_not_lost_silently(self, signed_in, url):
        data = fields_of(self.split(signed_in, url, "Vooraf\n1. Een"))

        refused = signed_in.post(url, {**data, "register_number": "E1"})
        left_out = signed_in.post(
            url, {**data, "register_number": "E1", "points-0-leave_out": "on"}
        )

        assert (refused.status_code, left_out.status_code) == (422, 302)
        assert labels_of(Proposal.objects.get()) == ["1"]

    def test_a_stale_save_shows_both_texts(self, signed_in, body):
        proposal = add(details("1"), body=body)
        url = reverse("meetings:edit_proposal", args=[body.slug, proposal.register_number])
        data = fields_of(soup(signed_in.get(url)))
        by = secretary_of(body)
        actions.change(proposal, ProposalDetails(title="Hun titel"), version=1, by=by)

        stale = signed_in.post(url, {**data, "title": "Onze titel"})
        again = signed_in.post(url, fields_of(soup(stale)))

        assert stale.status_code == 409
        assert "Hun titel" in stale.content.decode()
        assert "Onze titel" in stale.content.decode()
        assert again.status_code == 302

    def test_a_member_may_not_write(self, client, body, url):
        client.force_login(member_of(body).user)

        assert client.get(url).status_code == 403


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def fields_of(page):
    """Give what a browser would send for the form on a page."""
    form = page.select_one("main form")
    sent = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        chosen = field.select_one("option[selected]")
        value = chosen["value"] if chosen else field.text if field.name == "textarea" else ""
        sent[field["name"]] = field.get("value", value).lstrip("\n")
    return sent


def shown_decisions(client, proposal):
    page = BeautifulSoup(client.get(proposal.get_absolute_url()).content, "html.parser")
    return [link.text for link in page.select(".ivz-point a[href*='/besluitenlijst/']")]


class TestWhatBecameOfThePoints:
    def recorded(self, *, openness=Openness.PUBLIC, **more):
        proposal = add(details("1", "2"))
        Proposal.objects.filter(pk=proposal.pk).update(openness=Openness.PUBLIC)
        item = AgendaItemFactory(proposal=proposal, meeting__body=proposal.body)
        decision = DecisionFactory(body=proposal.body, openness=openness, **more)
        DraftDecisionFactory(item=item, point=proposal.points.get(label="2"), decision=decision)
        return proposal, decision

    def test_a_decided_point_names_its_decision(self, client):
        proposal, decision = self.recorded()

        assert shown_decisions(client, proposal) == [decision.reference]

    @pytest.mark.parametrize(
        "hidden", [{"openness": Openness.BODY}, {"is_practice": True}], ids=["closed", "practice"]
    )
    def test_what_a_visitor_may_not_know_is_not_shown(self, client, hidden):
        proposal, _decision = self.recorded(**hidden)

        assert shown_decisions(client, proposal) == []

    def test_many_decided_points_take_as_many_queries(self, client, django_assert_max_num_queries):
        proposal = add(details(*(str(number) for number in range(1, 13))))
        Proposal.objects.filter(pk=proposal.pk).update(openness=Openness.PUBLIC)
        item = AgendaItemFactory(proposal=proposal, meeting__body=proposal.body)
        for point in proposal.points.all():
            decision = DecisionFactory(body=proposal.body, openness=Openness.PUBLIC)
            DraftDecisionFactory(item=item, point=point, decision=decision)

        with django_assert_max_num_queries(12):
            assert len(shown_decisions(client, proposal)) == 12
