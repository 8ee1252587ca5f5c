"""A decision is complete once every addressee received and acknowledged it.

Policy: docs/policy/decisions.md#complete
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.actions import completion as actions
from ivz.decisions.actions.completion import Receivers
from ivz.decisions.models import Addressee
from ivz.errors import RuleBroken
from ivz.network.models import Organisation, Seat
from ivz.workflow.versions import StaleEdit
from tests.decisions.factories import AddresseeFactory
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    OrganisationFactory,
    RestrictionFactory,
    UserFactory,
    actor_with,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return BodyFactory(name="DVO", short_name="DVO")


@pytest.fixture
def secretary(board):
    return secretary_of(board)


@pytest.fixture
def platform(board):
    return BodyFactory(network=board.network, name="Platform")


def decided(body, **details):
    return DecisionFactory(body=body, **({"openness": Openness.NETWORK} | details))


def again(actor):
    return Actor(user=actor.user, today=actor.today)


def reachable():
    """Give every account an address."""
    for user in User.objects.all():
        user.email = f"{user.username}@example.org"
        user.save()


def mailed():
    return sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)


def seat_of(actor):
    return Seat.objects.get(person=actor.person_id)


def of_organisation(actor, name="Gemeente Borne"):
    organisation = OrganisationFactory(name=name)
    Seat.objects.filter(person=actor.person_id).update(organisation=organisation)
    return organisation


def test_a_decision_is_sent_once_to_each_addressee_and_everybody_there_gets_a_mail(
    board, platform, secretary
):
    decision, members = decided(board), [member_of(platform), member_of(platform)]
    member_of(BodyFactory(network=board.network))
    to = Receivers(bodies=[platform])
    reachable()

    (sent,) = actions.send(decision, to, by=secretary)
    more = actions.send(decision, to, by=secretary)

    assert (sent.name, sent.sent_on, sent.sent_by) == ("Platform", secretary.today, secretary.user)
    assert more == []
    assert mailed() == sorted(member.user.username for member in members)
    assert decision.title in mail.outbox[0].body
    assert f"/{decision.number_in_series}/" in mail.outbox[0].body
    assert AuditEntry.objects.filter(event="decision.sent").count() == 1


def test_what_was_sent_on_a_later_day_of_the_example_is_acknowledged_on_that_day(
    board, platform, secretary
):
    member = member_of(platform)
    sent = {"decision": decided(board), "sent_on": TODAY + timedelta(days=1), "waits": True}
    own = AddresseeFactory(body=platform, **sent)
    other = AddresseeFactory(body=board, **sent)

    done = [
        actions.acknowledge(own, version=1, by=member),
        actions.acknowledge_for(other, evidence="Brief", version=1, by=secretary),
    ]

    assert [each.acknowledged_on for each in done] == [sent["sent_on"], sent["sent_on"]]


def test_a_closed_decision_goes_only_to_who_may_read_it_and_its_mail_names_nothing(
    board, platform, secretary
):
    inside, outside = member_of(board), member_of(platform)
    decision = decided(board, openness=Openness.BODY, title="Geheim besluit")
    closed_to = [
        Receivers(bodies=[platform]),
        Receivers(seats=[seat_of(outside)]),
        Receivers(organisations=[of_organisation(outside)]),
    ]

    for to in closed_to:
        with pytest.raises(RuleBroken):
            actions.send(decision, to, by=secretary)
    own = of_organisation(inside, "Gemeente Hengelo")
    reachable()
    actions.send(decision, Receivers(bodies=[board], organisations=[own]), by=secretary)

    assert Addressee.objects.count() == 2
    assert mail.outbox
    assert not any("Geheim" in letter.body + letter.subject for letter in mail.outbox)
    assert not any(str(decision.number_in_series) in letter.body for letter in mail.outbox)


def test_what_is_for_named_people_goes_to_their_seats_alone(board, secretary):
    reader, other = member_of(board), member_of(board)
    restriction = RestrictionFactory(imposed_by__body=board)
    restriction.readers.add(reader.person_id)
    closed = {"openness": Openness.RESTRICTED, "restriction": restriction}
    decision = decided(board, **closed)
    of_organisation(reader)

    refused = [
        Receivers(bodies=[board]),
        Receivers(seats=[seat_of(other)]),
        Receivers(organisations=list(Organisation.objects.filter(name="Gemeente Borne"))),
    ]
    for to in refused:
        with pytest.raises(RuleBroken):
            actions.send(decision, to, by=secretary)
    reachable()
    actions.send(decision, Receivers(seats=[seat_of(reader)]), by=secretary)

    assert mailed() == [reader.user.username]


def test_another_network_receives_public_decisions_alone(board, secretary):
    foreign = BodyFactory()
    with pytest.raises(RuleBroken):
        actions.send(decided(board), Receivers(bodies=[foreign]), by=secretary)

    public = decided(board, openness=Openness.PUBLIC)
    actions.send(public, Receivers(bodies=[foreign]), by=secretary)

    waits = Addressee.objects.waiting_for(member_of(foreign))
    assert [each.decision for each in waits] == [public]


def test_only_the_secretary_of_the_body_sends_and_neither_practice_nor_what_was_put_right(
    board, platform, secretary
):
    to = Receivers(bodies=[platform])
    old = decided(board)
    decided(board, corrects=old, correction_reason="Verkeerd bedrag")

    for other in (member_of(board), secretary_of(platform)):
        with pytest.raises(PermissionDenied):
            actions.send(decided(board), to, by=other)
    for decision in (old, decided(board, is_practice=True)):
        with pytest.raises(RuleBroken):
            actions.send(decision, to, by=secretary)


def test_one_of_the_addressee_acknowledges_it_once_and_takes_that_back(board, platform):
    addressee = AddresseeFactory(decision=decided(board), body=platform, waits=True)
    one, two = member_of(platform), member_of(platform)
    assert Addressee.objects.waiting_for(one).get() == addressee

    done = actions.acknowledge(addressee, version=1, by=one)

    assert (done.acknowledged_by, done.acknowledged_on) == (one.user, one.today)
    assert not Addressee.objects.waiting_for(two).exists()
    with pytest.raises(RuleBroken):
        actions.acknowledge(done, version=done.version, by=two)
    with pytest.raises(PermissionDenied):
        actions.take_back(done, version=done.version, by=two)
    with pytest.raises(StaleEdit):
        actions.take_back(done, version=1, by=one)
    actions.take_back(done, version=done.version, by=one)
    assert Addressee.objects.waiting_for(two).get() == addressee


@pytest.mark.parametrize("target", ["seat", "organisation"])
def test_who_holds_the_seat_or_works_there_acknowledges_and_nobody_else(board, target):
    here, other = member_of(board), member_of(board)
    chosen = {"seat": seat_of(here)} if target == "seat" else {}
    chosen = chosen or {"organisation": of_organisation(here)}
    addressee = AddresseeFactory(decision=decided(board), body=None, waits=True, **chosen)

    with pytest.raises(PermissionDenied):
        actions.acknowledge(addressee, version=1, by=other)
    assert not Addressee.objects.waiting_for(other).exists()
    assert Addressee.objects.waiting_for(here).get() == addressee
    actions.acknowledge(addressee, version=1, by=here)


def test_a_seat_that_ended_acknowledges_nothing(board):
    left = member_of(board)
    addressee = AddresseeFactory(decision=decided(board), body=None, seat=seat_of(left), waits=True)
    Seat.objects.filter(person=left.person_id).update(is_revoked=True)
    actor_with(Role.MEMBER, body=BodyFactory(network=board.network), person=left.user.person)

    with pytest.raises(PermissionDenied):
        actions.acknowledge(addressee, version=1, by=again(left))


def test_the_secretary_acknowledges_for_another_with_where_that_appears_from(
    board, platform, secretary
):
    addressee = AddresseeFactory(decision=decided(board), body=platform, waits=True)
    with pytest.raises(RuleBroken):
        actions.acknowledge_for(addressee, evidence=" ", version=1, by=secretary)
    with pytest.raises(PermissionDenied):
        actions.acknowledge_for(addressee, evidence="Brief", version=1, by=member_of(board))

    done = actions.acknowledge_for(
        addressee, evidence="Brief van 3 oktober", version=1, by=secretary
    )

    assert (done.evidence, done.acknowledged_by) == ("Brief van 3 oktober", secretary.user)
    with pytest.raises(RuleBroken):
        actions.remove(done, version=done.version, by=secretary)
    back = actions.take_back(done, version=done.version, by=secretary)
    actions.remove(back, version=back.version, by=secretary)
    assert not Addressee.objects.exists()


def test_evidence_stays_when_it_is_taken_back_and_when_the_addressee_is_taken_off(
    board, platform, secretary
):
    addressee = AddresseeFactory(decision=decided(board), body=platform, waits=True)
    done = actions.acknowledge_for(addressee, evidence="Brief", version=1, by=secretary)
    back = actions.take_back(done, version=done.version, by=secretary)

    actions.remove(back, version=back.version, by=secretary)
    member = member_of(platform)

    kept = Addressee.with_removed.get()
    assert (kept.evidence, kept.removed_on) == ("Brief", TODAY)
    assert not Addressee.objects.exists()
    assert not Addressee.objects.waiting_for(member).exists()
    assert not Addressee.objects.visible_to(secretary).exists()
    (again_sent,) = actions.send(kept.decision, Receivers(bodies=[platform]), by=secretary)
    assert Addressee.objects.waiting_for(member).get() == again_sent


def test_who_acknowledges_after_all_does_so_without_the_evidence_of_another(board, platform):
    addressee = AddresseeFactory(decision=decided(board), body=platform, waits=True)
    Addressee.objects.update(evidence="Brief")

    done = actions.acknowledge(addressee, version=1, by=member_of(platform))

    assert done.evidence == ""
    actions.take_back(done, version=done.version, by=again(secretary_of(board)))
    actions.remove(Addressee.objects.get(), version=3, by=secretary_of(board))
    assert not Addressee.with_removed.exists()


def test_who_is_addressed_twice_gets_one_mail(board, platform, secretary):
    both, one = member_of(platform), member_of(platform)
    actor_with(Role.MEMBER, body=board, person=both.user.person)
    Seat.objects.filter(person=both.person_id, body=platform).update(
        organisation=OrganisationFactory(name="Gemeente Borne")
    )
    to = Receivers(
        bodies=[board, platform],
        organisations=list(Organisation.objects.filter(name="Gemeente Borne")),
        seats=list(Seat.objects.filter(person=both.person_id)),
    )
    reachable()

    sent = actions.send(decided(board), to, by=secretary)

    assert mailed() == sorted([both.user.username, one.user.username])
    assert [each.seat is not None for each in sent] == [False, False, False, True]


def test_who_was_mailed_for_what_still_waits_gets_no_second_mail(board, platform, secretary):
    decision, member = decided(board), member_of(platform)
    reachable()
    (first,) = actions.send(decision, Receivers(bodies=[platform]), by=secretary)
    actions.send(decision, Receivers(seats=[seat_of(member)]), by=secretary)
    assert mailed() == [member.user.username]

    actions.acknowledge(first, version=1, by=member)
    actions.remove(Addressee.objects.exclude(pk=first.pk).get(), version=1, by=secretary)
    actions.send(decision, Receivers(seats=[seat_of(member)]), by=secretary)

    assert mailed() == [member.user.username] * 2


def test_a_second_seat_of_the_same_person_is_no_second_addressee(board, platform, secretary):
    decision, member = decided(board), member_of(platform)
    actor_with(Role.MEMBER, body=board, person=member.user.person)
    first, second = Seat.objects.filter(person=member.person_id).order_by("pk")

    actions.send(decision, Receivers(seats=[first]), by=secretary)
    more = actions.send(decision, Receivers(seats=[second]), by=secretary)

    assert more == []
    assert Addressee.objects.get().seat == first


def test_all_that_waits_for_one_is_acknowledged_together_and_nothing_of_others(board, platform):
    decision, other = decided(board), decided(board)
    member = member_of(platform)
    own = [
        AddresseeFactory(decision=decision, body=platform, waits=True),
        AddresseeFactory(decision=decision, body=None, seat=seat_of(member), waits=True),
    ]
    AddresseeFactory(decision=decision, body=board, waits=True)
    AddresseeFactory(decision=other, body=platform, waits=True)

    done = actions.acknowledge_all(own[0], version=1, by=member)

    assert done == own
    assert set(Addressee.objects.exclude(acknowledged_on=None)) == set(own)
    assert AuditEntry.objects.filter(event="decision.acknowledged").count() == 2


def test_a_decision_that_was_put_right_waits_for_nobody(board, platform):
    old = decided(board)
    addressee = AddresseeFactory(decision=old, body=platform, waits=True)
    decided(board, corrects=old, correction_reason="Verkeerd bedrag")
    member = member_of(platform)

    assert not Addressee.objects.waiting_for(member).exists()
    with pytest.raises(RuleBroken):
        actions.acknowledge(addressee, version=1, by=member)


def test_who_may_not_read_the_decision_any_more_is_asked_nothing(board, platform):
    decision = decided(board)
    AddresseeFactory(decision=decision, body=platform, waits=True)
    member = member_of(platform)
    type(decision).objects.update(openness=Openness.BODY)

    assert not Addressee.objects.waiting_for(member).exists()
    assert not Addressee.objects.visible_to(member).exists()


def test_the_network_sees_all_addressees_and_one_outside_only_itself(board, platform):
    decision = decided(board, openness=Openness.PUBLIC)
    home = AddresseeFactory(decision=decision, body=platform)
    abroad = AddresseeFactory(decision=decision)

    def seen_by(actor):
        return set(Addressee.objects.visible_to(actor))

    assert seen_by(member_of(board)) == {home, abroad}
    assert seen_by(member_of(abroad.body)) == {abroad}
    assert seen_by(member_of(BodyFactory())) == set()
    assert seen_by(Actor(today=member_of(board).today)) == set()


def test_an_addressee_is_exactly_one_thing_and_evidence_stands_with_an_acknowledgement(board):
    decision = decided(board)
    for wrong in (
        {"body": None},
        {"organisation": OrganisationFactory()},
        {"acknowledged_on": None, "acknowledged_by": UserFactory()},
        {"removed_on": TODAY},
        {"removed_on": TODAY, "waits": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AddresseeFactory(decision=decision, **wrong)
