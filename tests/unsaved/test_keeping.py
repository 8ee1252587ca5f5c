"""What somebody types in a long form is kept for that person until it is saved."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.projects.actions import plans
from ivz.projects.models import PlanSection
from ivz.projects.states import Section
from ivz.unsaved import actions, tasks
from ivz.unsaved.models import UnsavedText
from ivz.unsaved.rules import LONGEST
from tests.factories import TODAY, UserFactory, visitor
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 13, 5, tzinfo=dt.UTC)
RESTORED = "Niet bewaarde tekst van "


@pytest.fixture
def here():
    return region()


@pytest.fixture
def plan(here):
    return make.PlanFactory(project=make.ProjectFactory(body=here.board))


@pytest.fixture
def leader(here, plan):
    return Actor(user=leader_of(plan.project, here).user, today=TODAY)


@pytest.fixture
def address(plan):
    return reverse("projects:section", args=[plan.project.slug, Section.AIM])


@pytest.fixture
def writes(client, leader):
    client.force_login(leader.user)
    return client


def keep(client, address, text, version=0):
    answer = client.post(address, {"keep-unsaved": "1", "text": text, "version": version})
    assert answer.status_code == 204
    assert answer.content == b""


def shown(client, address):
    answer = client.get(address)
    return answer, answer.context["form"]["text"].value(), RESTORED in answer.content.decode()


def test_what_was_typed_stands_there_again_in_another_browser(writes, leader, address):
    keep(writes, address, "Minder zorgfraude")
    keep(writes, address, "Minder zorgfraude in 2018")

    elsewhere = Client()
    elsewhere.force_login(leader.user)

    answer, text, is_said = shown(elsewhere, address)
    assert (text, is_said) == ("Minder zorgfraude in 2018", True)
    at = timezone.localtime(UnsavedText.objects.get().typed_at)
    assert f"{RESTORED}{at:%H.%M} uur" in answer.content.decode()
    assert not PlanSection.objects.exists()


def test_saving_removes_it(writes, address):
    keep(writes, address, "Half")

    assert writes.post(address, {"text": "Helemaal", "version": 0}).status_code == 302

    assert not UnsavedText.objects.exists()
    assert shown(writes, address)[1:] == ("Helemaal", False)


def test_what_is_refused_stays_kept(writes, address):
    keep(writes, address, "Half")

    assert writes.post(address, {"text": "x" * 20_001, "version": 0}).status_code == 422

    assert UnsavedText.objects.count() == 1


def test_it_can_be_thrown_away(writes, address):
    keep(writes, address, "Onzin")

    answer = writes.post(address, {"discard-unsaved": "1"})

    assert answer["Location"] == address
    assert shown(writes, address)[1:] == ("", False)


def test_what_equals_the_form_is_no_news(writes, leader, plan, address):
    plans.write_section(plan, Section.AIM, "Twee\nregels", version=0, by=leader)

    keep(writes, address, "Twee\r\nregels ", version=0)

    answer, text, is_said = shown(writes, address)
    assert (text, is_said) == ("Twee\nregels", False)
    assert answer.context["form"]["version"].value() == 1


def test_somebody_else_saved_meanwhile_and_both_texts_show(writes, here, plan, leader, address):
    plans.write_section(plan, Section.AIM, "Eerst", version=0, by=leader)
    keep(writes, address, "Van mij", version=1)
    plans.write_section(plan, Section.AIM, "Van een ander", version=1, by=here.coordinator)

    answer, text, _is_said = shown(writes, address)
    version = answer.context["form"]["version"].value()
    assert (text, str(version)) == ("Van mij", "1")

    stale = writes.post(address, {"text": text, "version": version})
    assert stale.status_code == 409
    for words in ["Van mij", "Van een ander"]:
        assert words in stale.content.decode()
    assert PlanSection.objects.get().text == "Van een ander"


def test_nobody_else_sees_it(client, writes, here, leader, address):
    keep(writes, address, "Alleen van mij")

    client.force_login(here.coordinator.user)

    assert shown(client, address)[1:] == ("", False)
    helping = Actor(user=leader.user, helper=here.chair.user, today=TODAY)
    assert not UnsavedText.objects.visible_to(helping).exists()
    assert not UnsavedText.objects.visible_to(visitor()).exists()
    with pytest.raises(PermissionDenied):
        actions.keep(address, {}, now=NOW, by=helping)


def test_who_may_not_write_there_keeps_nothing_there(client, here, plan, address):
    form = {"keep-unsaved": "1", "text": "x", "version": 0}
    client.force_login(here.mayor.user)
    assert client.post(address, form).status_code == 403

    plan.project.openness = Openness.BODY
    plan.project.save()
    client.force_login(UserFactory())
    assert client.post(address, form).status_code == 404

    assert not UnsavedText.objects.exists()


def test_only_fields_of_the_form_are_kept_and_no_more_than_fits(writes, address):
    keep(writes, address, "Kort")
    writes.post(address, {"keep-unsaved": "1", "text": "Kort", "version": 0, "extra": "nee"})
    assert UnsavedText.objects.get().fields == {"text": ["Kort"], "version": ["0"]}

    form = {"keep-unsaved": "1", "text": "x" * (LONGEST + 1), "version": 0}
    assert writes.post(address, form).status_code == 413
    assert UnsavedText.objects.get().fields["text"] == ["Kort"]


def test_it_leaves_no_line_in_the_trail(writes, address):
    before = AuditEntry.objects.count()

    keep(writes, address, "Nog niets gezegd")

    assert AuditEntry.objects.count() == before


def test_it_goes_after_two_weeks(leader):
    for days in (13, 15):
        at = timezone.now() - dt.timedelta(days=days)
        actions.keep(f"/{days}/", {"text": ["x"]}, now=at, by=leader)

    tasks.forget(TODAY)

    assert [kept.address for kept in UnsavedText.objects.all()] == ["/13/"]


def test_a_report_comes_back_with_lights_and_reasons(client, here):
    project = running(here, starts_on=dt.date(2015, 1, 1), ends_on=dt.date(2018, 1, 1))
    user = leader_of(project, here).user
    client.force_login(user)
    address = reverse("projects:report", args=[project.slug])
    form = client.get(address).context["form"]
    typed = {field.html_name: field.value() for field in form}
    typed |= {"text": "Het loopt.", "money_colour": "adjust", "money_reason": "Op is op."}

    assert client.post(address, typed | {"keep-unsaved": "1"}).status_code == 204

    form = client.get(address).context["form"]
    assert [form[name].value() for name in ["text", "money_colour", "money_reason"]] == [
        "Het loopt.",
        "adjust",
        "Op is op.",
    ]
    assert client.post(address, {f.html_name: f.value() for f in form}).status_code == 302
    draft = project.reports.get()
    assert (draft.text, [light.aspect for light in draft.lights.all()]) == ("Het loopt.", ["money"])
    assert not UnsavedText.objects.exists()


@pytest.mark.parametrize("name", ["assignment", "test", "new_request", "answer"])
def test_every_long_form_keeps_what_is_typed(client, here, name):
    here.spreads_to(8)
    asked = here.asked()
    here.tested(asked)
    yesterday = TODAY - dt.timedelta(days=1)
    project = running(here, starts_on=dt.date(2016, 1, 1), ends_on=yesterday)
    address = {
        "assignment": reverse("projects:assignment", args=[asked.key]),
        "test": reverse("projects:test", args=[asked.key]),
        "new_request": reverse("projects:new_request"),
        "answer": reverse("projects:answer", args=[project.slug, "lessons"]),
    }[name]
    client.force_login(leader_of(project, here).user if name == "answer" else here.coordinator.user)
    page = client.get(address)
    field = next(each for each in page.context["form"] if each.widget_type == "textarea")
    assert b"data-keeps-typing" in page.content

    client.post(address, {"keep-unsaved": "1", field.html_name: "Dit typte ik"})

    page = client.get(address)
    assert page.context["form"][field.name].value() == "Dit typte ik"
    assert RESTORED in page.content.decode()
