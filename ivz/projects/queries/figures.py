"""What a project measures itself by, and how it stood when that was last reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.insight.models import DataSet
from ivz.projects.models import Indicator, Light, Measurement, ProgressReport, Project
from ivz.projects.states import Aspect


@dataclass(frozen=True, kw_only=True)
class IndicatorFigures:
    """An indicator with what was measured, oldest first, and where its figures come from."""

    indicator: Indicator
    measured: Sequence[Measurement]
    data_set: DataSet | None

    @property
    def latest(self) -> Measurement | None:
        """The newest measurement."""
        return self.measured[-1] if self.measured else None


def figures_of(project: Project, *, actor: Actor) -> list[IndicatorFigures]:
    """Give the indicators of a project; a data set only to who may read it. Three queries."""
    rows = list(project.indicators.order_by("pk").prefetch_related("measurements"))
    ids = [row.data_set_id for row in rows if row.data_set_id]
    readable = DataSet.objects.visible_to(actor).in_bulk(ids) if ids else {}
    return [
        IndicatorFigures(
            indicator=row,
            measured=list(row.measurements.all()),
            data_set=readable.get(row.data_set_id or 0),
        )
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True)
class Stand:
    """The latest report with its light per aspect, None where nothing was said of it."""

    report: ProgressReport
    aspects: list[tuple[Aspect, Light | None]]


def stand_of(reports: Sequence[ProgressReport]) -> Stand | None:
    """Give how a project stood in the newest of its reports."""
    if not reports:
        return None
    lights = {light.aspect: light for light in reports[0].lights.all()}
    return Stand(report=reports[0], aspects=[(aspect, lights.get(aspect)) for aspect in Aspect])
