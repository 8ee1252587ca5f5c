"""Noting developments, saying what became of them, and taking that back.

Policy: docs/policy/knowledge.md
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.knowledge import rules
from ivz.knowledge.models import Development, DevelopmentStep
from ivz.knowledge.states import DevelopmentState, Event, Reach, StepKind, TakenUpIn
from ivz.network.models import Network, Theme
from ivz.workflow.versions import lock_version

_TEXTS = ["title", "what", "since", "source", "source_url", "theme", "reach", "meaning"]
_COURSE = ["state", "outcome", "review_on"]


@dataclass(frozen=True, kw_only=True)
class DevelopmentDetails:
    """What changes, since when, who says so and what it means for the network."""

    title: str
    what: str
    since: date
    source: str
    reach: Reach
    source_url: str = ""
    theme: Theme | None = None
    meaning: str = ""
    review_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class StepDetails:
    """What became of a development, in words, and where one reads on."""

    kind: StepKind
    words: str
    taken_up_in: str = ""
    address: str = ""
    decision: Decision | None = None
    review_on: date | None = None


@transaction.atomic
def note(network: Network, details: DevelopmentDetails, *, by: Actor) -> Development:
    """Note a development for everyone in the network to read."""
    rules.check_may_note(network, by=by)
    row = Development(network=network, noted_on=by.today, noted_by_id=by.person_id, **vars(details))
    rules.check_says_enough(row, by=by)
    row.save()
    _add_step(row, DevelopmentStep(kind=StepKind.NOTED), by=by)
    record(Event.DEVELOPMENT_NOTED, subject=row, by=by)
    return row


@transaction.atomic
def change(
    development: Development, details: DevelopmentDetails, *, version: int, by: Actor
) -> Development:
    """Save the text of a development."""
    row = lock_version(development, version=version)
    rules.check_may_change(row, by=by)
    before = _standing(row)
    for name, value in vars(details).items():
        setattr(row, name, value)
    rules.check_says_enough(row, by=by)
    row.save()
    _add_step(row, DevelopmentStep(kind=StepKind.CHANGED, before=before), by=by)
    record(Event.DEVELOPMENT_CHANGED, subject=row, by=by)
    return row


@transaction.atomic
def move(development: Development, details: StepDetails, *, version: int, by: Actor) -> Development:
    """Say what became of a development; until it ended, somebody looks at it again."""
    row = lock_version(development, version=version)
    rules.check_may_change(row, by=by)
    _move(row, details, by=by)
    return row


@transaction.atomic
def take_up(
    development: Development, *, taken_up_in: TakenUpIn, words: str, address: str, by: Actor
) -> Development:
    """Note that a development was taken up in something that ``by`` just made of it."""
    row = _lock(development)
    rules.check_may_take_up(row, by=by)
    row.version += 1
    details = StepDetails(
        kind=StepKind.TAKEN_UP, words=words, taken_up_in=taken_up_in, address=address
    )
    _move(row, details, by=by)
    return row


def _move(row: Development, details: StepDetails, *, by: Actor) -> None:
    before = _standing(row)
    row.state, row.outcome = DevelopmentState(details.kind.value), details.words.strip()
    row.review_on = details.review_on if row.is_open else None
    given = {name: value for name, value in vars(details).items() if name != "review_on"}
    step = DevelopmentStep(before=before, **given)
    rules.check_step(row, step, by=by)
    row.save()
    _add_step(row, step, by=by)
    record(Event.DEVELOPMENT_MOVED, subject=row, by=by)


@transaction.atomic
def publish(development: Development, *, by: Actor) -> Development:
    """Show a development to visitors; what was done with it stays with the network."""
    row = _lock(development)
    rules.check_may_publish(row, by=by)
    return _open(row, Openness.PUBLIC, StepKind.PUBLISHED, by=by)


@transaction.atomic
def close(development: Development, *, by: Actor) -> Development:
    """Close a development to visitors again, at once."""
    row = _lock(development)
    rules.check_may_close(row, by=by)
    return _open(row, Openness.NETWORK, StepKind.CLOSED, by=by)


def _open(row: Development, level: Openness, kind: StepKind, *, by: Actor) -> Development:
    row.openness = row.planned_openness = level
    row.version += 1
    row.save()
    _add_step(row, DevelopmentStep(kind=kind), by=by)
    record(Event.DEVELOPMENT_OPENED, subject=row, by=by)
    return row


@transaction.atomic
def undo(step: DevelopmentStep, *, by: Actor) -> Development:
    """Take the last step back: what it changed stands there again, and the history says so."""
    row = _lock(step.development)
    rules.check_may_undo(step, by=by)
    undone = DevelopmentStep(
        kind=StepKind.UNDONE, before=_standing(row), words=step.get_kind_display()
    )
    for name, value in step.before.items():
        field: Any = Development._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value))
    row.version += 1
    row.save()
    _add_step(row, undone, by=by)
    record(Event.DEVELOPMENT_MOVED, subject=row, by=by)
    return row


def _standing(row: Development) -> dict[str, Any]:
    fields = [Development._meta.get_field(name) for name in [*_TEXTS, *_COURSE]]
    return {field.name: field.value_from_object(row) for field in fields}  # type: ignore[union-attr]


def _add_step(row: Development, step: DevelopmentStep, *, by: Actor) -> None:
    step.development, step.on, step.by_id = row, by.today, by.person_id
    step.words = step.words.strip()
    step.save()


def _lock(development: Development) -> Development:
    rows = Development.objects.select_related("network__area")
    return rows.select_for_update(of=("self",)).get(pk=development.pk)
