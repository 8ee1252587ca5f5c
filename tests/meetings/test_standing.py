"""What stands on every agenda of a body."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.actions import planning, standing
from ivz.meetings.actions.standing import StandingDetails
from ivz.meetings.forms.standing import MOST_ITEMS
from ivz.meetings.models import AgendaItem, StandingItem
from ivz.meetings.queries.meetings import agenda, suggested_labels
from ivz.meetings.states import Event, MeetingState, Part
from ivz.workflow.versions import StaleEdit
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
OPENING = StandingDetails(label="A", title="Opening", planned_minutes=5)
LIST = StandingDetails(label="B", title="Vorige lijst", part=Part.PREVIOUS_LIST)
SUBJECTS = StandingDetails(label="D", title="Ter bespreking", part=Part.ITEMS)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("ivz.web.middleware.today", lambda: TODAY)


@pytest.fixture
def body():
    return BodyFactory()


def lay_down(body, *items, version=1):
    return standing.set_standing(body, items, version=version, by=secretary_of(body))


def plan(body, on=TODAY):
    return planning.plan(planning.MeetingDetails(date=on), body=body, by=secretary_of(body))


def test_a_new_meeting_begins_with_the_standing_items_in_order(body):
    closed = StandingDetails(label="C", title="Intern", planned_openness=Openness.NETWORK)
    lay_down(body, LIST, OPENING, closed)

    items = list(plan(body).items.all())

    assert [(item.label, item.part, item.planned_minutes) for item in items] == [
        ("B", Part.PREVIOUS_LIST, None),
        ("A", Part.NONE, 5),
        ("C", Part.NONE, None),
    ]
    assert [item.planned_openness for item in items] == ["public", "public", "network"]
    assert {item.openness for item in items} == {Openness.NETWORK}


def test_laying_down_anew_replaces_the_items_and_leaves_agendas_alone(body):
    agenda_now = lay_down(body, OPENING, LIST)
    planned = plan(body)

    lay_down(body, SUBJECTS, version=agenda_now.version)

    assert [item.label for item in StandingItem.objects.all()] == ["D"]
    assert [item.label for item in planned.items.all()] == ["A", "B"]
    assert AuditEntry.objects.filter(event=Event.STANDING_CHANGED).count() == 2


def test_whoever_saves_second_replaces_nothing(body):
    lay_down(body, OPENING)

    with pytest.raises(StaleEdit):
        lay_down(body, SUBJECTS)

    assert StandingItem.objects.get().label == "A"


@pytest.mark.parametrize(
    "items",
    [
        [OPENING, StandingDetails(label="a", title="Nog een")],
        [StandingDetails(label="A/B", title="Streep")],
        [LIST, StandingDetails(label="C", title="Nog een lijst", part=Part.PREVIOUS_LIST)],
    ],
)
def test_labels_stand_once_and_a_purpose_too(body, items):
    with pytest.raises(RuleBroken):
        lay_down(body, *items)

    assert not StandingItem.objects.exists()


def test_a_member_lays_nothing_down(body):
    with pytest.raises(PermissionDenied):
        standing.set_standing(body, [OPENING], version=1, by=member_of(body))


def test_the_previous_list_is_that_of_the_last_meeting_held(body):
    held = {"body": body, "state": MeetingState.HELD}
    MeetingFactory(date=TODAY - dt.timedelta(days=60), **held)
    last = MeetingFactory(date=TODAY - dt.timedelta(days=30), **held)
    MeetingFactory(date=TODAY - dt.timedelta(days=10), is_practice=True, **held)
    MeetingFactory(date=TODAY + dt.timedelta(days=10), **held)
    MeetingFactory(date=TODAY - dt.timedelta(days=5), body=body)
    lay_down(body, LIST)

    meeting = plan(body)

    assert agenda(meeting, actor=member_of(body)).previous_list == last
    assert agenda(meeting, actor=Actor(today=TODAY)).previous_list is None


def test_the_next_label_is_offered_under_the_subjects_of_the_meeting(body):
    lay_down(body, OPENING, SUBJECTS, StandingDetails(label="F", title="Sluiting"))
    meeting = plan(body)

    first = suggested_labels(list(meeting.items.all()))
    AgendaItemFactory(meeting=meeting, label="D1")

    assert first == ["D1", "G"]
    assert suggested_labels(list(meeting.items.all())) == ["D2", "G"]


class TestPage:
    def page(self, body):
        return reverse("meetings:standing", args=[body.slug])

    def sent(self, *rows, version="1"):
        given = {"items-TOTAL_FORMS": len(rows), "items-INITIAL_FORMS": 0, "version": version}
        for number, row in enumerate(rows):
            whole = {"kind": "discuss", "part": "none", "is_public": "on"} | row
            given |= {f"items-{number}-{name}": value for name, value in whole.items()}
        return given

    def test_the_secretary_begins_with_what_is_usual_and_orders_by_place(self, client, body):
        client.force_login(secretary_of(body).user)

        before = soup(client.get(self.page(body)))
        response = client.post(
            self.page(body),
            self.sent(
                {"place": "2", "label": "B", "title": "Sluiting"},
                {"place": "1", "label": "A", "title": "Opening"},
                {"place": "3", "label": "C", "title": "Weg", "leave_out": "on"},
                {},
            ),
        )

        titles = [field["value"] for field in before.select("[name$=-title][value]")]
        assert titles[0] == "Opening"
        assert response.status_code == 302
        assert list(StandingItem.objects.values_list("label", flat=True)) == ["A", "B"]

    @pytest.mark.parametrize("known", [0, 2])
    def test_rows_as_they_began_are_kept(self, client, body, known):
        lay_down(body, OPENING, SUBJECTS)
        client.force_login(secretary_of(body).user)
        rows = [
            {"place": "1", "label": "A", "title": "Opening", "planned_minutes": "5"},
            {"place": "2", "label": "D", "title": "Ter bespreking", "part": "items"},
        ]

        response = client.post(
            self.page(body), self.sent(*rows, version="2") | {"items-INITIAL_FORMS": known}
        )

        assert response.status_code == 302
        assert list(StandingItem.objects.values_list("label", flat=True)) == ["A", "D"]

    def test_more_items_than_an_agenda_holds_are_refused(self, client, body):
        client.force_login(secretary_of(body).user)
        rows = [{"label": f"P{number}", "title": "Punt"} for number in range(MOST_ITEMS + 1)]

        refused = client.post(self.page(body), self.sent(*rows))
        kept = client.post(self.page(body), self.sent(*rows[:-1]))

        assert refused.status_code == 422
        assert f"hoogstens {MOST_ITEMS} punten" in main_of(refused)
        assert kept.status_code == 302
        assert StandingItem.objects.count() == MOST_ITEMS

    def test_a_version_of_thousands_of_digits_fits_none(self, client, body):
        client.force_login(secretary_of(body).user)

        response = client.post(self.page(body), self.sent(version="9" * 5_000))

        assert response.status_code == 409

    def test_a_stale_save_shows_both(self, client, body):
        lay_down(body, OPENING)
        client.force_login(secretary_of(body).user)

        response = client.post(
            self.page(body), self.sent({"label": "Z", "title": "Van mij"}), follow=False
        )

        assert response.status_code == 409
        assert "Opening" in main_of(response)
        assert "Van mij" in main_of(response)
        assert StandingItem.objects.get().title == "Opening"

    def test_a_refusal_keeps_what_was_typed(self, client, body):
        client.force_login(secretary_of(body).user)
        twice = {"label": "A", "title": "Opening"}

        response = client.post(self.page(body), self.sent(twice, twice))

        assert response.status_code == 422
        assert "twee keer" in main_of(response)
        assert len(soup(response).select('[name$=-title][value="Opening"]')) == 2

    def test_the_network_reads_it_and_nobody_else(self, client, body):
        lay_down(body, OPENING)
        stranger = client.get(self.page(body))
        client.force_login(member_of(body).user)

        response = client.get(self.page(body))

        assert stranger.status_code == 404
        assert "Opening" in main_of(response)
        assert not soup(response).select("main form")
        assert client.post(self.page(body), self.sent()).status_code == 200
        assert StandingItem.objects.count() == 1

    def test_an_empty_agenda_takes_the_standing_items_on_at_one_press(self, client, body):
        meeting = plan(body)
        lay_down(body, OPENING, LIST)
        client.force_login(secretary_of(body).user)
        put = address("put_standing", meeting)

        page = soup(client.get(meeting.get_absolute_url()))
        client.post(put)
        again = client.post(put, follow=True)

        assert page.select(f'form[action="{put}"]')
        assert AgendaItem.objects.filter(meeting=meeting).count() == 2
        assert "met de hand" in main_of(again) or "met de hand" in soup(again).get_text()
