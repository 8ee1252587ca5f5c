"""Events and reports are found by who may read them."""

import pytest

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.search import indexing, queries
from ivz.search.queries import Asked
from tests.events.factories import NetworkEventFactory
from tests.factories import BodyFactory, actor_with, visitor
from tests.reports.factories import PeriodicReportFactory, ReportPartFactory

pytestmark = pytest.mark.django_db


def found_by(actor, words):
    rows = queries.search(Asked(words=words), actor=actor).rows
    return [entry.title for entry in queries.entries_of(rows, actor=actor)]


def test_an_event_is_found_by_title_and_place_by_who_may_know_of_it():
    body = BodyFactory()
    NetworkEventFactory(network=body.network, title="Vossenavond", place="Dassenburcht")
    NetworkEventFactory(network=body.network, title="Vossendag", openness=Openness.PUBLIC)
    indexing.rebuild()
    member = actor_with(Role.MEMBER, body=body)

    assert found_by(member, "dassenburcht") == ["Vossenavond"]
    assert found_by(visitor(), "dassenburcht") == []
    assert found_by(visitor(), "vossendag") == ["Vossendag"]


def test_a_report_is_found_by_what_was_written_in_it_by_its_network():
    report = PeriodicReportFactory()
    ReportPartFactory(report=report, text="De vossenjacht werd vaker gemeld")
    indexing.rebuild()
    member = actor_with(Role.MEMBER, body=report.body)

    assert len(found_by(member, "vossenjacht")) == 1
    assert found_by(actor_with(Role.MEMBER, body=BodyFactory()), "vossenjacht") == []
    assert found_by(visitor(), "vossenjacht") == []
