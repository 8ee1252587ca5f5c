"""Indicators tied to figures of insight: the data says where they began and stand."""

import datetime as dt
from decimal import Decimal

import pytest

from ivz.authorization.openness import Openness, is_at_most_as_open
from ivz.errors import RuleBroken
from ivz.insight.models import DataSet, Figure
from ivz.projects.actions import parts
from ivz.projects.models import Indicator
from ivz.projects.progress import readings_of
from ivz.projects.queries.figures import figures_of
from ivz.projects.states import Aspect, LightColour
from ivz.projects.tied_figures import is_open_to
from tests.factories import TODAY, AreaFactory, DataSetFactory, ThemeFactory, visitor
from tests.projects import factories as make
from tests.projects.network import region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def almelo(here):
    return here.municipalities[0]


def table_of(here, year, **given):
    facts = {
        "network": here.network,
        "period_from": dt.date(year, 1, 1),
        "period_until": dt.date(year + 1, 1, 1),
        "title": f"Incidenten {year}",
        "unit": "incidenten per 1.000 inwoners",
        "openness": Openness.PUBLIC,
    }
    return DataSetFactory(**{**facts, **given})


def cell(table, area, theme, rate):
    return Figure.objects.create(data_set=table, area=area, theme=theme, rate=Decimal(rate))


def tied(here, table, area, **given):
    project = given.pop("project", None) or running(here, theme=here.theme)
    return make.IndicatorFactory(
        project=project, data_set=table, area=area, baseline=None, baseline_on=None, **given
    )


def series(here, indicator, actor=None):
    [found] = figures_of(indicator.project, actor=actor or here.coordinator)
    return found


def test_baseline_and_measurements_come_from_the_tables(here, almelo):
    first, later = table_of(here, 2013), table_of(here, 2015)
    cell(first, almelo, here.theme, "13.1")
    cell(later, almelo, here.theme, "9.5")
    cell(table_of(here, 2012), almelo, here.theme, "99")
    cell(table_of(here, 2014, per=100), almelo, here.theme, "1")

    found = series(here, tied(here, first, almelo))

    assert (found.baseline, found.baseline_on) == (Decimal("13.1"), dt.date(2013, 12, 31))
    assert [(row.on, row.value) for row in found.measured] == [
        (dt.date(2013, 12, 31), Decimal("13.1")),
        (dt.date(2015, 12, 31), Decimal("9.5")),
    ]
    assert found.latest.data_set == later


def test_a_cell_that_changes_changes_the_indicator(here, almelo):
    figure = cell(table_of(here, 2015), almelo, here.theme, "9.5")
    indicator = tied(here, figure.data_set, almelo)
    figure.rate = Decimal("8.25")
    figure.save()

    assert series(here, indicator).latest.value == Decimal("8.25")


def test_an_indicator_can_be_about_another_theme_than_the_project(here, almelo):
    other = ThemeFactory()
    figure = cell(table_of(here, 2015), almelo, other, "3")

    assert series(here, tied(here, figure.data_set, almelo)).baseline is None
    assert figure.data_set_id
    project = running(here, theme=here.theme)
    indicator = tied(here, figure.data_set, almelo, project=project, theme=other)
    assert series(here, indicator).baseline == 3


def test_what_was_typed_otherwise_is_shown_as_a_conflict_and_the_table_counts(here, almelo):
    figure = cell(table_of(here, 2015), almelo, here.theme, "9.5")
    indicator = tied(here, figure.data_set, almelo)
    Indicator.objects.filter(pk=indicator.pk).update(baseline=Decimal(12))
    make.MeasurementFactory(indicator=indicator, on=dt.date(2016, 6, 30), value=8)
    make.MeasurementFactory(indicator=indicator, on=dt.date(2015, 12, 31), value=Decimal("9.5"))

    found = series(here, indicator)
    page = text_of(signed_in(here.coordinator).get(indicator.project.get_absolute_url()))

    assert [(row.typed, row.computed) for row in found.conflicts] == [(12, Decimal("9.5"))]
    assert [row.value for row in found.measured] == [Decimal("9.5"), 8]
    assert "Ingevuld is 12, de tabel zegt 9,5" in page.replace("\xa0", " ")
    assert figure.data_set.get_absolute_url() in page


def test_the_light_on_the_result_follows_the_table(here, almelo):
    first, later = table_of(here, 2014), table_of(here, 2015)
    cell(first, almelo, here.theme, "10")
    cell(later, almelo, here.theme, "12")
    indicator = tied(here, first, almelo, target=5, target_on=dt.date(2017, 12, 31))

    [result] = [
        row
        for row in readings_of(indicator.project, since=None, on=TODAY)
        if row.aspect == Aspect.RESULT
    ]

    assert result.colour == LightColour.ADJUST
    assert "12" in result.reason


def test_a_project_never_tells_a_figure_that_is_more_closed(here, almelo):
    figure = cell(table_of(here, 2015, openness=Openness.NETWORK), almelo, here.theme, "9.5")
    open_project = running(here, theme=here.theme, openness=Openness.PUBLIC)
    indicator = tied(here, figure.data_set, almelo, project=open_project)

    for actor in [visitor(), here.coordinator]:
        assert series(here, indicator, actor).measured == []
    assert "9,5" not in str(readings_of(open_project, since=None, on=TODAY))
    own = tied(here, figure.data_set, almelo)
    assert series(here, own).latest.value == Decimal("9.5")


@pytest.mark.parametrize("level", Openness)
def test_files_with_results_need_no_more_than_the_level_of_the_project(here, level):
    """They say how open they are by the projects, and print what the tables say."""
    project = running(here)
    project.openness = level
    tables = [DataSet(network=here.network, openness=each) for each in Openness]

    told = [table.openness for table in tables if is_open_to(table, project)]

    assert Openness.PUBLIC in told
    assert all(is_at_most_as_open(level, each) for each in told)


@pytest.mark.parametrize("wrong", ["elsewhere", "closed", "no table"])
def test_a_tie_needs_a_cell_that_the_project_may_tell(here, almelo, wrong):
    figure = cell(table_of(here, 2015), almelo, here.theme, "9.5")
    table, area = figure.data_set, almelo
    if wrong == "elsewhere":
        area = AreaFactory()
    if wrong == "closed":
        table.openness = Openness.NETWORK
        table.save()
    project = running(here, theme=here.theme, openness=Openness.PUBLIC)
    facts = {"name": "Inbraken", "unit": "per jaar", "source": "Politie", "area": area}
    row = Indicator(project=project, data_set=None if wrong == "no table" else table, **facts)

    with pytest.raises(RuleBroken):
        parts.add(row, by=here.coordinator)


def test_the_leader_ties_an_indicator_on_its_form(here, almelo):
    figure = cell(table_of(here, 2015), almelo, here.theme, "9.5")
    project = running(here, theme=here.theme)
    client = signed_in(here.coordinator)
    address = f"{project.get_absolute_url()}onderdeel/indicator/nieuw/"
    typed = {
        "name": "Woninginbraken",
        "unit": "per 1.000 inwoners",
        "direction": "down",
        "source": "Politie",
        "data_set": figure.data_set.pk,
        "area": almelo.pk,
    }

    client.post(address, typed)
    refused = client.post(address, {**typed, "theme": ThemeFactory().pk})

    assert Indicator.objects.get().area == almelo
    assert "9,5" in text_of(client.get(project.get_absolute_url()))
    assert refused.status_code == 422
