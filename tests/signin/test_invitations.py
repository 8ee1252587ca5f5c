"""From an invitation to an account that works."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.accounts.models import AccountState, User
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import Duty, Role
from ivz.errors import RuleBroken
from ivz.signin import factors
from ivz.signin.actions import invitations
from ivz.signin.models import SignInLink
from ivz.signin.states import LinkKind
from tests.entry import code_for
from tests.factories import BodyFactory, PersonFactory, SeatFactory, actor_with, member_of

pytestmark = pytest.mark.django_db

PHRASE = "een lange zin als wachtwoord"
ADDRESS = "politie@regio.example"


def site(**later):
    return invitations.Site(
        address="https://ivz.example.org/", now=timezone.now() + dt.timedelta(**later)
    )


def invite(person, by, **later):
    return invitations.invite(person, email=ADDRESS, site=site(**later), by=by)


def link_in(mail):
    (link,) = re.findall(r"https?://\S+", mail.body)
    return re.sub(r"^https?://[^/]+", "", link)


def choose_password(client, link):
    client.get(link)
    return client.post("/inloggen/wachtwoord/", {"password": PHRASE})


def tie_app(client):
    page = client.get("/account/tweede-stap/")
    return client.post("/account/tweede-stap/", {"code": code_for(page.context["secret"])})


def test_the_whole_way_in(production, secretary, officer, mailoutbox, client):
    account = invite(officer, secretary)
    mail = mailoutbox[0]
    assert (mail.to, account.state) == ([ADDRESS], AccountState.INVITED)

    to_second_step = choose_password(client, link_in(mail))
    halfway = client.get("/").wsgi_request.actor
    to_codes = tie_app(client)

    assert to_second_step["Location"] == "/account/tweede-stap/"
    assert not halfway.is_signed_in
    assert to_codes["Location"] == "/account/herstelcodes/"
    assert len(client.get("/account/herstelcodes/").context["codes"]) == 10
    account.refresh_from_db()
    assert account.state == AccountState.ACTIVE
    assert client.get("/").wsgi_request.actor.person_id == officer.pk


def test_a_password_without_a_second_step_opens_nothing(
    production, secretary, officer, mailoutbox, client
):
    account = invite(officer, secretary)
    choose_password(client, link_in(mailoutbox[0]))

    answer = Client().post("/inloggen/", {"username": account.username, "password": PHRASE})

    assert answer["Location"] == "/inloggen/"
    for address in ["/account/", "/beheer/accounts/"]:
        assert client.get(address).status_code in {302, 403}
    account.refresh_from_db()
    assert account.state == AccountState.INVITED


def test_a_link_works_until_the_account_does_and_then_no_more(
    production, secretary, officer, mailoutbox, client
):
    invite(officer, secretary)
    link = link_in(mailoutbox[0])
    assert Client().get(link).status_code == 302
    choose_password(client, link)
    assert Client().get(link).status_code == 302

    tie_app(client)

    again = Client().get(link)
    assert again.status_code == 404
    assert "werkt niet meer" in again.content.decode()


@pytest.mark.parametrize(("days", "status"), [(6.9, 302), (7.1, 404)])
def test_a_link_works_for_seven_days(days, status, secretary, officer, mailoutbox, client):
    invite(officer, secretary, days=-days)

    assert client.get(link_in(mailoutbox[0])).status_code == status


def test_a_new_invitation_ends_the_one_before(secretary, officer, mailoutbox, client):
    account = invite(officer, secretary)

    invitations.invite_again(account, site=site(), by=secretary)

    first, second = map(link_in, mailoutbox)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 302


def test_the_database_holds_no_key_and_the_address_loses_it(secretary, officer, mailoutbox, client):
    invite(officer, secretary)
    key = link_in(mailoutbox[0]).partition("sleutel=")[2]

    answer = client.get(link_in(mailoutbox[0]))

    assert SignInLink.objects.get().digest != key
    assert key not in answer["Location"]


@pytest.mark.parametrize("key", ["", "x", "a" * 64, "\x00", "ü"])
def test_a_made_up_key_opens_nothing(client, key):
    assert client.get("/inloggen/uitnodiging/", {"sleutel": key}).status_code == 404


def test_a_locked_account_has_no_link_that_works(secretary, officer, mailoutbox, client):
    account = invite(officer, secretary)
    User.objects.filter(pk=account.pk).update(is_active=False)

    assert client.get(link_in(mailoutbox[0])).status_code == 404


def test_a_weak_password_is_explained_and_stores_nothing(secretary, officer, mailoutbox, client):
    account = invite(officer, secretary)
    client.get(link_in(mailoutbox[0]))

    answer = client.post("/inloggen/wachtwoord/", {"password": "te kort"})

    assert answer.status_code == 422
    assert "twaalf" in answer.content.decode() or "12 tekens" in answer.content.decode()
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_in_the_example_the_account_works_after_the_password(
    secretary, officer, mailoutbox, client
):
    account = invite(officer, secretary)

    choose_password(client, link_in(mailoutbox[0]))

    account.refresh_from_db()
    assert account.state == AccountState.ACTIVE
    assert client.get("/").wsgi_request.actor.person_id == officer.pk


def test_one_person_has_one_account(secretary, officer):
    invite(officer, secretary)

    with pytest.raises(RuleBroken, match="heeft al een account"):
        invitations.invite(officer, email="ander@regio.example", site=site(), by=secretary)


def test_one_address_has_one_account(secretary, officer, platform):
    invite(officer, secretary)
    other = SeatFactory(body=platform).person

    with pytest.raises(RuleBroken, match="ander account"):
        invitations.invite(other, email=ADDRESS.upper(), site=site(), by=secretary)
    other.refresh_from_db()
    assert other.user is None


def who_may_not_invite(platform):
    other_platform = BodyFactory(kind=platform.kind)
    return [
        member_of(platform),
        actor_with(Role.CHAIR, body=platform),
        actor_with(Role.SECRETARY, body=BodyFactory(network=platform.network)),
        actor_with(Role.SECRETARY, body=other_platform),
        Actor(today=member_of(platform).today),
    ]


def test_only_the_secretary_of_the_platform_and_the_administrator_invite(
    platform, officer, administrator
):
    for by in who_may_not_invite(platform):
        with pytest.raises(PermissionDenied):
            invite(officer, by)

    assert invite(officer, administrator).person == officer


def test_a_secretary_does_not_invite_who_sits_elsewhere_too(secretary, officer):
    SeatFactory(person=officer)

    with pytest.raises(PermissionDenied):
        invite(officer, secretary)


def test_a_secretary_does_not_invite_who_sits_nowhere(secretary):
    with pytest.raises(PermissionDenied):
        invite(PersonFactory(), secretary)


def test_the_administrator_appoints_an_auditor(administrator, secretary, mailoutbox):
    asked = {"email": "toets@regio.example", "duty": Duty.AUDITOR, "site": site()}

    account = invitations.appoint("toetser", **asked, by=administrator)

    assert Actor(user=account, today=administrator.today).duties == {Duty.AUDITOR}
    assert mailoutbox[0].to == ["toets@regio.example"]
    with pytest.raises(PermissionDenied):
        invitations.appoint("nog-een", **asked | {"email": "b@regio.example"}, by=secretary)
    with pytest.raises(RuleBroken, match="al in gebruik"):
        invitations.appoint("toetser", **asked | {"email": "b@regio.example"}, by=administrator)


def test_the_audit_trail_tells_who_invited(secretary, officer):
    account = invite(officer, secretary)

    entry = AuditEntry.objects.get(event="account.invited")
    assert (entry.by, entry.subject_id) == (secretary.user.username, str(account.pk))


def test_an_ended_account_lets_the_person_be_invited_anew(secretary, officer):
    old = invite(officer, secretary)
    User.objects.filter(pk=old.pk).update(is_active=False, ended_at=timezone.now(), email="")
    officer.refresh_from_db()

    new = invite(officer, secretary)

    assert new.username != old.username
    assert new.person == officer


def test_second_steps_come_only_with_an_invitation(production, client):
    actor = member_of(BodyFactory())
    actor.user.set_password(PHRASE)
    actor.user.save()

    answer = client.post(
        "/inloggen/", {"username": actor.user.username, "password": PHRASE}, follow=True
    )

    assert "nieuwe uitnodiging" in answer.content.decode()
    assert client.get("/account/tweede-stap/").status_code == 302
    assert not factors.has_factor(actor.user)
    assert not SignInLink.objects.filter(kind=LinkKind.INVITATION).exists()
