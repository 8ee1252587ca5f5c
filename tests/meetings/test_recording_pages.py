"""The pages for deciding point by point, whole and swapped."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.meetings.models import AgendaItem, DraftDecision
from ivz.meetings.states import MeetingState
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    PersonFactory,
    RestrictionFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.meetings.nine_points import (
    accepted,
    decide_all,
    item_with_points,
    later_meeting,
    note,
    record,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def item():
    return item_with_points()


@pytest.fixture
def secretary(client, item):
    actor = secretary_of(item.meeting.body)
    client.force_login(actor.user)
    return actor


def test_nine_points_are_decided_recorded_and_listed(client, item, secretary):
    later = later_meeting(item)
    owner = PersonFactory(function="Portefeuillehouder")
    SeatFactory(body=item.meeting.body, person=owner)
    client.post(
        address("draft", item, "8"),
        form_of(
            outcome=Outcome.ACCEPTED_WITH_OPEN_POINT,
            open_point="Hoe verder?",
            owner=owner.pk,
            returns_in=later.pk,
        ),
    )
    client.post(address("accept_rest", item))

    confirm = client.get(address("record_confirm", item))
    told = main(confirm)
    answer = client.post(
        address("record_confirm", item),
        {
            "conclusion": "Akkoord.",
            "version": field(confirm, "version"),
            "edition": field(confirm, "edition"),
        },
        follow=True,
    )

    assert "DVO 2016-1 tot en met DVO 2016-9" in told
    assert "maandag 12\u00a0december\u00a02016" in told
    assert "Negen besluiten staan in het register." in main(answer)
    assert [f"DVO 2016-{n}" in main(answer) for n in range(1, 10)] == [True] * 9


def test_the_first_point_without_outcome_is_open(client, item, secretary):
    note(item, "1", accepted(), by=secretary)

    response = client.get(address("record", item))

    assert open_point(response)["id"] == "punt-2"
    assert open_point(response).select_one("textarea[name=text]").text.strip() == "Tekst van punt 2"


def test_saving_goes_on_to_the_next_point_that_misses_something(client, item, secretary):
    note(item, "2", accepted(), by=secretary)

    response = client.post(address("draft", item, "1"), form_of())

    assert response.url == f"{address('record', item)}?punt=3#punt-3"


def test_saving_the_last_point_goes_to_the_button(client, item, secretary):
    decide_all(item, by=secretary)

    response = client.post(address("draft", item, "9"), form_of(version=1))

    assert response.url == f"{address('record', item)}#afronden"


def test_the_swapped_part_equals_the_reloaded_page(client, item, secretary):
    swapped = client.post(address("draft", item, "1"), form_of(), headers=HTMX, follow=True)
    reloaded = client.get(f"{address('record', item)}?punt=2")

    assert b"<html" not in swapped.content
    assert without_tokens(swapped) == without_tokens(reloaded)


def without_tokens(response):
    found = part(response)
    for token in found.select("input[name=csrfmiddlewaretoken]"):
        token.decompose()
    return found


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_stale_save_shows_both_texts_and_can_be_saved_again(client, item, secretary, headers):
    note(item, "1", accepted("Van de ander"), by=secretary)

    stale = client.post(address("draft", item, "1"), form_of(text="Van mij"), headers=headers)
    again = client.post(
        address("draft", item, "1"), form_of(text="Van mij", version=field(stale, "version"))
    )

    assert stale.status_code == 409
    alert = part(stale).select_one("[role=alert]").text
    assert "Van de ander" in alert
    assert "Van mij" in alert
    assert part(stale).select_one("textarea[name=text]").text.strip() == "Van mij"
    assert again.status_code == 302
    assert DraftDecision.objects.get().text == "Van mij"


def test_a_point_without_outcome_is_not_saved_and_keeps_the_text(client, item, secretary):
    response = client.post(
        address("draft", item, "1"), {"text": "Half af", "version": "0"}, headers=HTMX
    )

    assert response.status_code == 422
    assert part(response).select_one(".ivz-field__error")
    assert "Half af" in part(response).select_one("textarea[name=text]").text
    assert not DraftDecision.objects.exists()


def test_the_button_says_what_is_missing_and_links_to_it(client, item, secretary):
    decide_all(item, by=secretary)
    client.post(
        address("draft", item, "8"),
        form_of(outcome=Outcome.ACCEPTED_WITH_OPEN_POINT, version=1),
    )

    panel = part(client.get(address("record", item))).select_one("aside")

    assert panel.select_one("[aria-disabled=true]").text == "Leg negen besluiten vast"
    links = {link["href"] for link in panel.select(".ivz-checks a")}
    assert links == {f"{address('record', item)}?punt=8#punt-8"}


def test_an_incomplete_item_is_not_confirmed(client, item, secretary):
    response = client.get(address("record_confirm", item), follow=True)

    assert response.redirect_chain == [(address("record", item), 302)]
    assert part(response).select_one("[role=alert]")


def test_thirteen_points_are_counted_in_digits(client):
    item = item_with_points(count=13)
    client.force_login(secretary_of(item.meeting.body).user)

    assert "Leg 13 besluiten vast" in main(client.get(address("record", item)))


def test_a_conclusion_changed_meanwhile_shows_both_texts(client, item, secretary):
    decide_all(item, by=secretary)
    confirm = client.get(address("record_confirm", item))
    AgendaItem.objects.filter(pk=item.pk).update(version=2, conclusion="Van de ander")

    stale = client.post(
        address("record_confirm", item),
        {"conclusion": "Van mij", "version": "1", "edition": field(confirm, "edition")},
    )

    assert stale.status_code == 409
    assert "Van de ander" in main(stale)
    assert field(stale, "version") == "2"
    assert not Decision.objects.exists()


def test_an_item_that_closed_while_recording_is_not_shown(client, item, secretary, monkeypatch):
    decide_all(item, by=secretary, returns_in=later_meeting(item))
    confirm = client.get(address("record_confirm", item))

    def closed_meanwhile(item, **_given):
        AgendaItem.objects.filter(pk=item.pk).update(
            openness=Openness.RESTRICTED, restriction=RestrictionFactory(), conclusion="Geheim"
        )
        raise StaleEdit(AgendaItem.objects.get(pk=item.pk))

    monkeypatch.setattr("ivz.meetings.views.recording.actions.record", closed_meanwhile)
    answer = client.post(
        address("record_confirm", item),
        {"conclusion": "", "version": "1", "edition": field(confirm, "edition")},
    )

    assert answer.status_code == 404
    assert "Geheim" not in answer.text


def test_a_point_changed_after_the_confirmation_page_is_not_recorded(client, item, secretary):
    decide_all(item, by=secretary)
    confirm = client.get(address("record_confirm", item))
    note(item, "1", accepted("Toch anders"), by=secretary, version=1)

    client.post(
        address("record_confirm", item),
        {"conclusion": "", "version": "1", "edition": field(confirm, "edition")},
    )

    assert not Decision.objects.exists()


def test_putting_right_shows_the_new_number_and_the_old_one(client, item, secretary):
    decide_all(item, by=secretary)
    record(item, by=secretary)

    answer = client.post(
        address("put_right", item, "1"),
        form_of(text="Beter zo.", reason="Verkeerd getal", version=2),
        follow=True,
    )

    assert "DVO 2016-10" in main(answer)
    assert "Verkeerd getal" in main(answer)
    assert "Eerder: DVO 2016-1." in main(answer)


def test_putting_right_without_a_reason_is_refused(client, item, secretary):
    decide_all(item, by=secretary)
    record(item, by=secretary)

    client.post(address("put_right", item, "1"), form_of(text="Beter", version=2))

    assert Decision.objects.count() == 9


def test_an_adopted_list_offers_no_putting_right(client, item, secretary):
    decide_all(item, by=secretary)
    record(item, by=secretary)
    item.meeting.refresh_from_db()
    item.meeting.state = MeetingState.ADOPTED
    item.meeting.save()

    assert not part(client.get(address("record", item))).select("a[href*=herstel]")


@pytest.mark.parametrize(("version", "left"), [("1", 0), ("9", 1), ("x", 1)])
def test_a_point_is_cleared_unless_somebody_changed_it(client, item, secretary, version, left):
    note(item, "1", accepted(), by=secretary)

    answer = client.post(address("clear_draft", item, "1"), {"version": version}, headers=HTMX)

    assert answer.url == f"{address('record', item)}?punt=1#punt-1"
    assert DraftDecision.objects.count() == left


PAGES = ["record", "record_confirm"]


@pytest.mark.parametrize("name", PAGES)
def test_members_may_not_record(client, item, name):
    AgendaItem.objects.update(openness=Openness.PUBLIC)
    client.force_login(member_of(item.meeting.body).user)

    assert client.get(address(name, item)).status_code == 403
    assert client.post(address("draft", item, "1"), form_of()).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_visitors_find_nothing(client, item, name):
    assert client.get(address(name, item)).status_code == 404


def test_a_point_that_does_not_exist_is_not_found(client, item, secretary):
    assert client.post(address("draft", item, "99"), form_of()).status_code == 404
    assert client.get(address("put_right", item, "1")).status_code == 404


def test_an_item_without_proposal_has_one_form(client):
    item = AgendaItemFactory(meeting=MeetingFactory())
    client.force_login(secretary_of(item.meeting.body).user)

    client.post(address("draft", item, "besluit"), form_of(text="Vastgesteld."))

    assert DraftDecision.objects.get().text == "Vastgesteld."


def test_the_number_of_queries_does_not_grow_with_the_points(
    client, django_assert_max_num_queries, secretary
):
    item = item_with_points(meeting=MeetingFactory(), count=30)
    actor = secretary_of(item.meeting.body)
    decide_all(item, by=actor)
    client.force_login(actor.user)

    for name in PAGES:
        with django_assert_max_num_queries(20):
            assert client.get(address(name, item)).status_code == 200


def address(name, item, *more):
    meeting = item.meeting
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug, item.label, *more])


def form_of(**filled):
    return {"outcome": "accepted", "text": "Akkoord.", "version": "0", **filled}


def part(response):
    return BeautifulSoup(response.content, "html.parser").select_one("#recording")


def main(response):
    text = BeautifulSoup(response.content, "html.parser").select_one("main").text
    return " ".join(text.split(" ")).replace("\n", " ")


def open_point(response):
    return part(response).select_one(".ivz-point--open")


def field(response, name):
    found = BeautifulSoup(response.content, "html.parser").select_one(f"input[name={name}]")
    return found["value"]
