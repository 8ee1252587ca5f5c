"""The weekly digest: what waits for somebody, once a week, by a mail server on this machine."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.decisions.states import PaperState
from ivz.home import tasks
from ivz.mail import actions
from ivz.mail.models import Digest, Mail
from ivz.mail.states import Weekday
from ivz.projects.states import ProjectState
from tests.factories import FollowUpFactory, PersonFactory, UserFactory, member_of, visitor
from tests.projects import factories as make
from tests.projects.network import leader_of, region, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("waiting_mail")]
MONDAY = dt.date(2016, 10, 10)
A_DAY = dt.timedelta(days=1)
NOW = dt.datetime(2016, 10, 10, 8, tzinfo=dt.UTC)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def mayor(here):
    here.mayor.user.email = "lid@regio.example"
    here.mayor.user.save()
    return here.mayor


def duty(here, who, **given):
    facts = {
        "body": here.board,
        "owner_id": who.person_id,
        "what": "Vraag de raad",
        "due_on": MONDAY,
    }
    return FollowUpFactory(**{**facts, **given})


def test_what_waits_arrives_once_a_week_however_often_the_worker_runs(here, mayor, mail_server):
    duty(here, mayor, due_on=MONDAY - A_DAY)
    duty(here, mayor, what="Lees het stuk", due_on=MONDAY + 2 * A_DAY)

    for day in [MONDAY, MONDAY, MONDAY + A_DAY, MONDAY + 6 * A_DAY]:
        tasks.send_digests(day)
        actions.deliver(now=NOW)

    ((recipients, letter),) = mail_server.letters
    text = letter.get_payload(decode=True).decode().replace("\r\n", "\n")
    assert recipients == ["lid@regio.example"]
    assert "Te laat\n- Vraag de raad, 9\xa0oktober\xa02016" in text
    assert "Open\n- Lees het stuk, 12\xa0oktober\xa02016" in text
    tasks.send_digests(MONDAY + 7 * A_DAY)
    assert Mail.objects.count() == 2


def test_each_thing_that_waits_links_to_its_page_on_the_site(here, mayor, settings):
    settings.SITE_URL = "https://ivz.example.org"
    project = make.ProjectFactory(body=here.board, title="Woninginbraken")
    anchor = make.AnchorFactory(project=project, owner_id=mayor.person_id, review_on=MONDAY)
    duty(here, mayor)

    tasks.send_digests(MONDAY)

    text = Mail.objects.get().text
    page = reverse("projects:review_anchor", args=[project.slug, anchor.pk])
    assert f"\n  https://ivz.example.org{page}" in text
    assert ": https://ivz.example.org/\n" in text
    assert f"Kies dat hier: https://ivz.example.org{reverse('mail:digest')}" in text


def test_the_address_of_what_is_closed_is_not_mailed(here, mayor):
    project = make.ProjectFactory(body=here.board, title="Geheim", openness=Openness.BODY)
    make.AnchorFactory(project=project, owner_id=mayor.person_id, review_on=MONDAY)

    tasks.send_digests(MONDAY)

    assert project.slug not in Mail.objects.get().text


def test_nothing_is_sent_when_nothing_waits(here, mayor):
    duty(here, mayor, due_on=MONDAY + 7 * A_DAY)

    tasks.send_digests(MONDAY)

    assert not Mail.objects.exists()
    assert Digest.objects.get(user=mayor.user).looked_on == MONDAY


def test_a_crash_between_loses_nothing_and_sends_nothing_twice(here, mayor, monkeypatch):
    duty(here, mayor)
    other = member_of(here.board)
    other.user.email = "ander@regio.example"
    other.user.save()
    duty(here, other)
    sent = tasks.send_digest

    def breaks_at_the_second(user, waiting):
        sent(user, waiting)
        if Mail.objects.count() == 2:
            raise OSError("de stroom viel uit")

    monkeypatch.setattr(tasks, "send_digest", breaks_at_the_second)
    with pytest.raises(OSError, match="stroom"):
        tasks.send_digests(MONDAY)
    assert Mail.objects.count() == 1

    monkeypatch.undo()
    tasks.send_digests(MONDAY)

    assert Mail.objects.values("to").distinct().count() == Mail.objects.count() == 2


def test_what_is_closed_is_counted_and_not_named(here, mayor):
    for openness in [Openness.NETWORK, Openness.BODY]:
        project = make.ProjectFactory(
            body=here.board, title=f"Geheim {openness}", openness=openness
        )
        make.AnchorFactory(
            project=project, what=f"Kluis {openness}", owner_id=mayor.person_id, review_on=MONDAY
        )
        make.RequestFactory(
            body=here.board,
            title=f"Verzoek {openness}",
            openness=openness,
            requester_id=mayor.person_id,
            state="refused",
            answer="Nee.",
            answered_on=MONDAY,
        )
        duty(here, mayor, what=f"Afspraak {openness}", openness=openness)

    tasks.send_digests(MONDAY)

    told = Mail.objects.get()
    assert "body" not in told.text + told.subject
    for word in ["Geheim network", "Kluis network", "Verzoek network", "Afspraak network"]:
        assert word in told.text
    assert "3 dingen zijn niet voor het hele netwerk" in told.text
    assert told.subject == "Er wachten 6 dingen op je"


def test_a_long_list_is_cut_with_what_is_late_first(here, mayor):
    for number in range(20):
        duty(here, mayor, what=f"Nu {number}")
    duty(here, mayor, what="Oud", due_on=MONDAY - A_DAY)

    tasks.send_digests(MONDAY)

    text = Mail.objects.get().text
    assert text.count("\n- ") == 15
    assert "- Oud" in text
    assert "En nog 6." in text


@pytest.mark.parametrize(
    ("weekday", "looked_on", "day", "is_due"),
    [
        (Weekday.MONDAY, None, MONDAY, True),
        (Weekday.MONDAY, None, MONDAY + A_DAY, False),
        (Weekday.MONDAY, MONDAY, MONDAY, False),
        (Weekday.MONDAY, MONDAY, MONDAY + 6 * A_DAY, False),
        (Weekday.MONDAY, MONDAY, MONDAY + 7 * A_DAY, True),
        (Weekday.MONDAY, MONDAY, MONDAY + 9 * A_DAY, True),
        (Weekday.THURSDAY, MONDAY, MONDAY + 3 * A_DAY, True),
        (Weekday.THURSDAY, MONDAY, MONDAY + 2 * A_DAY, False),
        (Weekday.MONDAY, MONDAY + 30 * A_DAY, MONDAY, False),
        (None, None, MONDAY, False),
    ],
)
def test_it_comes_on_its_weekday_and_later_where_that_was_missed(weekday, looked_on, day, is_due):
    assert Digest(weekday=weekday, looked_on=looked_on).is_due(day) is is_due


def test_who_wants_none_or_cannot_sign_in_gets_none(here, mayor):
    duty(here, mayor)
    actions.choose_digest(None, by=mayor)
    for given in [{"is_active": False}, {"activated_at": None}, {"email": ""}]:
        user = UserFactory(**{"email": f"{len(given)}{next(iter(given))}@x.example", **given})
        duty(here, mayor, owner_id=PersonFactory(user=user).pk)

    tasks.send_digests(MONDAY)

    assert not Mail.objects.exists()


def test_somebody_chooses_the_day_or_none_on_an_own_page(client, mayor):
    client.force_login(mayor.user)
    page = reverse("mail:digest")
    assert page in client.get(reverse("signin:own")).content.decode()

    answer = client.post(page, {"weekday": "3"}, follow=True)
    assert "lid@regio.example" in answer.content.decode()
    assert Digest.objects.get(user=mayor.user).weekday == Weekday.THURSDAY

    client.post(page, {"weekday": "never"})
    assert Digest.objects.get(user=mayor.user).weekday is None
    assert AuditEntry.objects.filter(event="digest.chosen").count() == 2
    assert client.post(page, {"weekday": "5"}).status_code == 422


def test_a_visitor_signs_in_first(client):
    assert "/inloggen/" in client.get(reverse("mail:digest"))["Location"]
    with pytest.raises(Exception, match="Log eerst in"):
        actions.choose_digest(Weekday.MONDAY, by=visitor())


class TestDutiesOfProjects:
    """The digest and *Vandaag* ask the same query, so both tell what has to be written or put."""

    @pytest.fixture
    def project(self, here):
        project = make.ProjectFactory(
            body=here.board, title="Zorgfraude", state=ProjectState.PREPARING
        )
        make.PlanFactory(project=project)
        return project

    @pytest.fixture
    def leader(self, here, project):
        user = leader_of(project, here).user
        user.email = "leider@regio.example"
        user.save()
        return user

    def told(self, client, user):
        client.force_login(user)
        page = client.get("/").content.decode()
        Mail.objects.all().delete()
        Digest.objects.all().delete()
        tasks.send_digests(MONDAY)
        mail = Mail.objects.filter(to=user.email).first()
        return page, mail.text if mail else ""

    def test_the_leader_has_a_plan_to_write(self, client, project, leader):
        page, mail = self.told(client, leader)

        assert "Schrijf het plan: Zorgfraude" in page
        assert "Schrijf het plan: Zorgfraude" in mail

    @pytest.mark.parametrize("state", [PaperState.SUBMITTED, PaperState.ENDORSED])
    def test_a_plan_that_lies_before_a_body_has_to_come_on_an_agenda(
        self, client, here, project, leader, state
    ):
        project.plan.state = state
        project.plan.save()
        coordinator = here.coordinator.user
        coordinator.email = "coordinator@regio.example"
        coordinator.save()

        for user in [leader, coordinator]:
            page, mail = self.told(client, user)
            assert "Zet het plan op een agenda: Zorgfraude" in page
            assert "Zet het plan op een agenda: Zorgfraude" in mail

    def test_an_evaluation_too(self, client, here):
        first = dt.date(2016, 1, 1)
        project = running(here, title="Inbraken", starts_on=first, ends_on=MONDAY - A_DAY)
        make.EvaluationFactory(project=project, state=PaperState.SUBMITTED)
        user = leader_of(project, here).user

        page, _mail = self.told(client, user)

        assert "Zet de evaluatie op een agenda: Inbraken" in page
        assert "Schrijf de evaluatie" not in page
