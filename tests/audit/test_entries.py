"""The audit trail: action, object, result, origin, actor and time, in the same transaction."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ivz.accounts.actors import Actor, system_actor
from ivz.audit.actions import record
from ivz.audit.models import AuditEntry, Result
from ivz.audit.queries import Search, entries
from ivz.authorization.openness import Openness
from ivz.network.actions import upkeep, upkeep_seats
from ivz.network.actions.upkeep import Correction
from ivz.network.models import Seat
from tests.factories import TODAY, BodyFactory, DecisionFactory, SeatFactory, UserFactory, visitor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("actor", "origin", "name"),
    [
        (
            lambda: Actor(user=UserFactory(username="coordinator"), today=TODAY),
            "web",
            "coordinator",
        ),
        (
            lambda: Actor(user=UserFactory(username="analist"), today=TODAY, origin="api"),
            "api",
            "analist",
        ),
        (visitor, "web", "anonymous"),
        (lambda: system_actor(TODAY), "command", "anonymous"),
        (lambda: system_actor(TODAY, origin="worker"), "worker", "anonymous"),
    ],
)
def test_an_entry_says_who_did_what_to_which_object_from_where(actor, origin, name):
    body = BodyFactory()

    entry = record("body.changed", subject=body, by=actor())

    assert (entry.event, entry.by, entry.origin) == ("body.changed", name, origin)
    assert (entry.subject_model, entry.subject_id) == ("network.Body", str(body.pk))
    assert entry.result == Result.DONE


def test_an_entry_has_the_real_time_and_not_the_example_date():
    entry = record("body.changed", subject=BodyFactory(), by=visitor())

    assert timezone.now() - entry.at < timedelta(minutes=1)


def test_a_refusal_can_be_recorded_too():
    entry = record("body.changed", subject=BodyFactory(), by=visitor(), result=Result.REFUSED)

    assert entries(Search()).get().result == entry.result == Result.REFUSED


def test_nothing_is_written_when_the_transaction_fails():
    with pytest.raises(OSError, match="disk full"):
        record_and_fail(BodyFactory())

    assert not AuditEntry.objects.exists()


@transaction.atomic
def record_and_fail(body):
    record("body.changed", subject=body, by=visitor())
    raise OSError("disk full")


def test_nothing_changes_when_the_audit_trail_fails(monkeypatch):
    seat = SeatFactory()
    monkeypatch.setattr(upkeep, "record", fail_to_record)
    by = system_actor(TODAY)
    why = Correction(network=seat.body.network, by=by, reason="Vertrokken")

    with pytest.raises(OSError, match="disk full"):
        upkeep_seats.revoke(seat, version=seat.version, correction=why)

    assert not Seat.objects.get(pk=seat.pk).is_revoked


def fail_to_record(*args, **kwargs):
    raise OSError("disk full")


def test_an_entry_outlives_its_subject_and_its_actor():
    user, area = UserFactory(username="vertrokken"), BodyFactory().network.area
    entry = record("area.changed", subject=area, by=Actor(user=user, today=TODAY))
    user.delete()

    entry.refresh_from_db()

    assert entry.by == "vertrokken"


def test_an_entry_holds_no_word_of_the_record_itself():
    closed = DecisionFactory(title="Vertrouwelijk onderwerp", openness=Openness.BODY)

    entry = record("decision.recorded", subject=closed, by=visitor())

    stored = AuditEntry.objects.filter(pk=entry.pk).values().get()
    assert "Vertrouwelijk" not in str(stored)
