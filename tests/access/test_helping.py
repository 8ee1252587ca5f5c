"""Looking along: with consent, read-only, without what is restricted, for half an hour.

Policy: docs/policy/access.md#looking-along
"""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ivz.access import actions
from ivz.access.models import HelpSession
from ivz.access.states import Event
from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.audit.models import AuditEntry, Result
from ivz.audit.verification import faults
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Duty
from ivz.clock import reading as clock
from ivz.decisions.models import Decision, Restriction
from ivz.errors import RuleBroken
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    RestrictionFactory,
    SeatFactory,
    member_of,
    secretary_of,
    someone_with_duty,
)
from tests.projects.factories import RequestFactory

pytestmark = pytest.mark.django_db
HELPED, HELPING, STOP = "/account/meekijken/", "/beheer/meekijken/", "/beheer/meekijken/stop/"


@pytest.fixture(autouse=True)
def _today():
    clock.move_to(TODAY)


@pytest.fixture
def helped():
    return member_of(BodyFactory())


@pytest.fixture
def helper(client):
    actor = someone_with_duty(Duty.ADMINISTRATOR)
    client.force_login(actor.user)
    return actor


def code_of(helped):
    return actions.offer_help(now=timezone.now(), by=helped)


@pytest.fixture
def _looks_along(client, helper, helped):
    answer = client.post(HELPING, {"code": code_of(helped), "reason": "Ziet de agenda niet"})
    assert answer.status_code == 302


def test_the_code_is_shown_once_and_stored_as_a_hash(client, helped):
    client.force_login(helped.user)

    page = client.post(HELPED).content.decode()

    code = re.search(r'ivz-consent">([A-Z0-9]{5} [A-Z0-9]{5})<', page)[1]
    assert HelpSession.objects.get().code_digest == actions.digest_of(code.lower())
    assert code not in client.get(HELPED).content.decode()


@pytest.mark.usefixtures("_looks_along")
def test_every_page_says_so_and_shows_what_the_other_sees(client, helped):
    body = helped.user.person.seats.get().body
    DecisionFactory(body=body, openness=Openness.BODY, title="Alleen voor het orgaan")
    secret = RestrictionFactory(imposed_by__body=body)
    secret.readers.add(helped.user.person)
    DecisionFactory(body=body, openness=Openness.RESTRICTED, restriction=secret, title="Geheim")

    page = client.get("/").content.decode()

    assert f"Je kijkt mee als {helped.user.username}" in page
    assert "Alleen voor het orgaan" in page
    assert "Geheim<" not in page
    assert "Je kijkt mee" in client.get("/vergaderingen/").content.decode()


@pytest.mark.usefixtures("_looks_along")
def test_nothing_changes_in_the_name_of_another(client, helped, helper):
    answer = client.post(HELPED)

    assert answer.status_code == 403
    assert "Meekijken is meelezen" in answer.content.decode()
    refused = AuditEntry.objects.get(result=Result.REFUSED)
    assert (refused.by, refused.acting_as) == (helper.name, helped.name)
    assert list(faults()) == []


@pytest.mark.usefixtures("_looks_along")
def test_what_is_not_found_while_looking_along_stands_under_both_names(client, helped, helper):
    assert client.get("/projecten/bestaat-niet/").status_code == 404

    line = AuditEntry.objects.get(event="access.not_found")
    assert (line.by, line.acting_as) == (helper.name, helped.name)


def test_not_even_an_action_that_forgets_the_page(helped, helper):
    looking = Actor(user=helped.user, helper=helper.user, today=TODAY)

    with pytest.raises(PermissionDenied):
        record("decision.recorded", subject=DecisionFactory(), by=looking)


def test_whoever_looks_along_reads_nothing_restricted_and_has_no_duties(helper):
    reader = someone_with_duty(Duty.AUDITOR)
    seat = SeatFactory(person__user=reader.user)
    secret = RestrictionFactory(imposed_by__body=seat.body)
    secret.readers.add(seat.person)
    DecisionFactory(body=seat.body, openness=Openness.RESTRICTED, restriction=secret)
    looking = Actor(user=reader.user, helper=helper.user, today=TODAY)

    assert not Decision.objects.visible_to(looking).filter(openness="restricted").exists()
    assert not Restriction.objects.visible_to(looking).exists()
    assert not looking.duties


