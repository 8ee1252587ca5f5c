"""Where the marks of the chart stand."""

from fractions import Fraction

import pytest

from ivz.finance.chart import NARROW, WIDE, chart_of
from ivz.finance.contributions import Line, Table, Terms
from ivz.finance.models import HourPrice, RateDecision, Tier
from ivz.finance.states import Basis
from ivz.network.models import Area

TIER = Tier(from_inhabitants=0, hours_per_week=2, surcharge_cents=15)
TERMS = Terms(tiers=[TIER], rate=RateDecision(), price=HourPrice())


def line_of(name, *, value, surcharge):
    return Line(
        area=Area(name=name),
        basis=Basis.CBS,
        inhabitants=1,
        tier=TIER,
        value=Fraction(value * 100),
        surcharge_cents=surcharge * 100,
        fixed_cents=0,
        published=None,
        boundary=None,
    )


def table_of(*lines):
    return Table(basis=Basis.CBS, terms=TERMS, lines=lines)


def test_the_cheapest_to_buy_off_stands_first():
    table = table_of(
        line_of("Duur", value=1_000, surcharge=1_500),
        line_of("Goedkoop", value=1_500, surcharge=1_000),
        line_of("Gelijk", value=1_000, surcharge=1_000),
    )

    chart = chart_of(table, WIDE)

    assert [mark.name for mark in chart.marks] == ["Goedkoop", "Gelijk", "Duur"]
    assert [mark.is_dearer for mark in chart.marks] == [False, False, True]


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("largest", [1, 80, 15_830, 99_999])
def test_every_mark_lies_on_the_axis(size, largest):
    table = table_of(
        line_of("Hof van Twente", value=largest, surcharge=largest // 2),
        line_of("Wierden", value=0, surcharge=0),
    )

    chart = chart_of(table, size)

    last = float(chart.ticks[-1].x)
    places = [float(x) for mark in chart.marks for x in (mark.dot_x, mark.square_x)]
    assert len(chart.ticks) <= size.most_steps + 1
    assert all(float(chart.zero_x) <= place <= last for place in places)
    assert last <= size.width - size.label_room


@pytest.mark.parametrize(
    ("surcharges", "is_divided"), [([500, 1_500], True), ([500, 600], False), ([1_500], False)]
)
def test_a_line_divides_cheaper_from_dearer(surcharges, is_divided):
    lines = [
        line_of(f"G{place}", value=1_000, surcharge=surcharge)
        for place, surcharge in enumerate(surcharges)
    ]

    assert bool(chart_of(table_of(*lines), WIDE).divider_y) is is_divided


def test_an_empty_table_makes_an_empty_chart():
    chart = chart_of(table_of(), NARROW)

    assert chart.marks == []
