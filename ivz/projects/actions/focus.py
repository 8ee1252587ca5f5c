"""Writing a focus agenda, proposing it, and what the decisions of the bodies do to it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.decisions.actions import papers
from ivz.decisions.effects import Trace
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.documents.models import Document
from ivz.insight.models import DataSet
from ivz.network.models import Network, Theme
from ivz.projects.feasibility import spread
from ivz.projects.models import FocusAgenda, FocusGround, FocusTheme, Project
from ivz.projects.rules import focus as rules
from ivz.projects.rules.requests import commissioning_body
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.states import Event, GroundKind
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class AgendaDetails:
    """What an agenda is called, and for which period it holds."""

    title: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True, kw_only=True)
class FocusDetails:
    """What comes first, and what the Platform does for it."""

    title: str
    theme: Theme | None = None
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class GroundDetails:
    """What the choice of a theme rests on, and where that can be looked up."""

    kind: GroundKind
    text: str = ""
    data_set: DataSet | None = None
    project: Project | None = None
    decision: Decision | None = None
    document: Document | None = None
    counted_on: date | None = None


@transaction.atomic
def make(
    network: Network,
    details: AgendaDetails,
    *,
    openness: Openness = Openness.NETWORK,
    by: Actor,
) -> FocusAgenda:
    """Begin a focus agenda for the deciding body of a network."""
    check_may_steer(network, by=by)
    agenda = FocusAgenda(
        body=commissioning_body(network),
        slug=_free_slug(network, details),
        openness=openness,
        planned_openness=openness,
        **vars(details),
    )
    rules.check_agenda(agenda)
    agenda.save()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)
    return agenda


def _free_slug(network: Network, details: AgendaDetails) -> str:
    base = f"{network.slug}-{slugify(details.title)[:50]}".strip("-")
    known = FocusAgenda.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    taken = {"nieuw", *known}
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)


@transaction.atomic
def change(agenda: FocusAgenda, details: AgendaDetails, *, version: int, by: Actor) -> FocusAgenda:
    """Save name and period of an agenda that is being written."""
    agenda = lock_version(agenda, version=version)
    rules.check_may_write(agenda, by=by)
    for name, value in vars(details).items():
        setattr(agenda, name, value)
    rules.check_agenda(agenda)
    agenda.save()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)
    return agenda


def remove(agenda: FocusAgenda, *, by: Actor) -> None:
    """Throw away an agenda that no body judged yet."""
    papers.remove(agenda, check=rules.check_may_write, event=Event.FOCUS_WRITTEN, by=by)


@transaction.atomic
def add_theme(agenda: FocusAgenda, details: FocusDetails, *, by: Actor) -> FocusTheme:
    """Put a theme on an agenda, after those that stand there."""
    agenda = papers.lock(agenda)
    rules.check_may_write(agenda, by=by)
    last = agenda.themes.aggregate(last=Max("position"))["last"] or 0
    focus = FocusTheme(agenda=agenda, position=last + 1, **vars(details))
    rules.check_theme(focus)
    focus.save()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)
    return focus


@transaction.atomic
def change_theme(
    focus: FocusTheme, details: FocusDetails, *, version: int, by: Actor
) -> FocusTheme:
    """Save what comes first and what the Platform does for it."""
    agenda = papers.lock(focus.agenda)
    rules.check_may_write(agenda, by=by)
    focus = lock_version(focus, version=version)
    for name, value in vars(details).items():
        setattr(focus, name, value)
    rules.check_theme(focus)
    focus.save()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)
    return focus


@transaction.atomic
def move_theme(focus: FocusTheme, *, up: bool, by: Actor) -> None:
    """Let a theme change places with the one before or after it; at the end it stays."""
    agenda = papers.lock(focus.agenda)
    rules.check_may_write(agenda, by=by)
    themes = list(agenda.themes.all())
    place = next(place for place, each in enumerate(themes) if each.pk == focus.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(themes):
        return
    first, second = themes[place], themes[other]
    mine, theirs = first.position, second.position
    for row, position in [(first, themes[-1].position + 1), (second, mine), (first, theirs)]:
        row.position = position
        row.save()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)


@transaction.atomic
def remove_theme(focus: FocusTheme, *, by: Actor) -> None:
    """Take a theme with its grounds off an agenda."""
    agenda = papers.lock(focus.agenda)
    rules.check_may_write(agenda, by=by)
    focus.delete()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)


@transaction.atomic
def add_ground(focus: FocusTheme, details: GroundDetails, *, by: Actor) -> FocusGround:
    """Note what the choice of a theme rests on; priorities are counted as they stand now."""
    agenda = papers.lock(focus.agenda)
    rules.check_may_write(agenda, by=by)
    ground = FocusGround(focus=focus, **vars(details))
    rules.check_ground(ground)
    if ground.counted_on:
        found = spread(focus.theme, network=agenda.network, on=ground.counted_on)
        ground.counted, ground.counted_of = found.count, found.total
    ground.save()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)
    return ground


@transaction.atomic
def remove_ground(ground: FocusGround, *, by: Actor) -> None:
    """Take a ground away from a theme."""
    agenda = papers.lock(ground.focus.agenda)
    rules.check_may_write(agenda, by=by)
    ground.delete()
    record(Event.FOCUS_WRITTEN, subject=agenda, by=by)


@transaction.atomic
def submit(agenda: FocusAgenda, *, by: Actor) -> FocusAgenda:
    """Propose an agenda to the Platform; from then on nobody writes in it."""
    check, event = rules.check_may_submit, Event.FOCUS_MOVED
    return papers.send(
        agenda, PaperState.SUBMITTED, day="submitted_on", check=check, event=event, by=by
    )


@transaction.atomic
def note_adopted(
    agenda: FocusAgenda, *, decision: Decision | None = None, origin: str = "", by: Actor
) -> FocusAgenda:
    """Note that an agenda was adopted before it stood here, by a decision or says a paper."""
    agenda = papers.lock(agenda)
    agenda.decision, agenda.origin = decision, origin.strip()
    rules.check_may_note_adopted(agenda, by=by)
    _take_over(agenda)
    _move(agenda, PaperState.ADOPTED, by=by)
    return agenda


def endorse(agenda: FocusAgenda, _decision: Decision, *, by: Actor) -> None:
    """Let the Platform's decision send the agenda on to the deciding body."""
    _move(agenda, PaperState.ENDORSED, by=by)


