"""Asking decisions of other organisations, and noting what they decided.

Policy: docs/policy/decisions.md#elsewhere
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.decisions.models import Decision, DecisionElsewhere
from ivz.decisions.rules import elsewhere as rules
from ivz.decisions.states import ElsewhereState, Event
from ivz.network.models import Organisation
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class NotedElsewhere:
    """How far an organisation is with what was asked of it."""

    state: ElsewhereState
    on: date | None = None
    evidence: str = ""
    link: str = ""


@transaction.atomic
def ask(
    decision: Decision,
    organisations: Collection[Organisation],
    *,
    what: str,
    due_on: date | None,
    by: Actor,
) -> list[DecisionElsewhere]:
    """Let a decision depend on what other organisations decide; who was asked before stays."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    rules.check_may_ask(decision, by=by)
    rules.check_asked(organisations, what)
    asked = DecisionElsewhere.objects.filter(decision=decision)
    known = set(asked.values_list("organisation", flat=True))
    rows = [
        DecisionElsewhere.objects.create(
            decision=decision,
            organisation=organisation,
            what=what.strip(),
            due_on=due_on,
            noted_on=by.today,
            noted_by=by.user,
        )
        for organisation in organisations
        if organisation.pk not in known
    ]
    for row in rows:
        audit(Event.ELSEWHERE_ASKED, subject=row, by=by)
    return rows


@transaction.atomic
def note(
    row: DecisionElsewhere, noted: NotedElsewhere, *, version: int, by: Actor
) -> DecisionElsewhere:
    """Note how far an organisation is, with where that appears from; it can be noted anew."""
    row = lock_version(row, version=version)
    rules.check_may_note(row, by=by)
    row.state = noted.state
    row.on = noted.on
    row.evidence = noted.evidence.strip()
    row.link = noted.link
    rules.check_noted(row, by=by)
    row.noted_on = by.today
    row.noted_by = by.user
    row.save()
    audit(Event.ELSEWHERE_NOTED, subject=row, by=by)
    return row


@transaction.atomic
def remove(row: DecisionElsewhere, *, version: int, by: Actor) -> None:
    """Take off what was asked by mistake, while nothing was noted."""
    row = lock_version(row, version=version)
    rules.check_may_remove(row, by=by)
    audit(Event.ELSEWHERE_REMOVED, subject=row, by=by)
    row.delete()


def carry_over(decision: Decision, *, better: Decision, by: Actor) -> None:
    """Let what others decide hang on the decision that puts this one right.

    Call it inside the transaction that puts it right.
    """
    for row in DecisionElsewhere.objects.select_for_update(of=("self",)).filter(decision=decision):
        row.decision = better
        row.version += 1
        row.save()
        audit(Event.ELSEWHERE_NOTED, subject=row, by=by)
