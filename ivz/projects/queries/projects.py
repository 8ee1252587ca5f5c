"""Projects on lists and on their own page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.network.models import Person, in_force
from ivz.portfolios.queries.portfolios import possible_leaders
from ivz.projects.models import Member, Project, Relation
from ivz.projects.states import ProjectState

AT_WORK = [
    ProjectState.PREPARING,
    ProjectState.RUNNING,
    ProjectState.PAUSED,
    ProjectState.EVALUATING,
]


def group_of(project: Project, *, on: date) -> list[Member]:
    """Give the places in force on a day: holder and leader first; one query."""
    order = list(GroupRole)
    found = Member.objects.filter(in_force(on), project=project)
    rows = found.select_related("person", "organisation").order_by("pk")
    return sorted(rows, key=lambda member: order.index(GroupRole(member.role)))


def family_of(project: Project, *, actor: Actor) -> dict[str, Any]:
    """Give what a project is part of, and its own parts, where one may read them; one query."""
    near = Q(parent=project) | Q(pk=project.parent_id or 0)
    found = list(Project.objects.visible_to(actor).filter(near).order_by("title"))
    return {
        "part_of": next((row for row in found if row.pk == project.parent_id), None),
        "parts": [row for row in found if row.parent_id == project.pk],
    }


@dataclass(frozen=True, kw_only=True)
class OtherSide:
    """Another project or initiative, seen from a project; ``relation`` is where it is noted."""

    relation: Relation
    title: str
    url: str
    is_own: bool


def relations_of(project: Project, *, actor: Actor) -> list[OtherSide]:
    """Give what other projects are to a project, both ways, where one may read them; two queries.

    An initiative that is not on record here has words only.
    """
    touching = Relation.objects.filter(Q(project=project) | Q(other=project)).order_by("pk")
    rows = list(touching)
    others = {row.other_id if row.project_id == project.pk else row.project_id for row in rows}
    readable = Project.objects.visible_to(actor).in_bulk([pk for pk in others if pk])
    return [side for row in rows if (side := _other_side(row, project, readable))]


def _other_side(row: Relation, project: Project, readable: dict[int, Project]) -> OtherSide | None:
    is_own = row.project_id == project.pk
    if row.other_id is None:
        return OtherSide(relation=row, title=row.other_words, url="", is_own=is_own)
    other = readable.get(row.other_id if is_own else row.project_id)
    if other is None:
        return None
    url = other.get_absolute_url()
    return OtherSide(relation=row, title=other.title, url=url, is_own=is_own)


def people_to_place(project: Project, *, on: date) -> Any:
    """Give who can get a place: who may lead in the network, and who had a place already."""
    leaders = possible_leaders(project.network, on=on).order_by().values("pk")
    known = Q(pk__in=leaders) | Q(project_places__project=project)
    return Person.objects.filter(known).distinct().order_by("function")
