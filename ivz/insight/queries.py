"""What pages, reports and other subjects ask about figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, FloatField, QuerySet, Value, When
from django.db.models.functions import Cast

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.decisions.addresses import Lying, agendas_with
from ivz.insight.claims import Topic, check_claim, topic_of
from ivz.insight.comparing import compare
from ivz.insight.comparisons import Comparison
from ivz.insight.findings import Finding
from ivz.insight.models import (
    Claim,
    DataSet,
    DataSetQuerySet,
    Signal,
    SignalQuerySet,
    SignalStep,
)
from ivz.insight.rank_findings import check_comparison
from ivz.insight.recomputed import RecomputedFigure, rows_of
from ivz.insight.rules.signals import is_undoable
from ivz.insight.states import CAN_BE_HANDLED, SignalState
from ivz.network.models import Body, Network, Person, Seat, in_force

# The kind under which ``meetings`` tells where a signal lies.
SIGNAL = "insight.signal"


@dataclass(frozen=True, kw_only=True)
class CheckedClaim:
    """A statement in a paper, what computing it again gave, and what it is about."""

    claim: Claim
    finding: Finding
    topic: Topic


def data_sets_for(network: Network | None, *, actor: Actor) -> DataSetQuerySet:
    """Data sets of ``network`` and of the network above it that ``actor`` may read, newest first.

    Without a network: all that ``actor`` may read.
    """
    readable = DataSet.objects.visible_to(actor).select_related("network")
    if network is not None:
        readable = readable.filter(network__in=[network.pk, network.parent_id or network.pk])
    return readable.order_by("-period_until", "title")


def comparison(data_set: DataSet, actor: Actor) -> Comparison:
    """Compare the areas of a data set: rates, ranks, rank sums and the total row.

    Raises:
        DataSet.DoesNotExist: ``actor`` may not read it.
    """
    return compare(DataSet.objects.visible_to(actor).get(pk=data_set.pk))


def checks(data_set: DataSet, actor: Actor) -> list[Finding]:
    """Everything in a data set that was checked, also what agrees; empty if not readable."""
    readable = DataSet.objects.visible_to(actor).filter(pk=data_set.pk).first()
    if readable is None:
        return []
    return check_comparison(compare(readable, with_inhabitants=False))


def findings(data_set: DataSet, actor: Actor) -> list[Finding]:
    """What does not agree in a data set, or only under a condition; empty if not readable."""
    return [check for check in checks(data_set, actor) if check.verdict != "agrees"]


def recomputed(data_set: DataSet, actor: Actor) -> list[RecomputedFigure]:
    """Every figure of a data set beside the published one, for ``bin/ivz figures``.

    Raises:
        DataSet.DoesNotExist: ``actor`` may not read it.
    """
    return rows_of(comparison(data_set, actor))


def checked_claims(body: Body, paper: str) -> list[CheckedClaim]:
    """Every statement of a paper computed again, in the order of the paper.

    Whoever may read the paper may read these; the caller sees to that.
    """
    return [
        CheckedClaim(claim=claim, finding=check_claim(claim), topic=topic_of(claim))
        for claim in Claim.objects.filter(body=body, paper=paper)
    ]


def signals_for(actor: Actor) -> SignalQuerySet:
    """Give the signals ``actor`` may read: what waits first, then the latest and the largest."""
    waits = Case(When(state=SignalState.OPEN, then=Value(0)), default=Value(1))
    ratio = Cast("observed", FloatField()) / Cast("expected", FloatField())
    named = ("data_set__network", "area", "theme", "reference", "followed_by", "handled_by")
    rows = Signal.objects.visible_to(actor).select_related(*named)
    return rows.order_by(waits, "-data_set__period_until", F("data_set").asc(), -ratio, "pk")


def signals_in(data_set: DataSet, *, actor: Actor) -> int:
    """Count the signals in one table that did not lapse; no query for whoever reads none."""
    if data_set.network_id not in actor.network_ids:
        return 0
    found = Signal.objects.visible_to(actor).filter(data_set=data_set)
    return found.exclude(state=SignalState.WITHDRAWN).count()


def noted(rows: Iterable[Signal], *, actor: Actor) -> list[Signal]:
    """Give these signals, and note of which restricted tables ``actor`` reads one.

    Policy: docs/policy/audit.md#restricted-records
    """
    read = list(rows)
    closed = {row.data_set_id for row in read if row.data_set.openness == Openness.RESTRICTED}
    actor.restricted_readings.update((DataSet._meta.label, str(key)) for key in closed)
    return read


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something that happened to a signal; the last thing said can be taken back."""

    step: SignalStep
    may_undo: bool


def history(signal: Signal, *, actor: Actor) -> list[Told]:
    """Give what happened to a signal, the latest first; one query."""
    rows = SignalStep.objects.visible_to(actor).filter(signal=signal).select_related("by")
    return [
        Told(step=step, may_undo=place == 0 and is_undoable(step))
        for place, step in enumerate(rows)
    ]


def where_it_stands(signal: Signal, *, actor: Actor) -> Sequence[Lying]:
    """Say on which agendas a signal stands or waits, and what was decided there."""
    return agendas_with(SIGNAL, [signal.pk], actor=actor)


def signal_offered(key: str, *, network: Network, actor: Actor) -> Signal | None:
    """Give a signal that can be put on an agenda; None where there is none for ``actor``."""
    rows = signals_for(actor).filter(data_set__network=network, state__in=CAN_BE_HANDLED)
    return rows.exclude(data_set__openness=Openness.RESTRICTED).filter(key=key).first()


def bodies_to_ask(network: Network, *, actor: Actor) -> list[Body]:
    """Give the bodies of a network whose agenda ``actor`` edits; one query."""
    edited = [
        seat.body_id
        for seat in actor.seats
        if Permission.EDIT_AGENDA in permissions_of(seat.role, seat.body_kind)
    ]
    return list(Body.objects.filter(network=network, pk__in=edited).order_by("name"))


def people_to_follow(network: Network, *, actor: Actor) -> QuerySet[Person]:
    """Give who can follow a signal up: everybody with a seat in the network today."""
    seats = Seat.objects.filter(in_force(actor.today), body__network=network, is_revoked=False)
    rows = Person.objects.filter(pk__in=seats.values("person")).select_related("organisation")
    return rows.order_by("function")
