"""Focus agendas for other programs: what comes first, on which grounds, and who carries it out.

Policy: docs/policy/projects.md#focus-agenda
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.decisions.states import PaperState
from ivz.network.models import Network
from ivz.projects.models import FocusAgenda
from ivz.projects.queries import focus as queries
from ivz.projects.states import GroundKind
from ivz.web.api import ApiSchema, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["projects"])


class FocusAgendaAnswer(ApiSchema):
    """The themes a deciding body puts first for a period."""

    slug: Annotated[str, Field(examples=["twente-focusagenda-2017-2018"])]
    network: Annotated[str, Field(examples=["twente"])]
    title: str
    state: PaperState
    first_day: date | None
    last_day: date | None


class GroundAnswer(ApiSchema):
    """What a choice rests on."""

    kind: GroundKind
    text: str
    source: str
    municipalities: Annotated[int | None, Field(description="In how many it was a priority.")]
    counted_on: date | None


class FocusThemeAnswer(ApiSchema):
    """One thing that comes first."""

    title: str
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    role: str
    grounds: list[GroundAnswer]
    projects: Annotated[list[str], Field(description="The slugs of those that carry it out.")]


class FocusAgendaDetail(FocusAgendaAnswer):
    """A focus agenda with its themes, and the projects at work outside it."""

    themes: list[FocusThemeAnswer]
    projects_outside: Annotated[list[str], Field(description="The slugs of these projects.")]


class FocusFilter(Paging):
    """Which focus agendas are asked."""

    network: Slug | None = None


@router.get("/focus-agendas", response=Page[FocusAgendaAnswer], operation_id="listFocusAgendas")
def focus_agendas(request: Request, asked: Query[FocusFilter]) -> dict[str, Any]:
    """List focus agendas, the newest period first."""
    found = FocusAgenda.objects.visible_to(request.actor).select_related("body__network")
    if asked.network is not None:
        if not Network.objects.filter(slug=asked.network).exists():
            raise NotFound
        found = found.filter(body__network__slug=asked.network)
    page = paged(found, asked)
    return page | {"items": [_agenda(row) for row in page["items"]]}


@router.get("/focus-agendas/{slug:slug}", response=FocusAgendaDetail, operation_id="getFocusAgenda")
def focus_agenda(request: Request, slug: Slug) -> dict[str, Any]:
    """Give a focus agenda with its themes, their grounds and projects."""
    rows = FocusAgenda.objects.visible_to(request.actor).select_related("body__network")
    found = rows.filter(slug=slug).first()
    if found is None:
        raise NotFound
    shown = queries.page_of(found, actor=request.actor)
    return _agenda(found) | {
        "themes": [_theme(each) for each in shown.themes],
        "projects_outside": [project.slug for project in shown.outside],
    }


def _agenda(row: FocusAgenda) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "network": row.network.slug,
        "title": row.title,
        "state": row.state,
        "first_day": row.valid_from,
        "last_day": row.last_day,
    }


def _theme(focus: queries.Focus) -> dict[str, Any]:
    row = focus.row
    return {
        "title": row.title,
        "theme": row.theme.code if row.theme else None,
        "role": row.role,
        "projects": [project.slug for project in focus.projects],
        "grounds": [
            {
                "kind": each.row.kind,
                "text": each.told,
                "source": each.source,
                "municipalities": each.row.counted,
                "counted_on": each.row.counted_on,
            }
            for each in focus.grounds
        ],
    }
