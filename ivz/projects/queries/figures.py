"""What a project measures itself by, and how it stood when that was last reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.insight.models import DataSet
from ivz.projects.models import Light, ProgressReport, Project
from ivz.projects.states import Aspect
from ivz.projects.tied_figures import Series, series_of


def figures_of(project: Project, *, actor: Actor) -> list[Series]:
    """Give the indicators of a project; a table only to who may read it. Four queries at most."""
    indicators = project.indicators.select_related("answered_by__person").order_by("pk")
    rows = indicators.prefetch_related("measurements")
    return series_of(rows, project=project, data_sets=DataSet.objects.visible_to(actor))


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
