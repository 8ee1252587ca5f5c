"""What is done with a paper of a year on its way to adoption, whichever subject it is of.

The subject gives the check and the event for the trail; here it is locked, changed and recorded.
Policy: docs/policy/decisions.md#papers
"""

from typing import Any, Protocol, TypeVar

from django.db import models, transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState

P = TypeVar("P", bound=models.Model)
P_contra = TypeVar("P_contra", contravariant=True)


class Check(Protocol[P_contra]):
    """Refuses what may not be done with a paper now, or not by this person."""

    def __call__(self, paper: P_contra, /, *, by: Actor) -> None:
        """Raise ``RuleBroken`` or ``PermissionDenied``, or give nothing."""


@transaction.atomic
def remove(paper: P, *, check: Check[P], event: str, by: Actor) -> None:
    """Throw a paper away."""
    paper = lock(paper)
    check(paper, by=by)
    record(event, subject=paper, by=by)
    paper.delete()


@transaction.atomic
def send(paper: P, state: str, *, day: str, check: Check[P], event: str, by: Actor) -> P:
    """Send a paper to the body that judges it first, and keep the ``day``."""
    paper = lock(paper)
    check(paper, by=by)
    setattr(paper, day, by.today)
    move(paper, state, event=event, by=by)
    return paper


@transaction.atomic
def note_adopted(
    paper: P, adopted: tuple[Decision | None, str], *, check: Check[P], event: str, by: Actor
) -> P:
    """Note that a paper was adopted before it stood here: by a decision, or says another paper."""
    paper = lock(paper)
    decision, origin = adopted
    named: Any = paper
    named.decision, named.origin = decision, origin.strip()
    check(paper, by=by)
    move(paper, PaperState.ADOPTED, event=event, by=by)
    return paper


@transaction.atomic
def make_public(paper: P, *, check: Check[P], event: str, by: Actor) -> P:
    """Let everyone read a paper."""
    paper = lock(paper)
    check(paper, by=by)
    opened: Any = paper
    opened.openness = opened.planned_openness = Openness.PUBLIC
    _save(paper, event=event, by=by)
    return paper


def lock(paper: P) -> P:
    """Give a paper as it stands, with its network, so that nobody else changes it meanwhile."""
    rows: Any = type(paper)._default_manager.select_related("body__network__area")
    found: P = rows.select_for_update(of=("self",)).get(pk=paper.pk)
    return found


def move(paper: models.Model, state: str, *, event: str, by: Actor) -> None:
    """Give a locked paper another state."""
    moved: Any = paper
    moved.state = state
    _save(paper, event=event, by=by)


def _save(paper: models.Model, *, event: str, by: Actor) -> None:
    changed: Any = paper
    changed.version += 1
    paper.save()
    record(event, subject=paper, by=by)
