"""Signals: found in figures, lapsed with them, and what somebody says becomes of one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ivz.accounts.actors import system_actor
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.insight import actions as importing
from ivz.insight import rules, tasks
from ivz.insight.actions import signals as actions
from ivz.insight.actions.signals import Handling
from ivz.insight.models import Signal, SignalStep
from ivz.insight.states import Event, SignalState, SignalStepKind
from ivz.network.models import Area, AreaPopulation
from ivz.schedule import registry
from ivz.schedule.actions import run_due
from tests.factories import (
    TODAY,
    BodyFactory,
    DataSetFactory,
    NetworkFactory,
    RestrictionFactory,
    actor_with,
    member_of,
    secretary_of,
    visitor,
)
from tests.insight.factories import SignalFactory
from tests.insight.published import IJSSELLAND, INCIDENCE, TWENTE, change, description, rate

CARS = "autodiefstal"
LATER = TODAY + timedelta(days=30)


def found_in(data_set):
    rows = Signal.objects.filter(data_set=data_set).exclude(state=SignalState.WITHDRAWN)
    return sorted(row.theme.name for row in rows)


def find(data_set, *, today=TODAY):
    actions.find(data_set, by=system_actor(today, origin="worker"))


def imported_as(network, **changes):
    by = actor_with(Role.ANALYST, body=BodyFactory(network=network, kind=BodyKind.PLATFORM))
    told = description(slug="anders", **changes)
    return importing.import_incidence(INCIDENCE, network=network, description=told, by=by).data_set


@pytest.fixture
def platform(network, analyst):
    return network.bodies.get()


@pytest.fixture
def signal(platform):
    return SignalFactory(data_set=DataSetFactory(network=platform.network))


@pytest.fixture
def coordinator(platform):
    return secretary_of(platform)


def test_an_import_brings_the_signals_that_follow_from_the_figures(data_set, analyst):
    assert found_in(data_set) == [
        "Diefstal van brom-, snor-, en fietsen",
        "Ongeval letsel",
        "Ongeval materieel",
        "Woonoverlast (algemeen)",
    ]
    injuries = Signal.objects.get(theme__name="Ongeval letsel")
    assert str(injuries) == (
        "Ongeval letsel ligt in Twente 1,2 keer zo hoog als in Oost-Nederland (2015)"
    )
    assert (injuries.found_on, injuries.state) == (TODAY, SignalState.OPEN)
    assert AuditEntry.objects.filter(event=Event.SIGNAL_FOUND, by=analyst.name).count() == 4


def test_one_figure_more_and_a_signal_is_there_corrected_and_it_lapsed(data_set):
    change(data_set, TWENTE, CARS, **rate("1.20"))
    find(data_set)

    cars = Signal.objects.get(theme__code=CARS)
    assert cars.title.startswith("Autodiefstal ligt in Twente 1,7 keer zo hoog")

    change(data_set, TWENTE, CARS, **rate("0.35"))
    find(data_set, today=LATER)

    cars.refresh_from_db()
    assert cars.state == SignalState.WITHDRAWN
    assert (cars.handled_on, cars.handled_by) == (LATER, None)
    assert "verbeterd" in cars.reason
    assert [step.kind for step in cars.steps.all()] == ["withdrawn", "found"]
    assert AuditEntry.objects.filter(event=Event.SIGNAL_WITHDRAWN, origin="worker").count() == 1


def test_found_again_it_is_the_same_signal_open_once_more(data_set):
    for figure in ("1.20", "0.35", "1.10"):
        change(data_set, TWENTE, CARS, **rate(figure))
        find(data_set, today=LATER)

    again = Signal.objects.get(theme__code=CARS)
    assert (again.state, again.reason, again.handled_on) == (SignalState.OPEN, "", None)
    assert again.observed == Decimal("1.10")
    assert [step.kind for step in again.steps.all()] == ["found", "withdrawn", "found"]


@pytest.mark.parametrize(
    ("comes_off", "state", "since"), [(False, "on_agenda", TODAY), (True, "open", None)]
)
def test_found_again_it_stands_on_the_agenda_that_it_never_left(
    data_set, coordinator, comes_off, state, since
):
    change(data_set, TWENTE, CARS, **rate("1.20"))
    find(data_set)
    cars = Signal.objects.get(theme__code=CARS)
    actions.put_on_agenda(cars, words="-", by=coordinator)
    change(data_set, TWENTE, CARS, **rate("0.35"))
    find(data_set, today=LATER)
    if comes_off:
        assert actions.take_off_agenda(cars, words="-", by=coordinator).state == "withdrawn"

    change(data_set, TWENTE, CARS, **rate("1.20"))
    find(data_set, today=LATER)

    cars.refresh_from_db()
    assert (cars.state, cars.handled_on, cars.reason) == (state, since, "")


def test_looking_twice_changes_nothing(data_set):
    told = AuditEntry.objects.count(), list(SignalStep.objects.values_list("pk", flat=True))
    versions = list(Signal.objects.order_by("pk").values_list("version", "found_on"))

    find(data_set, today=LATER)

    assert (AuditEntry.objects.count(), list(SignalStep.objects.values_list("pk", flat=True))) == (
        told
    )
    assert list(Signal.objects.order_by("pk").values_list("version", "found_on")) == versions


def test_what_was_said_stays_while_a_corrected_figure_still_shows_it(data_set, coordinator):
    injuries = Signal.objects.get(theme__name="Ongeval letsel")
    actions.handle(injuries, Handling(reason="Bekend."), version=1, by=coordinator)

    change(data_set, TWENTE, injuries.theme.code, **rate("7.80"))
    find(data_set)

    injuries.refresh_from_db()
    assert (injuries.state, injuries.reason) == (SignalState.DECLINED, "Bekend.")
    assert injuries.observed == Decimal("7.80")
    assert injuries.steps.first().words == "7,80 tegen 6,37 in Oost-Nederland."


def test_a_network_gets_signals_of_its_own_area_and_of_those_in_it(network, data_set):
    unit = NetworkFactory(area=Area.objects.get(code="eenheid-oost"), name="Oost")

    table = imported_as(unit)

    assert {row.area.code for row in Signal.objects.filter(data_set=data_set)} == {TWENTE}
    places = {row.area.code for row in Signal.objects.filter(data_set=table)}
    assert {TWENTE, IJSSELLAND} < places
    assert "eenheid-oost" not in places


@pytest.mark.parametrize("denominator", ["", "woningen"])
def test_where_inhabitants_were_not_divided_by_there_are_no_signals(network, denominator):
    assert found_in(imported_as(network, denominator=denominator)) == []


def test_where_no_inhabitants_are_known_there_are_no_signals(network):
    AreaPopulation.objects.all().delete()

    assert found_in(imported_as(network)) == []


def test_without_a_row_of_the_larger_area_there_are_no_signals(data_set):
    data_set.figures.filter(area__code="eenheid-oost").delete()

    find(data_set)

    assert found_in(data_set) == []


def test_the_worker_looks_every_day(data_set, monkeypatch):
    monkeypatch.setattr(registry, "_actions", {})
    tasks.register_all()
    change(data_set, TWENTE, CARS, **rate("1.20"))

    ran = run_due(now=timezone.now(), today=LATER)

    assert ran == ["insight.find-signals"]
    assert Signal.objects.get(theme__code=CARS).found_on == LATER


def test_no_table_takes_the_address_of_the_signals(db):
    with pytest.raises(RuleBroken):
        rules.check_address_is_free("signalen")


def test_somebody_follows_it_up_and_that_is_taken_back(signal, coordinator, platform):
    person = member_of(platform).user.person

    actions.handle(signal, Handling(followed_by=person), version=1, by=coordinator)

    signal.refresh_from_db()
    assert (signal.state, signal.followed_by) == (SignalState.ACCEPTED, person)
    assert (signal.handled_on, signal.handled_by_id) == (TODAY, coordinator.person_id)

    actions.undo(signal.steps.first(), by=coordinator)

    signal.refresh_from_db()
    assert (signal.state, signal.followed_by, signal.handled_on) == (SignalState.OPEN, None, None)
    assert [step.kind for step in signal.steps.all()] == ["undone", "accepted"]
    assert AuditEntry.objects.filter(event=Event.SIGNAL_HANDLED).count() == 2


def test_taking_back_gives_what_was_said_before(signal, coordinator):
    actions.handle(signal, Handling(reason="Te weinig."), version=1, by=coordinator)
    person = coordinator.user.person
    actions.handle(signal, Handling(followed_by=person), version=2, by=coordinator)

    actions.undo(signal.steps.first(), by=coordinator)

    signal.refresh_from_db()
    assert (signal.state, signal.reason) == (SignalState.DECLINED, "Te weinig.")
    with pytest.raises(RuleBroken, match="niet terug te draaien"):
        actions.undo(signal.steps.first(), by=coordinator)
    with pytest.raises(RuleBroken, match="daarna iets gebeurd"):
        actions.undo(signal.steps.get(kind=SignalStepKind.DECLINED), by=coordinator)


def test_nobody_is_left_to_guess_why_or_who(signal, coordinator):
    with pytest.raises(RuleBroken) as no_reason:
        actions.handle(signal, Handling(reason="  "), version=1, by=coordinator)
    elsewhere = member_of(BodyFactory()).user.person
    with pytest.raises(RuleBroken) as not_ours:
        actions.handle(signal, Handling(followed_by=elsewhere), version=1, by=coordinator)

    assert (no_reason.value.field, not_ours.value.field) == ("reason", "followed_by")
    assert not SignalStep.objects.exists()


def test_what_lapsed_or_stands_on_an_agenda_is_not_handled(signal, coordinator):
    for state, reason in [("withdrawn", "Verbeterd."), ("on_agenda", "")]:
        Signal.objects.update(state=state, reason=reason, handled_on=TODAY)
        with pytest.raises(RuleBroken):
            actions.handle(signal, Handling(reason="Nee."), version=1, by=coordinator)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.ANALYST])
def test_chair_coordinator_and_analyst_say_what_becomes_of_it(signal, platform, role):
    by = actor_with(role, body=platform)

    assert actions.handle(signal, Handling(reason="Nee."), version=1, by=by).state == "declined"


def test_nobody_else_does(signal, platform):
    others = [
        member_of(platform),
        secretary_of(BodyFactory(network=platform.network)),
        secretary_of(BodyFactory(kind=BodyKind.PLATFORM)),
        visitor(),
        system_actor(TODAY),
    ]

    for by in others:
        with pytest.raises(PermissionDenied):
            actions.handle(signal, Handling(reason="Nee."), version=1, by=by)


def test_signals_are_for_the_network_of_figures_one_may_read(signal, platform, coordinator):
    other = secretary_of(BodyFactory(kind=BodyKind.PLATFORM))
    readers = [coordinator, member_of(platform), other, visitor()]

    def who_read():
        return [Signal.objects.visible_to(actor).exists() for actor in readers]

    signal.data_set.openness = "public"
    signal.data_set.save()
    assert who_read() == [True, True, False, False]

    restriction = RestrictionFactory(imposed_by__body=platform)
    restriction.readers.add(coordinator.user.person)
    signal.data_set.openness, signal.data_set.restriction = "restricted", restriction
    signal.data_set.save()
    assert who_read() == [True, False, False, False]


@pytest.mark.parametrize(
    ("until", "words"),
    [(date(2016, 1, 1), "(2015)"), (date(2015, 7, 1), "(1 januari 2015 t/m 30 juni 2015)")],
)
def test_the_sentence_names_the_period(signal, until, words):
    signal.data_set.period_until = until

    assert signal.title.replace("\N{NO-BREAK SPACE}", " ").endswith(words)
