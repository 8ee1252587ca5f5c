"""What is missing in what the network knows: change one thing, and a gap comes or goes."""

import datetime as dt
from dataclasses import replace

import pytest

from ivz.insight.known_figures import KnownFigure, known_figures
from ivz.insight.models import DataSet
from ivz.network.models import AreaPopulation
from ivz.position.gaps import Known, gaps_of
from ivz.position.queries import theme_known, theme_to_tell, themes_known
from ivz.projects.states import ProjectState
from tests.factories import (
    TODAY,
    AreaFactory,
    ThemeFactory,
    visitor,
)
from tests.portfolios.factories import PortfolioFactory
from tests.projects import factories as make
from tests.projects.network import running
from tests.projects.test_tied_figures import cell, table_of

OVERVIEW = "/inzicht/themas/"


def figure(**given):
    """Give a figure of 2015 with its denominator and a margin."""
    table = DataSet(
        period_from=dt.date(2015, 1, 1), period_until=dt.date(2016, 1, 1), denominator="inwoners"
    )
    usual = {"data_set": table, "theme_id": 1, "rate": 2, "places": 0, "interval": (1, 3)}
    return KnownFigure(**usual | given)


def known(**given):
    """Give what is known of a theme in seven of fourteen municipalities; nothing is missing."""
    usual = {
        "figure": figure(),
        "plays_in": 7,
        "municipalities": 14,
        "under_way": 1,
        "is_held": True,
        "background": 1,
        "periods": 2,
    }
    return Known(**usual | given)


def kinds(found, on=TODAY):
    return [gap.kind for gap in gaps_of(found, on=on)]


@pytest.mark.one_engine
class TestGaps:
    """One thing changes, and one gap comes."""

    def test_nothing_is_missing_where_there_is_everything(self):
        assert kinds(known()) == []

    def test_without_a_figure_it_says_so_and_weighs_more_where_it_plays_widely(self):
        assert kinds(known(figure=None)) == ["wide_no_figure"]
        assert kinds(known(figure=None, plays_in=6)) == ["no_figure"]

    def test_from_half_of_the_municipalities_on_a_theme_needs_a_project(self):
        assert kinds(known(under_way=0)) == ["wide_no_project"]
        assert kinds(known(under_way=0, plays_in=6)) == []
        assert kinds(known(under_way=0, plays_in=7, municipalities=15)) == []
        assert kinds(known(under_way=0, plays_in=0, municipalities=0)) == []

    def test_a_theme_of_the_region_needs_a_holder_and_a_background(self):
        assert kinds(known(is_held=False, background=0)) == ["wide_no_holder", "wide_no_background"]
        assert kinds(known(is_held=False, background=0, plays_in=6)) == []

    def test_one_period_shows_no_course(self):
        assert kinds(known(periods=1)) == ["one_period"]
        assert kinds(known(periods=0, figure=None, plays_in=0)) == ["no_figure"]

    def test_a_figure_is_old_once_its_last_day_is_two_years_back(self):
        assert kinds(known(), on=dt.date(2017, 12, 31)) == []
        assert kinds(known(), on=dt.date(2018, 1, 1)) == ["old_figure"]

    def test_a_figure_of_which_nobody_knows_the_whole(self):
        found = known()
        found.figure.data_set.denominator = ""

        assert kinds(found) == ["no_denominator"]

    def test_a_figure_without_margin(self):
        assert kinds(replace(known(), figure=figure(interval=None))) == ["no_uncertainty"]


pytestmark = pytest.mark.django_db


def row_of(here, actor=None):
    rows = themes_known(here.network, actor=actor or here.coordinator)
    return next(row for row in rows if row.theme == here.theme)


def told_of(here, theme):
    found = theme_to_tell(theme.code, here.network, on=TODAY)
    return theme_known(found, here.network, actor=here.coordinator)


def missing(here, actor=None):
    return {gap.kind for gap in row_of(here, actor).gaps}


