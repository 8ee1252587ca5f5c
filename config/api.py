"""The public programming interface; each subject adds its router."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from ivz.effort.api import router as effort
from ivz.events.api import router as events
from ivz.finance.api import router as finance
from ivz.finance.budget_api import router as budgets
from ivz.insight.api import router as insight
from ivz.knowledge.api import router as knowledge
from ivz.meetings.api import router as meetings
from ivz.meetings.api_agendas import router as agendas
from ivz.meetings.api_decisions import router as decisions
from ivz.meetings.api_records import router as records
from ivz.network.api.areas import router as areas
from ivz.network.api.bodies import router as bodies
from ivz.network.api.mandates import router as mandates
from ivz.network.api.seats import router as seats
from ivz.portfolios.api.portfolios import router as portfolios
from ivz.portfolios.api.priorities import router as priorities
from ivz.portfolios.api.registers import router as local_registers
from ivz.position.api import router as position
from ivz.projects.api import router as projects
from ivz.projects.api_requests import router as requests
from ivz.projects.focus_api import router as focus
from ivz.projects.results_api import router as results
from ivz.projects.work_api import router as work
from ivz.reports.api import router as reports
from ivz.search.api import router as search
from ivz.web.api import PROBLEM_JSON, VERSION, NotFound, Problem, problem_response

ROUTERS: list[Router] = [
    meetings,
    agendas,
    records,
    decisions,
    finance,
    insight,
    areas,
    bodies,
    seats,
    mandates,
    portfolios,
    priorities,
    local_registers,
    projects,
    requests,
    effort,
    focus,
    budgets,
    work,
    results,
    position,
    knowledge,
    events,
    reports,
    search,
]

HOST = settings.ALLOWED_HOSTS[0]
CONTACT = {
    "name": "Platform IVZ",
    "url": f"https://{HOST}/",
    "email": "platform-ivz@example.org",
}
VERSION_HEADER = {
    "API-Version": {
        "description": "Version of this interface",
        "schema": {"type": "string", "examples": [VERSION]},
    }
}
PROBLEMS = {
    "400": "A parameter is not right; detail names it",
    "404": "Not there, or not open to you",
    "405": "Another method than those in the header Allow",
    "429": "Too many requests from this address; wait a minute",
    "500": "Something went wrong here",
}


class HouseAPI(NinjaAPI):
    """The interface, described as the Dutch API rules ask."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Describe the interface, with the version and the problem answers of each operation."""
        schema = super().get_openapi_schema(path_prefix="", path_params=path_params)
        schema["info"]["contact"] = CONTACT
        schema["servers"] = [{"url": f"https://{HOST}/api/v1"}]
        for operations in schema["paths"].values():
            for operation in operations.values():
                _complete(operation)
        schema["components"]["schemas"]["Problem"] = Problem.json_schema()
        return schema


def _complete(operation: dict[str, Any]) -> None:
    """Add the version header to good answers, and the problems every operation can answer."""
    for parameter in operation.get("parameters", []):
        if isinstance(parameter.get("examples"), list):  # a list belongs to the schema
            parameter["schema"]["examples"] = parameter.pop("examples")
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    for answer in responses.values():
        answer["headers"] = VERSION_HEADER
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, description in PROBLEMS.items():
        responses[status] = {"description": description, "content": content}
    operation["responses"] = responses


api = HouseAPI(
    title="Platform IVZ",
    version=VERSION,
    description="Meetings, decisions, contributions, figures and registers of a safety network.",
    docs_url=None,
)


@api.exception_handler(ValidationError)
def refuse(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """Answer 400 and name the parameters that are not right."""
    details = error.errors if isinstance(error, ValidationError) else []
    wrong = "; ".join(f"{detail['loc'][-1]}: {detail['msg']}" for detail in details)
    return problem_response(400, detail=wrong)


@api.exception_handler(NotFound)
def miss(request: HttpRequest, error: NotFound | type[NotFound]) -> HttpResponse:
    """Answer the same 404 for what does not exist and for what is closed."""
    return problem_response(404)


for router in ROUTERS:
    api.add_router("", router)
