"""Developments of a network as pages, files and other programs ask them.

Policy: docs/policy/knowledge.md
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.decisions.addresses import addresses_of
from ivz.decisions.models import Decision
from ivz.knowledge.models import Development, DevelopmentQuerySet, DevelopmentStep
from ivz.knowledge.rules import is_undoable
from ivz.network.models import Body, Network


@dataclass(frozen=True, kw_only=True)
class DevelopmentFilter:
    """Which developments are asked; empty for all."""

    theme: str = ""
    state: str = ""
    year: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether some are left out."""
        return bool(self.theme or self.state or self.year)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What one can choose from: themes as code and name, and years, latest first."""

    themes: Sequence[tuple[str, str]]
    years: Sequence[int]


def developments_in(network: Network, *, actor: Actor) -> DevelopmentQuerySet:
    """Give the developments of a network, the latest first."""
    return Development.objects.visible_to(actor).filter(network=network)


def chosen(found: DevelopmentQuerySet, asked: DevelopmentFilter) -> DevelopmentQuerySet:
    """Keep the developments that were asked."""
    if asked.theme:
        found = found.filter(theme__code=asked.theme)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.year:
        found = found.filter(since__year=asked.year)
    return found.select_related("theme", "network", "noted_by")


def choices(network: Network, *, actor: Actor) -> Choices:
    """Give the themes and years that occur among what ``actor`` may read; two queries."""
    rows = developments_in(network, actor=actor).order_by()
    themes = rows.exclude(theme=None).values_list("theme__code", "theme__name").distinct()
    years = rows.values_list("since__year", flat=True).distinct()
    return Choices(
        themes=sorted(themes, key=lambda theme: theme[1]), years=sorted(years, reverse=True)
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """A step with the decision it names, empty where one may not read that.

    The last one may be taken back.
    """

    step: DevelopmentStep
    decision: str
    decided_at: str
    may_undo: bool


def history(development: Development, *, actor: Actor) -> list[Told]:
    """Give what was done with a development, the latest first; three queries."""
    rows = DevelopmentStep.objects.visible_to(actor).filter(development=development)
    steps = list(rows.select_related("by"))
    named = [step.decision_id for step in steps if step.decision_id]
    decisions = Decision.objects.visible_to(actor).filter(pk__in=named).select_related("body")
    known = {row.pk: row for row in decisions} if named else {}
    urls = addresses_of(known.values(), actor=actor) if known else {}
    return [
        Told(
            step=step,
            decision=str(known.get(step.decision_id or 0, "")),
            decided_at=urls.get(step.decision_id or 0, ""),
            may_undo=place == 0 and is_undoable(step),
        )
        for place, step in enumerate(steps)
    ]


def bodies_to_ask(network: Network, *, actor: Actor) -> list[Body]:
    """Give the bodies of a network whose agenda ``actor`` edits; one query."""
    edited = [
        seat.body_id
        for seat in actor.seats
        if Permission.EDIT_AGENDA in permissions_of(seat.role, seat.body_kind)
    ]
    return list(Body.objects.filter(network=network, pk__in=edited).order_by("name"))


def offered(key: str, *, network: Network, actor: Actor) -> Development | None:
    """Give a development that something else can be made of, None where that may not be."""
    rows = developments_in(network, actor=actor).exclude(openness="restricted")
    return rows.filter(key=key).first() if key and network.pk in actor.network_ids else None


def waiting_for(actor: Actor) -> DevelopmentQuerySet:
    """Give what ``actor`` looks at again today: noted by them, or in a network they steer."""
    steered = sorted(actor.networks_with(Permission.STEER_PROJECTS))
    found = Development.objects.visible_to(actor).to_look_at(actor.today)
    mine = found.filter(noted_by=actor.person_id or 0)
    return mine | found.filter(network__in=steered)
