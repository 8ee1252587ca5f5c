"""The questions that the registers answer: one list, each with a page, an export and an address."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.network.question_pages import question_pages
from tests.factories import NetworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory(slug="twente", name="Twente")


def test_the_list_leads_to_a_page_for_every_question(client, network):
    page = BeautifulSoup(client.get("/netwerk/twente/vragen/").content, "html.parser")

    links = [link["href"] for link in page.main.select(".ivz-rows a")]

    assert links == [
        reverse(question.url_name, kwargs={"network_slug": "twente"})
        for question in question_pages()
    ]
    assert {client.get(link).status_code for link in links} == {200}


def test_every_question_has_an_export_in_two_formats_and_an_address_for_programs(client, network):
    for question in question_pages():
        for suffix, kind in (("csv", "text/csv"), ("ods", "application/vnd.oasis")):
            kwargs = {"network_slug": "twente", "suffix": suffix}
            response = client.get(reverse(question.export_url_name, kwargs=kwargs))
            assert response["Content-Type"].startswith(kind)
        assert client.get(f"/api/v1{question.api_path}").status_code in {200, 400}


def test_an_export_in_another_format_is_not_there(client, network):
    for question in question_pages():
        kwargs = {"network_slug": "twente", "suffix": "exe"}
        assert client.get(reverse(question.export_url_name, kwargs=kwargs)).status_code == 404


def test_questions_about_an_unknown_network_are_not_there(client):
    for page in ("", "wie-beslist/", "wie-beslist.csv", "wie-wisselt/", "wie-wisselt.ods"):
        assert client.get(f"/netwerk/bestaat-niet/vragen/{page}").status_code == 404


def test_every_question_has_its_own_place():
    positions = [question.position for question in question_pages()]

    assert positions == sorted(set(positions))
