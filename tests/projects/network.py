"""A network as projects need it: a board, a platform, and fourteen municipalities."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind, GroupRole, Role
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.models import Decision
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome
from ivz.network.models import Body, Network, Person, Theme
from ivz.projects.actions import assessments, assignments, groups, requests
from ivz.projects.actions.assessments import Judgement
from ivz.projects.actions.assignments import AssignmentDetails
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.actions.requests import RequestDetails
from ivz.projects.deciding import PLAN
from ivz.projects.models import Assessment, Plan, Project, Request
from ivz.projects.states import Criterion, ProjectState, RequesterKind
from tests.factories import (
    TODAY,
    BodyFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
    UserFactory,
    actor_with,
    secretary_of,
)
from tests.portfolios.factories import PriorityFactory, deciding_network, municipality_in
from tests.projects import factories as make

STARTED = dt.date(2016, 11, 1)
HOLDS = {criterion: Judgement(is_met=True, reason="Ja.") for criterion in Criterion}


@dataclass
class Region:
    """A network of fourteen municipalities, with who acts in it."""

    network: Network
    board: Body
    platform: Body
    theme: Theme
    municipalities: list
    chair: Actor
    coordinator: Actor
    mayor: Actor

    def spreads_to(self, count: int) -> None:
        """Let the theme be a priority in so many municipalities."""
        for area in self.municipalities[:count]:
            PriorityFactory(municipality=area, theme=self.theme)

    def asked(self, **given) -> Request:
        """Let the mayor ask for a project on the theme."""
        details = {
            "title": "Malafide zorgbureaus",
            "problem": "Het toezicht schiet tekort.",
            "theme": self.theme,
            "requester_kind": RequesterKind.MAYOR,
        }
        return requests.submit(self.network, RequestDetails(**{**details, **given}), by=self.mayor)

    def tested(self, request: Request, judgements=HOLDS) -> Assessment:
        """Let the coordinator work the request out and test it."""
        details = AssignmentDetails(
            cause="De raad vraagt erom.", aim="Minder misbruik van zorggeld."
        )
        assignment = assignments.write(request, details, version=None, by=self.coordinator)
        return assessments.assess(assignment, judgements, by=self.coordinator)


def region() -> Region:
    """Build the region."""
    network = deciding_network()
    platform = network.bodies.get(kind=BodyKind.PLATFORM)
    board = network.deciding_body
    names = [f"Gemeente {number}" for number in range(1, 15)]
    return Region(
        network=network,
        board=board,
        platform=platform,
        theme=ThemeFactory(),
        municipalities=[municipality_in(network, name=name) for name in names],
        chair=actor_with(Role.CHAIR, body=platform),
        coordinator=secretary_of(platform),
        mayor=actor_with(Role.MEMBER, body=board),
    )


def running(here: Region, **given) -> Project:
    """Build a project of which the plan was adopted."""
    facts = {"body": here.board, "state": ProjectState.RUNNING, "starts_on": STARTED}
    return make.ProjectFactory(**{**facts, **given})


def leader_of(project: Project, here: Region) -> Person:
    """Let somebody with an account lead a project, four hours a week."""
    person = PersonFactory(user=UserFactory(), organisation=OrganisationFactory())
    details = PlaceDetails(role=GroupRole.LEADER, person=person, hours_per_week=Decimal(4))
    groups.place(project, details, by=here.chair)
    return person


def judged(plan: Plan, body: Body, outcome: Outcome = Outcome.ACCEPTED) -> Decision:
    """Let ``body`` record what it decided on the plan."""
    carried = Carried(kind=PLAN, subject_id=plan.pk, question=ADOPT, terms={})
    conclusion = Conclusion(title="Plan", text="Akkoord.", outcome=outcome, carried=carried)
    return register.record(
        conclusion, body=body, on=TODAY, by=secretary_of(body), is_practice=False
    )


def other_board(network: Network) -> Body:
    """Build another body of the network, that may not decide on plans."""
    return BodyFactory(network=network, kind=BodyKind.WORKING_GROUP, short_name="Werkgroep")
