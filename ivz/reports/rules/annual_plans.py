"""Who writes the annual plan, what it needs before a body judges it, and who tells of progress.

Policy: docs/policy/annual-plan.md
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.rules.papers import BEFORE_A_BODY
from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.projects.rules.rights import check_may_ask, check_may_steer
from ivz.reports.models import AnnualPlan, LineWord, PlanLine, quarter_of
from ivz.reports.states import LineState

FIRST_YEAR = 2000
YEARS_AHEAD = 2


def check_may_begin(network: Network, year: int, *, by: Actor) -> None:
    """Let chair and coordinator begin the plan of a year that has none."""
    check_may_steer(network, by=by)
    if not FIRST_YEAR <= year <= by.today.year + YEARS_AHEAD:
        raise RuleBroken(
            _("Choose a year from %(first)s up to and including %(last)s.")
            % {"first": FIRST_YEAR, "last": by.today.year + YEARS_AHEAD},
            field="year",
        )
    if AnnualPlan.objects.filter(body__network=network, year=year).exists():
        raise RuleBroken(_("There is a plan for %(year)s already.") % {"year": year}, field="year")


def check_is_draft(plan: AnnualPlan) -> None:
    """Refuse to write in a plan that a body judges or adopted."""
    if plan.state in BEFORE_A_BODY:
        raise RuleBroken(
            _("The annual plan lies before a body and cannot change. It comes back by decision.")
        )
    if plan.state == PaperState.ADOPTED:
        raise RuleBroken(_("What was adopted does not change. Tell under Progress how it goes."))


def check_may_write(plan: AnnualPlan, *, by: Actor) -> None:
    """Let chair and coordinator write a plan until a body judges it."""
    check_may_steer(plan.network, by=by)
    check_is_draft(plan)


def check_may_put_forward(plan: AnnualPlan, *, by: Actor) -> None:
    """Let everybody with a seat in the network put a line forward while the plan is written."""
    check_may_ask(plan.network, by=by)
    check_is_draft(plan)


def check_may_change(line: PlanLine, *, by: Actor) -> None:
    """Let the coordinator change a line, and who put it forward until it is judged."""
    check_may_put_forward(line.plan, by=by)
    if is_own(line, by=by) and line.state == LineState.PUT_FORWARD:
        return
    check_may_steer(line.plan.network, by=by)


def check_may_withdraw(line: PlanLine, *, by: Actor) -> None:
    """Let who put a line forward take it back until it is judged."""
    check_may_put_forward(line.plan, by=by)
    if not is_own(line, by=by):
        raise PermissionDenied
    if line.state != LineState.PUT_FORWARD:
        raise RuleBroken(_("The coordinator judged this line already. Ask to change that."))


def is_own(line: PlanLine, *, by: Actor) -> bool:
    """Tell whether ``by`` put the line forward."""
    return by.person_id is not None and line.put_forward_by_id == by.person_id


def check_line(line: PlanLine) -> None:
    """Refuse a line without a result, outside its year, or left out without a reason."""
    if not line.result.strip():
        raise RuleBroken(_("Say what is reached."), field="result")
    if line.due_on.year != line.plan.year:
        raise RuleBroken(
            _("Choose a day in %(year)s, the year of the plan.") % {"year": line.plan.year},
            field="due_on",
        )
    if line.project and line.project.openness in (Openness.BODY, Openness.RESTRICTED):
        raise RuleBroken(
            _("Only some people may know of this project. Choose another."), field="project"
        )
    if line.state == LineState.NOT_TAKEN and not line.reason.strip():
        raise RuleBroken(_("Say why it is not in the plan; who put it forward reads it."))


def missing_for_bodies(plan: AnnualPlan) -> list[str]:
    """Give in words what a plan still needs: lines, a word on each, and who pulls them."""
    lines = list(plan.lines.all())
    taken = [line for line in lines if line.state == LineState.TAKEN_OVER]
    missing = [] if taken else [_("lines")]
    waiting = sum(line.state == LineState.PUT_FORWARD for line in lines)
    if waiting:
        missing.append(_("your answer on lines put forward (%(count)s)") % {"count": waiting})
    nobody = sum(line.owner_id is None for line in taken)
    if nobody:
        missing.append(_("who pulls what (%(count)s lines)") % {"count": nobody})
    return missing


def check_may_submit(plan: AnnualPlan, *, by: Actor) -> None:
    """Refuse to propose a plan that lacks something."""
    check_may_write(plan, by=by)
    missing = missing_for_bodies(plan)
    if missing:
        raise RuleBroken(
            _("Before the annual plan can go to the Platform it needs: %(missing)s.")
            % {"missing": ", ".join(missing)}
        )


def check_may_note_adopted(plan: AnnualPlan, *, by: Actor) -> None:
    """Let chair and coordinator note a plan that was adopted before it stood here."""
    check_may_submit(plan, by=by)
    if plan.decision is None and not plan.origin.strip():
        raise RuleBroken(_("Name the decision that adopted it, or the paper that says so."))
    if plan.decision is not None and plan.decision.body_id != plan.body_id:
        raise RuleBroken(
            _("%(body)s did not take that decision. Name one of its own.")
            % {"body": plan.body.short_name}
        )
    if plan.decision is None and plan.year > by.today.year:
        raise RuleBroken(_("This year is yet to begin. Propose the plan, or name the decision."))


def check_may_open(plan: AnnualPlan, *, by: Actor) -> None:
    """Let chair and coordinator make an adopted plan public, as long as it is not closed."""
    check_may_steer(plan.network, by=by)
    if plan.state != PaperState.ADOPTED:
        raise RuleBroken(_("Only a plan that was adopted can be made public."))
    if plan.openness != Openness.NETWORK:
        raise RuleBroken(_("This plan is public already, or closed by a restriction."))


def check_may_tell(line: PlanLine, *, by: Actor) -> None:
    """Let who pulls a line tell of it, and chair and coordinator."""
    check_may_ask(line.plan.network, by=by)
    if by.person_id is None or line.owner_id != by.person_id:
        check_may_steer(line.plan.network, by=by)
    if not line.plan.is_adopted or line.state != LineState.TAKEN_OVER:
        raise RuleBroken(_("Progress is told of what is in an adopted plan."))


def check_word(word: LineWord, *, by: Actor) -> None:
    """Refuse progress without words, and of a quarter that is yet to come."""
    year = word.line.plan.year
    if not word.words.strip():
        raise RuleBroken(_("Say in a sentence how it stands."), field="words")
    now = (by.today.year, quarter_of(by.today))
    if (year, word.quarter) > now:
        raise RuleBroken(_("This quarter is yet to begin."), field="quarter")
