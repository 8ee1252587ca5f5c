"""What a table shows about itself appears and goes with its cells."""

import pytest

from ivz.insight import queries
from ivz.web.templatetags.ivz import NO_BREAK
from tests.factories import visitor
from tests.insight.published import IJSSELLAND, NOORDOOST, TWENTE, change, rate

NO_RANK_FIVE = (
    "Woninginbraken",
    "Overvallen",
    "Polarisatie en radicalisering",
    "Georganiseerde criminaliteit",
)


def found_in(data_set):
    return {finding.code: finding for finding in queries.findings(data_set, visitor())}


def test_the_published_table_has_exactly_three_findings(data_set):
    assert list(found_in(data_set)) == ["ranks-vernieling", "missing-rank-5", "choice-of-themes"]


def test_the_swapped_ranks_are_named_with_both_figures(data_set):
    finding = found_in(data_set)["ranks-vernieling"]

    assert finding.verdict == "differs"
    for word in ("Vernieling", "IJsselland", "4,96", "Noord- en Oost-Gelderland", "4,90"):
        assert word in finding.sentence


def test_the_missing_rank_names_its_themes(data_set):
    sentence = found_in(data_set)["missing-rank-5"].sentence

    assert [theme for theme in NO_RANK_FIVE if theme not in sentence] == []


def test_best_is_said_of_the_priorities_and_not_of_all_themes(data_set):
    finding = found_in(data_set)["choice-of-themes"]

    assert finding.published.startswith(f"Twente{NO_BREAK}5, ")
    assert finding.recomputed.startswith(
        f"Noord- en Oost-Gelderland{NO_BREAK}53, Twente{NO_BREAK}54, IJsselland{NO_BREAK}55"
    )
    assert "54" in finding.cause


def test_the_swap_goes_when_the_figure_is_put_right(data_set):
    change(data_set, NOORDOOST, "vernieling", **rate("4.97"))

    assert "ranks-vernieling" not in found_in(data_set)


def test_a_misprinted_rank_appears(data_set):
    change(data_set, TWENTE, "autokraak", published_rank=4)

    sentence = found_in(data_set)["ranks-autokraak-district-twente"].sentence

    assert "Autokraak" in sentence
    assert "1,83" in sentence


def test_a_theme_leaves_the_missing_rank_when_its_tie_breaks(data_set):
    change(data_set, TWENTE, "woninginbraken", **rate("2.80"))

    assert "Woninginbraken" not in found_in(data_set)["missing-rank-5"].sentence


def test_the_choice_of_themes_no_longer_matters_when_one_area_leads_both(data_set):
    change(data_set, TWENTE, "woonoverlast", **rate("2.00"))

    assert "choice-of-themes" not in found_in(data_set)
    agreeing = {check.code: check.verdict for check in queries.checks(data_set, visitor())}
    assert agreeing["choice-of-themes"] == "agrees"


@pytest.mark.parametrize(("total", "verdict"), [("2.97", "agrees"), ("3.60", "differs")])
def test_the_row_of_the_unit_is_checked_for_any_weights(data_set, total, verdict):
    change(data_set, "eenheid-oost", "woninginbraken", **rate(total))

    checks = {check.code: check.verdict for check in queries.checks(data_set, visitor())}

    assert checks["total-row"] == verdict


def test_without_priorities_nothing_is_said_about_the_choice_of_themes(data_set):
    data_set.priorities.clear()

    assert "choice-of-themes" not in found_in(data_set)


def test_without_printed_ranks_none_can_be_wrong(data_set):
    data_set.figures.update(published_rank=None)

    assert list(found_in(data_set)) == ["missing-rank-5", "choice-of-themes"]


def test_a_small_table_speaks_of_its_own_highest_rank(data_set):
    data_set.figures.exclude(area__code__in=[TWENTE, NOORDOOST, IJSSELLAND]).delete()

    codes = list(found_in(data_set))

    assert "missing-rank-3" in codes
    assert "missing-rank-5" not in codes
