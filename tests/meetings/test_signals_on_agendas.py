"""Signals in figures on agendas: put there, followed from both sides, as closed as the figures."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions.actions import restrictions
from ivz.decisions.actions.restrictions import Lifting
from ivz.errors import RuleBroken
from ivz.insight.models import Signal
from ivz.insight.states import SignalState
from ivz.meetings.actions import agendas
from ivz.meetings.actions import parking as actions
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.actions.parking import ParkingDetails
from ivz.meetings.models import AgendaItem, ParkedItem
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    BodyFactory,
    DataSetFactory,
    DecisionFactory,
    DraftDecisionFactory,
    MeetingFactory,
    member_of,
    secretary_of,
)
from tests.insight.factories import SignalFactory
from tests.meetings.pages import address, main_of, soup
from tests.meetings.test_agendas import restriction

pytestmark = pytest.mark.django_db
PUBLIC = {"openness": Openness.PUBLIC, "planned_openness": Openness.PUBLIC}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def board():
    return BodyFactory(kind=BodyKind.PLATFORM, short_name="DVO")


@pytest.fixture
def secretary(board):
    return secretary_of(board)


@pytest.fixture
def signal(board):
    return SignalFactory(
        data_set=DataSetFactory(network=board.network), theme__name="Fietsendiefstal"
    )


@pytest.fixture
def coming(board):
    return MeetingFactory(body=board, date=dt.date(2016, 12, 12), state=MeetingState.CONVENED)


def park(signal, board, *, by):
    return actions.park(ParkingDetails(body=board, title=signal.title), of=signal, by=by)


def place(signal, meeting, *, by):
    parked = park(signal, meeting.body, by=by)
    return actions.place(parked, meeting, label="D1", version=1, by=by)


def state_of(signal):
    signal.refresh_from_db()
    return signal.state


def parked_address(board):
    return reverse("meetings:parked", args=[board.slug])


def test_from_the_page_of_a_signal_to_the_agenda_and_back(client, board, secretary, signal, coming):
    client.force_login(secretary.user)
    put_on = f"{parked_address(board)}?signaal={signal.key}"
    assert put_on in client.get(signal.get_absolute_url()).content.decode()

    form = soup(client.get(put_on))
    title = form.select_one("main [name=title]")["value"]
    client.post(put_on, {"title": title, "note": "", "place": f"vergadering-{coming.pk}"})

    assert title == signal.title
    assert state_of(signal) == SignalState.ON_AGENDA
    told = client.get(signal.get_absolute_url())
    assert f"Wacht op een agenda van {board.name}" in main_of(told)
    assert put_on not in told.content.decode()

    client.post(address("put_on", coming), {"wat": f"geparkeerd-{ParkedItem.objects.get().pk}"})

    item = coming.items.get()
    assert item.planned_openness == Openness.NETWORK
    agenda = soup(client.get(coming.get_absolute_url()))
    link = agenda.select_one(f"main a[href='{signal.get_absolute_url()}']")
    assert link.text == "Signaal uit cijfers"
    told = client.get(signal.get_absolute_url())
    assert f"DVO van maandag 12 december 2016, agendapunt {item.label}" in main_of(told)
    assert f'href="{item.get_absolute_url()}"' in told.content.decode()


def test_the_signal_says_what_was_decided_to_whoever_may_read_it(
    client, board, secretary, signal, coming
):
    item = place(signal, coming, by=secretary)
    decision = DecisionFactory(body=board, title="Meer fietsenstallingen", openness=Openness.BODY)
    DraftDecisionFactory(item=item, decision=decision)
    client.force_login(secretary.user)
    assert "Meer fietsenstallingen" in main_of(client.get(signal.get_absolute_url()))

    client.force_login(member_of(BodyFactory(network=board.network)).user)

    told = main_of(client.get(signal.get_absolute_url()))
    assert "Meer fietsenstallingen" not in told
    assert "agendapunt D1" in told


def test_who_reads_the_item_and_not_the_signal_gets_no_link(client, secretary, signal, coming):
    item = place(signal, coming, by=secretary)
    AgendaItem.objects.filter(pk=item.pk).update(**PUBLIC)

    page = client.get(coming.get_absolute_url()).content.decode()

    assert "Signaal uit cijfers" in page
    assert signal.key not in page


def test_dropped_it_waits_as_a_signal_again_and_put_back_no_more(board, secretary, signal):
    parked = park(signal, board, by=secretary)

    actions.drop(parked, version=1, by=secretary)
    assert state_of(signal) == SignalState.OPEN

    actions.put_back(parked, version=2, by=secretary)
    assert state_of(signal) == SignalState.ON_AGENDA
    kinds = [step.kind for step in signal.steps.all()]
    assert kinds == ["on_agenda", "off_agenda", "on_agenda"]


def test_a_signal_that_lapsed_stays_so_when_its_item_is_dropped(board, secretary, signal):
    parked = park(signal, board, by=secretary)
    lapsed = {"state": SignalState.WITHDRAWN, "reason": "De cijfers zijn verbeterd."}
    Signal.objects.update(**lapsed)

    actions.drop(parked, version=1, by=secretary)

    assert state_of(signal) == SignalState.WITHDRAWN
    with pytest.raises(RuleBroken):
        actions.put_back(parked, version=2, by=secretary)


def test_what_waits_leads_to_its_signal_and_says_when_that_lapsed(
    client, board, secretary, signal, coming
):
    park(signal, board, by=secretary)
    client.force_login(secretary.user)
    pages = [parked_address(board), f"{coming.get_absolute_url()}?bewerk=1"]
    for page in map(client.get, pages):
        assert soup(page).select_one(f"main a[href='{signal.get_absolute_url()}']")
        assert "vervallen" not in main_of(page)
    lapsed = {"state": SignalState.WITHDRAWN, "reason": "De cijfers zijn verbeterd."}
    Signal.objects.update(**lapsed)

    for page in map(client.get, pages):
        assert "Signaal uit cijfers (vervallen: de cijfers zijn verbeterd)" in main_of(page)


def test_a_signal_stands_on_one_agenda_at_a_time(board, secretary, signal):
    park(signal, board, by=secretary)

    with pytest.raises(RuleBroken, match="al op een agenda"):
        park(signal, board, by=secretary)

    assert ParkedItem.objects.count() == 1


def test_whatever_its_state_says_a_signal_waits_once(board, secretary, signal):
    first = park(signal, board, by=secretary)
    Signal.objects.update(state=SignalState.OPEN, handled_on=None, handled_by=None)

    with pytest.raises(RuleBroken, match="al op een agenda"):
        park(signal, board, by=secretary)
    assert ParkedItem.objects.get() == first

    actions.drop(first, version=1, by=secretary)
    park(signal, board, by=secretary)
    Signal.objects.update(state=SignalState.OPEN, handled_on=None, handled_by=None)
    with pytest.raises(RuleBroken, match="al op een agenda"):
        actions.put_back(first, version=2, by=secretary)

    assert ParkedItem.objects.waiting().count() == 1


def test_a_form_that_was_sent_twice_parks_a_signal_once(client, board, secretary, signal):
    client.force_login(secretary.user)
    put_on = f"{parked_address(board)}?signaal={signal.key}"
    filled_in = {"title": "Fietsendiefstal", "note": "", "place": f"overleg-{board.pk}"}

    once = client.post(put_on, filled_in)
    again = client.post(put_on, filled_in)

    assert (once.status_code, again.status_code) == (302, 422)
    assert "er is niets geparkeerd" in main_of(again)
    assert soup(again).select_one("main [name=title]")["value"] == "Fietsendiefstal"
    assert ParkedItem.objects.get().signal == signal


def test_only_on_an_agenda_of_its_own_network_by_who_edits_that(board, signal):
    elsewhere = BodyFactory(kind=BodyKind.PLATFORM)

    with pytest.raises(RuleBroken):
        park(signal, elsewhere, by=secretary_of(elsewhere))
    with pytest.raises(PermissionDenied):
        park(signal, board, by=member_of(board))

    assert state_of(signal) == SignalState.OPEN
    assert not ParkedItem.objects.exists()


def test_a_signal_of_elsewhere_or_for_named_people_fills_no_form(client, board, secretary):
    elsewhere = SignalFactory(data_set__openness="public", theme__name="Elders")
    client.force_login(secretary.user)
    forms = []
    for key in (elsewhere.key, "onbekend"):
        page = soup(client.get(f"{parked_address(board)}?signaal={key}"))
        forms.append(page.select_one("main [name=title]").get("value"))
        assert "Elders" not in page.text

    assert forms == [None, None]


def test_an_item_is_never_more_open_than_the_figures(secretary, signal, coming):
    item = place(signal, coming, by=secretary)
    wanted = ItemDetails(label="D1", title=item.title, planned_openness=Openness.PUBLIC)

    with pytest.raises(RuleBroken, match="minder open"):
        agendas.change_item(item, wanted, version=item.version, by=secretary)

    signal.data_set.openness = Openness.PUBLIC
    signal.data_set.save()
    opened = agendas.change_item(item, wanted, version=item.version, by=secretary)
    assert opened.planned_openness == Openness.PUBLIC


def test_closing_the_figures_closes_what_was_made_of_them(board, secretary, signal, coming):
    item = place(signal, coming, by=secretary)
    other = SignalFactory(data_set=signal.data_set)
    parked = park(other, board, by=secretary)
    readers = [secretary.user.person]
    table = signal.data_set

    imposed = restrictions.impose(
        table,
        restriction(imposed_by=DecisionFactory(body=board), readers=readers),
        by=secretary,
    )

    member = member_of(board)
    for row in (item, parked):
        row.refresh_from_db()
        assert (row.openness, row.restriction) == (Openness.RESTRICTED, imposed)
        assert not type(row).objects.visible_to(member).filter(pk=row.pk).exists()
    assert not Signal.objects.visible_to(member).exists()


def test_lifted_the_item_opens_no_further_than_the_figures(board, secretary, signal, coming):
    item = place(signal, coming, by=secretary)
    table = signal.data_set
    given = restriction(imposed_by=DecisionFactory(body=board), readers=[secretary.user.person])
    first = restrictions.impose(item, given, by=secretary)
    second = restrictions.impose(table, given, by=secretary)

    lifting = Lifting(
        to=Openness.NETWORK, why="Niet meer nodig.", decision=DecisionFactory(body=board)
    )
    restrictions.lift(first, lifting, version=first.version, by=secretary)

    item.refresh_from_db()
    assert (item.openness, item.restriction) == (Openness.RESTRICTED, second)
    assert not AgendaItem.objects.visible_to(member_of(board)).exists()
