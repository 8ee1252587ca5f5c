"""When an evaluation is written, sent and judged, and who keeps what must stay.

Policy: docs/policy/projects.md#evaluation
"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken, passes
from ivz.projects.models import Anchor, Evaluation, Project
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import AnchorState, ProjectState, Question
from ivz.web.templatetags.ivz import day_date

# These ask for a judgement that no record holds.
JUDGED = [Question.ACHIEVED, Question.EFFECTS, Question.STRENGTHS, Question.LESSONS]


def has_ended(project: Project, *, on: date) -> bool:
    """Tell whether a running project has passed its last day."""
    is_over = project.ends_on is not None and project.ends_on < on
    return project.state == ProjectState.RUNNING and is_over


def check_may_evaluate(project: Project, *, by: Actor) -> None:
    """Let who leads the project evaluate it once its last day passed, until a body judges."""
    check_may_write(project, Evaluation.objects.filter(project=project).first(), by=by)


def check_may_write(project: Project, evaluation: Evaluation | None, *, by: Actor) -> None:
    """Let who leads write ``evaluation``, as it was read; no query beyond the rights."""
    check_may_lead(project, by=by)
    if project.state != ProjectState.EVALUATING and not has_ended(project, on=by.today):
        if project.ends_on and project.state == ProjectState.RUNNING:
            raise RuleBroken(
                _("The evaluation comes after the last day, %(day)s.")
                % {"day": day_date(project.ends_on)}
            )
        raise RuleBroken(_("There is nothing to evaluate in this phase."))
    if evaluation and evaluation.state != PaperState.DRAFT:
        raise RuleBroken(_("The evaluation lies before a body and cannot change."))


def check_may_submit(project: Project, answers: Mapping[Question, str], *, by: Actor) -> None:
    """Refuse to send an evaluation that leaves questions open."""
    check_may_evaluate(project, by=by)
    missing = [str(each.label) for each in Question if not answers.get(each, "").strip()]
    if missing:
        raise RuleBroken(_("Still to answer: %(missing)s") % {"missing": " ".join(missing)})


def check_may_review(anchor: Anchor, *, by: Actor) -> None:
    """Let the owner of what must stay look at it, and who leads the project or steers."""
    owns = by.person_id is not None and anchor.owner_id == by.person_id
    if not owns and not passes(check_may_lead, anchor.project, by=by):
        raise PermissionDenied
    if anchor.state == AnchorState.DROPPED:
        raise RuleBroken(_("This needs no keeping up any more."))


def check_has_owner(anchor: Anchor) -> None:
    """Refuse to note what must stay where nobody sees to it."""
    if anchor.owner_id is None:
        raise RuleBroken(_("Say who sees to it."), field="owner")


def check_review_day(day: date, *, on: date) -> None:
    """Refuse a next review that is not to come."""
    if day <= on:
        raise RuleBroken(_("Choose a day to come for the next look."))
