"""When a paper may be sent along its route, taken back and answered.

Policy: docs/policy/meetings.md#route
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, DraftDecision, Proposal, RouteStep
from ivz.meetings.states import RouteAnswer, RouteAsk
from ivz.network.models import Body, in_force

DECIDE_ALONG = [BodyKind.DIRECTORATE, BodyKind.SECRETARIES_CIRCLE]


@dataclass(frozen=True, kw_only=True)
class StopDetails:
    """Whom the paper goes to at once, and what is asked; without bodies it is the prosecutor.

    ``is_first`` comes before everything to which the paper still has to be sent.
    """

    ask: RouteAsk
    bodies: Sequence[Body] = ()
    is_first: bool = False


def check_may_route(proposal: Proposal, *, by: Actor) -> None:
    """Let the secretary of the body of the paper make its route and send it.

    A paper for named people does not travel.
    """
    if not by.may(Permission.RECORD_DECISIONS, within=proposal.body):
        raise PermissionDenied(Permission.RECORD_DECISIONS)
    if proposal.openness == Openness.RESTRICTED:
        raise RuleBroken(_("This paper is for named people only, so it does not travel."))


def check_may_change_step(step: RouteStep, *, by: Actor) -> None:
    """Let the same secretary drop or leave out a step to which nothing was sent."""
    check_may_route(step.proposal, by=by)
    if not step.is_to_come:
        raise RuleBroken(_("The paper was sent there already; this step stays on the route."))


def check_may_remove(step: RouteStep, *, by: Actor) -> None:
    """Let a body be taken off the route; a legal check leaves a reason behind."""
    check_may_change_step(step, by=by)
    if step.ask == RouteAsk.LEGAL_CHECK:
        raise RuleBroken(_("Leave the legal check out, with a reason."))


def check_may_leave_out(step: RouteStep, reason: str, *, by: Actor) -> None:
    """Let a legal check be left out, and ask why."""
    check_may_change_step(step, by=by)
    if step.ask != RouteAsk.LEGAL_CHECK:
        raise RuleBroken(_("Only a legal check can be left out. Take this step off the route."))
    if not reason.strip():
        raise RuleBroken(_("Say why this step is left out; whoever reads the paper next sees it."))


def next_group(steps: Sequence[RouteStep]) -> list[RouteStep]:
    """Give the steps that are sent next: those to come with the lowest position."""
    waiting = [step for step in steps if step.is_to_come]
    return [step for step in waiting if step.position == waiting[0].position]


def check_may_send(proposal: Proposal, *, by: Actor) -> None:
    """Let the paper go on once every step before has passed, and the legal check holds.

    Of several bodies that were sent it together one answer is enough: the others are still to
    come, and may answer later.
    """
    check_may_route(proposal, by=by)
    steps = list(proposal.steps.select_related("body__network"))
    group = next_group(steps)
    if not group:
        raise RuleBroken(_("There is no step to come. Add one to the route first."))
    before = [step for step in steps if step.position < group[0].position]
    _check_passed(before, asked_again={(step.ask, step.body_id) for step in group})
    if group[0].ask != RouteAsk.LEGAL_CHECK:
        _check_legal_check_holds(before, proposal)
    for step in group:
        if step.body is not None:
            check_decided_along(proposal, step.body, by=by)


def _check_passed(
    before: Sequence[RouteStep], *, asked_again: Collection[tuple[str, int | None]]
) -> None:
    newest = {(step.ask, step.body_id): step for step in before}
    for step in (step for asked, step in newest.items() if asked not in asked_again):
        together = [other for other in before if other.position == step.position]
        is_enough = len(together) > 1 and any(other.answer for other in together)
        if step.is_passed or (is_enough and not step.answer):
            continue
        if step.answer:
            raise RuleBroken(
                _("%(to)s did not let the paper go on. Mend it, and ask there again.")
                % {"to": step.to}
            )
        raise RuleBroken(
            _("The paper still lies with %(to)s. Wait for the answer, or take it back there.")
            % {"to": step.to}
        )


def _check_legal_check_holds(before: Sequence[RouteStep], proposal: Proposal) -> None:
    checks = [step for step in before if step.ask == RouteAsk.LEGAL_CHECK and step.answer]
    if not checks or checks[-1].answer != RouteAnswer.AGREED:
        return
    if checks[-1].paper_version != proposal.version:
        raise RuleBroken(
            _("The paper changed after the prosecutor agreed. Ask for the legal check again.")
        )


def deciding_along(proposal: Proposal, *, by: Actor) -> list[Body]:
    """Give the bodies that decide along on a paper of both agendas; empty on any other."""
    if not (proposal.touches_social_agenda and proposal.touches_physical_agenda):
        return []
    kinds = Body.objects.filter(in_force(by.today), kind__in=DECIDE_ALONG)
    return list(kinds.filter(network=proposal.body.network_id).order_by("kind", "name"))


def check_decided_along(proposal: Proposal, body: Body, *, by: Actor) -> None:
    """Refuse the deciding body a paper of both agendas before directorate and circle decided.

    Policy: docs/policy/meetings.md#both-agendas
    """
    if body.pk != body.network.deciding_body_id or body.network_id != proposal.body.network_id:
        return
    answered = {
        step.body_id
        for step in proposal.steps.all()
        if step.ask == RouteAsk.DECIDE and step.answer and step.is_passed
    }
    missing = [each for each in deciding_along(proposal, by=by) if each.pk not in answered]
    if missing:
        raise RuleBroken(
            _(
                "This paper touches the social and the physical agenda. First these decide on "
                "it: %(bodies)s. Put them on the route."
            )
            % {"bodies": ", ".join(each.name for each in missing)}
        )


def check_may_take_back(step: RouteStep, *, by: Actor) -> None:
    """Let the sender take a paper back where it stands on no agenda and has no answer."""
    check_may_route(step.proposal, by=by)
    if step.sent_on is None:
        raise RuleBroken(_("The paper was not sent there."))
    if step.answer:
        raise RuleBroken(_("An answer came back already; the paper stays there."))
    if AgendaItem.objects.filter(proposal=step.proposal, meeting__body=step.body_id).exists():
        raise RuleBroken(
            _("It stands on an agenda there already. Ask the secretary there to take it off.")
        )
    check_nothing_went_on(step)


def check_nothing_went_on(step: RouteStep) -> None:
    """Refuse to take something back that others were sent since."""
    later = step.proposal.steps.filter(position__gt=step.position, sent_on__isnull=False)
    if later.exists():
        raise RuleBroken(_("The paper went on since, together with this."))


def check_may_ask_again(step: RouteStep, *, by: Actor) -> None:
    """Let the sender ask once more what did not pass, or a check of a text that changed."""
    check_may_route(step.proposal, by=by)
    if not step.answer:
        raise RuleBroken(_("No answer came back yet."))
    if step.is_passed and step.paper_version == step.proposal.version:
        raise RuleBroken(_("The answer stands for this text. Send the paper on."))
    asked = (step.ask, step.body_id)
    steps = step.proposal.steps.all()
    if any(other.is_to_come and (other.ask, other.body_id) == asked for other in steps):
        raise RuleBroken(_("It stands on the route again already. Send it."))


def check_answers(step: RouteStep, *, by: Actor) -> None:
    """Refuse whoever does not answer this step: the body's secretary, or the prosecutor."""
    if step.body is not None:
        if not by.may(Permission.RECORD_DECISIONS, within=step.body):
            raise PermissionDenied(Permission.RECORD_DECISIONS)
        return
    network = step.proposal.body.network_id
    if not any(seat.role == Role.PROSECUTOR and seat.network_id == network for seat in by.seats):
        raise PermissionDenied


