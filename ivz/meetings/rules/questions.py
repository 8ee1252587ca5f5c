"""When a subject can be put before a body, and who may do that or ask for it.

Policy: docs/policy/meetings.md#subjects-on-agendas
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, is_at_most_as_open
from ivz.decisions.effects import About, Carried, Question, SubjectKind, subject_kind
from ivz.decisions.moving import clean
from ivz.errors import RuleBroken
from ivz.insight.models import DataSet
from ivz.meetings.models import (
    AdvicePoint,
    AgendaItem,
    AgendaRequest,
    AskedQuestion,
    Meeting,
)
from ivz.meetings.rules import planning
from ivz.meetings.states import ItemKind, RequestState
from ivz.network.models import Network
from ivz.web.templatetags.ivz import day_date


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A subject that somebody may read, with a question about it."""

    kind: SubjectKind[Any]
    subject: Any
    question: Question[Any]
    about: About


def matter_of(carried: Carried, *, actor: Actor) -> Matter | None:
    """Give the subject and question, or None where they are not there for ``actor``."""
    kind = subject_kind(carried.kind)
    question = kind.question(carried.question) if kind else None
    subject = kind.visible_to(actor).filter(pk=carried.subject_id).first() if kind else None
    if kind is None or question is None or subject is None:
        return None
    return Matter(kind=kind, subject=subject, question=question, about=kind.about(subject))


def check_may_put(carried: Carried, *, meeting: Meeting, by: Actor) -> Matter:
    """Let the editors of an agenda put a subject on it, where that body decides on it.

    Gives the matter, so that the caller need not look it up again.
    """
    planning.check_may_edit_agenda(meeting, by=by)
    _check_is_to_come(meeting)
    return _check_fits(carried, meeting=meeting, by=by)


def check_may_put_on(item: AgendaItem, *, by: Actor) -> None:
    """Let the editors of the agenda have an item to decide on ask something about a subject.

    Also after the meeting, while what was decided is not recorded yet.
    """
    planning.check_may_change_item(item, by=by)
    if item.kind != ItemKind.DECIDE:
        raise RuleBroken(
            _("Nothing is decided on this item. Let it be an item to decide on first.")
        )
    if item.openness == Openness.RESTRICTED:
        raise RuleBroken(_("This item is for named people only. Choose another item."))
    on_it = Q(item=item) | Q(proposal=item.proposal_id, proposal__isnull=False)
    if AskedQuestion.objects.filter(on_it).exists():
        raise RuleBroken(
            _("This item asks something of its own. Take that off first, or make another item.")
        )


def check_fits_on(
    carried: Carried, *, item: AgendaItem, point: AdvicePoint | None, by: Actor
) -> None:
    """Refuse a question that the body of the item does not decide on, or one more closed."""
    matter = _check_fits(carried, meeting=item.meeting, by=by)
    if (point.proposal_id if point else None) != item.proposal_id:
        raise RuleBroken(_("Choose the advice point that asks this."))
    levels = [item.planned_openness]
    if item.proposal is not None:
        planning.check_may_change_proposal(item.proposal, by=by)
        levels.append(item.proposal.planned_openness)
    for level in levels:
        _check_is_covered(Openness(level), limit=matter.about.ceiling)


def check_may_ask(carried: Carried, *, meeting: Meeting, by: Actor) -> Matter:
    """Let everyone with a seat in the network of the subject ask for a place on an agenda."""
    _check_is_to_come(meeting)
    matter = _check_fits(carried, meeting=meeting, by=by)
    if not has_seat_in(matter.about.network, by=by):
        raise PermissionDenied
    open_ones = AgendaRequest.objects.filter(_same(carried), state=RequestState.OPEN)
    if open_ones.filter(meeting=meeting).exists():
        raise RuleBroken(_("This was already asked for that meeting. The secretary will answer."))
    return matter


def has_seat_in(network: Network, *, by: Actor) -> bool:
    """Tell whether ``by`` holds a seat in a body of ``network``."""
    return network.pk in by.network_ids


