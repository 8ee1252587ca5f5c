"""``bin/ivz figures``: everything recomputed, beside what was published."""

import json
from collections import Counter

import pytest
from django.core.management import call_command

from ivz.insight.models import Claim, DataSet, Figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]


def figures(capsys):
    call_command("figures", "--json")
    return json.loads(capsys.readouterr().out)


def test_every_figure_stands_beside_the_published_one(capsys):
    rows = figures(capsys)

    counts = Counter(row["figure"] for row in rows)
    assert counts["rank"] == 105
    assert counts["rank_sum_priorities"] == counts["rank_sum_all"] == 5
    assert counts["weighted_mean"] == 21
    assert counts["surcharge_over_implied_inhabitants"] == 14
    assert counts["capacity_needed_fte"] == 1
    assert Claim.objects.count() == sum(row["source"] == "E01A" for row in rows)
    assert {row["verdict"] for row in rows} == {"agrees", "differs", "unclear"}
    assert all(row["cause"] for row in rows)


def test_the_deviating_ranks_and_sums_are_the_known_ones(capsys):
    differing = {
        (row["figure"], row["theme"], row["area"], row["published"], row["recomputed"])
        for row in figures(capsys)
        if row["source"] == "incidentie-2015" and row["verdict"] == "differs"
    }

    assert differing == {
        ("rank", "Vernieling", "IJsselland", "1", "2"),
        ("rank", "Vernieling", "Noord- en Oost-Gelderland", "2", "1"),
        ("rank_sum_all", "", "IJsselland", "54", "55"),
        ("rank_sum_all", "", "Noord- en Oost-Gelderland", "54", "53"),
    }


def test_the_totals_of_the_capacity_stand_beside_what_the_note_prints(capsys):
    rows = [row for row in figures(capsys) if row["figure"].startswith("capacity_")]

    assert [(row["published"], row["recomputed"], row["verdict"]) for row in rows] == [
        ("100", "100", "agrees"),
        ("0.9", "0.9", "agrees"),
        ("190", "190", "agrees"),
        ("1.7", "1.71", "agrees"),
    ]


def test_a_total_that_no_paper_states_has_nothing_beside_it(capsys):
    Claim.objects.filter(code="B20b").delete()

    [row] = [row for row in figures(capsys) if row["figure"] == "capacity_needed_percent"]

    assert (row["published"], row["verdict"], row["cause"]) == ("", "unclear", "not_published")


def test_breaking_a_cell_changes_what_is_printed(capsys):
    before = figures(capsys)
    Figure.objects.filter(theme__code="autokraak", area__code="district-twente").update(rate=9)

    after = figures(capsys)

    changed = {
        (row["figure"], row["area"], row["verdict"])
        for row in after
        if row not in before and row["theme"] == "Autokraak"
    }
    assert ("rank", "Twente", "differs") in changed
    assert ("weighted_mean", "Oost-Nederland", "differs") in changed


def test_closed_figures_are_not_printed(capsys):
    DataSet.objects.update(openness="network")

    assert "incidentie-2015" not in {row["source"] for row in figures(capsys)}


def test_without_the_option_a_table_is_printed(capsys):
    call_command("figures")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        "source", "figure", "theme", "area", "published", "recomputed", "verdict", "cause",
    ]  # fmt: skip
    assert "differ from what was published" in lines[-1]
