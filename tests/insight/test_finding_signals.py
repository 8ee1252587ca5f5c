"""Signals are found by who may read their table in its network; what is closed is noted.

Policy: docs/policy/figures.md#signals
"""

import pytest

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.insight.actions import signals as actions
from ivz.insight.actions.signals import Handling
from ivz.insight.models import Signal
from ivz.insight.states import SignalState
from ivz.search import indexing, queries
from ivz.search.queries import Asked
from tests.factories import (
    TODAY,
    BodyFactory,
    DataSetFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.insight.factories import SignalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform():
    return BodyFactory(kind=BodyKind.PLATFORM)


@pytest.fixture
def signal(platform):
    table = DataSetFactory(network=platform.network, title="Dassentabel")
    return SignalFactory(data_set=table, theme__name="Vossenoverlast")


def signals_found_by(actor, words="vossenoverlast"):
    rows = queries.search(Asked(words=words, kind="signal"), actor=actor).rows
    return [entry.record_id for entry in queries.entries_of(rows, actor=actor)]


@pytest.mark.parametrize("openness", [Openness.PUBLIC, Openness.NETWORK])
def test_a_signal_is_found_within_the_network_however_open_its_table(platform, signal, openness):
    signal.data_set.openness = openness
    signal.data_set.save()
    indexing.rebuild()

    assert signals_found_by(member_of(platform)) == [signal.pk]
    assert signals_found_by(member_of(platform), "dassentabel") == [signal.pk]
    assert signals_found_by(member_of(BodyFactory())) == []
    assert signals_found_by(visitor()) == []


def test_of_a_closed_table_by_who_is_named_alone_and_that_is_noted(client, platform, signal):
    reader = member_of(platform)
    restriction = RestrictionFactory(imposed_by__body=platform)
    restriction.readers.add(reader.user.person)
    indexing.rebuild()
    table = signal.data_set
    table.openness, table.restriction = Openness.RESTRICTED, restriction
    table.save()

    assert signals_found_by(member_of(platform)) == []
    assert signals_found_by(reader) == [signal.pk]
    client.force_login(reader.user)
    client.get("/zoeken/", {"q": "vossenoverlast", "soort": "signal"})

    (line,) = AuditEntry.objects.filter(event="restricted.read")
    assert (line.subject_model, line.subject_id) == ("insight.DataSet", str(table.pk))


def test_it_is_found_by_why_nothing_is_done_with_it(
    platform, signal, django_capture_on_commit_callbacks
):
    by = secretary_of(platform)
    with django_capture_on_commit_callbacks(execute=True):
        actions.handle(signal, Handling(reason="Dassen zijn nuttig."), version=1, by=by)

    assert signals_found_by(by, "nuttig") == [signal.pk]


def test_what_lapsed_is_not_found(platform, signal):
    indexing.rebuild()
    lapsed = {"state": SignalState.WITHDRAWN, "reason": "Verbeterd.", "handled_on": TODAY}
    Signal.objects.update(**lapsed)

    indexing.bring_up_to_date()

    assert signals_found_by(member_of(platform)) == []


@pytest.mark.parametrize("address", ["/inzicht/signalen/", "/api/v1/signals", ""])
def test_who_reads_a_signal_of_a_closed_table_leaves_a_line(client, platform, signal, address):
    reader = member_of(platform)
    restriction = RestrictionFactory(imposed_by__body=platform)
    restriction.readers.add(reader.user.person)
    table = signal.data_set
    table.openness, table.restriction = Openness.RESTRICTED, restriction
    table.save()
    client.force_login(reader.user)

    assert client.get(address or signal.get_absolute_url()).status_code == 200

    (line,) = AuditEntry.objects.filter(event="restricted.read")
    assert (line.subject_model, line.subject_id) == ("insight.DataSet", str(table.pk))
