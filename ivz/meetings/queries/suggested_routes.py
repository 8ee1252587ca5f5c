"""Which stops the registers suggest for a paper that is to travel.

Policy: docs/policy/meetings.md#both-agendas
"""

from collections.abc import Sequence

from ivz.accounts.actors import Actor
from ivz.meetings.models import Proposal
from ivz.meetings.rules.routes import DECIDE_ALONG, StopDetails, deciding_along
from ivz.meetings.states import RouteAsk
from ivz.network.models import Body, Network, in_force
from ivz.network.models.bodies import RelationKind


def suggested(proposal: Proposal, *, actor: Actor) -> list[StopDetails]:
    """Give the stops that are not on the route yet, in the order in which they would come.

    On both agendas directorate and circle decide first, else they are informed; then the
    board decides. After the boards of all districts come who prepares the body above them,
    and that body.
    """
    there = set(proposal.steps.values_list("body", flat=True))
    along = deciding_along(proposal, by=actor)
    stops = [StopDetails(ask=RouteAsk.DECIDE, bodies=_new(along, there), is_first=True)]
    network = proposal.body.network
    board = network.deciding_body
    if board is not None and board.pk != proposal.body_id:
        stops.append(StopDetails(ask=RouteAsk.DECIDE, bodies=_new([board], there)))
    if not along and (proposal.touches_social_agenda or proposal.touches_physical_agenda):
        stops.append(
            StopDetails(ask=RouteAsk.INFORM, bodies=_new(_informed(network, actor), there))
        )
    stops += _above(proposal, there, actor=actor)
    return [stop for stop in stops if stop.bodies]


def _new(bodies: Sequence[Body], there: set[int]) -> list[Body]:
    return [body for body in bodies if body.pk not in there]


def _informed(network: Network, actor: Actor) -> list[Body]:
    bodies = Body.objects.filter(in_force(actor.today), network=network, kind__in=DECIDE_ALONG)
    return list(bodies.order_by("kind", "name"))


def _above(proposal: Proposal, there: set[int], *, actor: Actor) -> list[StopDetails]:
    """Give who prepares the body above the boards on the route, and that body itself."""
    above = proposal.body.network.parent or proposal.body.network
    top = above.deciding_body
    boards = {board.pk for board in boards_under(above)}
    if top is None or len(boards & there) < 2:
        return []
    preparing = Body.objects.filter(
        in_force(actor.today),
        in_force(actor.today, prefix="relations__"),
        relations__kind=RelationKind.PREPARES,
        relations__other=top,
    ).distinct()
    return [
        StopDetails(ask=RouteAsk.ADVISE, bodies=_new(list(preparing.order_by("name")), there)),
        StopDetails(ask=RouteAsk.DECIDE, bodies=_new([top], there)),
    ]


def boards_under(network: Network) -> list[Body]:
    """Give the deciding bodies of the networks under ``network``, by name."""
    children = network.children.filter(deciding_body__isnull=False)
    found = children.select_related("deciding_body").order_by("name")
    return [child.deciding_body for child in found if child.deciding_body]
