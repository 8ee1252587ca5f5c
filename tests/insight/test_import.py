"""Importing a table of rates: whole or not at all."""

import os

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.errors import RuleBroken
from ivz.insight import actions
from ivz.insight.models import DataSet, Figure
from ivz.tabular.reading import TableRefused
from tests.factories import BodyFactory, NetworkFactory, member_of
from tests.insight.published import INCIDENCE, description

HEADER = "area,theme,rate_per_1000,published_rank\n"
GOOD = "Twente,Autokraak,1.83,1\n"
CELLS = {
    "a decimal comma between quotes": ('Twente,Vernieling,"5,25",3', "rate_per_1000"),
    "a decimal comma": ("Twente,Vernieling,5,25,3", "-"),
    "more decimals than stated": ("Twente,Vernieling,5.255,3", "rate_per_1000"),
    "a negative rate": ("Twente,Vernieling,-5.25,3", "rate_per_1000"),
    "an endless rate": ("Twente,Vernieling,Infinity,3", "rate_per_1000"),
    "a rate too large to keep": ("Twente,Vernieling,99999999.25,3", "rate_per_1000"),
    "an empty rate": ("Twente,Vernieling,,3", "rate_per_1000"),
    "rank zero": ("Twente,Vernieling,5.25,0", "published_rank"),
    "an unknown municipality": ("Twenthe,Vernieling,5.25,3", "area"),
    "an unknown theme": ("Twente,Zakkenrollerij,5.25,3", "theme"),
    "a duplicate line": ("Twente,Autokraak,1.83,1", "area + theme"),
    "a duplicate under other names": ("District Twente,diefstal uit auto,2,1", "area + theme"),
}
FILES = {
    "a missing column": ("area,theme\nTwente,Vernieling\n", 1, "rate_per_1000"),
    "a column too many": (f"extra,{HEADER}1,{GOOD}", 1, "extra"),
    "semicolons": (HEADER.replace(",", ";"), 1, "-"),
    "no lines": (HEADER, 2, "-"),
    "nothing": ("", 1, "area"),
    "binary": ("\x00\x01\x02", 1, "-"),
    "ten megabytes of binary": (os.urandom(10_000_000), 1, "-"),
}
BAD_FILES = FILES | {
    name: (f"{HEADER}{GOOD}{line}\n", 3, column) for name, (line, column) in CELLS.items()
}


def import_file(content, *, network, by, **changes):
    return actions.import_incidence(
        content, network=network, description=description(**changes), by=by
    )


@pytest.mark.parametrize(("content", "line", "column"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_with_a_mistake_is_refused_whole(network, analyst, content, line, column):
    file = content.encode() if isinstance(content, str) else content

    with pytest.raises(TableRefused) as refused:
        import_file(file, network=network, by=analyst)

    problem = refused.value.problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert problem.expected
    assert not DataSet.objects.exists()
    assert not Figure.objects.exists()
    assert not AuditEntry.objects.filter(event="data_set.imported").exists()


def test_every_mistake_is_reported_at_once(network, analyst):
    content = f"{HEADER}Twenthe,Vernieling,5.25,3\nTwente,Autokraak,x,1\n".encode()

    with pytest.raises(TableRefused) as refused:
        import_file(content, network=network, by=analyst)

    assert [(found.line, found.column) for found in refused.value.problems] == [
        (2, "area"),
        (3, "rate_per_1000"),
    ]


def test_the_importer_reports_exactly_the_two_swapped_ranks(imported):
    deviating = [
        (cell.theme.name, cell.area.name, cell.published_rank, cell.rank)
        for cell in imported.deviating
    ]

    assert imported.figures == 126
    assert deviating == [
        ("Vernieling", "IJsselland", 1, 2),
        ("Vernieling", "Noord- en Oost-Gelderland", 2, 1),
    ]


def test_a_wrong_rank_is_stored_as_printed(data_set):
    figure = data_set.figures.get(area__code="district-ijsselland", theme__code="vernieling")

    assert figure.published_rank == 1


def test_an_import_stands_in_the_audit_trail(data_set, analyst):
    entry = AuditEntry.objects.get(event="data_set.imported")

    assert entry.subject_id == str(data_set.pk)
    assert entry.by == analyst.name
    assert data_set.imported_by == analyst.user


def test_printed_ranks_may_be_absent(network, analyst):
    content = b"area,theme,rate_per_1000\nTwente,Vernieling,5.25\n"

    imported = import_file(content, network=network, by=analyst)

    assert imported.deviating == ()


def test_figures_are_not_replaced_by_a_file_with_the_same_title(data_set, network, analyst):
    with pytest.raises(RuleBroken):
        import_file(INCIDENCE, network=network, by=analyst)

    assert DataSet.objects.get() == data_set


def test_a_member_may_not_import(network):
    member = member_of(BodyFactory(network=network))

    with pytest.raises(PermissionDenied):
        import_file(INCIDENCE, network=network, by=member)


def test_an_analyst_of_another_network_may_not_import(network, analyst):
    other = NetworkFactory(area=network.area)

    with pytest.raises(PermissionDenied):
        import_file(INCIDENCE, network=other, by=analyst)
