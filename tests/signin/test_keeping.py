"""What the administrator and the secretary do with accounts, and who sees them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from ivz.accounts.models import AccountState, User
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Duty
from ivz.errors import RuleBroken
from ivz.signin import factors
from ivz.signin.actions import invitations, keeping
from ivz.signin.queries import accounts
from tests.entry import app_of, sign_in_strongly
from tests.factories import BodyFactory, SeatFactory, member_of, secretary_of, someone_with_duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(platform):
    actor = member_of(platform)
    actor.user.email = "lid@regio.example"
    actor.user.save()
    return actor


def site():
    return invitations.Site(address="https://ivz.example.org/", now=timezone.now())


def acts(account, by):
    return [
        lambda: keeping.lock(account, by=by),
        lambda: keeping.unlock(account, by=by),
        lambda: keeping.end_sessions(account, by=by),
        lambda: keeping.reset(account, site=site(), by=by),
        lambda: keeping.end(account, now=timezone.now(), by=by),
        lambda: invitations.invite_again(account, site=site(), by=by),
    ]


def test_whoever_does_not_keep_an_account_does_nothing_with_it(member, platform):
    strangers = [
        member_of(platform),
        secretary_of(BodyFactory(network=platform.network)),
        secretary_of(BodyFactory(kind=BodyKind.PLATFORM)),
        someone_with_duty(Duty.AUDITOR),
    ]
    before = User.objects.get(pk=member.user.pk)

    for by in strangers:
        for act in acts(member.user, by):
            with pytest.raises(PermissionDenied):
                act()

    after = User.objects.get(pk=member.user.pk)
    assert (after.state, after.session_round) == (before.state, before.session_round)


def test_nobody_does_this_to_the_own_account(administrator):
    for act in acts(administrator.user, administrator):
        with pytest.raises(RuleBroken, match="eigen account"):
            act()


def test_a_secretary_leaves_accounts_with_a_duty_alone(secretary, platform, administrator):
    SeatFactory(body=platform, person__user=administrator.user)

    with pytest.raises(PermissionDenied):
        keeping.lock(administrator.user, by=secretary)


def test_a_locked_account_signs_in_after_it_is_unlocked(secretary, member):
    keeping.lock(member.user, by=secretary)
    member.user.refresh_from_db()
    assert member.user.state == AccountState.LOCKED

    keeping.unlock(member.user, by=secretary)

    member.user.refresh_from_db()
    assert member.user.state == AccountState.ACTIVE


def test_a_reset_takes_everything_and_mails_the_account_itself(secretary, member, mailoutbox):
    app_of(member.user)
    factors.make_codes(member.user)

    keeping.reset(member.user, site=site(), by=secretary)

    member.user.refresh_from_db()
    assert not factors.has_factor(member.user)
    assert factors.codes_left(member.user) == 0
    assert not member.user.has_usable_password()
    assert member.user.state == AccountState.INVITED
    assert [mail.to for mail in mailoutbox] == [["lid@regio.example"]]


def test_without_an_address_a_reset_is_refused_whole(secretary, member):
    User.objects.filter(pk=member.user.pk).update(email="")
    app_of(member.user)

    with pytest.raises(RuleBroken, match="geen e-mailadres"):
        keeping.reset(member.user, site=site(), by=secretary)

    assert factors.has_factor(member.user)


def test_an_ended_account_lets_go_of_its_person_and_stays_in_the_trail(secretary, member):
    keeping.end(member.user, now=timezone.now(), by=secretary)

    member.user.refresh_from_db()
    assert member.user.state == AccountState.ENDED
    assert not hasattr(member.user, "person")
    entry = AuditEntry.objects.get(event="account.ended")
    assert (entry.by, entry.subject_id) == (secretary.user.username, str(member.user.pk))
    with pytest.raises(RuleBroken, match="beëindigd"):
        keeping.unlock(member.user, by=someone_with_duty(Duty.ADMINISTRATOR))


def test_the_list_holds_what_somebody_keeps(secretary, member, administrator, platform):
    elsewhere = member_of(BodyFactory(kind=BodyKind.PLATFORM))
    in_both = member_of(platform)
    SeatFactory(person=in_both.user.person)

    of_secretary = set(accounts(secretary))
    of_administrator = set(accounts(administrator))

    assert of_secretary == {secretary.user, member.user}
    assert of_administrator >= {elsewhere.user, in_both.user, administrator.user, member.user}
    assert not accounts(member)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"staat": "locked"}, False),
        ({"staat": "active"}, True),
        ({"zoek": "lid@"}, True),
        ({"zoek": "niemand"}, False),
        ({"staat": "onzin"}, True),
        ({"zoek": "\x00"}, True),
    ],
)
def test_the_page_lists_and_searches(as_administrator, member, asked, found):
    page = as_administrator.get("/beheer/accounts/", asked)

    assert page.status_code == 200
    assert (member.user in page.context["page"].object_list) is found


@pytest.mark.parametrize("address", ["/beheer/accounts/", "/beheer/accounts/aanwijzen/"])
def test_the_pages_are_closed_to_others(client, member, address):
    assert client.get(address).status_code == 403

    client.force_login(member.user)

    assert client.get(address).status_code == 403


def test_an_account_of_somebody_else_looks_like_none(member, platform):
    client = Client()
    client.force_login(secretary_of(BodyFactory(kind=BodyKind.PLATFORM)).user)

    theirs = client.get(f"/beheer/accounts/{member.user.pk}/")
    none = client.get("/beheer/accounts/999999/")

    assert theirs.status_code == none.status_code == 404
    assert (
        client.post(f"/beheer/accounts/{member.user.pk}/doen/", {"act": "lock"}).status_code == 404
    )


@pytest.mark.parametrize(
    "act", ["lock", "unlock", "end_sessions", "reset", "end", "invite", "x", ""]
)
def test_every_button_of_the_page_answers(as_secretary, member, act):
    answer = as_secretary.post(
        f"/beheer/accounts/{member.user.pk}/doen/", {"act": act}, follow=True
    )

    assert answer.status_code == 200


def test_the_secretary_invites_from_the_page_of_a_person(
    as_secretary, officer, platform, mailoutbox
):
    person = as_secretary.get(f"/netwerk/{platform.network.slug}/mensen/{officer.slug}/")
    address = f"/beheer/accounts/uitnodigen/?persoon={officer.slug}"

    answer = as_secretary.post(address, {"email": "politie@regio.example"})

    assert address in person.content.decode()
    officer.refresh_from_db()
    assert answer["Location"] == f"/beheer/accounts/{officer.user.pk}/"
    assert mailoutbox[0].to == ["politie@regio.example"]
    assert "al een account" in as_secretary.get(address).content.decode()


def test_the_administrator_invites_an_auditor_on_the_page(as_administrator, mailoutbox):
    asked = {"username": "toetser", "duty": "auditor", "email": "toets@regio.example"}

    answer = as_administrator.post("/beheer/accounts/aanwijzen/", asked)

    assert answer.status_code == 302
    assert mailoutbox[0].to == ["toets@regio.example"]
    again = as_administrator.post("/beheer/accounts/aanwijzen/", asked)
    assert again.status_code == 422


def test_the_list_asks_as_many_queries_for_many_accounts(
    administrator, platform, django_assert_max_num_queries
):
    for _account in range(30):
        member_of(platform)
    client = Client()
    sign_in_strongly(client, administrator.user)

    with django_assert_max_num_queries(14):
        client.get("/beheer/accounts/")


def test_changes_to_accounts_are_limited(as_secretary, member, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "keeping": "2/h/ip"}
    address = f"/beheer/accounts/{member.user.pk}/doen/"

    answers = [as_secretary.post(address, {"act": "unlock"}).status_code for _time in range(3)]

    assert answers == [302, 302, 429]
