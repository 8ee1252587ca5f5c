"""Who reads and leads a project, and what everybody may know of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import GroupRole, Role
from ivz.effort.promises import promised_hours
from ivz.projects.models import Milestone, Project, Request
from ivz.projects.states import Conclusion, LightColour, ProjectState, RequestState
from tests.factories import (
    TODAY,
    DecisionFactory,
    OrganisationFactory,
    PersonFactory,
    RestrictionFactory,
    UserFactory,
    actor_with,
)
from tests.projects import factories as make

pytestmark = pytest.mark.django_db

YESTERDAY = date(2016, 10, 9)


def specialist(project, **given):
    """Build someone without any seat, in the group of ``project``."""
    person = PersonFactory(user=UserFactory())
    make.MemberFactory(project=project, person=person, **given)
    return Actor(user=person.user, today=TODAY)


def restricted():
    return {"openness": Openness.RESTRICTED, "restriction": RestrictionFactory()}


@pytest.mark.parametrize("openness", [Openness.NETWORK, Openness.BODY])
def test_a_place_in_the_group_gives_the_project_and_nothing_else_of_the_network(openness):
    project = make.ProjectFactory(openness=openness)
    other = make.ProjectFactory(body=project.body, openness=openness)

    reads = Project.objects.visible_to(specialist(project))

    assert project in reads
    assert other not in reads


def test_a_restricted_project_is_for_named_people_only():
    project = make.ProjectFactory(**restricted())

    assert not Project.objects.visible_to(specialist(project)).exists()


def test_a_place_that_ended_yesterday_gives_nothing_today():
    project = make.ProjectFactory()

    former = specialist(project, role=GroupRole.LEADER, valid_until=TODAY)

    assert not Project.objects.visible_to(former).exists()
    assert not former.may_in_group(Permission.LEAD_PROJECT, group_id=project.pk)


@pytest.mark.parametrize(
    ("role", "leads"),
    [
        (GroupRole.LEADER, True),
        (GroupRole.SECRETARY, True),
        (GroupRole.MEMBER, False),
        (GroupRole.HOLDER, False),
    ],
)
def test_leader_and_secretary_lead_their_own_project_only(role, leads):
    project, other = make.ProjectFactory(), make.ProjectFactory()

    actor = specialist(project, role=role)

    assert actor.may_in_group(Permission.LEAD_PROJECT, group_id=project.pk) is leads
    assert not actor.may_in_group(Permission.LEAD_PROJECT, group_id=other.pk)


def test_what_belongs_to_a_project_is_as_closed_as_the_project():
    milestone = make.MilestoneFactory(project__openness=Openness.BODY)
    sits_there = actor_with(Role.MEMBER, body=milestone.project.body)
    stranger = actor_with(Role.MEMBER, body=make.ProjectFactory().body)

    assert milestone in Milestone.objects.visible_to(sits_there)
    assert milestone not in Milestone.objects.visible_to(stranger)


def test_who_asked_for_a_project_reads_the_own_request_without_a_seat():
    person = PersonFactory(user=UserFactory())
    request = make.RequestFactory(requester=person)
    make.RequestFactory()

    assert list(Request.objects.visible_to(Actor(user=person.user, today=TODAY))) == [request]


def test_hours_are_promised_by_places_in_force_in_projects_at_work():
    organisation = OrganisationFactory()
    project = make.ProjectFactory(state=ProjectState.RUNNING)
    stopped = make.ProjectFactory(body=project.body, state=ProjectState.STOPPED)
    here = {"organisation": organisation, "hours_per_week": Decimal(3)}
    make.MemberFactory(project=project, **here)
    make.MemberFactory(project=project, **here)
    make.MemberFactory(project=project, valid_until=YESTERDAY, **here)
    make.MemberFactory(project=stopped, **here)
    make.MemberFactory(**here)

    assert promised_hours(project.network, on=TODAY) == {organisation.pk: Decimal(6)}


def overridden(**given):
    make.AssessmentFactory(conclusion=Conclusion.OVERRIDDEN, **given)


IMPOSSIBLE = {
    "refused without a reason": lambda: make.RequestFactory(state=RequestState.REFUSED),
    "overridden without the chair": lambda: overridden(
        override_reason="Toch nodig", coordinator=PersonFactory()
    ),
    "overridden without a reason": lambda: overridden(
        chair=PersonFactory(), coordinator=PersonFactory()
    ),
    "adopted before the Platform judged": lambda: make.PlanEditionFactory(
        adopted_on=TODAY, adopted_by=DecisionFactory()
    ),
    "endorsed without a decision": lambda: make.PlanEditionFactory(endorsed_on=TODAY),
    "a light off course without a reason": lambda: make.LightFactory(
        colour=LightColour.ADJUST, reason=""
    ),
    "ending before it starts": lambda: make.ProjectFactory(starts_on=TODAY, ends_on=YESTERDAY),
    "two others in one relation": lambda: make.RelationFactory(other=make.ProjectFactory()),
}


@pytest.mark.parametrize("attempt", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_the_database_refuses_what_cannot_be(attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt()
