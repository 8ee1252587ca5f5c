"""All work of a network for other programs, and the pilots with who takes them over.

People stand by function. A decision is named only where it is open to whoever asks.
Policy: docs/policy/projects.md#beside-intake
"""

from datetime import date
from typing import Annotated, Any

from django.db.models import Prefetch
from ninja import Field, Query, Router

from ivz.network.api.asked import asked_network
from ivz.projects.models import Project, Transfer
from ivz.projects.queries.overview import Work, all_work, in_groups
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.states import ProjectKind, ProjectState, TransferState
from ivz.web.api import ApiSchema, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["projects"])


class ComingAnswer(ApiSchema):
    """What comes next: a decision, a milestone or the last day."""

    day: date
    what: str


class WorkAnswer(ApiSchema):
    """A piece of work of a network, whatever its kind."""

    slug: Annotated[str, Field(examples=["borging-aanpak-woninginbraken"])]
    network: Annotated[str, Field(examples=["twente"])]
    title: str
    kind: ProjectKind
    state: ProjectState
    who: Annotated[list[str], Field(description="Who holds, leads or shares it, by function.")]
    coming: ComingAnswer | None
    decision: Annotated[str | None, Field(description="The reference, where that is open to you.")]
    origin: Annotated[str, Field(description="The paper it comes from, where no decision says.")]
    is_invented: Annotated[bool, Field(description="Made up, to show how it works.")]


class WorkFilter(Paging):
    """Which work is asked."""

    network: Slug | None = None
    kind: ProjectKind | None = None


class TransferAnswer(ApiSchema):
    """A network to which a pilot was offered, and what it answered."""

    network: Annotated[str, Field(examples=["ijsselland"])]
    state: TransferState
    offered_on: date
    answered_on: date | None
    answer: str


class PilotAnswer(ApiSchema):
    """A pilot: what it tries, where, until when, what came of it, and who takes it over."""

    slug: str
    network: Annotated[str, Field(examples=["twente"])]
    title: str
    state: ProjectState
    tried: Annotated[str | None, Field(description="Null while nobody wrote it.")]
    place: str | None
    until: date | None
    result: Annotated[str | None, Field(description="Null while it is not known.")]
    offered_to: list[TransferAnswer]
    is_invented: Annotated[bool, Field(description="Made up, to show how it works.")]


class PilotFilter(Paging):
    """Which pilots are asked."""

    network: Slug | None = None


@router.get("/overview", response=Page[WorkAnswer], operation_id="listWork")
def overview(request: Request, asked: Query[WorkFilter]) -> dict[str, Any]:
    """List all work by kind and title: projects, pilots, sidelines, standing tasks and the rest."""
    network = asked_network(asked.network)
    chosen = Chosen(kind=asked.kind or "", phase="all")
    page = paged(all_work(network, chosen, actor=request.actor), asked)
    groups = in_groups(page["items"], actor=request.actor)
    return page | {"items": [_work(work) for group in groups for work in group.rows]}


@router.get("/pilots", response=Page[PilotAnswer], operation_id="listPilots")
def pilots(request: Request, asked: Query[PilotFilter]) -> dict[str, Any]:
    """List pilots by title, with the networks to which each was offered."""
    offers = Transfer.objects.visible_to(request.actor).select_related("network")
    rows = Project.objects.visible_to(request.actor).filter(kind=ProjectKind.PILOT)
    network = asked_network(asked.network)
    if network is not None:
        rows = rows.filter(body__network=network)
    shown = rows.select_related("body__network", "trial")
    found = shown.prefetch_related(Prefetch("transfers", offers)).order_by("title", "pk")
    page = paged(found, asked)
    return page | {"items": [_pilot(row) for row in page["items"]]}


def _work(work: Work) -> dict[str, Any]:
    project, coming = work.project, work.coming
    return {
        "slug": project.slug,
        "network": project.network.slug,
        "title": project.title,
        "kind": project.kind,
        "state": project.state,
        "who": list(work.who),
        "coming": {"day": coming.on, "what": coming.what} if coming else None,
        "decision": work.agreed or None,
        "origin": project.origin,
        "is_invented": project.is_invented,
    }


def _pilot(row: Project) -> dict[str, Any]:
    trial = getattr(row, "trial", None)
    return {
        "slug": row.slug,
        "network": row.network.slug,
        "title": row.title,
        "state": row.state,
        "tried": trial.tried if trial else None,
        "place": trial.place if trial else None,
        "until": trial.until if trial else None,
        "result": (trial.result or None) if trial else None,
        "offered_to": [_offer(offer) for offer in row.transfers.all()],
        "is_invented": row.is_invented,
    }


def _offer(offer: Transfer) -> dict[str, Any]:
    return {
        "network": offer.network.slug,
        "state": offer.state,
        "offered_on": offer.proposed_on,
        "answered_on": offer.answered_on,
        "answer": offer.answer,
    }
