"""The pages on progress: a happy path and a refusal each."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ivz.effort.models import Delivery
from ivz.projects.models import Light, Measurement, ProgressReport
from ivz.projects.states import LightColour
from ivz.projects.views import reports as views
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    return running(here, title="Woninginbraken", ends_on=None)


@pytest.fixture
def person(here, project):
    return leader_of(project, here)


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person.user)
    return client


def typed_in(client, address, **given):
    form = client.get(address).context["form"]
    return {**{name: form[name].value() for name in form.fields}, **given}


def test_the_leader_confirms_and_sends(client, project):
    address = reverse("projects:report", args=[project.slug])
    answer = client.post(address, typed_in(client, address, send="1"), follow=True)

    assert "De voortgang is gemeld." in answer.content.decode()
    assert "Er staan geen mijlpalen" in answer.content.decode()
    assert "Er staan geen mijlpalen" in client.get(project.get_absolute_url()).content.decode()


def test_another_colour_for_the_reason_of_the_records_is_refused_in_place(client, project):
    address = reverse("projects:report", args=[project.slug])
    typed = typed_in(client, address, money_colour="adjust", send="1")

    refused = client.post(address, typed)

    assert refused.status_code == 422
    assert "Zeg waarom je anders oordeelt." in refused.content.decode()


def test_who_saves_a_light_second_sees_both(client, project):
    address = reverse("projects:report", args=[project.slug])
    client.post(address, typed_in(client, address, time_reason="Van een ander."))

    mine = typed_in(client, address, time_reason="Van mij.", time_version="0")
    late = client.post(address, mine)

    assert late.status_code == 409
    assert "Van mij." in late.content.decode()
    assert "Van een ander." in late.content.decode()


def test_a_mayor_reads_and_does_not_report(here, client, project):
    address = reverse("projects:report", args=[project.slug])
    client.post(address, typed_in(client, address, text="Loopt goed.", send="1"))
    sent = ProgressReport.objects.get()
    mayor = Client()
    mayor.force_login(here.mayor.user)

    page = mayor.get(reverse("projects:progress", args=[project.slug, sent.pk]))
    assert "Loopt goed." in page.content.decode()
    assert mayor.get(address).status_code == 403
    assert Client().get(page.wsgi_request.path).status_code == 404


def test_a_draft_has_no_page(client, project):
    address = reverse("projects:report", args=[project.slug])
    client.post(address, typed_in(client, address, text="Nog niet af."))
    draft = ProgressReport.objects.get()

    page = client.get(reverse("projects:progress", args=[project.slug, draft.pk]))
    assert page.status_code == 404


def test_a_correction_names_its_reason_and_leads_to_what_holds(client, project):
    address = reverse("projects:report", args=[project.slug])
    client.post(address, typed_in(client, address, send="1"))
    sent = ProgressReport.objects.get()
    correct = reverse("projects:correct_report", args=[project.slug, sent.pk])

    assert client.post(correct, {"reason": ""}).status_code == 422
    client.post(correct, {"reason": "Verkeerd bedrag."})
    client.post(address, typed_in(client, address, send="1"))

    old = client.get(reverse("projects:progress", args=[project.slug, sent.pk]))
    assert "Deze rapportage is verbeterd" in old.content.decode()
    newest = client.get(reverse("projects:reports", args=[project.slug]))
    assert "versie 2" in newest.content.decode()


def test_the_coordinator_sees_who_is_late_and_sets_the_periods(here, project):
    client = Client()
    client.force_login(here.coordinator.user)
    owed = reverse("projects:reports_owed")

    assert project.title in client.get(owed).content.decode()
    assert project.title in client.get(reverse("home:start")).content.decode()
    days = ["2026-06-01", "2026-06-30", "2026-12-01", "2026-12-31"]
    names = ["first_opens", "first_closes", "second_opens", "second_closes"]
    typed = dict(zip(names, days, strict=True)) | {"valid_from": "2026-01-01"}
    answer = client.post(reverse("projects:report_windows"), typed, follow=True)

    assert "1\xa0juni" in answer.content.decode()


def test_who_owes_a_report_longest_stands_first_and_others_on_the_next_page(
    here, project, monkeypatch
):
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    for number in range(3):
        running(here, title=f"Nieuw {number}", starts_on=dt.date(2025, 1, 1))
    owed, reader = reverse("projects:reports_owed"), signed_in(here.mayor)

    first, second = (text_of(reader.get(owed, {"pagina": page})) for page in (1, 2))

    assert first.index(project.title) < first.index("Nieuw 0")
    assert (first + second).count(">Nieuw ") == 3
    assert second.count("ivz-duty__what") == 2


def test_the_chair_sees_whom_to_call_to_account(here, person, project):
    client = Client()
    client.force_login(here.chair.user)

    shown = client.get(reverse("projects:reports_owed")).content.decode()

    assert project.title in shown
    assert person.function in shown


def test_hours_and_measurements_are_written(client, person, project):
    indicator = make.IndicatorFactory(project=project)
    measured = {"on": "2016-12-31", "value": "1600", "source": "Politie"}
    hours = {
        "organisation": person.organisation_id,
        "hours": "12",
        "first_day": "2016-11-01",
        "last_day": "2016-11-30",
    }

    client.post(reverse("projects:measure", args=[project.slug, indicator.pk]), measured)
    client.post(reverse("projects:hours", args=[project.slug]), hours)

    assert Measurement.objects.get().value == 1600
    assert Delivery.objects.get().work_id == project.pk
    refused = client.post(reverse("projects:hours", args=[project.slug]), {})
    assert refused.status_code == 422


def test_lights_name_a_colour_in_words():
    assert Light(colour=LightColour.WATCH).get_colour_display() == "Let op"
