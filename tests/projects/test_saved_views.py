"""Views of the portfolio that somebody keeps: for oneself, one of them at first."""

import dataclasses

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied

from ivz.errors import RuleBroken
from ivz.projects.actions import saved_views as actions
from ivz.projects.actions.saved_views import ViewDetails
from ivz.projects.models import SavedView
from ivz.projects.states import ProjectState
from tests.factories import visitor
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of
from tests.projects.test_portfolio import project_in

pytestmark = pytest.mark.django_db
PAGE = "/projecten/"


@pytest.fixture
def here():
    return region()


def kept(here, name="Gestopt", chosen="fase=stopped", **given):
    by = given.pop("by", here.coordinator)
    return actions.keep_view(here.network, ViewDetails(name=name, chosen=chosen, **given), by=by)


def keep(client, **typed):
    return client.post(f"{PAGE}weergaven/bewaren/", typed, follow=True)


def test_a_choice_is_kept_under_a_name_and_found_back(here):
    client = signed_in(here.coordinator)
    project_in(here, "Oud werk", state=ProjectState.STOPPED)

    done = keep(client, naam="Gestopt", gekozen="fase=stopped&pagina=3&volgende=//elders")

    assert "De weergave is bewaard als" in text_of(done)
    assert SavedView.objects.get().chosen == "fase=stopped"
    assert f'href="{PAGE}?fase=stopped"' in text_of(client.get(PAGE))
    assert "Oud werk" not in text_of(client.get(PAGE))


@pytest.mark.parametrize(
    ("name", "why"), [("", "verplicht"), ("  ", "verplicht"), ("x" * 61, "60")]
)
def test_a_name_that_cannot_be_is_told_and_what_was_typed_stays(here, name, why):
    client = signed_in(here.coordinator)

    refused = keep(client, naam=name, gekozen="fase=stopped", standaard="on")

    assert refused.status_code == 422
    page = BeautifulSoup(text_of(refused), "html.parser")
    field = page.find("input", {"name": "naam"})
    assert why in page.find(id=field["aria-describedby"]).text
    assert field.get("value", "").strip() == name.strip()
    assert page.find("input", {"name": "standaard"}).has_attr("checked")
    assert page.find("input", {"name": "gekozen"})["value"] == "fase=stopped"
    assert page.find("a", href=f"{PAGE}?fase=stopped")
    keep(client, naam="Gestopt", gekozen="fase=stopped")
    assert SavedView.objects.get().chosen == "fase=stopped"


def test_one_view_too_many_is_told_and_what_was_typed_stays(here):
    for number in range(20):
        kept(here, f"Weergave {number}")

    refused = text_of(keep(signed_in(here.coordinator), naam="Nog een", gekozen="fase=stopped"))

    assert "Verwijder er eerst een" in refused
    assert 'value="Nog een"' in refused


def test_a_visitor_who_posts_a_view_gets_no_form(here, client):
    assert client.post(f"{PAGE}weergaven/bewaren/", {"naam": ""}).status_code == 403


def test_the_default_shows_where_the_address_chooses_nothing(here):
    client = signed_in(here.coordinator)
    project_in(here, "Oud werk", state=ProjectState.STOPPED)
    project_in(here, "Nieuw werk")

    keep(client, naam="Gestopt", gekozen="fase=stopped", standaard="on")

    assert "Oud werk" in text_of(client.get(PAGE))
    assert "Nieuw werk" not in text_of(client.get(PAGE))
    assert "Nieuw werk" in text_of(client.get(f"{PAGE}?fase="))
    assert "Oud werk" not in text_of(signed_in(here.chair).get(PAGE))


def test_one_default_at_most_and_the_same_name_takes_its_place(here):
    kept(here, "A", is_default=True)
    kept(here, "B", is_default=True)
    kept(here, "A", "zoek=x")

    assert list(SavedView.objects.values_list("name", "chosen", "is_default")) == [
        ("A", "zoek=x", False),
        ("B", "fase=stopped", True),
    ]


def test_a_view_needs_a_name_and_there_is_an_end_to_them(here):
    with pytest.raises(RuleBroken, match="naam"):
        kept(here, " ")
    for number in range(20):
        kept(here, f"Weergave {number}")
    with pytest.raises(RuleBroken, match="20"):
        kept(here, "Eén te veel")
    kept(here, "Weergave 3")


def test_nobody_sees_or_removes_the_view_of_somebody_else(here):
    view = kept(here, "Alleen van mij")
    other = signed_in(here.mayor)

    assert "Alleen van mij" not in text_of(other.get(PAGE))
    assert other.post(f"{PAGE}weergaven/{view.pk}/weg/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.remove_view(view, by=here.mayor)
    assert SavedView.objects.exists()


def test_visitors_and_who_looks_along_keep_nothing(here):
    looking = dataclasses.replace(here.coordinator, helper=here.mayor.user)

    for nobody in [visitor(), looking]:
        with pytest.raises(PermissionDenied):
            kept(here, by=nobody)
        assert not SavedView.objects.visible_to(nobody).exists()


def test_an_own_view_is_removed(here):
    view = kept(here)

    done = signed_in(here.coordinator).post(f"{PAGE}weergaven/{view.pk}/weg/", follow=True)

    assert "is verwijderd" in text_of(done)
    assert not SavedView.objects.exists()
