"""The pages of an evaluation: answering, sending, reading, and what is kept."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ivz.decisions.states import PaperState
from ivz.projects.models import Anchor, Evaluation, EvaluationAnswer, Project
from ivz.projects.states import Question
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    project = running(here, title="Woninginbraken", ends_on=dt.date(2018, 6, 30))
    make.PlanFactory(project=project, state=PaperState.ADOPTED)
    return project


@pytest.fixture
def person(here, project):
    return leader_of(project, here)


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person.user)
    return client


def test_the_leader_answers_sends_and_the_page_says_what_comes_next(client, project):
    page = client.get(reverse("projects:evaluation", args=[project.slug]))
    assert "Volgende stap: beantwoord wat de gegevens" in page.content.decode()
    for question in Question:
        address = reverse("projects:answer", args=[project.slug, question])
        assert client.get(address).status_code == 200
        client.post(address, {"text": "Ja, want.", "version": 0})

    sent = client.post(reverse("projects:submit_evaluation", args=[project.slug]), follow=True)

    assert "De evaluatie ligt bij het Platform" in sent.content.decode()
    assert Evaluation.objects.get(project=project).state == PaperState.SUBMITTED


def test_who_answers_second_sees_both(client, project):
    address = reverse("projects:answer", args=[project.slug, "aim"])
    client.post(address, {"text": "Van een ander.", "version": 0})

    late = client.post(address, {"text": "Van mij.", "version": 0})

    assert late.status_code == 409
    assert "Van een ander." in late.content.decode()


def test_a_mayor_reads_and_does_not_answer(here, project):
    mayor = Client()
    mayor.force_login(here.mayor.user)

    assert mayor.get(reverse("projects:evaluation", args=[project.slug])).status_code == 200
    address = reverse("projects:answer", args=[project.slug, "aim"])
    assert mayor.post(address, {"text": "Ik.", "version": 0}).status_code == 403
    assert not EvaluationAnswer.objects.exists()


def test_lessons_and_what_must_stay_are_kept_and_found(here, client, person, project):
    lesson = reverse("projects:add_lesson", args=[project.slug])
    assert client.post(lesson, {"text": ""}).status_code == 422
    client.post(lesson, {"text": "Begin met de buurt."})
    typed = {"what": "Advies", "owner": person.pk, "review_on": "2090-01-01"}
    client.post(reverse("projects:add_anchor", args=[project.slug]), typed)
    mayor = Client()
    mayor.force_login(here.mayor.user)

    found = mayor.get(reverse("projects:lessons"), {"zoek": "buurt"})
    assert "Begin met de buurt." in found.content.decode()
    assert "Advies" in mayor.get(reverse("projects:anchors")).content.decode()
    row = Anchor.objects.get()
    review = reverse("projects:review_anchor", args=[project.slug, row.pk])
    assert mayor.get(review).status_code == 403
    seen = {"state": "kept", "note": "Werkt.", "review_on": "2091-01-01", "version": 1}
    assert client.post(review, {**seen, "note": ""}).status_code == 422
    client.post(review, seen)
    assert row.reviews.get().note == "Werkt."


def test_what_came_of_it_stands_on_the_page_of_the_project_once_adopted(project):
    openly = {"openness": "public", "planned_openness": "public"}
    Project.objects.filter(pk=project.pk).update(**openly)
    evaluation = make.EvaluationFactory(project=project, state=PaperState.ENDORSED)
    make.EvaluationAnswerFactory(
        evaluation=evaluation, question=Question.ACHIEVED, text="Een derde minder inbraken."
    )
    page, interface = project.get_absolute_url(), f"/api/v1/projects/{project.slug}"
    before = Client().get(page).content.decode(), Client().get(interface).json()["outcome"]

    evaluation.state = PaperState.ADOPTED
    evaluation.save()
    after = Client().get(page).content.decode(), Client().get(interface).json()["outcome"]

    assert "Een derde minder inbraken." not in before[0]
    assert "<p>Een derde minder inbraken.</p>" in after[0]
    assert (before[1], after[1]) == ("", "Een derde minder inbraken.")
