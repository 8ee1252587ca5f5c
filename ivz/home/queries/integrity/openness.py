"""Nothing is more open than what it hangs on.

Policy: docs/policy/openness.md#ceiling
"""

from collections.abc import Iterator

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import PERMISSIONS
from ivz.clock import reading as clock
from ivz.decisions.guarded import guarded_kinds
from ivz.decisions.models import Decision, FollowUp, Restriction, RestrictionQuerySet
from ivz.home.queries.integrity.finding import Finding, each
from ivz.meetings.models import AgendaItem, Annex, Proposal
from ivz.meetings.models.proposals import ProposalQuerySet
from ivz.meetings.states import MeetingState
from ivz.network.models import Seat, in_force


def openness_findings() -> Iterator[Finding]:
    """Find what is more open than its item or decision, or open before anyone opened it."""
    for rows, above, what in (
        (Decision.objects.all(), "draft__item__openness", "agenda item"),
        (FollowUp.objects.all(), "decision__openness", "decision"),
        (_papers_at_home(), "items__openness", "item"),
        (FollowUp.objects.all(), "agreement__item__openness", "agenda item"),
        (Annex.objects.all(), "proposal__openness", "proposal"),
        (Annex.objects.all(), "item__openness", "agenda item"),
    ):
        more_open = rows.annotate(own=_rank("openness"), ceiling=_rank(above))
        yield from each(more_open.filter(own__lt=F("ceiling")), f"more open than its {what}")
    yield from _too_early()
    yield from _restrictions()


def _papers_at_home() -> ProposalQuerySet:
    """Give papers with the items they hang on in their own network: those close them."""
    return Proposal.objects.filter(
        items__meeting__is_practice=False, items__meeting__body__network=F("body__network")
    )


def _rank(path: str) -> Case:
    """Rank how closed something is; nothing there gives no rank, and so no ceiling."""
    levels = [When(**{path: level}, then=Value(rank)) for rank, level in enumerate(Openness)]
    return Case(*levels, default=None, output_field=IntegerField())


def _too_early() -> Iterator[Finding]:
    drafts = AgendaItem.objects.filter(meeting__state=MeetingState.DRAFT)
    yield from each(drafts.filter(openness=Openness.PUBLIC), "public before the agenda was out")
    unpublished = Decision.objects.filter(
        openness=Openness.PUBLIC, draft__item__meeting__published_at=None, draft__isnull=False
    )
    yield from each(unpublished, "public before the decision list was published")


def _restrictions() -> Iterator[Finding]:
    named = Restriction.readers.through._default_manager.filter(restriction=OuterRef("pk"))
    yield from each(Restriction.objects.filter(~Exists(named)), "restricted to nobody")
    elsewhere = AgendaItem.objects.exclude(restriction=None).exclude(
        restriction__imposed_by__body=F("meeting__body")
    )
    yield from each(elsewhere, "restricted by a decision of another body")
    in_force = Restriction.objects.in_force().exclude(pk__in=_liftable().values("pk"))
    yield from each(in_force, "restricted, and no reader who may lift it")
    for kind in guarded_kinds():
        under = kind.model._default_manager.filter(restriction__lifted_on__isnull=False)
        yield from each(under, "closed by a restriction that was lifted")


def _liftable() -> RestrictionQuerySet:
    """Give the restrictions that one of their readers may lift today."""
    day = clock.today()
    may = Q(pk__in=[])
    for (role, kind), permissions in PERMISSIONS.items():
        if Permission.RESTRICT in permissions:
            may |= Q(role=role, body__kind=kind)
    seats = Seat.objects.filter(
        may, in_force(day), in_force(day, prefix="body__"), is_revoked=False
    ).filter(body=OuterRef("imposed_by__body"), person=OuterRef("readers"))
    return Restriction.objects.filter(Exists(seats))
