"""Who asked for an item and where, who presents it, and whose announcement it is."""

import datetime as dt

import pytest

from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas as actions
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.models import AgendaItem
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def meeting():
    return MeetingFactory(date=TODAY, state=MeetingState.CONVENED)


def earlier(meeting, **kwargs):
    given = {"body": meeting.body, "date": TODAY - dt.timedelta(days=98), "state": "held"}
    return MeetingFactory(**(given | kwargs))


def test_the_agenda_tells_who_asked_in_which_meeting(client, meeting):
    before = earlier(meeting)
    person = member_of(meeting.body).user.person
    secretary = secretary_of(meeting.body)
    client.force_login(secretary.user)
    sent = {"label": "D1", "title": "Cameratoezicht", "kind": "discuss"}
    sent |= {"planned_openness": "public", "asked_by": person.pk, "asked_in": before.pk}
    sent |= {"presenters": "adviseur en teamchef"}

    client.post(address("add_item", meeting), sent)
    AgendaItem.objects.update(openness="public")
    client.logout()
    page = main_of(client.get(meeting.get_absolute_url()))

    item = AgendaItem.objects.get()
    assert (item.asked_by, item.asked_in) == (person, before)
    assert f"Op verzoek van {person.function} in {meeting.body.short_name} van" in page
    assert "presentatie door adviseur en teamchef" in page


@pytest.mark.parametrize(
    "change",
    [
        {"date": TODAY + dt.timedelta(days=1)},
        {"state": MeetingState.DRAFT},
        {"body": None},
    ],
)
def test_an_origin_is_an_earlier_meeting_that_everyone_may_know(meeting, change):
    if "body" in change:
        change["body"] = BodyFactory()
    other = earlier(meeting, **change)
    details = ItemDetails(label="A", title="Opening", asked_in=other)
    item = AgendaItemFactory(meeting=meeting, label="B")
    by = secretary_of(meeting.body)

    with pytest.raises(RuleBroken):
        actions.add_item(meeting, details, by=by)
    with pytest.raises(RuleBroken):
        actions.change_item(item, details, version=1, by=by)


def test_announcements_stand_together_by_sender(client, meeting):
    by = secretary_of(meeting.body)
    said = [("B1", "politie"), ("B2", "OM"), ("B3", "politie"), ("C", "")]
    for label, sender in said:
        details = ItemDetails(label=label, title=f"Punt {label}", sender=sender)
        actions.add_item(meeting, details, by=by)
    client.force_login(member_of(meeting.body).user)

    page = soup(client.get(meeting.get_absolute_url()))

    heads = [row.get_text(" ", strip=True) for row in page.select(".ivz-agenda__group")]
    assert heads == ["Mededelingen vanuit politie", "Mededelingen vanuit OM"]
    assert list(meeting.items.values_list("label", flat=True)) == ["B1", "B3", "B2", "C"]


def test_saving_an_item_again_keeps_what_it_came_from(client, meeting):
    item = AgendaItemFactory(
        meeting=meeting,
        asked_by=member_of(meeting.body).user.person,
        asked_in=earlier(meeting),
        sender="politie",
        presenters="teamchef",
    )
    client.force_login(secretary_of(meeting.body).user)
    page = soup(client.get(address("edit_item", meeting, item.pk)))
    form = page.select_one("main form")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[type=text]")}
    sent |= {"version": "1", "kind": "inform", "planned_openness": "network"}
    for name in ["asked_by", "asked_in"]:
        sent[name] = form.select_one(f"[name={name}] [selected]")["value"]

    response = client.post(address("edit_item", meeting, item.pk), sent)

    assert response.status_code == 302
    item.refresh_from_db()
    assert (item.kind, item.sender, item.presenters) == ("inform", "politie", "teamchef")
    assert item.asked_by is not None
    assert item.asked_in is not None
