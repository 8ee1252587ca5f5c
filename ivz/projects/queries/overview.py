"""All work of a network in one list: each with its state, who does it, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.addresses import addresses_of
from ivz.decisions.models import Decision
from ivz.network.models import Network
from ivz.projects.models import Milestone, Project
from ivz.projects.queries.portfolio import (
    Chosen,
    PortfolioRow,
    Stand,
    chosen_projects,
    portfolio,
    rows_of,
)
from ivz.projects.queries.projects import AT_WORK
from ivz.projects.states import ProjectKind

# What the Platform does first, then what it shares, follows and keeps up.
ORDER = [
    ProjectKind.PROJECT,
    ProjectKind.SHARED,
    ProjectKind.PILOT,
    ProjectKind.SIDELINE,
    ProjectKind.PARTNER_LED,
    ProjectKind.STANDING,
]


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What happens next to a piece of work."""

    on: date
    what: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work: who does it, what comes next, and by which decision; empty if by none."""

    project: Project
    who: Sequence[str]
    coming: Coming | None
    agreed: str
    agreed_url: str


@dataclass(frozen=True, kw_only=True)
class WorkOfAKind:
    """The work of one kind, by title."""

    kind: ProjectKind
    rows: Sequence[Work]


def all_work(network: Network | None, chosen: Chosen, *, actor: Actor) -> list[Stand]:
    """Give the chosen work of a network, or of all, by kind, then title; three queries."""
    everything = replace(chosen, with_standing=True)
    found = portfolio(network, everything, actor=actor)
    place = Case(*[When(kind=kind, then=Value(place)) for place, kind in enumerate(ORDER)])
    projects = chosen_projects(actor, network.pk if network else None, everything, None)
    ordered = projects.annotate(place=place).order_by("place", "title", "pk")
    stands = {stand.pk: stand for stand in found.stands}
    return [stands[pk] for pk in ordered.values_list("pk", flat=True)]


def in_groups(stands: Iterable[Stand], *, actor: Actor) -> list[WorkOfAKind]:
    """Give work in groups by kind; nine queries, however much there is."""
    rows = rows_of(stands, actor=actor)
    keys = [row.project.pk for row in rows]
    milestones = _next_milestones(keys)
    decisions = _decisions(rows, actor=actor)
    urls = addresses_of(decisions.values(), actor=actor)
    work = [_work(row, milestones, decisions, urls) for row in rows]
    groups = [(kind, [each for each in work if each.project.kind == kind]) for kind in ORDER]
    return [WorkOfAKind(kind=kind, rows=of_kind) for kind, of_kind in groups if of_kind]


def ahead(rows: Iterable[PortfolioRow]) -> list[tuple[PortfolioRow, Coming | None]]:
    """Give what comes next to each piece of work: the soonest of what is known; one query."""
    found = list(rows)
    milestones = _next_milestones([row.project.pk for row in found])
    return [(row, _coming(row, milestones.get(row.project.pk))) for row in found]


def _next_milestones(keys: Iterable[int]) -> dict[int, Milestone]:
    """Give per project the first milestone that is not ready; one query."""
    rows = Milestone.objects.filter(project__in=list(keys), done_on=None)
    return {row.project_id: row for row in rows.order_by("-due_on", "-pk")}


def _decisions(rows: Sequence[PortfolioRow], *, actor: Actor) -> dict[int, Decision]:
    ids = {row.project.decision_id for row in rows if row.project.decision_id}
    return Decision.objects.visible_to(actor).select_related("body").in_bulk(ids)


def _work(
    row: PortfolioRow,
    milestones: dict[int, Milestone],
    decisions: dict[int, Decision],
    urls: dict[int, str],
) -> Work:
    project = row.project
    decision = decisions.get(project.decision_id or 0)
    return Work(
        project=project,
        who=_who(row),
        coming=_coming(row, milestones.get(project.pk)),
        agreed=decision.reference if decision else "",
        agreed_url=urls.get(decision.pk, "") if decision else "",
    )


def _who(row: PortfolioRow) -> list[str]:
    places = [row.holder, row.leader]
    named = [place.function for place in places if place and place.function]
    partners = [row.project.led_by, row.project.shared_with]
    named += [partner.name for partner in partners if partner]
    return [*named, _("Portfolio holder wanted")] if row.wants_holder else named


def _coming(row: PortfolioRow, milestone: Milestone | None) -> Coming | None:
    """Give the first of what is known to come: a decision, a milestone or the last day."""
    project, awaited = row.project, row.next_decision
    if project.state not in AT_WORK:
        return None
    known = []
    if awaited:
        told = f"{awaited.question} ({awaited.body})"
        known.append(Coming(on=awaited.on, what=told, url=awaited.url))
    if milestone:
        known.append(Coming(on=milestone.due_on, what=milestone.title))
    if project.ends_on:
        known.append(Coming(on=project.ends_on, what=_("last day")))
    return min(known, key=lambda each: each.on, default=None)