def _check_is_to_come(meeting: Meeting) -> None:
    if not meeting.is_to_come:
        raise RuleBroken(_("That meeting was held already. Choose a later one."))


def _check_fits(carried: Carried, *, meeting: Meeting, by: Actor) -> Matter:
    matter = matter_of(carried, actor=by)
    if matter is None:
        raise PermissionDenied
    network, question = matter.about.network, matter.question
    step = question.step_for(matter.subject, meeting.body, network, on=meeting.date)
    if step is None:
        raise RuleBroken(
            _("%(body)s does not decide on this. Choose a meeting of a body that does.")
            % {"body": meeting.body.short_name}
        )
    if matter.about.openness == Openness.RESTRICTED:
        raise RuleBroken(
            _(
                "This is for named people only. Put a restricted item on the agenda yourself, "
                "with the reason and the readers."
            )
        )
    matter.question.check_may_ask(matter.subject)
    terms = clean(matter.question.terms(matter.subject), carried.terms)
    step.check_may_put(matter.subject, terms)
    _check_lies_nowhere(carried, meeting=meeting, by=by)
    return matter


def _same(carried: Carried, prefix: str = "") -> Q:
    wanted = {"kind": carried.kind, "subject_id": carried.subject_id, "question": carried.question}
    return Q(**{f"{prefix}{name}": value for name, value in wanted.items()})


def _check_lies_nowhere(carried: Carried, *, meeting: Meeting, by: Actor) -> None:
    """Refuse the same question twice before one body; practice and real meetings stay apart."""
    lying = AgendaItem.objects.filter(
        _same(carried, "asked__") | _same(carried, "proposal__asked__"),
        meeting__body=meeting.body_id,
        meeting__is_practice=meeting.is_practice,
        drafts__decision=None,
    )
    other = lying.select_related("meeting__body").first()
    if other is None:
        return
    if not AgendaItem.objects.visible_to(by).filter(pk=other.pk).exists():
        raise RuleBroken(_("This question lies before that body already."))
    raise RuleBroken(
        _("This question lies before %(body)s already, on %(day)s as item %(label)s.")
        % {
            "body": other.meeting.body.short_name,
            "day": day_date(other.meeting.date),
            "label": other.label,
        }
    )


def check_may_answer(request: AgendaRequest, *, by: Actor) -> None:
    """Let the editors of the agenda answer a request, once."""
    planning.check_may_edit_agenda(request.meeting, by=by)
    if request.state != RequestState.OPEN:
        raise RuleBroken(_("This request was answered already."))


def check_says_why(answer: str) -> None:
    """Refuse to decline without a reason."""
    if not answer.strip():
        raise RuleBroken(_("Say why this does not come on the agenda; whoever asked reads it."))


def check_may_withdraw(asked: AskedQuestion, *, by: Actor) -> None:
    """Let the editors of the agenda take a question off, until its decision is recorded."""
    if asked.item is not None:
        planning.check_may_change_item(asked.item, by=by)
    elif asked.proposal is not None:
        planning.check_may_change_proposal(asked.proposal, by=by)


def check_openness(asked: AskedQuestion | None, planned: Openness) -> None:
    """Refuse an item or paper that is planned more open than the subject it is about.

    Policy: docs/policy/openness.md#ceiling
    """
    kind = subject_kind(asked.kind) if asked else None
    if asked is None or kind is None:
        return
    subject = kind.model._default_manager.filter(pk=asked.subject_id).first()
    _check_is_covered(planned, limit=kind.about(subject).ceiling if subject else Openness.PUBLIC)


def check_openness_of_figures(data_set: DataSet | None, planned: Openness) -> None:
    """Refuse an item that is planned more open than the figures in which its signal was found.

    Policy: docs/policy/openness.md#ceiling
    """
    if data_set is not None:
        _check_is_covered(planned, limit=Openness(data_set.openness))


def _check_is_covered(planned: Openness, *, limit: Openness) -> None:
    if not is_at_most_as_open(planned, limit):
        raise RuleBroken(
            _(
                "What this is about is less open (%(level)s). Choose that level, or a more "
                "closed one."
            )
            % {"level": limit.label}
        )
