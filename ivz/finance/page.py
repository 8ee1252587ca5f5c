"""What the page of a scheme shows, put together for one actor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ivz.finance import headlines
from ivz.finance.chart import NARROW, WIDE, Chart, chart_of
from ivz.finance.contributions import Line, Table
from ivz.finance.findings import findings_of
from ivz.finance.models import ContributionChoice
from ivz.finance.overview import Overview, RateTotal
from ivz.finance.states import Basis
from ivz.insight.findings import Finding


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of the bases to choose from."""

    basis: Basis
    is_current: bool


@dataclass(frozen=True)
class SchemePage:
    """One scheme on one basis, with the steps of one municipality.

    ``choices`` is None for people outside the network.
    """

    overview: Overview
    basis: Basis
    code: str
    own_area: int | None
    choices: Mapping[int, ContributionChoice] | None

    @cached_property
    def table(self) -> Table:
        """The table of the chosen basis."""
        return self.overview.tables[self.basis]

    @property
    def tabs(self) -> list[Tab]:
        """The bases that have lines."""
        return [
            Tab(basis=basis, is_current=basis == self.basis)
            for basis in Basis
            if self.overview.tables[basis].lines
        ]

    @property
    def lead(self) -> str:
        """The page in two sentences."""
        return headlines.lead_of(self.table)

    @property
    def chart_title(self) -> str:
        """The finding that the chart shows."""
        return headlines.chart_title_of(self.table)

    @property
    def chart_description(self) -> str:
        """The chart in words."""
        return headlines.chart_description_of(self.table)

    @property
    def wide_chart(self) -> Chart:
        """The chart for a screen."""
        return chart_of(self.table, WIDE)

    @property
    def narrow_chart(self) -> Chart:
        """The chart for a phone."""
        return chart_of(self.table, NARROW)

    @cached_property
    def line(self) -> Line | None:
        """The municipality whose steps are shown: asked, own, or the dearest to buy off."""
        lines = self.table.lines
        own = next((line for line in lines if line.area.pk == self.own_area), None)
        return (
            self.table.line_of(self.code)
            or own
            or max(lines, key=lambda line: line.extra, default=None)
        )

    @property
    def line_choice(self) -> ContributionChoice | None:
        """What that municipality chose, where the reader may know."""
        return (self.choices or {}).get(self.line.area.pk) if self.line else None

    @property
    def choice_rows(self) -> list[tuple[Line, ContributionChoice | None]]:
        """Every municipality with what it chose."""
        choices = self.choices or {}
        return [(line, choices.get(line.area.pk)) for line in self.table.lines]

    @property
    def chosen_count(self) -> int:
        """How many municipalities of the table made their choice."""
        return sum(choice is not None for _line, choice in self.choice_rows)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What does not add up, in sentences."""
        return findings_of(self.overview)

    @property
    def rate_totals(self) -> list[RateTotal]:
        """What every rate yields over these inhabitants."""
        return self.overview.rate_totals(self.basis)