@pytest.mark.usefixtures("_looks_along")
def test_a_click_ends_it_and_both_names_stand_in_the_trail(client, helped, helper):
    assert client.post(STOP).status_code == 302

    assert "Je kijkt mee" not in client.get("/").content.decode()
    ended = AuditEntry.objects.get(event=Event.HELP_ENDED)
    assert (ended.by, ended.acting_as) == (helper.name, helped.name)


def after_half_an_hour(helped, helper):
    HelpSession.objects.update(until=timezone.now() - timedelta(seconds=1))


def stopped_by_the_helped(helped, helper):
    actions.end_helping(HelpSession.objects.get(), now=timezone.now(), by=helped)


def the_helped_is_locked(helped, helper):
    type(helped.user).objects.filter(pk=helped.user.pk).update(is_active=False)


def the_helper_loses_the_duty(helped, helper):
    helper.user.duties.all().delete()


@pytest.mark.usefixtures("_looks_along")
@pytest.mark.parametrize(
    "happens",
    [
        after_half_an_hour,
        stopped_by_the_helped,
        the_helped_is_locked,
        the_helper_loses_the_duty,
    ],
)
def test_it_is_over_at_the_next_request(client, helped, helper, happens):
    happens(helped, helper)

    assert "Je kijkt mee" not in client.get("/").content.decode()


def refused(code, by, reason="Hulp"):
    with pytest.raises(RuleBroken):
        actions.start_helping(code, reason=reason, now=timezone.now(), by=by)
    return True


def test_a_code_works_once_and_briefly(helped, helper):
    code = code_of(helped)
    actions.start_helping(code, reason="Hulp", now=timezone.now(), by=helper)
    assert refused(code, helper)

    late = code_of(helped)
    HelpSession.objects.on_offer(timezone.now()).update(until=timezone.now())
    assert refused(late, helper)

    first = code_of(helped)
    code_of(helped)
    assert refused(first, helper)


def test_it_takes_a_reason_and_another_person(helped, helper):
    assert refused(code_of(helped), helper, reason=" ")
    assert refused(code_of(helper), helper)


def test_nobody_looks_along_with_a_duty(helper):
    assert refused(code_of(someone_with_duty(Duty.AUDITOR)), helper)


def test_a_secretary_helps_the_own_network_only(helped):
    network = helped.user.person.seats.get().body.network
    own = secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM))
    other = secretary_of(BodyFactory(kind=BodyKind.PLATFORM))
    code = code_of(helped)

    assert refused(code, other)
    assert actions.start_helping(code, reason="Hulp", now=timezone.now(), by=own)


def test_a_member_helps_nobody(client, helped):
    client.force_login(member_of(BodyFactory()).user)

    assert client.get(HELPING).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.start_helping("x", reason="Hulp", now=timezone.now(), by=member_of(BodyFactory()))


def test_guessing_stops_after_five(client, helped, helper):
    for _again in range(5):
        assert client.post(HELPING, {"code": "GOK", "reason": "Hulp"}).status_code == 422

    answer = client.post(HELPING, {"code": code_of(helped), "reason": "Hulp"})

    assert "Te veel codes" in answer.content.decode()
    assert AuditEntry.objects.filter(event=Event.HELP_REFUSED).count() == 6


@pytest.mark.usefixtures("_looks_along")
def test_what_a_helper_keeps_names_the_helper(client, helped, helper):
    network = helped.user.person.seats.get().body.network

    answer = client.get(f"/netwerk/{network.slug}/vragen/wie-wisselt.csv")

    assert answer.status_code == 200
    assert f"_{helper.name}.csv" in answer["Content-Disposition"]


@pytest.mark.usefixtures("_looks_along")
def test_a_helper_reads_an_answer_that_stays_unread_for_who_asked(client, helped):
    body = helped.user.person.seats.get().body
    asked = RequestFactory(
        body=body, requester=helped.user.person, answer="Nee.", answered_on=TODAY, state="refused"
    )

    assert "Nee." in client.get(asked.get_absolute_url()).content.decode()
    asked.refresh_from_db()
    assert not asked.is_answer_read
