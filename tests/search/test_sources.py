"""Each kind that can be found is of one model, and none takes the place of another.

Policy: docs/policy/search.md#what-is-found
"""

from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from ivz.meetings.models import AgendaItem
from ivz.reports.models import PeriodicReport
from ivz.search import registers
from ivz.search.sources import register_source, source_of, sources


def modules_that_register():
    """Give the modules that let records be found: those of search itself, and of each subject."""
    names = [f"{config.name}.searching" for config in apps.get_app_configs()]
    found = [name for name in names if name.startswith("ivz.") and find_spec(name)]
    return [registers, *map(import_module, found)]


@pytest.mark.one_engine
def test_a_kind_that_another_model_has_is_refused():
    taken = source_of("decision")
    other = replace(source_of("body"), kind="decision")

    with pytest.raises(ValueError, match=r"decision is the kind of decisions\.Decision already"):
        register_source(other)

    assert source_of("decision") is taken


@pytest.mark.one_engine
def test_a_source_can_be_registered_again():
    source = source_of("decision")

    register_source(source)

    assert source_of("decision") is source


@pytest.mark.one_engine
def test_reports_of_meetings_and_of_periods_are_both_found():
    assert source_of("report").model is AgendaItem
    assert source_of("periodic-report").model is PeriodicReport


@pytest.mark.one_engine
def test_every_source_that_a_subject_registers_is_there(monkeypatch):
    registered = []
    for module in modules_that_register():
        monkeypatch.setattr(module, "register_source", registered.append)
        module.register()

    kinds = [source.kind for source in registered]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) == {source.kind for source in sources()}
