"""A paper that travels, for the tests about routes."""

from ivz.meetings.actions import routes
from ivz.meetings.models import Proposal, RouteStep
from ivz.meetings.queries.routes import route_of
from ivz.meetings.rules.routes import StopDetails
from tests.factories import (
    AdvicePointFactory,
    AgendaItemFactory,
    DecisionFactory,
    DraftDecisionFactory,
    MeetingFactory,
)


def routed(paper, *stops, by):
    wanted = [
        StopDetails(ask=ask, bodies=[bodies] if not isinstance(bodies, list) else bodies)
        for ask, bodies in stops
    ]
    return routes.add_stops(paper, wanted, by=by)


def reads(actor, paper):
    return Proposal.objects.visible_to(actor).filter(pk=paper.pk).exists()


def decide(paper, body, *outcomes, text="Akkoord.", **kwargs):
    """Let a body record an outcome on each advice point of the paper."""
    item = AgendaItemFactory(meeting=MeetingFactory(body=body), proposal=paper)
    for number, outcome in enumerate(outcomes, start=1):
        point = paper.points.filter(label=str(number)).first() or AdvicePointFactory(
            proposal=paper, position=number
        )
        decision = DecisionFactory(body=body, number=number, outcome=outcome, **kwargs)
        DraftDecisionFactory(item=item, point=point, outcome=outcome, text=text, decision=decision)
    return item


def answered(step, *, by, remarks=""):
    version = RouteStep.objects.get(pk=step.pk).paper_version
    return routes.report(step, remarks=remarks, version=version, by=by)


def state_of(paper, step, *, actor):
    route = route_of(paper, actor=actor)
    return next(stop.state for stop in route.stops if stop.step.pk == step.pk)
