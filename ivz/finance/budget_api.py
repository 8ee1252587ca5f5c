"""Budgets for other programs: what a network means to receive and spend, per year and edition.

Amounts are whole euro cents. Policy: docs/policy/budget.md
"""

from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.finance.models import Budget, BudgetPost
from ivz.finance.queries import budgets as queries
from ivz.finance.states import BudgetState, PostKind
from ivz.network.models import Network
from ivz.web.api import ApiSchema, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["contributions"])
Year = Annotated[int, Field(ge=1900, le=2200, examples=[2016])]
Edition = Annotated[int, Field(ge=1, le=32_767, examples=[1])]


class BudgetAnswer(ApiSchema):
    """What a network means to receive and spend in a year."""

    network: Annotated[str, Field(examples=["twente"])]
    year: Year
    edition: Edition
    title: str
    state: BudgetState


class PostAnswer(ApiSchema):
    """An amount of a budget and where it comes from."""

    title: str
    kind: PostKind
    amount_cents: int
    ground: str
    coordination_fte: Annotated[
        float, Field(description="Full-time posts of coordination that it pays, over the year.")
    ]
    project: Annotated[str | None, Field(description="The slug of the project.")]


class BudgetDetail(BudgetAnswer):
    """A budget with its posts."""

    income_cents: int
    expense_cents: int
    reason: str
    posts: list[PostAnswer]


class BudgetFilter(Paging):
    """Which budgets are asked."""

    network: Slug | None = None
    year: Year | None = None


@router.get("/budgets", response=Page[BudgetAnswer], operation_id="listBudgets")
def budgets(request: Request, asked: Query[BudgetFilter]) -> dict[str, Any]:
    """List budgets, the newest year and edition first."""
    found = Budget.objects.visible_to(request.actor).select_related("body__network")
    if asked.network is not None:
        if not Network.objects.filter(slug=asked.network).exists():
            raise NotFound
        found = found.filter(body__network__slug=asked.network)
    if asked.year is not None:
        found = found.filter(year=asked.year)
    page = paged(found.order_by("-year", "-edition", "pk"), asked)
    return page | {"items": [_budget(row) for row in page["items"]]}


@router.get(
    "/budgets/{slug:network}/{int:year}/{int:edition}",
    response=BudgetDetail,
    operation_id="getBudget",
)
def budget(request: Request, network: Slug, year: Year, edition: Edition) -> dict[str, Any]:
    """Give a budget with its posts, income first."""
    rows = Budget.objects.visible_to(request.actor).select_related("body__network")
    found = rows.filter(body__network__slug=network, year=year, edition=edition).first()
    if found is None:
        raise NotFound
    sheet = queries.sheet_of(found, actor=request.actor)
    return _budget(found) | {
        "income_cents": sheet.income_cents,
        "expense_cents": sheet.expense_cents,
        "reason": found.reason,
        "posts": [_post(post) for post in sheet.posts],
    }


def _budget(row: Budget) -> dict[str, Any]:
    return {
        "network": row.network.slug,
        "year": row.year,
        "edition": row.edition,
        "title": row.title,
        "state": row.state,
    }


def _post(post: BudgetPost) -> dict[str, Any]:
    return {
        "title": post.title,
        "kind": post.kind,
        "amount_cents": post.amount_cents,
        "ground": post.ground,
        "coordination_fte": float(post.coordination_fte),
        "project": post.project.slug if post.project else None,
    }
