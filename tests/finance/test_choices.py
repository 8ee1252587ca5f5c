"""Municipalities choose hours or money; recording again corrects it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Duty, Role
from ivz.errors import RuleBroken
from ivz.finance import actions, queries
from ivz.finance.actions import Agreement
from ivz.finance.models import ContributionChoice
from ivz.finance.states import Choice
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    actor_with,
    someone_with_duty,
    visitor,
)
from tests.finance.twente import twente

pytestmark = pytest.mark.django_db

HOURS = Agreement(choice=Choice.HOURS, agreed_on=TODAY, note="Een analist")
MONEY = Agreement(choice=Choice.MONEY, agreed_on=dt.date(2016, 10, 3))


def test_a_choice_is_recorded_with_who_and_when():
    region = twente()

    choice = actions.record_choice(
        region.scheme,
        area=region.area("Borne"),
        agreement=HOURS,
        version=0,
        by=region.coordinator,
    )

    entry = AuditEntry.objects.get(event="contribution.hours_chosen")
    assert (choice.choice, choice.agreed_on, choice.note) == ("hours", TODAY, "Een analist")
    assert choice.recorded_by == region.coordinator.user
    assert (entry.subject_id, entry.by) == (str(choice.pk), region.coordinator.name)


def test_recording_again_corrects_it_and_both_stay_on_record():
    region = twente()
    borne = region.area("Borne")
    first = actions.record_choice(
        region.scheme, area=borne, agreement=HOURS, version=0, by=region.coordinator
    )

    actions.record_choice(
        region.scheme, area=borne, agreement=MONEY, version=first.version, by=region.coordinator
    )

    choice = ContributionChoice.objects.get()
    events = AuditEntry.objects.filter(event__startswith="contribution.").order_by("pk")
    assert (choice.choice, choice.note, choice.version) == ("money", "", 2)
    assert [entry.event for entry in events] == [
        "contribution.hours_chosen",
        "contribution.money_chosen",
    ]


def test_who_saves_second_sees_what_the_first_saved():
    region = twente()
    borne = region.area("Borne")
    actions.record_choice(
        region.scheme, area=borne, agreement=HOURS, version=0, by=region.coordinator
    )

    with pytest.raises(StaleEdit) as stale:
        actions.record_choice(
            region.scheme, area=borne, agreement=MONEY, version=0, by=region.coordinator
        )

    assert stale.value.current.choice == "hours"
    assert ContributionChoice.objects.get().choice == "hours"


def test_the_conversation_must_have_been_held():
    region = twente()
    tomorrow = Agreement(choice=Choice.HOURS, agreed_on=TODAY + dt.timedelta(days=1))

    with pytest.raises(RuleBroken, match="komt nog"):
        actions.record_choice(
            region.scheme,
            area=region.area("Borne"),
            agreement=tomorrow,
            version=0,
            by=region.coordinator,
        )

    assert not ContributionChoice.objects.exists()


def test_another_municipality_has_no_choice_here():
    region = twente()

    with pytest.raises(RuleBroken, match="Zwolle doet niet mee"):
        actions.record_choice(
            region.scheme,
            area=AreaFactory(name="Zwolle"),
            agreement=HOURS,
            version=0,
            by=region.coordinator,
        )


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (Role.SECRETARY, BodyKind.PLATFORM, True),
        (Role.CHAIR, BodyKind.PLATFORM, True),
        (Role.MEMBER, BodyKind.PLATFORM, False),
        (Role.ANALYST, BodyKind.PLATFORM, False),
        (Role.MUNICIPAL_COORDINATOR, BodyKind.PLATFORM, False),
        (Role.POLICE, BodyKind.PLATFORM, False),
        (Role.CHAIR, BodyKind.BOARD, False),
        (Role.SECRETARY, BodyKind.BOARD, False),
    ],
)
def test_the_seat_decides_who_may_record(role, kind, may):
    region = twente()
    by = actor_with(role, body=BodyFactory(network=region.network, kind=kind))

    assert may_record(region, by) is may


def test_a_seat_elsewhere_or_a_duty_gives_no_right():
    region = twente()
    elsewhere = actor_with(Role.SECRETARY, body=BodyFactory(kind=BodyKind.PLATFORM))

    assert not may_record(region, elsewhere)
    assert not may_record(region, someone_with_duty(Duty.ADMINISTRATOR))
    assert not may_record(region, visitor())


def may_record(region, by):
    try:
        actions.record_choice(
            region.scheme, area=region.area("Borne"), agreement=HOURS, version=0, by=by
        )
    except PermissionDenied:
        return False
    return True


def test_choices_are_for_the_network():
    region = twente()
    borne = region.area("Borne")
    actions.record_choice(
        region.scheme, area=borne, agreement=HOURS, version=0, by=region.coordinator
    )

    seen = queries.choices_for(region.scheme, actor=region.coordinator)

    assert set(seen) == {borne.pk}
    assert queries.choices_for(region.scheme, actor=visitor()) is None
