"""Findings are computed: a changed cell makes one appear or go."""

import pytest

from ivz.finance import actions, queries
from ivz.finance.models import Scheme
from ivz.network.models import AreaPopulation
from tests.factories import visitor
from tests.finance.twente import parameters, twente, with_cell

pytestmark = pytest.mark.django_db

AS_PUBLISHED = {
    "contributions-value-2-3888",
    "contributions-value-8-15555",
    "contributions-buying-off",
    "contributions-rates",
    "contributions-count-GM1774",
    "contributions-widest-count",
    "contributions-near-GM1774",
    "contributions-near-GM1742",
    "contributions-open-boundary",
}


def test_the_source_has_exactly_these_findings():
    assert twente().codes_found() == AS_PUBLISHED


@pytest.mark.parametrize(
    ("name", "column", "value", "appearing", "going"),
    [
        (
            "Enschede",
            "published_value_of_hours_eur",
            "15556",
            set(),
            {"contributions-value-8-15555"},
        ),
        (
            "Almelo",
            "published_value_of_hours_eur",
            "11700",
            {"contributions-value-6-11700"},
            set(),
        ),
        ("Almelo", "hours_per_week", "4", {"contributions-tier-GM0141"}, set()),
        (
            "Almelo",
            "surcharge_eur_per_inhabitant",
            "0.20",
            {"contributions-tier-GM0141"},
            set(),
        ),
        (
            "Rijssen-Holten",
            "published_surcharge_eur",
            "7400",
            set(),
            {"contributions-near-GM1742"},
        ),
        (
            "Dinkelland",
            "published_surcharge_eur",
            "3800",
            set(),
            {"contributions-near-GM1774"},
        ),
    ],
)
def test_one_cell_makes_a_finding_appear_or_go(name, column, value, appearing, going):
    region = twente(published=with_cell(name, column, value))

    assert region.codes_found() == (AS_PUBLISHED | appearing) - going


def test_a_higher_surcharge_makes_buying_off_dearer_for_one_more():
    region = twente(published=with_cell("Rijssen-Holten", "published_surcharge_eur", "7590"))
    before = region.finding("contributions-buying-off").sentence

    actions.import_published_contributions(
        region.scheme,
        content=with_cell("Haaksbergen", "published_surcharge_eur", "3895"),
        by=region.coordinator,
    )

    assert "11 van de 14" in before
    assert "10 van de 14" in region.finding("contributions-buying-off").sentence


def test_the_inhabitants_of_cbs_decide_on_the_other_tier():
    region = twente()

    AreaPopulation.objects.filter(area=region.area("Dinkelland")).update(inhabitants=25_999)

    assert "contributions-count-GM1774" not in region.codes_found()


def test_equal_counts_leave_no_widest_difference():
    region = twente()
    for line in queries.overview_of(region.scheme).derived.lines:
        AreaPopulation.objects.filter(area=line.area).update(inhabitants=line.inhabitants)

    assert "contributions-widest-count" not in region.codes_found()


def test_rates_that_only_rise_are_no_finding():
    region = twente()
    given = parameters()
    for tier, rate in zip(given["tiers"], ["0.10", "0.15", "0.20", "0.25"], strict=True):
        tier["surcharge_eur_per_inhabitant"] = rate

    actions.set_scheme_parameters(region.scheme, parameters=given, by=region.coordinator)

    assert "contributions-rates" not in region.codes_found()


def test_a_source_that_is_clear_on_its_boundaries_is_no_finding():
    region = twente()

    Scheme.objects.update(boundary_choice="")
    region.scheme.refresh_from_db()

    assert "contributions-open-boundary" not in region.codes_found()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "contributions-buying-off",
            "alleen Dinkelland, Enschede en Hengelo zouden meer betalen",
        ),
        ("contributions-count-GM1774", "26.244"),
        ("contributions-widest-count", "€\u00a06.985, één cijfer anders"),
        ("contributions-near-GM1774", "53 onder de grens van 26.000"),
        ("contributions-near-GM1742", "155 onder de grens van 38.000"),
        ("contributions-open-boundary", "26.000, 38.000 of 85.000"),
        ("contributions-rates", "€\u00a00,15, €\u00a00,20, €\u00a00,15 en €\u00a00,10"),
        ("contributions-value-2-3888", "6 gemeenten: Borne, Dinkelland, Haaksbergen, Losser"),
    ],
)
def test_a_mayor_can_read_the_sentence_out(code, words):
    finding = twente().finding(code)

    assert words in finding.sentence
    assert finding.sentence.endswith(".")
    assert finding.published
    assert finding.recomputed
    assert finding.cause
    assert finding.place.startswith("Voorstel E01A")
    assert finding.url.startswith("/bijdragen/twente/2018/")


def test_findings_on_a_closed_scheme_are_for_its_network():
    region = twente()
    Scheme.objects.update(is_public=False)

    assert queries.findings(region.scheme, actor=visitor()) == []
    assert region.codes_found()
