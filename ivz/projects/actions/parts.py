"""Adding, changing and removing what a project steers on."""

from typing import TypeVar

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.projects.models import (
    ActionPoint,
    BudgetLine,
    Deviation,
    Indicator,
    Milestone,
    Relation,
    Risk,
)
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.rules.indicators import check_answers, check_tie
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import REMOVED, Event
from ivz.workflow.versions import lock_version

Part = TypeVar("Part", ActionPoint, BudgetLine, Deviation, Indicator, Milestone, Relation, Risk)


@transaction.atomic
def add(part: Part, *, by: Actor) -> Part:
    """Add a part that was filled in."""
    _check(part, by=by)
    part.save()
    record(Event.PART_CHANGED, subject=part, by=by)
    return part


@transaction.atomic
def change(part: Part, *, version: int, by: Actor) -> Part:
    """Save a part as it was filled in, over the version the writer started from."""
    _check(part, by=by)
    part.version = lock_version(part, version=version).version
    part.save()
    record(Event.PART_CHANGED, subject=part, by=by)
    return part


@transaction.atomic
def remove(part: Part, *, version: int, by: Actor) -> None:
    """Remove a part; the trail of the project tells that it is gone."""
    _check(part, by=by)
    lock_version(part, version=version)
    record(Event.PART_CHANGED, subject=part, by=by)
    record(REMOVED[type(part).__name__], subject=part.project, by=by)
    part.delete()


def _check(part: Part, *, by: Actor) -> None:
    check_may_lead(part.project, by=by)
    check_is_alive(part.project)
    if isinstance(part, Indicator):
        check_tie(part)
        check_answers(part, on=by.today)
