"""Focus agendas: what comes first, on which grounds, and which projects carry it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.addresses import addresses_of
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.network.models import Network
from ivz.projects.models import FocusAgenda, FocusGround, FocusTheme, Project
from ivz.projects.queries.projects import AT_WORK
from ivz.projects.states import GroundKind, ProjectKind, ProjectState
from ivz.web.templatetags.ivz import day_date

# What the Platform does itself; sidelines and what partners lead need no place in the focus.
OWN_WORK = [ProjectKind.PROJECT, ProjectKind.SHARED, ProjectKind.PILOT]


def agendas_of(network: Network, *, actor: Actor) -> list[FocusAgenda]:
    """Give the focus agendas of a network with their themes, the newest period first."""
    rows = FocusAgenda.objects.visible_to(actor).filter(body__network=network)
    return list(rows.select_related("body").prefetch_related("themes"))


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a choice rests on, and where one can look that up."""

    row: FocusGround
    source: str
    url: str

    @property
    def told(self) -> str:
        """What it shows: the count of priorities, and what somebody wrote."""
        row = self.row
        if row.counted is None or row.counted_on is None:
            return row.text
        counted = _("A priority in %(count)s of %(total)s municipalities, counted on %(day)s.") % {
            "count": row.counted,
            "total": row.counted_of,
            "day": day_date(row.counted_on),
        }
        return f"{counted} {row.text}".strip()


@dataclass(frozen=True, kw_only=True)
class Focus:
    """A theme on an agenda with its grounds and the projects that carry it out."""

    row: FocusTheme
    grounds: Sequence[Ground]
    projects: Sequence[Project]


@dataclass(frozen=True, kw_only=True)
class FocusPage:
    """What a focus agenda says, and what the portfolio makes of it.

    ``outside`` are the projects at work on something that does not come first. ``adopted_by`` names
    the decision and ``adopted_at`` its address, empty where one may not read it.
    """

    themes: Sequence[Focus]
    outside: Sequence[Project]
    adopted_by: str
    adopted_at: str
    before: FocusAgenda | None
    after: FocusAgenda | None

    @property
    def without_project(self) -> int:
        """How many themes nobody carries out yet."""
        return sum(not each.projects for each in self.themes)


def page_of(agenda: FocusAgenda, *, actor: Actor) -> FocusPage:
    """Give what stands on the page of an agenda, as far as one may read it; nine queries."""
    grounds = FocusGround.objects.visible_to(actor).select_related(
        "data_set", "project", "decision__body", "document", "focus"
    )
    themes: list[Any] = list(
        FocusTheme.objects.visible_to(actor)
        .filter(agenda=agenda)
        .select_related("theme")
        .prefetch_related(Prefetch("grounds", queryset=grounds, to_attr="open_grounds"))
    )
    carrying, outside = _projects(agenda, themes, actor=actor)
    before, after = _neighbours(agenda, actor=actor)
    adopting = Decision.objects.visible_to(actor).filter(pk=agenda.decision_id or 0)
    decisions = list(adopting.select_related("body"))
    grounding = [each.decision for row in themes for each in row.open_grounds if each.decision]
    urls = addresses_of([*decisions, *grounding], actor=actor)
    return FocusPage(
        themes=[
            Focus(
                row=each,
                grounds=[_ground(ground, urls) for ground in each.open_grounds],
                projects=carrying[each.pk],
            )
            for each in themes
        ],
        outside=outside,
        adopted_by=str(decisions[0]) if decisions else "",
        adopted_at=urls.get(decisions[0].pk, "") if decisions else "",
        before=before,
        after=after,
    )


def _ground(row: FocusGround, urls: dict[int, str]) -> Ground:
    """Give a ground with the way to its source."""
    if row.data_set:
        return Ground(row=row, source=row.data_set.title, url=row.data_set.get_absolute_url())
    if row.project:
        return Ground(row=row, source=row.project.title, url=row.project.get_absolute_url())
    if row.decision:
        return Ground(row=row, source=str(row.decision), url=urls.get(row.decision.pk, ""))
    if row.document:
        label = str(GroundKind.DOCUMENT.label)
        return Ground(row=row, source=label, url=row.document.get_absolute_url())
    return Ground(row=row, source="", url="")


def _projects(
    agenda: FocusAgenda, themes: Sequence[Any], *, actor: Actor
) -> tuple[dict[int, list[Project]], list[Project]]:
    """Give who carries out which theme, and the work of the Platform outside them; one query."""
    wanted = {row.theme_id for row in themes if row.theme_id}
    named = {each.project_id for row in themes for each in row.open_grounds if each.project_id}
    in_time = (Q(starts_on=None) | Q(starts_on__lt=agenda.valid_until)) & (
        Q(ends_on=None) | Q(ends_on__gte=agenda.valid_from)
    )
    found = Project.objects.visible_to(actor).filter(body__network=agenda.body.network_id)
    at_work = Q(kind__in=OWN_WORK, state__in=AT_WORK, parent=None)
    carried = Q(theme__in=wanted) & in_time | Q(pk__in=named)
    rows = list(
        found.filter(carried | at_work & in_time)
        .exclude(state=ProjectState.STOPPED)
        .order_by("parent", "title")
    )
    carrying = {row.pk: _carrying(row, rows, wanted) for row in themes}
    inside: set[int | None] = {project.pk for each in carrying.values() for project in each}
    inside |= {project.parent_id for each in carrying.values() for project in each}
    top = [row for row in rows if row.parent_id is None and row.kind in OWN_WORK]
    return carrying, [row for row in top if row.pk not in inside and row.state in AT_WORK]


def _carrying(focus: Any, projects: Sequence[Project], wanted: set[Any]) -> list[Project]:
    """Give the projects on a theme, or those its grounds name where it is no theme of the list."""
    if focus.theme_id in wanted:
        return [row for row in projects if row.theme_id == focus.theme_id]
    named = {each.project_id for each in focus.open_grounds}
    return [row for row in projects if row.pk in named]


def _neighbours(
    agenda: FocusAgenda, *, actor: Actor
) -> tuple[FocusAgenda | None, FocusAgenda | None]:
    """Give the adopted agendas of the same body before and after this one; one query."""
    rows = FocusAgenda.objects.visible_to(actor).filter(body=agenda.body, state=PaperState.ADOPTED)
    ordered = sorted(
        rows.exclude(pk=agenda.pk), key=lambda row: (row.valid_from is not None, row.valid_from)
    )
    first = agenda.valid_from
    before = [row for row in ordered if first and row.valid_from and row.valid_from < first]
    after = [row for row in ordered if first and row.valid_from and row.valid_from > first]
    return (before[-1] if before else None), (after[0] if after else None)
