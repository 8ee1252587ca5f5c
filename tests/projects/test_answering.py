"""Who answers for the aims of a project: chosen, shown, asked on the day, and able to measure."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.projects.actions import following, parts
from ivz.projects.models import Indicator, Member
from ivz.projects.queries.duties import project_duties
from tests.factories import TODAY, PersonFactory, UserFactory
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db
SOON = TODAY + dt.timedelta(days=20)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    return running(here, title="Woninginbraken")


@pytest.fixture
def leader(here, project):
    return Actor(user=leader_of(project, here).user, today=TODAY)


@pytest.fixture
def analyst(project):
    person = PersonFactory(user=UserFactory(), function="Analist van de politie")
    return make.MemberFactory(project=project, person=person, valid_from=TODAY)


def answered_by(place, **given):
    return make.IndicatorFactory(project=place.project, answered_by=place, target_on=SOON, **given)


def acting(place, *, today=TODAY):
    return Actor(user=place.person.user, today=today)


def measured(indicator, by, on=TODAY):
    return following.measure(
        indicator, on=on, value=3, source="Politie", is_provisional=False, by=by
    )


def asked(actor):
    return [duty.what for duty in project_duties(actor) if duty.what.startswith("Meet of")]


def test_who_leads_chooses_and_everybody_reads_who_answers(here, project, leader, analyst):
    plan = make.PlanFactory(project=project)
    client = signed_in(leader)
    filled = {"name": "Inbraken", "unit": "per jaar", "direction": "down", "source": "Politie"}
    address = reverse("projects:add_part", args=[project.slug, "indicator"])

    client.post(address, filled | {"answered_by": analyst.pk})
    client.post(address, filled | {"name": "Pogingen", "answered_by": ""})

    report = make.ProgressReportFactory(project=project, reported_on=TODAY)
    shown = {
        name: text_of(client.get(reverse(f"projects:{name}", args=args)))
        for name, args in {
            "project": [project.slug],
            "plan": [plan.project.slug],
            "report": [project.slug],
            "progress": [project.slug, report.pk],
        }.items()
    }
    assert "Hiervoor staat: Analist van de politie" in shown["project"]
    assert "Hiervoor staat: de projectleider" in shown["project"]
    assert "Bron: Politie. Hiervoor staat: Analist van de politie" in shown["plan"]
    for name in ("report", "progress"):
        assert "Inbraken: <strong>Analist van de politie" in shown[name]
        assert "Pogingen: <strong>de projectleider" in shown[name]


@pytest.mark.parametrize(
    "given",
    [
        {"project": None},
        {"valid_from": TODAY - dt.timedelta(days=9), "valid_until": TODAY},
        {"person": None},
    ],
    ids=["of another project", "not any more", "an open place"],
)
def test_only_somebody_of_the_group_of_today_answers(project, leader, given):
    given = {"person": PersonFactory(), "valid_from": TODAY, "project": project, **given}
    given["project"] = given["project"] or make.ProjectFactory(body=project.body)
    indicator = make.IndicatorFactory.build(
        project=project, answered_by=make.MemberFactory(**given)
    )

    with pytest.raises(RuleBroken, match="uit de projectgroep van nu"):
        parts.add(indicator, by=leader)


def test_who_answers_notes_its_figures_and_those_of_no_other(project, analyst):
    own = answered_by(analyst)
    colleague = make.MemberFactory(project=project, person=PersonFactory(), valid_from=TODAY)
    others = [make.IndicatorFactory(project=project), answered_by(colleague)]
    by = acting(analyst)

    measured(own, by)
    answer = signed_in(by).get(reverse("projects:measure", args=[project.slug, own.pk]))

    assert answer.status_code == 200
    assert own.measurements.exists()
    for other in others:
        with pytest.raises(PermissionDenied):
            measured(other, by)
    with pytest.raises(PermissionDenied):
        parts.change(own, version=own.version, by=by)
    Member.objects.filter(pk=analyst.pk).update(valid_until=TODAY + dt.timedelta(days=1))
    with pytest.raises(PermissionDenied):
        measured(Indicator.objects.get(pk=own.pk), acting(analyst, today=SOON))


def test_a_target_waits_on_the_day_of_who_answers_until_it_is_measured(project, leader, analyst):
    own = answered_by(analyst, name="Inbraken")
    make.IndicatorFactory(project=project, name="Pogingen", target_on=SOON)
    make.IndicatorFactory(project=project, name="Later", target_on=SOON + dt.timedelta(days=40))

    assert asked(acting(analyst)) == ["Meet of het doel is gehaald: Inbraken"]
    assert asked(leader) == ["Meet of het doel is gehaald: Pogingen"]

    measured(own, acting(analyst), on=TODAY)
    assert asked(acting(analyst))
    measured(own, acting(analyst, today=SOON), on=SOON)
    assert not asked(acting(analyst))
