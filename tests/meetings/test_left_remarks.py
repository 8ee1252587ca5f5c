"""Leaving as it is what stands out before publishing: with why, kept with the record."""

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.meetings.actions import remarks as actions
from ivz.meetings.models import AgendaItem, LeftRemark, Meeting
from ivz.meetings.queries.decision_lists import preview
from ivz.meetings.queries.proofreading import remarks, still_open, weighed
from ivz.meetings.states import MeetingState
from ivz.network.models.bodies import BodyStatus
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    RestrictionFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup
from tests.meetings.remark_factories import LeftRemarkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
OPEN = {"openness": Openness.NETWORK, "planned_openness": Openness.PUBLIC}
CLOSED = {"openness": Openness.NETWORK, "planned_openness": Openness.NETWORK}
SLIP = "Op dinsdag 10 oktober 2016 besloten."
WHY = "Zo staat het in de brief"


@pytest.fixture
def meeting():
    body = BodyFactory(kind=BodyKind.BOARD, status=BodyStatus.DECIDING)
    found = MeetingFactory(body=body, state=MeetingState.HELD)
    AgendaItemFactory(meeting=found, label="A", minutes=SLIP, **OPEN)
    return found


@pytest.fixture
def by(meeting):
    return secretary_of(meeting.body)


def standing_out(meeting, *, by):
    return remarks(preview(meeting, actor=by).public, actor=by)


def open_in(meeting, *, by):
    return still_open(weighed(preview(meeting, actor=by).public, actor=by))


def test_the_secretary_leaves_one_with_why_publishes_and_reads_it_back(client, meeting, by):
    client.force_login(by.user)
    publish, listed = address("publish", meeting), address("decision_list", meeting)
    [remark] = standing_out(meeting, by=by)

    client.post(address("leave", meeting), {"digest": remark.digest, "reason": WHY})
    page = soup(client.get(publish))
    edition = page.select_one("[name=edition]")["value"]
    asked = page.select(".ivz-stick [name=reason]")
    client.post(publish, {"edition": edition})

    assert asked == []
    assert Meeting.objects.get(pk=meeting.pk).is_published
    assert WHY in main_of(client.get(listed))
    assert AuditEntry.objects.filter(event="meeting.remark_left").exists()
    for reader in [member_of(meeting.body), None]:
        client.logout()
        if reader:
            client.force_login(reader.user)
        assert WHY not in main_of(client.get(listed))


def test_one_reason_on_publishing_counts_for_all_that_was_left(client, meeting, by):
    AgendaItemFactory(meeting=meeting, label="B", minutes="Op 31 februari 2017.", **OPEN)
    client.force_login(by.user)
    edition = client.get(address("publish", meeting)).context["edition"]

    client.post(address("publish", meeting), {"edition": edition, "reason": WHY})

    assert list(LeftRemark.objects.values_list("code", "reason")) == [
        ("weekday", WHY),
        ("date", WHY),
    ]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_without_a_short_reason_nothing_is_left_nor_published(client, meeting, by, reason):
    client.force_login(by.user)
    [remark] = standing_out(meeting, by=by)
    edition = client.get(address("publish", meeting)).context["edition"]

    client.post(address("leave", meeting), {"digest": remark.digest, "reason": reason})
    client.post(address("publish", meeting), {"edition": edition, "reason": reason})

    assert not LeftRemark.objects.exists()
    assert not Meeting.objects.get(pk=meeting.pk).is_published


@pytest.mark.parametrize("name", ["leave", "publish"])
def test_a_refusal_shows_the_page_again_with_the_reason_that_was_typed(client, meeting, by, name):
    client.force_login(by.user)
    [remark] = standing_out(meeting, by=by)
    field = {"leave": f"#waarom-{remark.digest}", "publish": "#waarom-zo"}[name]
    typed = {"digest": remark.digest, "edition": "another", "reason": "Ja" * 200}

    page = client.post(address(name, meeting), typed)

    assert page.status_code == 422
    assert soup(page).select_one(field)["value"] == typed["reason"]
    assert soup(page).select_one("[role=alert]").text.strip()
    assert soup(page).select_one(".ivz-stick form")["action"] == address("publish", meeting)
    assert not LeftRemark.objects.exists()


def test_what_stands_out_no_more_is_not_left_and_the_reason_is_given_back(client, meeting, by):
    client.force_login(by.user)

    page = client.post(address("leave", meeting), {"digest": "gone", "reason": WHY})

    assert page.status_code == 422
    alert = soup(page).select_one("[role=alert]").text
    assert "valt niet meer op" in alert
    assert WHY in alert


