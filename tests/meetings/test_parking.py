"""Items that are parked for a later agenda, and the tray of what waits for one."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas
from ivz.meetings.actions import parking as actions
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.actions.parking import ParkingDetails
from ivz.meetings.models import AgendaItem, Meeting, ParkedItem
from ivz.meetings.queries.parking import parked_until
from ivz.meetings.states import Event, MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup
from tests.meetings.parking_factories import ParkedItemFactory
from tests.meetings.test_agendas import restriction

pytestmark = pytest.mark.django_db
LATER = TODAY + dt.timedelta(days=60)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def held():
    return MeetingFactory(date=TODAY - dt.timedelta(days=5), state=MeetingState.HELD)


@pytest.fixture
def coming(held):
    return MeetingFactory(body=held.body, date=LATER)


def details(meeting, **kwargs):
    given = {"body": meeting.body, "title": "Integraliteit"}
    return ParkingDetails(**(given | kwargs))


def park_item(item, *, takes_off=False, **kwargs):
    by = secretary_of(item.meeting.body)
    wanted = details(item.meeting, **kwargs)
    return actions.park_item(item, wanted, takes_off=takes_off, version=item.version, by=by)


def test_an_item_comes_back_for_the_named_meeting_with_what_it_had(held, coming):
    paper = ProposalFactory(body=held.body)
    item = AgendaItemFactory(meeting=held, kind="decide", planned_minutes=20, proposal=paper)
    sooner = MeetingFactory(body=held.body, date=TODAY + dt.timedelta(days=9))
    parked = park_item(item, for_meeting=coming)
    by = secretary_of(held.body)

    assert parked_until(sooner, actor=by) == []
    assert parked_until(coming, actor=by) == [parked]
    placed = actions.place(parked, coming, label="D1", version=1, by=by)

    assert (placed.kind, placed.planned_minutes, placed.proposal) == ("decide", 20, paper)
    assert placed.asked_in == held
    assert parked_until(coming, actor=by) == []
    placed.delete()
    assert parked_until(coming, actor=by) == [parked]


def test_an_item_can_wait_for_the_next_meeting_of_another_body(held):
    other = BodyFactory(network=held.body.network)
    meeting = MeetingFactory(body=other, date=LATER)
    item = AgendaItemFactory(meeting=held)

    parked = park_item(item, body=other)

    assert parked_until(meeting, actor=secretary_of(other)) == [parked]
    assert list(held.items.all()) == [item]


def test_parked_off_this_agenda_it_stands_there_no_more(coming):
    item = AgendaItemFactory(meeting=coming)

    parked = park_item(item, takes_off=True)

    assert not coming.items.exists()
    assert ParkedItem.objects.get().noted_in == coming
    assert parked.item is None


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"openness": Openness.BODY}, "alleen dit overleg"),
        ({"openness": Openness.RESTRICTED}, "genoemde mensen"),
    ],
)
def test_what_is_closed_to_others_never_leaves_the_body(held, change, word):
    if change["openness"] == Openness.RESTRICTED:
        change["restriction"] = RestrictionFactory()
    item = AgendaItemFactory(meeting=held, **change)
    other = BodyFactory(network=held.body.network)

    with pytest.raises(RuleBroken) as refused:
        park_item(item, body=other)

    assert word in str(refused.value).lower()
    assert not ParkedItem.objects.exists()


def test_what_is_closed_later_opens_nothing_when_it_comes_back(held, coming):
    item = AgendaItemFactory(meeting=held)
    parked = park_item(item)
    by = secretary_of(held.body)
    AgendaItem.objects.filter(pk=item.pk).update(
        openness=Openness.RESTRICTED, restriction=RestrictionFactory()
    )

    with pytest.raises(RuleBroken):
        actions.place(parked, coming, label="D1", version=1, by=by)

    assert not ParkedItem.objects.visible_to(by).exists()
    assert parked_until(coming, actor=by) == []


@pytest.fixture
def elsewhere(held):
    """Another body of the network for which something was parked."""
    return BodyFactory(network=held.body.network)


def test_what_was_parked_closes_with_its_item(held, elsewhere):
    item = AgendaItemFactory(meeting=held, openness=Openness.PUBLIC)
    here, there = park_item(item), park_item(item, body=elsewhere)
    by = secretary_of(held.body)

    agendas.close_item(item, to=Openness.BODY, version=AgendaItem.objects.get().version, by=by)

    for row in (here, there):
        row.refresh_from_db()
        assert (row.openness, row.planned_openness) == (Openness.BODY, Openness.BODY)


def test_what_one_body_alone_reads_by_now_comes_on_no_agenda_of_another(held, elsewhere):
    item = AgendaItemFactory(meeting=held)
    parked = park_item(item, body=elsewhere)
    by = secretary_of(held.body)
    SeatFactory(person=by.user.person, body=elsewhere, role=Role.SECRETARY)
    by = Actor(user=by.user, today=TODAY)
    wanted = ItemDetails(label=item.label, title=item.title, planned_openness=Openness.BODY)
    agendas.change_item(item, wanted, version=1, by=by)
    meeting = MeetingFactory(body=elsewhere, date=LATER)

    with pytest.raises(RuleBroken, match="waar dit vandaan komt"):
        actions.place(parked, meeting, label="D1", version=1, by=by)

    assert not meeting.items.exists()


def test_what_was_parked_is_for_named_people_with_its_item(held):
    item = AgendaItemFactory(meeting=held)
    parked = park_item(item)
    wanted = ItemDetails(
        label=item.label,
        title=item.title,
        planned_openness=Openness.RESTRICTED,
        restriction=restriction(),
    )

    closed = agendas.change_item(item, wanted, version=1, by=secretary_of(held.body))

    parked.refresh_from_db()
    assert (parked.openness, parked.restriction) == (Openness.RESTRICTED, closed.restriction)


@pytest.mark.parametrize("level", [Openness.BODY, Openness.RESTRICTED])
def test_an_item_that_leaves_opens_nothing_that_was_parked_of_it(held, elsewhere, level):
    item = AgendaItemFactory(meeting=held)
    here, there = park_item(item), park_item(item, body=elsewhere)
    dropped = actions.drop(park_item(item, body=elsewhere), version=1, by=secretary_of(elsewhere))
    by = secretary_of(held.body)
    wanted = ItemDetails(
        label=item.label,
        title=item.title,
        planned_openness=level,
        restriction=restriction() if level == Openness.RESTRICTED else None,
    )
    closed = agendas.change_item(item, wanted, version=1, by=by)

    agendas.remove_item(closed, version=closed.version, by=by)

    assert list(ParkedItem.objects.all()) == [here]
    assert list(ParkedItem.objects.visible_to(by)) == [here]
    assert not ParkedItem.objects.visible_to(member_of(elsewhere)).exists()
    gone = AuditEntry.objects.filter(event=Event.PARKED_DROPPED).order_by("pk")
    assert [entry.subject_id for entry in gone] == [
        str(row.pk) for row in (dropped, there, dropped)
    ]


def test_an_open_item_that_leaves_stays_parked_elsewhere(held, elsewhere):
    item = AgendaItemFactory(meeting=held)
    there = park_item(item, body=elsewhere)

    agendas.remove_item(item, version=1, by=secretary_of(held.body))

    assert list(ParkedItem.objects.visible_to(member_of(elsewhere))) == [there]


def test_only_a_coming_meeting_of_that_body_in_this_network(held, coming):
    by = secretary_of(held.body)
    wrong = [{"for_meeting": held}, {"body": BodyFactory(network=held.body.network)}]
    wrong[1]["for_meeting"] = coming

    for change in wrong:
        with pytest.raises(RuleBroken):
            park_item(AgendaItemFactory(meeting=held), **change)
    with pytest.raises(RuleBroken):
        park_item(AgendaItemFactory(meeting=held), body=BodyFactory())
    with pytest.raises(PermissionDenied):
        actions.park(details(held), by=member_of(held.body))
    assert actions.park(details(held), by=by).openness == Openness.NETWORK


class TestPages:
    @pytest.fixture
    def secretary(self, client, held):
        client.force_login(secretary_of(held.body).user)
        return client

    def parked(self, body):
        return reverse("meetings:parked", args=[body.slug])

    def test_the_secretary_parks_an_item_and_something_new(self, secretary, held, coming):
        item = AgendaItemFactory(meeting=held, title="Woonoverlast")
        form = address("park_item", held, item.pk)
        sent = {"title": "Woonoverlast", "version": "1", "place": f"vergadering-{coming.pk}"}

        assert soup(secretary.get(form)).select_one("[name=title]")["value"] == "Woonoverlast"
        assert secretary.post(form, sent).status_code == 302
        new = {"title": "Drugsafval", "place": f"overleg-{held.body.pk}", "note": "Na de zomer"}
        secretary.post(self.parked(held.body), new)
        page = main_of(secretary.get(self.parked(held.body)))

        assert "Woonoverlast voor" in page
        assert "Drugsafval voor de volgende vergadering" in page
        assert "Na de zomer" in page

    def test_dropping_can_be_undone(self, secretary, held):
        row = ParkedItemFactory(body=held.body, title="Drugsafval")
        step = reverse("meetings:parked_step", args=[held.body.slug, row.pk])

        secretary.post(step, {"version": "1", "vervalt": "1"})
        dropped = ParkedItem.objects.waiting().count()
        secretary.post(step, {"version": "2", "terug": "1"})

        assert dropped == 0
        assert ParkedItem.objects.waiting().count() == 1

    def test_the_network_reads_and_nobody_else(self, client, held):
        ParkedItemFactory(body=held.body, title="Drugsafval")
        stranger = client.get(self.parked(held.body))
        client.force_login(member_of(held.body).user)

        page = client.get(self.parked(held.body))

        assert stranger.status_code == 404
        assert "Drugsafval" in main_of(page)
        assert not soup(page).select("main form")

    def test_the_page_of_a_meeting_leads_the_network_to_it(self, client, held):
        AgendaItemFactory(meeting=held)
        standing = reverse("meetings:standing", args=[held.body.slug])
        ways = {self.parked(held.body), standing}
        visited = links_on(client.get(held.get_absolute_url()))

        client.force_login(member_of(held.body).user)

        assert not ways & visited
        assert ways <= links_on(client.get(held.get_absolute_url()))

    def test_everything_that_waits_comes_on_at_one_press(self, secretary, held, coming):
        row = ParkedItemFactory(body=held.body, title="Drugsafval")
        paper = ProposalFactory(body=held.body, title="Een plan")
        follow_up = FollowUpFactory(body=held.body, opened_on=TODAY, what="Uitzoeken hoe")
        page = soup(secretary.get(f"{coming.get_absolute_url()}?bewerk=1"))
        keys = [button["value"] for button in page.select("[name=wat]")]

        for key in [*keys, keys[0]]:
            again = secretary.post(address("put_on", coming), {"wat": key}, follow=True)

        assert keys == [f"geparkeerd-{row.pk}", f"voorstel-{paper.pk}", f"vervolg-{follow_up.pk}"]
        titles = list(coming.items.order_by("pk").values_list("title", flat=True))
        assert titles == ["Drugsafval", "Een plan", "Uitzoeken hoe"]
        assert "wacht niet meer" in soup(again).get_text()
        assert not soup(again).select("[name=wat]")

    def test_why_it_is_late_is_given_back_when_nothing_was_put_on(self, client, held, coming):
        row = ParkedItemFactory(body=held.body, title="Drugsafval")
        frozen = Meeting.objects.filter(pk=coming.pk)
        frozen.update(state=MeetingState.CONVENED, freeze_days=60)
        client.force_login(secretary_of(held.body).user)
        typed = {"late_reason": "De cijfers kwamen laat"}

        gone = client.post(address("put_on", coming), {"wat": "geparkeerd-0"} | typed)
        frozen.update(state=MeetingState.HELD)
        held_by_now = client.post(
            address("put_on", coming), {"wat": f"geparkeerd-{row.pk}"} | typed
        )

        assert [gone.status_code, held_by_now.status_code] == [422, 422]
        assert soup(gone).select_one("[name=late_reason]").text.strip() == typed["late_reason"]
        assert typed["late_reason"] not in soup(gone).select_one("[role=alert]").text
        assert not soup(held_by_now).select("[name=late_reason]")
        assert typed["late_reason"] in soup(held_by_now).select_one("[role=alert]").text

    def test_the_tray_is_for_who_edits(self, client, held, coming):
        row = ParkedItemFactory(body=held.body)
        client.force_login(member_of(held.body).user)

        page = client.get(f"{coming.get_absolute_url()}?bewerk=1")
        response = client.post(address("put_on", coming), {"wat": f"geparkeerd-{row.pk}"})

        assert not soup(page).select("[name=wat]")
        assert response.status_code == 403
        assert not coming.items.exists()


def links_on(response):
    return {link["href"] for link in soup(response).select("main a")}
