"""Writing proposals with their advice points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness, most_closed
from ivz.errors import RuleBroken
from ivz.finance.models import Scheme
from ivz.insight.models import DataSet
from ivz.meetings.actions.annexes import close_with
from ivz.meetings.actions.lateness import note_if_late
from ivz.meetings.actions.notes import hold_for
from ivz.meetings.models import AdvicePoint, AskedQuestion, Proposal
from ivz.meetings.pasted.points import is_label, labels_in_order, parent_label
from ivz.meetings.rules import planning as rules
from ivz.meetings.rules.questions import check_openness
from ivz.meetings.states import Event, LateKind
from ivz.network.models import Body, Person
from ivz.portfolios.rules.holders import check_decides
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class PointDetails:
    """One advice point; its label says where it hangs: 7d2 under 7d under 7."""

    label: str
    title: str
    text: str = ""
    owner_words: str = ""
    due_words: str = ""
    refers_to: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ProposalDetails:
    """What stands on a proposal; ``late_reason`` says why it changes on a frozen agenda."""

    title: str
    author: str = ""
    portfolio_holder: Person | None = None
    project_leader: Person | None = None
    dated: date | None = None
    summary: str = ""
    touches_social_agenda: bool = False
    touches_physical_agenda: bool = False
    planned_openness: Openness = Openness.NETWORK
    scheme: Scheme | None = None
    data_set: DataSet | None = None
    points: Sequence[PointDetails] = ()
    late_reason: str = ""


@transaction.atomic
def add(details: ProposalDetails, *, body: Body, register_number: str, by: Actor) -> Proposal:
    """Register a proposal for ``body``; it becomes public with the agenda it stands on."""
    rules.check_may_write_proposal(body, by=by)
    if Proposal.objects.filter(body=body, register_number__iexact=register_number).exists():
        raise RuleBroken(
            _("Register number %(number)s is taken. Choose another one.")
            % {"number": register_number}
        )
    proposal = Proposal(body=body, register_number=register_number)
    proposal.openness = _openness_at_first(details.planned_openness)
    _fill(proposal, details)
    audit(Event.PROPOSAL_ADDED, subject=proposal, by=by)
    return proposal


@transaction.atomic
def change(proposal: Proposal, details: ProposalDetails, *, version: int, by: Actor) -> Proposal:
    """Change a proposal until its decisions are recorded; the register number stays.

    Raises ``StaleEdit`` when somebody else changed the proposal since ``version``.
    """
    proposal = lock_version(proposal, version=version)
    rules.check_may_change_proposal(proposal, by=by)
    asked = AskedQuestion.objects.filter(proposal=proposal).first()
    check_openness(asked, details.planned_openness)
    proposal.openness = _openness_now(proposal, details.planned_openness)
    before = _text_of(proposal)
    _fill(proposal, details)
    close_with(proposal)
    audit(Event.PROPOSAL_CHANGED, subject=proposal, by=by)
    if _text_of(proposal) != before:
        note_if_late(proposal, LateKind.PAPER_CHANGED, reason=details.late_reason, by=by)
    else:
        hold_for(proposal, before=version)
    return proposal


def _text_of(proposal: Proposal) -> list[object]:
    """Give what readers read of a proposal: its title, its summary and its points."""
    names = ("label", "title", "text", "owner_words", "due_words")
    points = AdvicePoint.objects.filter(proposal=proposal).order_by("position", "pk")
    return [proposal.title, proposal.summary, *points.values_list(*names)]


def _openness_at_first(planned: Openness) -> Openness:
    return Openness.NETWORK if planned == Openness.PUBLIC else planned


def _openness_now(proposal: Proposal, planned: Openness) -> str:
    """Closing works at once, opening waits; never more open than the items it stands on."""
    if proposal.openness == Openness.RESTRICTED:
        return proposal.openness
    if planned == Openness.PUBLIC and proposal.openness != Openness.PUBLIC:
        planned = Openness.NETWORK
    items = proposal.items.filter(meeting__is_practice=False)
    return most_closed(planned, *items.values_list("openness", flat=True))


def _check_holder(proposal: Proposal, holder: Person | None) -> None:
    """Refuse another holder than before who decides on no day in the network."""
    if holder is not None and holder.pk != proposal.portfolio_holder_id:
        check_decides(holder, network=proposal.body.network, period=None)


def _fill(proposal: Proposal, details: ProposalDetails) -> None:
    _check_holder(proposal, details.portfolio_holder)
    proposal.title = details.title
    proposal.author = details.author
    proposal.portfolio_holder = details.portfolio_holder
    proposal.project_leader = details.project_leader
    proposal.dated = details.dated
    proposal.summary = details.summary
    proposal.touches_social_agenda = details.touches_social_agenda
    proposal.touches_physical_agenda = details.touches_physical_agenda
    proposal.planned_openness = details.planned_openness
    proposal.scheme = details.scheme
    proposal.data_set = details.data_set
    proposal.save()
    _replace_points(proposal, details.points)


def _replace_points(proposal: Proposal, wanted: Sequence[PointDetails]) -> None:
    """Make the points as ``wanted``; a point that stays keeps the outcome drafted on it."""
    by_label = {point.label: point for point in wanted}
    _check_labels(wanted)
    stored = {point.label: point for point in proposal.points.all()}
    for label in reversed(labels_in_order(set(stored) - set(by_label))):
        gone = stored.pop(label)
        rules.check_may_drop_point(gone)
        gone.delete()
    for position, label in enumerate(labels_in_order(by_label), start=1):
        point = stored.setdefault(label, AdvicePoint(proposal=proposal, label=label))
        _fill_point(point, by_label[label], position=position)
        point.parent = stored.get(parent_label(label))
        point.save()
    for details in wanted:
        stored[details.label].refers_to.set(stored[label] for label in details.refers_to)


def _fill_point(point: AdvicePoint, details: PointDetails, *, position: int) -> None:
    point.position = position
    point.title = details.title
    point.text = details.text
    point.owner_words = details.owner_words
    point.due_words = details.due_words


def _check_labels(points: Sequence[PointDetails]) -> None:
    labels = [point.label for point in points]
    for point in points:
        if not is_label(point.label):
            raise RuleBroken(
                _("%(label)s cannot number a point. Write 7, 7a or 7d2.") % {"label": point.label}
            )
        if labels.count(point.label) > 1:
            raise RuleBroken(
                _("Number %(label)s stands there twice. Change one of the two.")
                % {"label": point.label}
            )
        if parent_label(point.label) not in {"", *labels}:
            raise RuleBroken(
                _("Point %(label)s hangs under point %(parent)s, which is not there.")
                % {"label": point.label, "parent": parent_label(point.label)}
            )
        _check_references(point, labels)


def _check_references(point: PointDetails, labels: Sequence[str]) -> None:
    for label in point.refers_to:
        if label not in labels or label == point.label:
            raise RuleBroken(
                _("Point %(label)s refers to point %(other)s, which is not there.")
                % {"label": point.label, "other": label}
            )