@pytest.mark.parametrize("name", ["leave", "publish"])
def test_after_adoption_the_reason_is_given_back_on_the_list(client, meeting, by, name):
    client.force_login(by.user)
    [remark] = standing_out(meeting, by=by)
    Meeting.objects.update(state=MeetingState.ADOPTED)

    typed = {"digest": remark.digest, "reason": WHY}
    page = client.post(address(name, meeting), typed, follow=True)

    assert f"Je schreef: {WHY}" in soup(page).text


def test_taking_back_lets_it_stand_out_again(client, meeting, by):
    found = standing_out(meeting, by=by)
    actions.leave(meeting, found, reason=WHY, by=by)
    assert open_in(meeting, by=by) == []
    client.force_login(by.user)
    assert WHY in main_of(client.get(address("publish", meeting)))

    client.post(address("leave", meeting), {"digest": found[0].digest, "terug": "1"})

    assert open_in(meeting, by=by) == found
    assert AuditEntry.objects.filter(event="meeting.left_taken_back").exists()


def test_another_text_stands_out_anew(meeting, by):
    actions.leave(meeting, standing_out(meeting, by=by), reason=WHY, by=by)

    AgendaItem.objects.update(minutes="Op woensdag 10 oktober 2016 besloten.")

    assert [each.code for each in open_in(meeting, by=by)] == ["weekday"]


def test_only_who_publishes_leaves_anything_and_only_before_adoption(client, meeting, by):
    found = standing_out(meeting, by=by)
    member = member_of(meeting.body)
    with pytest.raises(PermissionDenied):
        actions.leave(meeting, found, reason=WHY, by=member)
    client.force_login(member.user)
    assert client.post(address("leave", meeting), {"digest": "x"}).status_code == 403
    Meeting.objects.update(state=MeetingState.ADOPTED)

    with pytest.raises(RuleBroken):
        actions.leave(meeting, found, reason=WHY, by=by)
    with pytest.raises(RuleBroken):
        actions.take_back(meeting, digest=found[0].digest, by=by)


class TestWhoReadsIt:
    def readable(self, actor):
        return list(LeftRemark.objects.visible_to(actor))

    def test_a_title_that_stays_closed_is_told_to_nobody_but_who_left_it(self, meeting, by):
        AgendaItemFactory(meeting=meeting, label="B", title="Ontruiming De Linde", **CLOSED)
        AgendaItem.objects.filter(label="A").update(minutes="Zie de ontruiming De Linde.")
        actions.leave(meeting, standing_out(meeting, by=by), reason=WHY, by=by)

        assert [each.code for each in self.readable(by)] == ["closed"]
        assert self.readable(actor_with(Role.SECRETARY, body=meeting.body)) == []

    def test_the_closed_title_itself_is_not_kept(self, client, meeting, by):
        AgendaItemFactory(meeting=meeting, label="B", title="Ontruiming De Linde", **CLOSED)
        AgendaItem.objects.filter(label="A").update(minutes="Zie de ontruiming De Linde.")
        actions.leave(meeting, standing_out(meeting, by=by), reason=WHY, by=by)
        client.force_login(by.user)

        page = soup(client.get(address("decision_list", meeting)))

        told = page.select_one("[aria-labelledby=zo-gelaten]").text
        assert "Een besloten titel staat in de tekst." in told
        assert "linde" not in told.lower()
        assert open_in(meeting, by=by) == []
        stored = LeftRemark.objects.values_list("words", "sentence")
        assert "linde" not in str(list(stored)).lower()

    def test_who_looks_along_reads_nothing_of_closed_titles(self, meeting, by):
        LeftRemarkFactory(meeting=meeting, code="closed", left_by_id=by.person_id)
        assert len(self.readable(by)) == 1

        helping = Actor(today=by.today, user=by.user, helper=member_of(meeting.body).user)
        assert self.readable(helping) == []

    def test_what_was_left_closes_with_its_item(self, meeting, by):
        actions.leave(meeting, standing_out(meeting, by=by), reason=WHY, by=by)
        other = actor_with(Role.SECRETARY, body=meeting.body)
        assert len(self.readable(other)) == 1
        restriction = RestrictionFactory(imposed_by__body=meeting.body)

        AgendaItem.objects.update(openness=Openness.RESTRICTED, restriction=restriction)

        assert self.readable(other) == []

    def test_who_publishes_elsewhere_reads_nothing(self, meeting, by):
        actions.leave(meeting, standing_out(meeting, by=by), reason=WHY, by=by)

        elsewhere = BodyFactory(network=meeting.body.network)
        assert self.readable(secretary_of(elsewhere)) == []
        assert self.readable(member_of(meeting.body)) == []