def check_may_answer(step: RouteStep, *, by: Actor) -> None:
    """Let whoever answers do so once, while the paper lies there."""
    check_answers(step, by=by)
    if step.sent_on is None:
        raise PermissionDenied
    if step.ask == RouteAsk.INFORM:
        raise RuleBroken(_("This paper was sent for information; no answer is asked."))
    if step.answer:
        raise RuleBroken(_("The answer was sent back already."))


def check_may_report(step: RouteStep, decided: Sequence[DraftDecision], *, by: Actor) -> None:
    """Let a body send back what it decided, once the decisions on this paper are recorded."""
    check_may_answer(step, by=by)
    if not decided:
        raise RuleBroken(
            _("No decision on this paper is recorded yet. Put it on an agenda and decide on it.")
        )
    if any(each.decision and each.decision.openness == Openness.RESTRICTED for each in decided):
        raise RuleBroken(
            _("A decision on this paper is for named people only, so it does not travel.")
        )


def check_text_was_read(step: RouteStep, version: int | None) -> None:
    """Refuse an answer on another text of the paper than the one that lies there."""
    if version != step.paper_version:
        raise RuleBroken(_("The paper was sent anew meanwhile. Read it again."))


def check_has_remarks(remarks: str) -> None:
    """Ask what has to change, or why not."""
    if not remarks.strip():
        raise RuleBroken(_("Say what should change, or why not; the sender reads it."))


def check_answered_by(step: RouteStep, *, by: Actor) -> None:
    """Refuse whoever does not answer this step, and everyone where it has no answer."""
    check_answers(step, by=by)
    if not step.answer:
        raise RuleBroken(_("No answer came back yet."))


def check_may_take_answer_back(step: RouteStep, *, by: Actor) -> None:
    """Let whoever answered take it back, until the paper went on."""
    check_answered_by(step, by=by)
    check_nothing_went_on(step)


def check_text_stands(proposal: Proposal) -> None:
    """Refuse to change a paper that lies with somebody for an answer."""
    out = next((step for step in proposal.steps.select_related("body") if step.is_out), None)
    if out is not None:
        raise RuleBroken(
            _(
                "This proposal lies with %(to)s. It changes once an answer came back, or after "
                "you take it back there."
            )
            % {"to": out.to}
        )


def check_may_lie_before(proposal: Proposal, body: Body, *, by: Actor) -> None:
    """Refuse an agenda the paper was not sent to.

    Policy: docs/policy/meetings.md#route
    """
    if body.pk == proposal.body_id:
        check_decided_along(proposal, body, by=by)
        return
    is_sent = proposal.steps.filter(body=body, sent_on__isnull=False).exists()
    travels = is_sent or proposal.steps.exists()
    if not is_sent and (travels or body.network_id != proposal.body.network_id):
        raise RuleBroken(_("This paper was not sent to %(body)s.") % {"body": body.short_name})
    if not is_sent:
        check_decided_along(proposal, body, by=by)


def check_may_be_secret(proposal: Proposal, body: Body) -> None:
    """Refuse an item for named people of ``body`` on a paper of another network."""
    if body.network_id != proposal.body.network_id:
        raise RuleBroken(
            _("A paper of another network cannot be for named people here. Choose Body.")
        )