def adopt(agenda: FocusAgenda, decision: Decision, *, by: Actor) -> Trace:
    """Let the deciding body's decision adopt the agenda.

    Returns:
        The last days of the agendas it takes over from, by key, for putting it right.
    """
    agenda.decision = decision
    ended = _take_over(agenda)
    _move(agenda, PaperState.ADOPTED, by=by)
    return {"ended": ended}


def _take_over(agenda: FocusAgenda) -> dict[str, str]:
    """End the adopted agendas that still hold when this one begins; give when they ended."""
    running = FocusAgenda.objects.filter(
        body=agenda.body,
        state=PaperState.ADOPTED,
        valid_from__lt=agenda.valid_from,
        valid_until__gt=agenda.valid_from,
    )
    ended = {}
    for row in running.select_for_update(of=("self",)):
        ended[str(row.pk)] = row.valid_until.isoformat() if row.valid_until else ""
        row.valid_until = agenda.valid_from
        row.version += 1
        row.save()
    return ended


def send_back(agenda: FocusAgenda, _decision: Decision, *, by: Actor) -> None:
    """Let a decision give the agenda back to who writes it."""
    _move(agenda, PaperState.DRAFT, by=by)


def restore(agenda: FocusAgenda, _decision: Decision, *, before: Trace, by: Actor) -> None:
    """Put an agenda, and those it took over from, back as they stood before a decision."""
    for pk, until in before.get("ended", {}).items():
        row = FocusAgenda.objects.select_for_update(of=("self",)).get(pk=int(pk))
        row.valid_until = date.fromisoformat(until) if until else None
        row.version += 1
        row.save()
    agenda.decision = None
    _move(agenda, PaperState(before["state"]), by=by)


def _move(agenda: FocusAgenda, state: PaperState, *, by: Actor) -> None:
    papers.move(agenda, state, event=Event.FOCUS_MOVED, by=by)
