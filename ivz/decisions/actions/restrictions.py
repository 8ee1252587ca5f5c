"""Imposing secrecy, changing who may read, prolonging and lifting it.

Policy: docs/policy/openness.md#restricted
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness, most_closed
from ivz.decisions import guarded
from ivz.decisions.models import Decision, Guarded, Restriction, RestrictionStep
from ivz.decisions.rules import restrictions as rules
from ivz.decisions.states import Event, Ground, RestrictionStepKind
from ivz.network.models import Person
from ivz.workflow.versions import Versioned, lock_version


@dataclass(frozen=True, kw_only=True)
class RestrictionDetails:
    """Why named people only may read something, until when, and by which decision."""

    reason: str
    ground: Ground
    imposed_by: Decision
    ends_on: date
    readers: Sequence[Person]


def put(restriction: Restriction | None, details: RestrictionDetails, *, by: Actor) -> Restriction:
    """Make a restriction, or describe one anew; the caller puts it on a record.

    Whoever closes something can read it, or nobody could ever open it again.
    """
    rules.check_end(details.ends_on, on=by.today)
    is_new = restriction is None
    restriction = restriction or Restriction(imposed_on=by.today)
    restriction.reason = details.reason
    restriction.ground = details.ground
    restriction.imposed_by = details.imposed_by
    restriction.ends_on = details.ends_on
    restriction.version += 0 if is_new else 1
    restriction.save()
    _name_readers(restriction, details.readers, by=by)
    if is_new:
        _step(restriction, RestrictionStepKind.IMPOSED, why=details.reason, by=by)
        audit(Event.RESTRICTED, subject=restriction, by=by)
    return restriction


@transaction.atomic
def impose(row: Guarded, details: RestrictionDetails, *, by: Actor) -> Restriction:
    """Let only named people read ``row`` from now on, and everything that hangs on it.

    Also what was recorded or public before. What another restriction closed stays under that one.
    """
    kind = guarded.kind_of(row)
    row = kind.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    rules.check_may_impose(row, by=by)
    rules.check_imposed_by(row, details.imposed_by)
    restriction = put(None, details, by=by)
    for each in guarded.with_what_hangs_on(row):
        if each.restriction_id is None:
            _set(each, Openness.RESTRICTED, restriction, planned=Openness.RESTRICTED)
    return restriction


@transaction.atomic
def change_readers(
    restriction: Restriction, readers: Iterable[Person], *, why: str, version: int, by: Actor
) -> Restriction:
    """Let other people read what is restricted, from their next request on."""
    rules.check_may_handle(restriction, by=by)
    rules.check_says_why(why)
    restriction = lock_version(restriction, version=version)
    restriction.save()
    before = set(restriction.readers.all())
    _name_readers(restriction, readers, by=by)
    now = set(restriction.readers.all())
    told = _("%(why)s Added: %(added)s. Taken off: %(gone)s.") % {
        "why": why,
        "added": _names(now - before),
        "gone": _names(before - now),
    }
    _step(restriction, RestrictionStepKind.READERS, why=told, by=by)
    audit(Event.RESTRICTION_READERS, subject=restriction, by=by)
    return restriction


@transaction.atomic
def prolong(
    restriction: Restriction, *, ends_on: date, why: str, version: int, by: Actor
) -> Restriction:
    """Look at a restriction again on a later day."""
    rules.check_may_handle(restriction, by=by)
    rules.check_says_why(why)
    rules.check_later(restriction, ends_on, on=by.today)
    restriction = lock_version(restriction, version=version)
    restriction.ends_on = ends_on
    restriction.save()
    _step(restriction, RestrictionStepKind.PROLONGED, why=why, by=by)
    audit(Event.RESTRICTION_PROLONGED, subject=restriction, by=by)
    return restriction


@dataclass(frozen=True, kw_only=True)
class Lifting:
    """Who may read it from now on, why, and by which decision."""

    to: Openness
    why: str
    decision: Decision | None = None


@transaction.atomic
def lift(restriction: Restriction, lifting: Lifting, *, version: int, by: Actor) -> Restriction:
    """Open what was restricted, as far as what it hangs on allows.

    Before its end date this takes a decision of the body; from then on the act of whoever may.
    """
    rules.check_may_lift(restriction, lifting.to, decision=lifting.decision, by=by)
    rules.check_says_why(lifting.why)
    restriction = lock_version(restriction, version=version)
    restriction.lifting_decision = lifting.decision
    _open(restriction, to=lifting.to, why=lifting.why, by=by)
    return restriction


@transaction.atomic
def withdraw(restriction: Restriction, *, to: Openness, by: Actor) -> None:
    """Take a restriction off an item on which nothing is decided yet; the caller checked that."""
    restriction = lock_version(restriction, version=restriction.version)
    _open(restriction, to=to, why=_("Planned differently on the agenda."), by=by)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A record under a restriction, and how open it becomes at the most when that is lifted."""

    row: Guarded
    level: Openness
    restriction: Restriction | None = None


def openings(restriction: Restriction) -> list[Opening]:
    """Give what lifting opens, and how far at the most; nothing is stored.

    What hangs on a record that opens counts as if that record was open already. Lifted to a
    level, each becomes the most closed of that level and this one: every ceiling is itself the
    most closed of what stands above it.
    """
    with transaction.atomic():
        found = _open_rows(restriction, to=Openness.PUBLIC)
        transaction.set_rollback(True)
    return found


def _open(restriction: Restriction, *, to: Openness, why: str, by: Actor) -> None:
    opened = _open_rows(restriction, to=to)
    restriction.lifted_on = by.today
    restriction.covered = [f"{each.row._meta.label}:{each.row.pk}" for each in opened]
    restriction.save()
    _step(restriction, RestrictionStepKind.LIFTED, why=why, by=by)
    audit(Event.RESTRICTION_LIFTED, subject=restriction, by=by)
    for each in opened:
        audit(Event.OPENED, subject=each.row, by=by)


def _open_rows(restriction: Restriction, *, to: Openness) -> list[Opening]:
    found = []
    for row in guarded.rows_under(restriction):
        limit, other = guarded.kind_of(row).ceiling(row)
        level = most_closed(to, limit)
        if level == Openness.RESTRICTED:
            _set(row, level, other, planned=level)
        else:
            _set(row, level, None, planned=to)
        found.append(Opening(row=row, level=level, restriction=row.restriction))
    return found


def _set(
    row: Guarded, level: Openness, restriction: Restriction | None, *, planned: Openness
) -> None:
    row.openness, row.restriction = level, restriction
    row.planned_openness = planned
    if isinstance(row, Versioned):
        row.version += 1
    row.save()


def _name_readers(restriction: Restriction, readers: Iterable[Person], *, by: Actor) -> None:
    keys = {person.pk for person in readers} | {by.person_id or 0} - {0}
    restriction.readers.set(Person.objects.filter(pk__in=keys))


def _names(people: Iterable[Person]) -> str:
    return ", ".join(sorted(person.function for person in people)) or _("nobody")


def _step(restriction: Restriction, kind: RestrictionStepKind, *, why: str, by: Actor) -> None:
    RestrictionStep.objects.create(
        restriction=restriction, kind=kind, on=by.today, by=by.user, why=why
    )
