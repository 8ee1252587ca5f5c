"""The decision list as a page: what each reader finds, and what nobody can tell."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.meetings.actions import publishing, recording
from ivz.meetings.models import AgendaItem, Attendance
from ivz.meetings.queries.attendance import turnout_of
from ivz.meetings.queries.blocks import blocks_in
from ivz.meetings.queries.decision_lists import decision_list
from ivz.meetings.queries.numerals import in_words
from ivz.meetings.states import MeetingState, Presence
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    PersonFactory,
    SeatFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.nine_points import (
    accepted,
    decide_all,
    item_with_points,
    later_meeting,
    record,
)

pytestmark = pytest.mark.django_db
CLOSED = "Inzet jaarwisseling"


@pytest.fixture
def meeting():
    """Build a held meeting: nine public decisions, and one for the body only."""
    item = item_with_points()
    secretary = secretary_of(item.meeting.body)
    AgendaItem.objects.filter(pk=item.pk).update(minutes="Uitgebreid besproken.")
    closed = AgendaItemFactory(
        meeting=item.meeting,
        label="D2",
        title=CLOSED,
        minutes=CLOSED,
        planned_openness=Openness.BODY,
        openness=Openness.BODY,
    )
    decide_all(item, by=secretary, returns_in=later_meeting(item))
    record(item, by=secretary)
    recording.save_draft(closed, accepted(CLOSED), point=None, version=0, by=secretary)
    record(closed, by=secretary)
    item.meeting.refresh_from_db()
    item.meeting.secretary = secretary.user.person
    item.meeting.save()
    return item.meeting


@pytest.fixture
def published(meeting):
    return publishing.publish(meeting, by=secretary_of(meeting.body))


def test_a_visitor_reads_nine_decisions_and_no_trace_of_the_tenth(client, published):
    response = client.get(address("decision_list", published))

    rows = page(response).select("table.ivz-decisions tbody tr")
    assert [row.th.text for row in rows] == [str(number) for number in range(1, 10)]
    assert "Akkoord met open punt" in rows[7].text
    assert "12\u00a0december\u00a02016" in rows[7].text
    for trace in [CLOSED, "D2", "2016-10<", "esloten"]:
        assert trace not in page(response).select_one("main").text


def test_the_header_tells_when_where_who_led_who_wrote_and_how_many_came(client, published):
    published.place = "Meldkamer Hengelo"
    published.chair = PersonFactory(function="Voorzitter van het overleg")
    published.secretary = PersonFactory(function="Secretaris van het overleg")
    published.save()

    header = page(client.get(address("decision_list", published))).select_one("dl.ivz-facts").text

    told = [
        "maandag 10",
        "Meldkamer Hengelo",
        "Voorzitter van het",
        "Secretaris van het",
        "anwezig",
    ]
    assert [word for word in told if word not in header] == []


def test_the_page_links_to_the_same_decisions_as_open_data(client, published):
    links = page(client.get(address("decision_list", published))).select("aside a")
    (data,) = [link["href"] for link in links if link["href"].startswith("/api/")]

    assert len(client.get(data).json()["items"]) == 9


def test_a_member_reads_the_closed_part_with_its_badge(client, published):
    client.force_login(member_of(published.body).user)

    content = page(client.get(address("decision_list", published))).select_one("main")

    assert CLOSED in content.text
    assert len(content.select(".ivz-badge--body")) == 2


def test_a_member_can_look_as_a_visitor(client, published):
    client.force_login(member_of(published.body).user)

    seen = client.get(address("decision_list", published), {"weergave": "openbaar"})

    assert CLOSED not in page(seen).select_one("main").text


def test_someone_of_another_body_in_the_network_does_not_read_the_closed_part(client, published):
    elsewhere = MeetingFactory(body__network=published.body.network).body
    client.force_login(member_of(elsewhere).user)

    response = client.get(address("decision_list", published))

    assert CLOSED not in response.content.decode()


@pytest.mark.parametrize("name", ["decision_list", "decision_list_pdf", "published"])
def test_an_unpublished_list_does_not_exist_for_visitors(client, meeting, name):
    assert client.get(address(name, meeting)).status_code == 404


def test_the_network_reads_an_unpublished_list_as_not_public(client, meeting):
    client.force_login(member_of(meeting.body).user)

    content = page(client.get(address("decision_list", meeting))).select_one("main").text

    assert "Nog niet openbaar" in content
    assert "Tekst van punt 1" in content


def test_a_meeting_without_decisions_has_no_list(client):
    meeting = MeetingFactory()
    client.force_login(member_of(meeting.body).user)

    assert client.get(address("decision_list", meeting)).status_code == 404


def test_a_list_is_a_concept_until_it_is_adopted(client, published):
    before = page(client.get(address("decision_list", published))).select_one("main").text
    publishing.adopt(published, by=secretary_of(published.body))

    after = page(client.get(address("decision_list", published))).select_one("main").text

    assert "nog vast te stellen" in before
    assert "nog vast te stellen" not in after


def test_a_list_put_right_after_publishing_shows_reason_and_old_text(client, published):
    item = published.items.get(label="D1")
    draft = item.drafts.get(point__label="1")
    recording.put_right(
        draft,
        accepted("Beter zo."),
        reason="Verkeerd getal",
        version=draft.version,
        by=secretary_of(published.body),
    )

    row = page(client.get(address("decision_list", published))).select_one("tbody tr").text

    for text in ["Beter zo.", "Verkeerd getal", "DVO 2016-1", "Tekst van punt 1"]:
        assert text in row


def test_the_text_before_publishing_stays_inside_when_put_right(client, meeting):
    secretary = secretary_of(meeting.body)
    draft = meeting.items.get(label="D1").drafts.get(point__label="1")
    recording.put_right(
        draft, accepted("Beter zo."), reason="Tikfout", version=draft.version, by=secretary
    )
    publishing.publish(meeting, by=secretary)

    row = page(client.get(address("decision_list", meeting))).select_one("tbody tr").text

    assert "Beter zo." in row
    assert "Tekst van punt 1" not in row


def test_closing_an_item_later_removes_it_at_once(client, published):
    AgendaItem.objects.filter(label="D1").update(openness=Openness.BODY)

    content = client.get(address("decision_list", published)).content.decode()

    assert "Tekst van punt" not in content


def test_a_practice_list_says_so(client, meeting):
    meeting.is_practice = True
    meeting.save()
    publishing.publish(meeting, by=secretary_of(meeting.body))

    content = page(client.get(address("decision_list", meeting))).select_one("main").text

    assert "Oefening, verzonnen ter illustratie" in content


def seated(meeting, presence, *, person=None, deputy=None):
    seat = SeatFactory(body=meeting.body, person=person or PersonFactory())
    Attendance.objects.create(meeting=meeting, seat=seat, presence=presence, deputy=deputy)
    return seat


def test_the_chair_counts_as_present_without_being_listed():
    meeting = MeetingFactory(chair=PersonFactory(), secretary=PersonFactory())
    for _number in range(21):
        seated(meeting, Presence.PRESENT)
    seated(meeting, Presence.PRESENT, person=meeting.secretary)
    for _number in range(5):
        seated(meeting, Presence.ABSENT_WITH_NOTICE)

    turnout = turnout_of(meeting)

    assert (turnout.has_chair, turnout.others, turnout.absent) == (True, 22, 5)


def test_someone_with_two_seats_counts_once():
    meeting = MeetingFactory()
    person = PersonFactory()
    seated(meeting, Presence.PRESENT, person=person)
    seated(meeting, Presence.PRESENT, person=person)

    assert turnout_of(meeting).others == 1


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("Eén regel.", [(["Eén regel."], False)]),
        ("Een\nalinea.\n\nNog een.", [(["Een", "alinea."], False), (["Nog een."], False)]),
        ("- eerste\r\n- tweede", [(["eerste", "tweede"], True)]),
        ("- eerste\ngeen streep", [(["- eerste", "geen streep"], False)]),
    ],
)
def test_minutes_are_split_in_paragraphs_and_lists(text, blocks):
    assert [(block.lines, block.is_list) for block in blocks_in(text)] == blocks


@pytest.mark.parametrize(("count", "words"), [(1, "één"), (9, "negen"), (12, "twaalf"), (13, "13")])
def test_small_counts_are_written_out(count, words):
    assert in_words(count) == words


def test_the_list_takes_few_queries_whatever_its_length(
    client, django_assert_max_num_queries, published
):
    for actor in [None, secretary_of(published.body)]:
        if actor:
            client.force_login(actor.user)
        with django_assert_max_num_queries(20):
            assert client.get(address("decision_list", published)).status_code == 200


def test_the_query_takes_eight_queries_at_most(django_assert_max_num_queries, published):
    with django_assert_max_num_queries(8):
        listed = decision_list(published, actor=visitor())
        assert listed.decision_count == 9


@pytest.mark.parametrize("role", [Role.MEMBER, Role.POLICE])
def test_who_cannot_publish_or_adopt_sees_no_buttons(client, published, role):
    client.force_login(member_of(published.body).user)

    assert not page(client.get(address("decision_list", published))).select("main button")


def test_the_page_says_why_a_list_cannot_be_adopted_yet(client, published):
    secretary = secretary_of(published.body)
    waiting = AgendaItemFactory(meeting=published, label="E")
    recording.save_draft(waiting, accepted("Nog niet af"), point=None, version=0, by=secretary)
    client.force_login(secretary.user)

    steps = page(client.get(address("decision_list", published))).select_one(
        "[aria-labelledby=stap]"
    )

    assert not steps.select("button")
    assert "Sommige uitkomsten zijn nog concept." in steps.text


def test_nobody_is_named_in_a_list_but_by_function(client, published):
    published.chair = PersonFactory(function="Voorzitter", name="Naam van iemand")
    published.save()

    content = client.get(address("decision_list", published)).content.decode()

    assert "Voorzitter" in content
    assert "Naam van iemand" not in content


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CONVENED])
def test_a_list_cannot_be_guessed_before_it_is_there(client, state):
    meeting = MeetingFactory(state=state)

    assert client.get(address("decision_list", meeting)).status_code == 404


def address(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug])


def page(response):
    return BeautifulSoup(response.content, "html.parser")
