"""How well officials prepare a body: for a period, one judgement at a time."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.network.actions.upkeep_seats import Ending, end_body
from ivz.network.models import Preparation
from tests.network.correcting import because

pytestmark = pytest.mark.django_db

START, CHANGE = date(2016, 1, 1), date(2016, 9, 1)


def judged(body, state="sound", **given):
    return Preparation.objects.create(body=body, state=state, **{"valid_from": START, **given})


def facts_on(client, body, day):
    page = client.get(
        reverse("network:body", args=[body.network.slug, body.slug]), {"peildatum": day}
    )
    return (
        BeautifulSoup(page.content, "html.parser")
        .select_one(".ivz-facts")
        .get_text(" ", strip=True)
    )


def sent(**given):
    return {"state": "to_improve", "reason": "Zo besproken", "version": 1, **given}


def test_the_page_of_a_body_shows_the_judgement_of_its_day(client, body):
    judged(body, valid_until=CHANGE)
    judged(body, state="partly", valid_from=CHANGE, note="Stukken komen laat")

    assert "Op orde" in facts_on(client, body, "2016-08-31")
    later = facts_on(client, body, "2016-09-01")
    assert "Deels geregeld Stukken komen laat" in later
    assert "Op orde" not in later


def test_a_second_judgement_on_one_day_is_refused_with_the_way_out(client, body, coordinator):
    judged(body)
    client.force_login(coordinator.user)
    address = reverse("network:add_preparation", args=[body.network.slug, body.slug])

    answer = client.post(address, sent(valid_from="2016-09-01"))

    assert answer.status_code == 422
    refusal = BeautifulSoup(answer.content, "html.parser").select_one("[role=alert]")
    assert (
        "“Op orde” staat er sinds 1 januari 2016. Geef dat eerst een laatste dag." in refusal.text
    )
    assert Preparation.objects.count() == 1


def test_a_judgement_is_changed_and_taken_back(client, body, coordinator):
    row = judged(body)
    client.force_login(coordinator.user)
    page = reverse("network:body", args=[body.network.slug, body.slug])
    address = reverse("network:change_preparation", args=[body.network.slug, row.pk])

    client.post(address, sent(valid_from="2016-01-01"))
    row.refresh_from_db()
    assert row.state == "to_improve"

    shown = BeautifulSoup(client.get(page).content, "html.parser")
    client.post(shown.select_one("form[action*=terugdraaien]")["action"], {"next": page})
    row.refresh_from_db()
    assert row.state == "sound"


def test_it_ends_with_its_body(body, network, coordinator):
    row = judged(body)

    end_body(body, Ending(until=CHANGE), version=1, correction=because(network, coordinator))

    row.refresh_from_db()
    assert row.valid_until == CHANGE
