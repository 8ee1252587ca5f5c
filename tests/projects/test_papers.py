"""Results go to boards and local triangles: as a paper, and for information on an agenda."""

import datetime as dt
import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from odfdo import Document

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried, subject_kind
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.projects.models import Project, Step
from ivz.projects.noting import REPORT, TAKE_NOTE
from ivz.projects.states import Aspect, Question, StepKind
from tests.factories import TODAY, BodyFactory, secretary_of, visitor
from tests.projects import factories as make
from tests.projects.network import region, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def report(here):
    project = running(here, title="Woninginbraken", openness=Openness.NETWORK)
    report = make.ProgressReportFactory(project=project, reported_on=TODAY, text="Loopt goed.")
    for aspect in Aspect:
        make.LightFactory(report=report, aspect=aspect, reason=f"Want {aspect}.")
    return report


@pytest.fixture
def client(here):
    client = Client()
    client.force_login(here.mayor.user)
    return client


def address(report, suffix):
    return reverse("projects:report_paper", args=[report.project.slug, report.pk, suffix])


def text_in(content):
    return Document(io.BytesIO(content)).get_formatted_text()


def test_a_report_is_kept_as_a_text_document(client, report):
    answer = client.get(address(report, "odt"))

    text = text_in(answer.content)
    for words in ["Woninginbraken", "Want money.", "Loopt goed.", "Let op", "Bewaard door"]:
        assert words in text
    assert "netwerk" in answer["Content-Disposition"]


def test_a_report_is_printed_as_a_tagged_pdf(client, report):
    answer = client.get(address(report, "pdf"))

    with pikepdf.open(io.BytesIO(answer.content)) as made:
        assert "/StructTreeRoot" in made.Root
        title = "Voortgangsrapportage februari 2017: Woninginbraken"
        assert (str(made.Root.Lang), str(made.docinfo.Title)) == ("nl", title)


def test_an_evaluation_is_kept_once_it_lies_before_a_body(client, report):
    project = report.project
    there = reverse("projects:evaluation_paper", args=[project.slug, "odt"])
    evaluation = make.EvaluationFactory(project=project)
    make.EvaluationAnswerFactory(evaluation=evaluation, text="Het hielp.")

    assert client.get(there).status_code == 404
    evaluation.state = PaperState.SUBMITTED
    evaluation.save()

    text = text_in(client.get(there).content)
    assert "Het hielp." in text
    assert all(str(question.label) in text for question in Question)


def test_drafts_other_kinds_of_file_and_strangers_get_nothing(client, report):
    draft = make.ProgressReportFactory(project=report.project, window=dt.date(2017, 9, 1))

    assert client.get(address(draft, "odt")).status_code == 404
    assert client.get(address(report, "exe")).status_code == 404
    assert Client().get(address(report, "odt")).status_code == 404


def taken_note(report, body, outcome=Outcome.NOTED):
    carried = Carried(kind=REPORT, subject_id=report.pk, question=TAKE_NOTE, terms={})
    conclusion = Conclusion(title="Ter kennisname", text="-", outcome=outcome, carried=carried)
    return register.record(
        conclusion, body=body, on=TODAY, by=secretary_of(body), is_practice=False
    )


def test_a_triangle_takes_note_and_the_timeline_names_it(here, report):
    triangle = BodyFactory(
        network=here.network, kind=BodyKind.TRIANGLE, short_name="Driehoek Borne"
    )

    decision = taken_note(report, triangle)

    step = Step.objects.get(kind=StepKind.REPORT_NOTED)
    assert step.decision == decision
    assert step.note == "Driehoek Borne: Voortgangsrapportage februari 2017"


def test_putting_it_right_takes_it_off_the_timeline(here, report):
    decision = taken_note(report, here.board)
    carried = Carried(kind=REPORT, subject_id=report.pk, question=TAKE_NOTE, terms={})
    better = Conclusion(title="Ter kennisname", text="-", outcome=Outcome.DEFERRED, carried=carried)

    register.put_right(decision, better, reason="Niet besproken.", by=secretary_of(here.board))

    assert not Step.objects.filter(kind=StepKind.REPORT_NOTED).exists()


def test_nobody_takes_note_of_a_draft(here, report):
    draft = make.ProgressReportFactory(project=report.project, window=dt.date(2017, 9, 1))

    with pytest.raises(RuleBroken):
        taken_note(draft, here.board)
    assert not subject_kind(REPORT).visible_to(here.mayor).filter(pk=draft.pk).exists()


def test_who_may_not_read_the_project_finds_no_report_to_put_before_a_body(here, report):
    Project.objects.filter(pk=report.project.pk).update(openness=Openness.BODY)

    assert not subject_kind(REPORT).visible_to(visitor()).exists()
    assert not subject_kind(REPORT).visible_to(here.chair).exists()
    assert subject_kind(REPORT).visible_to(here.mayor).exists()
