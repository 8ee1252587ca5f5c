"""Planning, making the agenda and closing what returns, on the pages themselves."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpState
from ivz.meetings.actions import planning
from ivz.meetings.actions.planning import MeetingDetails
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import ItemKind, MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import HTMX, address, article_in, main_of, soup, without_tokens

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def meeting():
    return MeetingFactory(starts_at=dt.time(10, 30), ends_at=dt.time(12))


@pytest.fixture
def secretary(client, meeting):
    client.force_login(secretary_of(meeting.body).user)
    return client


@pytest.fixture
def member(client, meeting):
    client.force_login(member_of(meeting.body).user)
    return client


class TestReturning:
    @pytest.fixture
    def follow_up(self, meeting):
        return FollowUpFactory(body=meeting.body, opened_on=YESTERDAY, what="Uitzoeken hoe")

    def test_an_open_follow_up_returns_until_it_is_done(self, secretary, meeting, follow_up):
        before = main_of(secretary.get(meeting.get_absolute_url()))

        secretary.post(address("close", meeting, follow_up.pk), {"version": 1})

        follow_up.refresh_from_db()
        assert "Uitzoeken hoe" in before
        assert follow_up.state == FollowUpState.DONE
        assert "Uitzoeken hoe" not in main_of(secretary.get(meeting.get_absolute_url()))

    def test_what_was_agreed_for_this_meeting_comes_first(self, secretary, meeting, follow_up):
        agreed = FollowUpFactory(
            body=meeting.body, opened_on=YESTERDAY, returns_on=meeting.date, what="Afgesproken"
        )

        page = soup(secretary.get(meeting.get_absolute_url()))

        assert page.select_one(".ivz-return").p.text == agreed.what

    def test_a_member_sees_it_without_button_and_is_refused(self, member, meeting, follow_up):
        page = soup(member.get(meeting.get_absolute_url()))

        response = member.post(address("close", meeting, follow_up.pk), {"version": 1})

        assert page.select_one(".ivz-return")
        assert not page.select(".ivz-return button")
        assert response.status_code == 403

    def test_a_stale_press_is_told_in_place(self, secretary, meeting, follow_up):
        FollowUp.objects.update(version=2)

        response = secretary.post(
            address("close", meeting, follow_up.pk), {"version": 1}, headers=HTMX, follow=True
        )

        assert article_in(response).select_one("[role=alert]")

    def test_a_follow_up_of_another_body_is_not_found(self, secretary, meeting):
        other = FollowUpFactory()

        response = secretary.post(address("close", meeting, other.pk), {"version": 1})

        assert response.status_code == 404


class TestPlanning:
    def test_a_secretary_plans_a_meeting(self, secretary, meeting):
        body = meeting.body
        data = {"body": body.slug, "date": "2016-12-12", "starts_at": "10:30", "ends_at": ""}

        response = secretary.post(reverse("meetings:new"), data)

        planned = Meeting.objects.get(slug="2016-12-12")
        assert response.url == planned.get_absolute_url()
        assert planned.starts_at == dt.time(10, 30)

    def test_only_bodies_of_the_own_seats_are_offered(self, secretary, meeting):
        other = BodyFactory(network=meeting.body.network)

        page = soup(secretary.get(reverse("meetings:new")))
        refused = secretary.post(
            reverse("meetings:new"), {"body": other.slug, "date": "2016-12-12"}
        )

        offered = [option["value"] for option in page.select("[name=body] option")]
        assert offered == [meeting.body.slug]
        assert refused.status_code == 422

    def test_a_member_may_not(self, member):
        assert member.get(reverse("meetings:new")).status_code == 403

    def test_a_broken_rule_is_told_in_place_and_nothing_typed_is_lost(self, secretary, meeting):
        data = {"version": 1, "date": "2016-10-10", "starts_at": "12:00", "ends_at": "10:00"}

        response = secretary.post(address("edit", meeting), {**data, "place": "Stadhuis"})

        assert response.status_code == 422
        assert soup(response).select_one("[role=alert]")
        assert soup(response).select_one("[name=place]")["value"] == "Stadhuis"

    def test_a_stale_save_shows_both_texts_and_can_be_saved_again(self, secretary, meeting):
        by = secretary_of(meeting.body)
        planning.change(meeting, MeetingDetails(date=TODAY, place="Hun zaal"), version=1, by=by)
        data = {"version": 1, "date": "2016-10-10", "place": "Onze zaal"}

        stale = secretary.post(address("edit", meeting), data)
        version = soup(stale).select_one("[name=version]")["value"]
        again = secretary.post(address("edit", meeting), {**data, "version": version})

        assert stale.status_code == 409
        assert "Hun zaal" in main_of(stale)
        assert "Onze zaal" in main_of(stale)
        assert again.status_code == 302

    def test_the_preview_shows_what_becomes_public_before_it_does(self, secretary, meeting):
        Meeting.objects.update(state=MeetingState.DRAFT)
        item = AgendaItemFactory(meeting=meeting, title="Opening", planned_openness=Openness.PUBLIC)
        AgendaItemFactory(meeting=meeting, title="Onder ons", planned_openness=Openness.BODY)

        page = soup(secretary.get(address("convene", meeting)))
        secretary.post(address("convene", meeting), {"item": [item.pk]})

        assert "Opening" in page.select_one(".ivz-panel").text
        assert "Onder ons" in page.select_one("aside").text
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.CONVENED

    def test_an_agenda_that_changed_after_the_preview_is_not_published(self, secretary, meeting):
        Meeting.objects.update(state=MeetingState.DRAFT)
        AgendaItemFactory(meeting=meeting, planned_openness=Openness.PUBLIC)

        response = secretary.post(address("convene", meeting), {"item": []})

        assert response.status_code == 422
        assert soup(response).select_one("[role=alert]")

    def test_a_member_cannot_convene(self, member, meeting):
        Meeting.objects.update(state=MeetingState.DRAFT)

        assert member.get(address("convene", meeting)).status_code == 403


class TestAgenda:
    @pytest.fixture
    def items(self, meeting):
        return [AgendaItemFactory(meeting=meeting, label=label) for label in "AB"]

    def test_the_swapped_part_equals_the_reloaded_page(self, secretary, meeting, items):
        swapped = secretary.post(
            address("move_item", meeting, items[1].pk),
            {"richting": "omhoog"},
            headers=HTMX,
            follow=True,
        )
        reloaded = secretary.get(swapped.redirect_chain[-1][0])

        assert b"<html" not in swapped.content
        assert without_tokens(article_in(swapped)) == without_tokens(article_in(reloaded))
        assert [row["id"] for row in article_in(reloaded).select(".ivz-agenda > li")] == [
            "punt-B",
            "punt-A",
        ]

    def test_tools_show_while_editing_only_and_to_editors_only(self, client, meeting, items):
        editing = f"{meeting.get_absolute_url()}?bewerk=1"
        client.force_login(secretary_of(meeting.body).user)

        calm = soup(client.get(meeting.get_absolute_url())).select(".ivz-tools")
        shown = soup(client.get(editing)).select(".ivz-tools")
        client.force_login(member_of(meeting.body).user)

        assert (len(calm), len(shown)) == (0, 2)
        assert not soup(client.get(editing)).select(".ivz-tools")

    def test_an_item_is_added_with_the_suggested_label(self, secretary, meeting, items):
        form = soup(secretary.get(address("add_item", meeting)))
        label = form.select_one("[name=label]")["value"]
        data = {"label": label, "title": "Rondvraag", "kind": ItemKind.DISCUSS}

        response = secretary.post(
            address("add_item", meeting), {**data, "planned_openness": Openness.PUBLIC}
        )

        item = AgendaItem.objects.get(title="Rondvraag")
        assert response.status_code == 302
        assert (item.label, item.openness) == ("B1", Openness.NETWORK)

    def test_a_taken_label_is_refused_in_place(self, secretary, meeting, items):
        data = {"label": "A", "title": "Dubbel", "kind": ItemKind.DISCUSS}

        response = secretary.post(
            address("add_item", meeting), {**data, "planned_openness": Openness.NETWORK}
        )

        assert response.status_code == 422
        assert soup(response).select_one("[name=title]")["value"] == "Dubbel"

    def test_a_restricted_item_asks_for_its_particulars(self, secretary, meeting):
        data = {"label": "A", "title": "Geheim", "kind": ItemKind.DISCUSS}

        response = secretary.post(
            address("add_item", meeting), {**data, "planned_openness": Openness.RESTRICTED}
        )

        assert response.status_code == 422
        assert len(soup(response).select(".ivz-restriction[open] .ivz-field__error")) == 4

    def test_a_restricted_item_is_added_with_them(self, secretary, meeting):
        decision = DecisionFactory(body=meeting.body)
        data = {
            "label": "A",
            "title": "Geheim",
            "kind": ItemKind.DISCUSS,
            "planned_openness": Openness.RESTRICTED,
            "reason": "Onderzoek",
            "imposed_by": decision.pk,
            "ground": "woo-5.1.2c",
            "ends_on": "2017-03-01",
        }

        secretary.post(address("add_item", meeting), data)

        assert AgendaItem.objects.get().openness == Openness.RESTRICTED

    def test_a_stale_item_shows_both_texts(self, secretary, meeting, items):
        AgendaItem.objects.filter(pk=items[0].pk).update(version=2, title="Hun titel")
        data = {"label": "A", "title": "Onze titel", "kind": ItemKind.DISCUSS, "version": 1}

        response = secretary.post(
            address("edit_item", meeting, items[0].pk),
            {**data, "planned_openness": Openness.NETWORK},
        )

        assert response.status_code == 409
        assert "Hun titel" in main_of(response)
        assert "Onze titel" in main_of(response)

    def test_removing_asks_first(self, secretary, meeting, items):
        url = address("remove_item", meeting, items[0].pk)
        asked = secretary.get(url)

        response = secretary.post(url, {"version": 1})

        assert asked.status_code == 200
        assert response.status_code == 302
        assert not AgendaItem.objects.filter(pk=items[0].pk).exists()

    def test_somebody_elses_closed_item_is_as_unknown_as_no_item(self, secretary, meeting):
        closed = AgendaItemFactory(
            meeting=meeting, openness=Openness.RESTRICTED, restriction=RestrictionFactory()
        )

        answers = [
            secretary.get(address("edit_item", meeting, pk)) for pk in (closed.pk, closed.pk + 1)
        ]

        assert [answer.status_code for answer in answers] == [404, 404]

    def test_a_report_is_written_and_a_stale_one_shows_both(self, secretary, meeting, items):
        url = address("report_item", meeting, items[0].pk)

        saved = secretary.post(url, {"version": 1, "minutes": "Onze tekst"})
        stale = secretary.post(url, {"version": 1, "minutes": "Andere tekst"})

        assert (saved.status_code, stale.status_code) == (302, 409)
        assert "Onze tekst" in main_of(stale)
        assert "Andere tekst" in main_of(stale)

    def test_a_member_edits_nothing(self, member, meeting, items):
        pages = [address(name, meeting, items[0].pk) for name in ("edit_item", "remove_item")]

        assert {member.get(url).status_code for url in pages} == {403}
        moved = member.post(address("move_item", meeting, items[0].pk), {"richting": "omlaag"})
        assert moved.status_code == 403

    def test_a_public_item_is_closed_after_saying_what_that_does(self, client, meeting):
        item = AgendaItemFactory(meeting=meeting, title="Te vroeg", openness=Openness.PUBLIC)
        url = address("close_item", meeting, item.pk)
        client.force_login(secretary_of(meeting.body).user)
        asked = client.get(url)

        client.post(url, {"to": Openness.NETWORK, "version": 1})
        again = client.post(url, {"to": Openness.NETWORK, "version": 2})
        client.logout()

        assert (asked.status_code, again.status_code) == (200, 422)
        assert "Te vroeg" not in main_of(client.get(meeting.get_absolute_url()))

    def test_the_number_of_queries_of_the_form_does_not_grow(
        self, secretary, meeting, items, django_assert_max_num_queries
    ):
        DecisionFactory.create_batch(15, body=meeting.body)
        ProposalFactory.create_batch(15, body=meeting.body)

        with django_assert_max_num_queries(20):
            secretary.get(address("edit_item", meeting, items[0].pk))
