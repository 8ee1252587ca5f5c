"""Which bodies may decide on something and what they need first, for other programs."""

from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.network.api.asked import asked_network, asked_theme
from ivz.network.models import Body
from ivz.network.models.bodies import BodyStatus, MandateSubject
from ivz.network.queries.mandates import MandateFound, mandates_about
from ivz.web.api import ApiSchema, DatedPaging, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["network"])


class NamedBody(ApiSchema):
    """A body by key and name."""

    id: Annotated[str, Field(examples=["platform-ivz-twente"])]
    name: str

    @staticmethod
    def resolve_id(body: Body) -> str:
        """The key by which the body is asked for."""
        return body.slug


class MandateAnswer(ApiSchema):
    """That a body may decide on a subject; without ``theme`` it goes for every theme."""

    body: NamedBody
    network: Annotated[str, Field(examples=["twente"])]
    status: BodyStatus
    subject: MandateSubject
    theme: str | None
    text: str
    legal_ground: str
    source: str
    needs_first: list[str]
    advised_by: list[NamedBody]
    prepared_by: list[NamedBody]


class MandatePage(Page[MandateAnswer]):
    """A part of the mandates in force on a day."""


class MandateFilter(DatedPaging):
    """On what one asks who decides."""

    network: Annotated[
        Slug | None,
        Field(description="Its bodies, and those of the network it is part of."),
    ] = None
    subject: MandateSubject | None = None
    theme: Annotated[Slug | None, Field(description="The code of a theme.")] = None


@router.get("/mandates", response=MandatePage, operation_id="listMandates")
def list_mandates(request: Request, asked: Query[MandateFilter]) -> dict[str, Any]:
    """List which bodies may decide on something on a day, and what they need first."""
    found = mandates_about(
        on=asked.as_of or request.actor.today,
        network=asked_network(asked.network),
        subject=asked.subject,
        theme=asked_theme(asked.theme),
    )
    page = paged(found, asked)
    return page | {"items": [_answer(row) for row in page["items"]]}


def _answer(row: MandateFound) -> dict[str, Any]:
    mandate = row.mandate
    return {
        "body": mandate.body,
        "network": mandate.body.network.slug,
        "status": mandate.body.status,
        "subject": mandate.subject,
        "theme": mandate.theme.code if mandate.theme else None,
        "text": mandate.text,
        "legal_ground": mandate.legal_ground,
        "source": mandate.source,
        "needs_first": row.needs,
        "advised_by": list(row.advised_by),
        "prepared_by": list(row.prepared_by),
    }