def lives_in(here, count):
    AreaPopulation.objects.create(
        area=here.network.area, on=dt.date(2015, 1, 1), inhabitants=count, source="CBS"
    )


class TestFromTheRecords:
    """The gaps follow what is on record, and nothing else."""

    def test_a_figure_of_the_network_takes_the_gap_away(self, here, table):
        assert "no_figure" in missing(here)

        cell(table, here.network.area, here.theme, "2.79")

        assert "no_figure" not in missing(here)

    def test_inhabitants_make_a_margin(self, here, table):
        cell(table, here.network.area, here.theme, "2.79")
        assert "no_uncertainty" in missing(here)

        lives_in(here, 600_000)

        assert "no_uncertainty" not in missing(here)
        assert row_of(here).figure.interval.lower < 2.79 < row_of(here).figure.interval.upper

    def test_where_rounding_says_too_much_there_is_no_margin(self, here):
        rough = table_of(here, 2015, denominator="inwoners", decimals=0)
        cell(rough, here.network.area, here.theme, "3")
        lives_in(here, 600_000)

        assert "no_uncertainty" in missing(here)

    def test_the_denominator_comes_from_the_table(self, here, table):
        cell(table, here.network.area, here.theme, "2.79")
        assert "no_denominator" not in missing(here)

        DataSet.objects.update(denominator="")

        assert "no_denominator" in missing(here)

    def test_only_the_newest_figure_counts(self, here, table):
        cell(table_of(here, 2012), here.network.area, here.theme, "3")
        assert "old_figure" in missing(here)

        cell(table, here.network.area, here.theme, "2.79")

        assert "old_figure" not in missing(here)

    def test_the_seventh_priority_makes_it_a_theme_of_the_region(self, here):
        here.spreads_to(6)
        assert missing(here) == {"no_figure"}

        here.spreads_to(7)

        assert missing(here) >= {"wide_no_figure", "wide_no_project", "wide_no_holder"}
        assert row_of(here).known.plays_in == 7

    def test_a_project_at_work_takes_the_gap_away_and_an_ended_one_does_not(self, here):
        here.spreads_to(7)
        project = running(here, theme=here.theme, state=ProjectState.CLOSED)
        assert "wide_no_project" in missing(here)

        project.state = ProjectState.RUNNING
        project.save()

        assert "wide_no_project" not in missing(here)

    def test_a_holder_a_lesson_and_a_second_table_take_their_gaps_away(self, here, table):
        here.spreads_to(7)
        cell(table, here.network.area, here.theme, "2.79")
        assert missing(here) >= {"wide_no_holder", "wide_no_background", "one_period"}

        PortfolioFactory(network=here.network, theme=here.theme)
        project = running(here, theme=None)
        make.LessonFactory(project=project, theme=here.theme, text="Zo", learnt_on=TODAY)
        cell(table_of(here, 2014), here.network.area, here.theme, "3")

        assert not missing(here) & {"wide_no_holder", "wide_no_background", "one_period"}

    def test_what_was_known_under_an_earlier_name_counts_for_its_successor(self, here, table):
        earlier = ThemeFactory(successor=here.theme, valid_until=dt.date(2016, 1, 1))
        cell(table, here.network.area, earlier, "2.79")
        running(here, theme=earlier)

        row = row_of(here)

        assert row.figure.theme_id == earlier.pk
        assert row.known.under_way == 1
        assert earlier not in [each.theme for each in themes_known(here.network, actor=visitor())]
        assert told_of(here, here.theme).known == row.known

    def test_a_figure_of_municipalities_alone_is_told_as_such(self, here, table):
        for area in here.municipalities[:3]:
            cell(table, area, here.theme, "2.79")

        [found] = known_figures(here.network, actor=here.coordinator)

        assert (found.rate, found.places, found.interval) == (None, 3, None)

    def test_figures_of_elsewhere_are_not_ours(self, here, table):
        cell(table, AreaFactory(), here.theme, "2.79")

        assert known_figures(here.network, actor=here.coordinator) == []
