"""What the pages ask and tell where an agenda is frozen."""

import datetime as dt

import pytest

from ivz.meetings.actions import agendas, questions
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.models import LateChange, Meeting
from ivz.meetings.queries.bundles import bundle
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AgendaRequestFactory,
    BodyFactory,
    MeetingFactory,
    ProposalFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import address, main_of, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
WHY = "Het cijfer kwam gisteren binnen"


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def meeting(body):
    """Give a meeting that is out, four days after its agenda was frozen."""
    on = TODAY + dt.timedelta(days=3)
    return MeetingFactory(body=body, date=on, papers_due_days=14, freeze_days=7)


@pytest.fixture
def by(body):
    return secretary_of(body)


@pytest.fixture(autouse=True)
def _secretary(client, by):
    client.force_login(by.user)


def test_the_form_for_an_item_asks_why_and_keeps_what_was_typed(client, meeting):
    typed = {
        "label": "Z",
        "title": "Spoed",
        "kind": "discuss",
        "planned_openness": "network",
    }

    refused = client.post(address("add_item", meeting), typed)
    client.post(address("add_item", meeting), typed | {"late_reason": WHY})

    assert refused.status_code == 422
    assert soup(refused).select_one("[name=title]")["value"] == "Spoed"
    assert "De agenda staat vast" in main_of(refused)
    assert LateChange.objects.get().reason == WHY


def test_in_time_no_form_asks(client, meeting):
    paper = ProposalFactory(body=meeting.body)
    AgendaItemFactory(meeting=meeting, proposal=paper)
    Meeting.objects.update(freeze_days=None)
    pages = [address("add_item", meeting), address("new_meeting_annex", meeting)]
    pages.append(f"{paper.get_absolute_url()}wijzig/")

    for page in pages:
        assert not soup(client.get(page)).select("[name=late_reason]")
    Meeting.objects.update(freeze_days=7)
    for page in pages:
        assert soup(client.get(page)).select("[name=late_reason]")


def test_taking_an_item_off_asks_why_and_the_meeting_tells_it(client, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Vervalt")
    remove = address("remove_item", meeting, item.pk)

    asked = client.get(remove)
    refused = client.post(remove, {"version": 1})
    done = client.post(remove, {"version": 1, "late_reason": WHY}, follow=True)

    assert soup(asked).select("textarea[name=late_reason]")
    assert refused.status_code == 422
    assert soup(refused).select("main button[type=submit]")
    told = soup(done).select_one("[aria-labelledby=nagezonden]").get_text()
    assert item.label in told
    assert "Vervalt" not in told
    assert WHY in told


def test_an_annex_without_a_reason_is_refused_in_place(client, meeting):
    typed = {"title": "Tabel", "planned_openness": "network"}

    refused = client.post(address("new_meeting_annex", meeting), typed)
    done = client.post(address("new_meeting_annex", meeting), typed | {"late_reason": WHY})
    page = client.get(done.url)

    assert refused.status_code == 422
    assert WHY in main_of(page)


def test_the_standing_page_keeps_the_terms_and_tells_the_network(client, body):
    page = f"/vergaderingen/{body.slug}/vaste-punten/"
    sent = {"items-TOTAL_FORMS": 0, "items-INITIAL_FORMS": 0, "version": 1}

    client.post(page, sent | {"papers_due_days": 14, "freeze_days": 7})
    refused = client.post(page, sent | {"version": 2, "freeze_days": 61})
    client.force_login(member_of(body).user)
    told = main_of(client.get(page))

    assert refused.status_code == 422
    assert "Stukken moeten 14 dagen voor een vergadering binnen zijn" in told


def test_a_meeting_gets_other_terms_on_its_own_page(client, meeting):
    typed = {"version": 1, "date": "2016-10-13", "freeze_days": "1", "papers_due_days": ""}

    client.post(address("edit", meeting), typed)

    meeting.refresh_from_db()
    assert (meeting.papers_due_days, meeting.freeze_days) == (None, 1)


def test_a_late_request_says_so_and_is_declined_with_an_answer(client, meeting):
    asked = AgendaRequestFactory(meeting=meeting, requested_on=TODAY, with_proposal=False)

    questions.decline(asked, answer="Volgende keer", version=1, by=secretary_of(meeting.body))

    asked.refresh_from_db()
    assert asked.answer == "Volgende keer"
    assert not LateChange.objects.exists()


def test_the_papers_in_one_file_tell_what_came_late(meeting, by):
    agendas.add_item(meeting, ItemDetails(label="Z", title="Spoed", late_reason=WHY), by=by)

    rows = bundle(meeting, actor=by).agenda.rows

    assert [[late.reason for late in row.late] for row in rows] == [[WHY]]
