"""Actions of a project, where it strays from its plan, and helpers without a seat."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.home.queries.waiting import waiting_on
from ivz.projects.actions import acting, groups
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.models import ActionPoint, Deviation, Member
from ivz.projects.progress import readings_of
from ivz.projects.queries.duties import project_duties
from ivz.projects.queries.part_changes import changes_of
from ivz.projects.states import Aspect, DeviationState, LightColour
from ivz.workflow.versions import StaleEdit
from tests.factories import TODAY, OrganisationFactory, PersonFactory, UserFactory
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running
from tests.projects.test_pages import signed_in, text_of

YESTERDAY = TODAY - dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    return running(here, title="Woninginbraken")


@pytest.fixture
def leader(here, project):
    return Actor(user=leader_of(project, here).user, today=TODAY)


def address(project, kind):
    return reverse("projects:add_part", args=[project.slug, kind])


def page_of(project, actor):
    return text_of(signed_in(actor).get(reverse("projects:acting", args=[project.slug])))


class TestActions:
    def test_the_leader_keeps_who_does_what_by_when(self, here, project, leader):
        typed = {"what": "Flyers", "owner_words": "Drukker", "due_on": "2016-12-01"}
        client = signed_in(leader)

        both = {**typed, "owner": here.mayor.user.person.pk}
        refused = client.post(address(project, "actie"), both)
        client.post(address(project, "actie"), typed)

        assert refused.status_code == 422
        assert "niet allebei" in text_of(refused)
        assert ActionPoint.objects.get().who == "Drukker"
        page = page_of(project, leader)
        assert "Flyers" in page
        assert "Drukker" in page

    def test_who_does_it_says_that_it_is_done_and_nobody_else(self, here, project, leader):
        owner = PersonFactory(user=UserFactory())
        point = make.ActionPointFactory(project=project, owner=owner, owner_words="")
        does_it = Actor(user=owner.user, today=TODAY)

        with pytest.raises(PermissionDenied):
            acting.finish(point, version=1, by=here.mayor)
        acting.finish(point, version=1, by=does_it)

        assert ActionPoint.objects.get().done_on == TODAY
        with pytest.raises(StaleEdit):
            acting.finish(point, version=1, by=leader)

    def test_the_button_finishes_it_and_a_member_of_the_network_has_none(
        self, here, project, leader
    ):
        point = make.ActionPointFactory(project=project)
        finish = reverse("projects:finish_action", args=[project.slug, point.pk])

        assert finish in page_of(project, leader)
        assert finish not in page_of(project, here.mayor)
        assert signed_in(here.mayor).post(finish, {"version": 1}).status_code == 403
        signed_in(leader).post(finish, {"version": 1})
        assert ActionPoint.objects.get().done_on == timezone.localdate()

    def test_what_is_late_is_said_to_be(self, project, leader):
        make.ActionPointFactory(project=project, due_on=TODAY - dt.timedelta(days=1))

        assert "Te laat" in page_of(project, leader)

    def test_actions_of_a_closed_project_are_not_there(self, here):
        closed = running(here, body=here.platform, openness=Openness.BODY)
        make.ActionPointFactory(project=closed)

        page = signed_in(here.mayor).get(reverse("projects:acting", args=[closed.slug]))

        assert page.status_code == 404
        assert not ActionPoint.objects.visible_to(here.mayor).exists()

    def test_the_timeline_tells_that_they_changed(self, project, leader):
        typed = {"what": "Flyers", "owner_words": "Drukker", "due_on": "2016-12-01"}
        signed_in(leader).post(address(project, "actie"), typed)

        assert [change.parts for change in changes_of(project)] == [["acties"]]


class TestOwn:
    def test_own_open_actions_wait_on_the_day_and_nobody_elses(
        self, here, project, django_assert_num_queries
    ):
        owner = here.mayor.user.person
        late = make.ActionPointFactory(
            project=project, owner=owner, owner_words="", what="Flyers", due_on=YESTERDAY
        )
        make.ActionPointFactory(
            project=project, owner=owner, owner_words="", what="Film", done_on=TODAY
        )
        make.ActionPointFactory(project=project, what="Van een ander")

        project_duties(here.mayor)  # reads the rights of the mayor, once
        with django_assert_num_queries(1):
            (duty,) = project_duties(here.mayor)

        assert (duty.what, duty.project, duty.is_late) == ("Actie: Flyers", project, True)
        acting.finish(late, version=1, by=here.mayor)
        assert project_duties(here.mayor) == []

    @pytest.mark.parametrize(("state", "openness"), [("stopped", "network"), ("running", "body")])
    def test_not_of_work_that_is_over_or_closed_to_them(self, here, state, openness):
        project = running(here, body=here.platform, state=state, openness=openness)
        owner = here.mayor.user.person
        make.ActionPointFactory(project=project, owner=owner, owner_words="", due_on=YESTERDAY)

        assert project_duties(here.mayor) == []

    @pytest.mark.parametrize(("days", "named"), [(6, True), (7, False)])
    def test_the_digest_names_it_in_the_week_before_its_day(self, here, project, days, named):
        owner, due_on = here.mayor.user.person, TODAY + dt.timedelta(days=days)
        make.ActionPointFactory(project=project, owner=owner, owner_words="", due_on=due_on)

        assert bool(waiting_on(here.mayor).total) is named
        assert len(project_duties(here.mayor)) == 1


class TestDeviations:
    TYPED = {
        "aspect": "money",
        "what": "De campagne kost meer",
        "noticed_on": "2016-10-10",
        "analysis": "Drukwerk werd duurder.",
        "state": "analysed",
    }

    def test_a_deviation_is_looked_into_corrected_and_settled(self, project, leader):
        client = signed_in(leader)
        client.post(address(project, "afwijking"), self.TYPED)
        row = Deviation.objects.get()
        where = reverse("projects:change_part", args=[project.slug, "afwijking", row.pk])

        typed = {**self.TYPED, "version": row.version, "state": "correcting"}
        refused = client.post(where, typed)
        client.post(where, {**typed, "measure": "Minder drukken."})
        settled = {**typed, "version": row.version + 1, "measure": "Minder drukken."}
        client.post(where, {**settled, "state": "settled"})

        assert "Zeg wat eraan gedaan wordt." in text_of(refused)
        row.refresh_from_db()
        assert (row.state, row.settled_on) == (DeviationState.SETTLED, timezone.localdate())

    def test_the_next_report_tells_it_until_it_is_settled(self, project):
        row = make.DeviationFactory(project=project, measure="Minder drukken.")

        def money():
            found = readings_of(project, since=None, on=TODAY)
            return next(each for each in found if each.aspect == Aspect.MONEY)

        assert money().reason.endswith(
            "Afwijking: De campagne kost meer. Maatregel: Minder drukken."
        )
        assert money().colour == LightColour.ON_COURSE
        row.state, row.settled_on = DeviationState.SETTLED, TODAY
        row.save()
        assert "Afwijking" not in money().reason

    def test_what_is_settled_has_a_day_whoever_writes_it(self, project):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.DeviationFactory(project=project, measure="Ja.", state=DeviationState.SETTLED)
        with pytest.raises(IntegrityError), transaction.atomic():
            make.DeviationFactory(project=project, state=DeviationState.CORRECTING)


class TestWithoutASeat:
    def test_a_lawyer_of_a_municipality_helps_by_function_and_organisation(self, project, leader):
        organisation = OrganisationFactory(name="Gemeente Borne")
        typed = {
            "is_outsider": "on",
            "function": "Jurist",
            "organisation": organisation.pk,
            "hours_per_week": "2",
            "valid_from": "2016-10-10",
            "role": "member",
        }
        client = signed_in(leader)

        client.post(reverse("projects:add_member", args=[project.slug]), typed)

        page = text_of(client.get(project.get_absolute_url()))
        assert Member.objects.get(is_outsider=True).organisation == organisation
        assert "<strong>Jurist</strong>" in page
        assert "Zonder zetel in het netwerk" in page

    def test_of_somebody_without_a_seat_one_says_what_and_where(self, project, leader):
        unknown = PlaceDetails(is_outsider=True, function="Jurist")
        known = PlaceDetails(is_outsider=True, person=PersonFactory())

        with pytest.raises(RuleBroken, match="zeg wat die doet en waar die werkt"):
            groups.place(project, unknown, by=leader)
        with pytest.raises(RuleBroken, match="niet allebei"):
            groups.place(project, known, by=leader)
