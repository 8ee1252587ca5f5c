"""After an update of the program the worker completes the index within minutes.

Policy: docs/policy/search.md#kept-up
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from ivz.home.queries.integrity.searching import search_findings
from ivz.schedule import registry
from ivz.schedule.actions import run_due
from ivz.search import indexing, queries, tasks
from ivz.search.models import Entry
from ivz.search.queries import Asked
from tests.factories import TODAY, DecisionFactory, visitor

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WITHIN = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def ran_before(monkeypatch):
    """Let the worker have run just now, so that the daily action waits for tomorrow."""
    monkeypatch.setattr(registry, "_actions", {})
    tasks.register_all()
    assert run_due(now=NOW, today=TODAY) == ["search.catch-up", "search.mend-index"]


@pytest.fixture
def decision():
    return DecisionFactory(title="Vossenjacht")


def narrowed():
    """Count the decisions that are found among decisions only."""
    asked = Asked(words="vossenjacht", kind="decision")
    return len(queries.search(asked, actor=visitor()).rows)


def as_it_was_before_facts(monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(Entry, "facts_told", lambda entry: "")
        indexing.rebuild()


def as_it_was_before_the_kind(_monkeypatch):
    indexing.rebuild()
    Entry.objects.filter(kind="decision").delete()


@pytest.mark.usefixtures("decision")
@pytest.mark.parametrize("as_it_was", [as_it_was_before_facts, as_it_was_before_the_kind])
def test_what_an_earlier_program_did_not_index_is_found_within_minutes(monkeypatch, as_it_was):
    as_it_was(monkeypatch)
    assert narrowed() == 0
    assert "decision" in {each.subject for each in search_findings()}

    assert run_due(now=NOW + WITHIN, today=TODAY) == ["search.catch-up"]

    assert narrowed() == 1
    assert list(search_findings()) == []


@pytest.mark.usefixtures("decision")
def test_an_index_that_is_whole_is_left_alone(monkeypatch):
    indexing.rebuild()
    Entry.objects.create(kind="gone", record_id=1, title="-", address="/")
    looked = []
    monkeypatch.setattr(tasks, "bring_up_to_date", lambda: looked.append("all records"))

    run_due(now=NOW + WITHIN, today=TODAY)

    assert looked == []
