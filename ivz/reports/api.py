"""Annual plans for other programs: what is reached in a year, and who pulls it.

Policy: docs/policy/annual-plan.md
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.decisions.states import PaperState
from ivz.network.models import Network
from ivz.reports.models import AnnualPlan
from ivz.reports.queries import annual_plans as queries
from ivz.web.api import ApiSchema, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["reports"])


class AnnualPlanAnswer(ApiSchema):
    """The plan of a network for a year."""

    network: Annotated[str, Field(examples=["twente"])]
    year: int
    state: PaperState


class PlanLineAnswer(ApiSchema):
    """A result to reach in the year."""

    result: str
    due_on: date
    owner: Annotated[str | None, Field(description="The function of who pulls it.")]
    theme: Annotated[str | None, Field(description="The code of the theme.")]
    project: Annotated[str | None, Field(description="The slug of the project.")]


class AnnualPlanDetail(AnnualPlanAnswer):
    """An annual plan with what is in it."""

    lines: list[PlanLineAnswer]


class PlansAsked(Paging):
    """Which annual plans are asked."""

    network: Slug | None = None


@router.get("/annual-plans", response=Page[AnnualPlanAnswer], operation_id="listAnnualPlans")
def annual_plans(request: Request, asked: Query[PlansAsked]) -> dict[str, Any]:
    """List annual plans, the newest year first."""
    found = AnnualPlan.objects.visible_to(request.actor).select_related("body__network")
    if asked.network is not None:
        if not Network.objects.filter(slug=asked.network).exists():
            raise NotFound
        found = found.filter(body__network__slug=asked.network)
    page = paged(found, asked)
    return page | {"items": [_plan(row) for row in page["items"]]}


@router.get(
    "/annual-plans/{slug:network}/{int:year}",
    response=AnnualPlanDetail,
    operation_id="getAnnualPlan",
)
def annual_plan(request: Request, network: Slug, year: int) -> dict[str, Any]:
    """Give an annual plan with what is in it."""
    rows = AnnualPlan.objects.visible_to(request.actor).select_related("body__network")
    plan = rows.filter(body__network__slug=network, year=year).first()
    if plan is None:
        raise NotFound
    sheet = queries.sheet_of(plan, actor=request.actor)
    lines = [
        {
            "result": line.result,
            "due_on": line.due_on,
            "owner": line.owner.function if line.owner else None,
            "theme": line.theme.code if line.theme else None,
            "project": line.project.slug if line.project else None,
        }
        for line in sheet.taken
    ]
    return _plan(plan) | {"lines": lines}


def _plan(row: AnnualPlan) -> dict[str, Any]:
    return {"network": row.network.slug, "year": row.year, "state": row.state}
