"""The yearly review of who has access: one click per person.

Policy: docs/policy/access.md#yearly-review
"""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from ivz.access import actions, queries
from ivz.access.models import AccessReview, AccessVerdict
from ivz.access.states import Event, Verdict
from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Duty
from ivz.clock import reading as clock
from ivz.network.models import Seat
from ivz.signin.factors import SecondStep
from ivz.workflow.models import Change
from tests.entry import app_of
from tests.factories import (
    TODAY,
    BodyFactory,
    SeatFactory,
    UserFactory,
    member_of,
    secretary_of,
    someone_with_duty,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def platform():
    return BodyFactory(kind=BodyKind.PLATFORM)


@pytest.fixture
def secretary(client, platform):
    actor = secretary_of(platform)
    client.force_login(actor.user)
    return actor


def test_one_click_says_that_it_is_right_and_the_last_one_completes(client, platform, secretary):
    other = member_of(BodyFactory(network=platform.network)).user.person
    address = f"/netwerk/{platform.network.slug}/toegang/"
    assert "0 van 2 gedaan" in client.get(address).content.decode()

    client.post(f"{address}{other.pk}/oordeel/", {"verdict": "right"})
    assert "1 van 2 gedaan" in client.get(address).content.decode()
    client.post(f"{address}{secretary.person_id}/oordeel/", {"verdict": "right"})

    assert AccessReview.objects.get().completed_on == TODAY
    assert AuditEntry.objects.filter(event=Event.REVIEW_COMPLETED).count() == 1
    assert "De controle van dit jaar is gedaan" in client.get(address).content.decode()


def test_who_waits_stands_first_and_the_rest_on_a_next_page(client, platform, secretary):
    SeatFactory.create_batch(26, body=platform)
    address = f"/netwerk/{platform.network.slug}/toegang/"
    client.post(f"{address}{secretary.person_id}/oordeel/", {"verdict": "right"})

    first, second = client.get(address), client.get(address, {"pagina": "2"})

    assert "1 van 27 gedaan" in first.content.decode()
    assert [row.verdict for row in first.context["page"]] == [None] * 25
    assert [row.key for row in second.context["page"]][-1] == secretary.person_id
    assert 'href="?pagina=1"' in second.content.decode()


def test_revoking_takes_every_seat_in_this_network_at_the_next_request(client, platform, secretary):
    leaving = member_of(platform)
    SeatFactory(person=leaving.user.person, body__network=platform.network)
    elsewhere = SeatFactory(person=leaving.user.person)
    address = f"/netwerk/{platform.network.slug}/toegang/{leaving.user.person.pk}/oordeel/"

    client.post(address, {"verdict": "revoked"})

    kept = Actor(user=leaving.user, today=TODAY).body_ids
    assert kept == {elsewhere.body_id}
    assert Seat.objects.filter(is_revoked=True).count() == 2
    assert "\n" in AccessVerdict.objects.get().holds


def test_what_the_review_revoked_stands_in_history_with_its_reason_and_is_taken_back_at_once(
    client, platform, secretary
):
    leaving = member_of(platform)
    SeatFactory(person=leaving.user.person, body__network=platform.network)
    person, network = leaving.user.person, platform.network
    address = f"/netwerk/{network.slug}/toegang/{person.pk}/oordeel/"
    client.post(address, {"verdict": "revoked"})

    page = client.get(f"/netwerk/{network.slug}/mensen/{person.slug}/").content.decode()
    latest = Change.objects.order_by("pk").last()
    client.post(f"/netwerk/{network.slug}/wijzigingen/{latest.pk}/terugdraaien/")

    assert "Ingetrokken bij de toegangscontrole" in page
    assert not Seat.objects.filter(is_revoked=True).exists()
    assert len(Actor(user=leaving.user, today=TODAY).body_ids) == 2


def test_nobody_revokes_the_own_access(client, platform, secretary):
    address = f"/netwerk/{platform.network.slug}/toegang/{secretary.person_id}/oordeel/"

    answer = client.post(address, {"verdict": "revoked"}, follow=True)

    assert "eigen toegang" in answer.content.decode()
    assert not Seat.objects.filter(is_revoked=True).exists()
    assert not AccessVerdict.objects.exists()


def test_the_administrator_locks_an_account_and_sees_no_seats(client):
    administrator = someone_with_duty(Duty.ADMINISTRATOR)
    client.force_login(administrator.user)
    leaving = UserFactory(username="vertrekt")

    assert "vertrekt" in client.get("/beheer/toegang/").content.decode()
    client.post(f"/beheer/toegang/{leaving.pk}/oordeel/", {"verdict": "revoked"})

    assert not User.objects.get(pk=leaving.pk).is_active


def test_a_member_and_another_secretary_review_nothing(client, platform):
    for actor in (member_of(platform), secretary_of(BodyFactory(kind=BodyKind.PLATFORM))):
        client.force_login(actor.user)
        for path in ("", "toegangscontrole.csv"):
            answer = client.get(f"/netwerk/{platform.network.slug}/toegang/{path}")
            assert answer.status_code == 403
        assert client.get("/beheer/toegang/").status_code == 403


@pytest.mark.parametrize(("days", "is_due"), [(364, False), (365, True), (400, True)])
def test_after_a_year_it_is_due_again(platform, secretary, days, is_due):
    completed = TODAY - timedelta(days=days)
    AccessReview.objects.create(
        network=platform.network, opened_on=completed, completed_on=completed
    )

    assert queries.is_due(platform.network, on=TODAY) is is_due
    assert bool(queries.due_reviews(secretary)) is is_due


def test_the_start_page_reminds_whoever_reviews(client, platform, secretary):
    assert "Naar de controle" in client.get("/").content.decode()

    client.force_login(member_of(platform).user)
    assert "Naar de controle" not in client.get("/").content.decode()


def test_the_worker_begins_a_due_round_once(platform, secretary):
    actions.open_due_reviews(TODAY)
    actions.open_due_reviews(TODAY)

    assert AccessReview.objects.filter(network=platform.network).count() == 1
    assert AccessReview.objects.filter(network=None).count() == 1


def test_the_verdicts_can_be_kept(client, platform, secretary):
    actions.judge_person(platform.network, secretary.user.person, Verdict.RIGHT, by=secretary)

    answer = client.get(f"/netwerk/{platform.network.slug}/toegang/toegangscontrole.csv")

    assert secretary.user.person.function in answer.content.decode()
    assert "Klopt" in answer.content.decode()


def test_the_page_asks_as_often_for_many_as_for_one(platform, django_assert_max_num_queries):
    for _again in range(10):
        member_of(platform)

    with django_assert_max_num_queries(6):
        assert len(queries.rows(platform.network, on=TODAY)) == 10


def test_the_page_says_who_has_no_second_step(client, platform, secretary):
    app, passless, tied = (member_of(platform).user for _each in range(3))
    app_of(app)
    SocialAccount.objects.create(user=tied, provider="sso", uid="1")
    officer = SeatFactory(body=platform).person

    steps = {row.label: row.second_step for row in queries.rows(platform.network, on=TODAY)}
    page = client.get(f"/netwerk/{platform.network.slug}/toegang/").content.decode()

    assert steps[app.person.function] == SecondStep.OWN
    assert steps[tied.person.function] == SecondStep.ELSEWHERE
    assert steps[passless.person.function] == SecondStep.NONE
    assert page.count("App of passkey") == 1
    assert page.count("Geen tweede stap") == 2  # the secretary too
    assert officer.function in page


def test_the_administrator_sees_it_of_every_account(client):
    administrator = someone_with_duty(Duty.ADMINISTRATOR)
    client.force_login(administrator.user)
    app_of(UserFactory())

    page = client.get("/beheer/toegang/").content.decode()

    assert page.count("App of passkey") == 1
    assert page.count("Geen tweede stap") == 1


def with_address(user, address):
    User.objects.filter(pk=user.pk).update(email=address)


def reminded_at():
    return sorted(address for letter in mail.outbox for address in letter.to)


def test_whoever_reviews_is_mailed_when_it_is_due_and_again_after_thirty_days(platform, secretary):
    administrator, member = someone_with_duty(Duty.ADMINISTRATOR), member_of(platform)
    with_address(secretary.user, "secretaris@example.org")
    with_address(administrator.user, "beheer@example.org")
    with_address(member.user, "lid@example.org")
    actions.open_due_reviews(TODAY)

    for days in (0, 1, 29):
        actions.remind_of_due_reviews(TODAY + timedelta(days=days))
    assert reminded_at() == ["beheer@example.org", "secretaris@example.org"]
    assert any(platform.network.name in letter.body for letter in mail.outbox)
    assert AuditEntry.objects.filter(event=Event.REVIEW_REMINDED).count() == 2

    actions.remind_of_due_reviews(TODAY + timedelta(days=30))
    assert len(reminded_at()) == 4


def test_nobody_is_mailed_of_a_review_that_is_done(platform, secretary):
    with_address(secretary.user, "secretaris@example.org")
    actions.open_due_reviews(TODAY)
    AccessReview.objects.update(completed_on=TODAY)

    actions.remind_of_due_reviews(TODAY + timedelta(days=40))

    assert mail.outbox == []


def test_a_secretary_who_left_is_not_mailed(platform, secretary):
    with_address(secretary.user, "secretaris@example.org")
    actions.open_due_reviews(TODAY)
    Seat.objects.update(is_revoked=True)

    actions.remind_of_due_reviews(TODAY)

    assert mail.outbox == []
