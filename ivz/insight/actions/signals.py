"""Finding signals in figures, saying what becomes of one, and taking that back.

Policy: docs/policy/figures.md#signals
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.insight.detecting import StandsOut, what_stands_out
from ivz.insight.models import DataSet, Signal, SignalStep
from ivz.insight.rules import signals as rules
from ivz.insight.states import Event, SignalState, SignalStepKind
from ivz.network.models import Person
from ivz.web.templatetags.ivz import number
from ivz.workflow.versions import lock_version

_COURSE = ["state", "followed_by", "reason", "handled_on", "handled_by"]
_FIGURES = ["reference", "observed", "expected"]


@dataclass(frozen=True, kw_only=True)
class Handling:
    """What becomes of a signal: somebody follows it up, or nobody does, with the reason."""

    followed_by: Person | None = None
    reason: str = ""


@transaction.atomic
def find(data_set: DataSet, *, by: Actor) -> None:
    """Let the signals of a data set follow from its figures; twice changes nothing.

    What stands out is a signal, open again where it had lapsed; what does no more lapses.
    Asks no right: whoever imports figures sets this off, and the schedule.
    """
    locked = DataSet.objects.select_related("network").select_for_update(of=("self",))
    data_set = locked.get(pk=data_set.pk)
    found = {(each.area.pk, each.theme.pk): each for each in what_stands_out(data_set)}
    rows = Signal.objects.select_for_update().filter(data_set=data_set)
    known = {(row.area_id, row.theme_id): row for row in rows}
    for cell, each in found.items():
        _note(known.get(cell) or Signal(data_set=data_set, area=each.area), each, by=by)
    for cell, row in known.items():
        if cell not in found and row.state != SignalState.WITHDRAWN:
            _withdraw(row, by=by)


def _note(row: Signal, found: StandsOut, *, by: Actor) -> None:
    """Keep a signal with the figures it rests on; what was said about it stays."""
    before = [getattr(row, name) for name in _FIGURES] if row.pk else []
    is_back = row.state == SignalState.WITHDRAWN
    if before == [getattr(found, name) for name in _FIGURES] and not is_back:
        return
    row.theme = found.theme
    for name in _FIGURES:
        setattr(row, name, getattr(found, name))
    if not before or is_back:
        row.found_on = by.today
        _waits(row)
    figures = {
        "observed": number(found.observed, row.data_set.decimals),
        "expected": number(found.expected, row.data_set.decimals),
        "reference": found.reference,
    }
    step = SignalStep(
        kind=SignalStepKind.FOUND,
        words=_("%(observed)s against %(expected)s in %(reference)s.") % figures,
    )
    _save(row, step, Event.SIGNAL_FOUND, by=by)


def _waits(row: Signal) -> None:
    """Let a signal that was found wait for somebody.

    One that lapsed while it was on an agenda, and came off none since, stands there again.
    """
    _stands(row, SignalState.OPEN)
    on_or_off = [SignalStepKind.ON_AGENDA, SignalStepKind.OFF_AGENDA]
    last = SignalStep.objects.filter(signal=row.pk, kind__in=on_or_off).first()
    if last is not None and last.kind == SignalStepKind.ON_AGENDA:
        row.state = SignalState.ON_AGENDA
        row.handled_on, row.handled_by_id = last.on, last.by_id


def _withdraw(row: Signal, *, by: Actor) -> None:
    reason = _("The figures were corrected, and this does not follow from them any more.")
    _stands(row, SignalState.WITHDRAWN, reason=reason, by=by)
    step = SignalStep(kind=SignalStepKind.WITHDRAWN, words=reason)
    _save(row, step, Event.SIGNAL_WITHDRAWN, by=by)


@transaction.atomic
def handle(signal: Signal, handling: Handling, *, version: int, by: Actor) -> Signal:
    """Say who follows a signal up, or why nobody does."""
    row = lock_version(signal, version=version)
    rules.check_may_handle(row, by=by)
    rules.check_says_enough(handling.followed_by, handling.reason, row, by=by)
    before = _standing(row)
    who, reason = handling.followed_by, handling.reason.strip()
    state = SignalState.ACCEPTED if who else SignalState.DECLINED
    _stands(row, state, followed_by=who, reason="" if who else reason, by=by)
    words = _("%(who)s follows it up.") % {"who": who.function} if who else reason
    step = SignalStep(kind=SignalStepKind(state.value), words=words, before=before)
    _save(row, step, Event.SIGNAL_HANDLED, by=by)
    return row


@transaction.atomic
def put_on_agenda(signal: Signal, *, words: str, by: Actor) -> Signal:
    """Note that ``by`` just put a signal on an agenda, or aside for one."""
    row = _lock(signal)
    rules.check_may_put_on_agenda(row, by=by)
    step = SignalStep(kind=SignalStepKind.ON_AGENDA, words=words, before=_standing(row))
    _stands(row, SignalState.ON_AGENDA, by=by)
    _save(row, step, Event.SIGNAL_HANDLED, by=by)
    return row


@transaction.atomic
def take_off_agenda(signal: Signal, *, words: str, by: Actor) -> Signal:
    """Let a signal wait again, now that it comes on no agenda.

    One that lapsed stays so; its history says that it came off.
    """
    row = _lock(signal)
    rules.check_is_of_own_network(row, by=by)
    if row.state == SignalState.ON_AGENDA:
        _stands(row, SignalState.OPEN)
    step = SignalStep(kind=SignalStepKind.OFF_AGENDA, words=words)
    _save(row, step, Event.SIGNAL_HANDLED, by=by)
    return row


@transaction.atomic
def undo(step: SignalStep, *, by: Actor) -> Signal:
    """Take the last step back: what stood there stands there again, and the history says so."""
    row = _lock(step.signal)
    rules.check_may_undo(step, by=by)
    undone = SignalStep(
        kind=SignalStepKind.UNDONE, words=step.get_kind_display(), before=_standing(row)
    )
    for name, value in step.before.items():
        field: Any = Signal._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value))
    _save(row, undone, Event.SIGNAL_HANDLED, by=by)
    return row


def _stands(
    row: Signal,
    state: SignalState,
    *,
    followed_by: Person | None = None,
    reason: str = "",
    by: Actor | None = None,
) -> None:
    """Set what became of a signal; without ``by`` it waits for somebody."""
    row.state, row.followed_by, row.reason = state, followed_by, reason
    row.handled_on = by.today if by else None
    row.handled_by_id = by.person_id if by else None


def _standing(row: Signal) -> dict[str, Any]:
    fields: list[Any] = [Signal._meta.get_field(name) for name in _COURSE]
    return {field.name: field.value_from_object(row) for field in fields}


def _save(row: Signal, step: SignalStep, event: Event, *, by: Actor) -> None:
    row.save()
    step.signal, step.on, step.by_id = row, by.today, by.person_id
    step.save()
    record(event, subject=row, by=by)


def _lock(signal: Signal) -> Signal:
    rows = Signal.objects.select_related("data_set__network")
    row = rows.select_for_update(of=("self",)).get(pk=signal.pk)
    row.version += 1
    return row
