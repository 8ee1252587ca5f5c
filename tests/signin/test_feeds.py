"""Addresses with which a calendar reads without signing in: made once, and gone when revoked.

Policy: docs/policy/accounts.md#calendar
"""

import re

import pytest
from django.test import Client

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind
from ivz.signin.actions import keeping
from ivz.signin.models import FeedKey
from tests.entry import sign_in_strongly
from tests.factories import BodyFactory, member_of, secretary_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(kind=BodyKind.PLATFORM)


@pytest.fixture
def member(body):
    return member_of(body)


@pytest.fixture
def inside(member):
    client = Client()
    sign_in_strongly(client, member.user)
    return client


def made(inside):
    """Make an address as somebody does, and give its path."""
    page = inside.post("/account/agenda/").content.decode()
    return re.search(r'value="http://testserver(/[^"]+\.ics)"', page)[1]


def works(address):
    return Client().get(address).status_code == 200


def test_the_address_is_shown_once_and_only_its_hash_is_kept(inside):
    address = made(inside)

    assert works(address)
    assert FeedKey.objects.get().digest not in address
    assert address not in inside.get("/account/").content.decode()
    assert AuditEntry.objects.filter(event="account.feed_key_made").count() == 1


def test_a_revoked_address_works_no_more_and_another_does(inside):
    old, new = made(inside), made(inside)

    answer = inside.post("/account/agenda/weg/", {"address": FeedKey.objects.last().pk})

    assert answer["Location"] == "/account/"
    assert not works(old)
    assert works(new)
    assert AuditEntry.objects.filter(event="account.feed_key_revoked").count() == 1


def test_nobody_revokes_the_address_of_another(inside, body):
    address, other = made(inside), Client()
    sign_in_strongly(other, member_of(body).user)

    other.post("/account/agenda/weg/", {"address": FeedKey.objects.get().pk})

    assert works(address)


@pytest.mark.parametrize("given", ["", "geen-getal", "999999"])
def test_an_address_that_is_not_there_is_revoked_in_peace(inside, given):
    address = made(inside)

    assert inside.post("/account/agenda/weg/", {"address": given}).status_code == 302
    assert works(address)


def test_five_addresses_are_enough(inside):
    for _ in range(5):
        made(inside)

    page = inside.post("/account/agenda/", follow=True).content.decode()

    assert "vijf adressen" in page
    assert FeedKey.objects.count() == 5


def test_a_locked_account_reads_nothing_at_the_next_request(inside, member):
    address = made(inside)

    member.user.is_active = False
    member.user.save()

    assert not works(address)


def test_an_account_that_ended_keeps_no_address(inside, member, body):
    made(inside)

    keeping.end(member.user, now=member.user.created_at, by=secretary_of(body))

    assert not FeedKey.objects.exists()


def test_a_visitor_makes_none():
    assert Client().post("/account/agenda/")["Location"].startswith("/inloggen/")
    assert not FeedKey.objects.exists()


@pytest.mark.parametrize("key", ["0" * 64, "kort", "a" * 200])
def test_an_unknown_key_opens_nothing(key):
    assert Client().get(f"/vergaderingen/agenda/{key}.ics").status_code == 404
