"""Filling an installation with an invented unit, here a small one."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.decisions.models import Decision, FollowUp
from ivz.example.scale.filling import FIRST_DAY, LAST_DAY, Size
from ivz.example.scale.projects import reports_of
from ivz.example.scale.unit import fill
from ivz.home.queries.integrity import findings
from ivz.meetings.models import AgendaItem, Attendance, Meeting
from ivz.meetings.states import MeetingState
from ivz.network.drawing_routes import LABEL_SIZE
from ivz.network.models import Body, Network, Person, RegisterCheck, Seat, in_force
from ivz.network.models.bodies import SeatState
from ivz.network.queries.drawings import drawings
from ivz.network.question_pages import question_pages
from ivz.portfolios.models import Portfolio, Priority
from ivz.projects.models import Project
from ivz.workflow.models import Change

pytestmark = pytest.mark.slow  # the unit takes longer to fill than most subjects to test

POINTS_IN_MM = 72 / 25.4
SMALL = Size(
    users=450, bodies_per_network=25, meetings=600, items=1_800, projects=60, audit_entries=20_000
)


@pytest.fixture(scope="module")
def small_unit(django_db_setup, django_db_blocker):
    """Fill the database once for the tests of this module."""
    with django_db_blocker.unblock():
        fill(SMALL)
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.mark.django_db
def test_there_is_as_much_as_was_asked(small_unit):
    per_network = {network: network.bodies.count() for network in Network.objects.all()}

    assert len(per_network) == 6
    assert min(per_network.values()) >= 25
    assert User.objects.count() == 450
    assert Meeting.objects.filter(note="(voorbeeld)").count() == 600
    assert AgendaItem.objects.filter(meeting__note="(voorbeeld)").count() == 1_800
    assert Project.objects.count() == 60
    assert AuditEntry.objects.count() == 20_000


@pytest.mark.django_db
def test_everything_that_was_made_holds_together(small_unit):
    assert [str(finding) for finding in findings()] == []


@pytest.mark.parametrize("starts_on", [FIRST_DAY, LAST_DAY], ids=["long ago", "today"])
def test_a_project_has_one_report_being_written(starts_on):
    reports = list(reports_of(Project(starts_on=starts_on)))

    assert [report.reported_on for report in reports].count(None) == 1
    assert reports[-1].reported_on is None


@pytest.mark.django_db
def test_on_a3_each_drawing_of_the_structure_has_letters_that_can_be_read(small_unit):
    drawn = [each.on_paper for each in drawings(Network.objects.get(parent=None), on=LAST_DAY)]

    assert len(drawn) == 6
    per_unit = [drawing.width_on_paper / drawing.width for drawing in drawn]
    assert min(LABEL_SIZE * each * POINTS_IN_MM for each in per_unit) >= 6


@pytest.mark.django_db
def test_the_registers_have_ten_years_of_history(small_unit):
    ended = Seat.objects.filter(valid_until__lte=LAST_DAY)

    assert Seat.objects.filter(in_force(LAST_DAY)).count() > 1_000
    assert ended.count() > 1_000
    assert Seat.objects.exclude(state=SeatState.FILLED).exists()
    assert Priority.objects.values("municipality").distinct().count() == 76
    assert Portfolio.objects.values("network").distinct().count() == 6
    assert Body.objects.filter(valid_until__lte=LAST_DAY).exists()
    assert RegisterCheck.objects.exists()
    assert Change.objects.filter(before__isnull=True).exists()
    assert Change.objects.filter(before__isnull=False).exists()


@pytest.mark.django_db
def test_every_openness_and_every_state_of_a_meeting_occurs(small_unit):
    invented = Meeting.objects.filter(note="(voorbeeld)")

    assert set(AgendaItem.objects.values_list("openness", flat=True)) == set(Openness)
    assert set(invented.values_list("state", flat=True)) == set(MeetingState)
    assert Attendance.objects.filter(meeting__in=invented).exists()
    assert set(FollowUp.objects.values_list("state", flat=True)) >= {"open", "done"}


@pytest.mark.django_db
def test_everything_invented_says_so(small_unit):
    made = Meeting.objects.filter(date__gt="2017-01-01").exclude(note="")
    people = Person.objects.filter(user__username__startswith="eenheid-")

    assert not AgendaItem.objects.filter(meeting__in=made, is_invented=False).exists()
    assert people.filter(organisation__name__contains="Gelderland").exists()
    assert not people.filter(is_invented=False, slug__endswith="-1").exists()
    assert not Priority.objects.filter(source__endswith="(voorbeeld)", is_invented=False).exists()
    titles = Decision.objects.filter(draft__item__meeting__in=made).values_list("title", flat=True)
    assert all("(voorbeeld)" in title for title in titles)


@pytest.mark.django_db
def test_nobody_has_a_name_and_the_date_is_the_last_day(small_unit):
    assert not Person.objects.exclude(name="").exists()
    assert clock.today() == LAST_DAY


@pytest.mark.django_db
@pytest.mark.parametrize("network", ["twente", "oost-nederland"])
@pytest.mark.parametrize("place", range(5))
def test_each_of_the_five_questions_is_answered(small_unit, client, network, place):
    assert len(question_pages()) == 5
    question = question_pages()[place]

    page = client.get(reverse(question.url_name, args=[network]))
    files = {
        suffix: client.get(reverse(question.export_url_name, args=[network, suffix]))
        for suffix in ("csv", "ods")
    }
    told = client.get(f"/api/v1{question.api_path}", {"network": network, "pageSize": 500}).json()

    assert [answer.status_code for answer in (page, *files.values())] == [200, 200, 200]
    assert files["ods"].content.startswith(b"PK")
    assert len(files["csv"].content.splitlines()) > 1
    assert told["items"]
