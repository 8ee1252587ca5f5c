"""What a decision of the deciding body does to a request; called by decisions only.

Policy: docs/policy/projects.md#commissioned-by-decision
"""

from typing import Any

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import Decision
from ivz.projects.actions.projects import open_project
from ivz.projects.actions.requests import lock, tell
from ivz.projects.models import Assessment, Assignment, Project, Request
from ivz.projects.rules.beside import check_nothing_rests_on
from ivz.projects.rules.requests import check_is_open
from ivz.projects.states import Conclusion, Event, RequestState
from ivz.workflow.additions import is_untouched, take_back_additions
from ivz.workflow.changes import note_changes
from ivz.workflow.models import Change

Kept = dict[str, Any]


def commission(request: Request, decision: Decision, *, by: Actor) -> Kept:
    """Let a decision make a request an assignment, and open its project.

    What was worked out as an assignment counts; else the request is the assignment.

    Returns:
        What taking it back needs.
    """
    request = lock(request)
    check_is_open(request)
    kept = _kept(request) | _conclude_test(request, Conclusion.COMMISSIONED, by=by)
    request.decision = decision
    tell(request, state=RequestState.ACCEPTED, answer=_("The deciding body commissions it."), by=by)
    existing = Assignment.objects.filter(request=request).first()
    assignment = existing or _assignment_of(request, by=by)
    assignment.request = request
    project = open_project(assignment, by=by)
    made = [project, project.plan, *project.plan.sections.all(), *project.steps.all()]
    reason = _("Commissioned by decision")
    note_changes([(row, None) for row in made], reason=reason, by=by, is_one_act=True)
    record(Event.REQUEST_COMMISSIONED, subject=request, by=by)
    first = Change.objects.filter(subject_model=project._meta.label, subject_id=str(project.pk))
    kept |= {"assignment": None if existing else assignment.pk}
    return kept | {"change": first.latest("pk").pk, "project": project.pk}


def turn_down(request: Request, decision: Decision, *, by: Actor) -> Kept:
    """Let a decision refuse a request; why stays in the decision, for whoever may read that."""
    request = lock(request)
    check_is_open(request)
    kept = _kept(request) | _conclude_test(request, Conclusion.REFUSED, by=by)
    request.decision = decision
    answer = _("The deciding body does not commission it.")
    tell(request, state=RequestState.REFUSED, answer=answer, by=by)
    record(Event.REQUEST_REFUSED, subject=request, by=by)
    return kept


def take_back(request: Request, *, kept: Kept, by: Actor) -> None:
    """Open a request again of which the decision is put right; the project it made goes.

    Raises:
        RuleBroken: the project lies on an agenda; see also ``is_as_opened``.
    """
    request = lock(request)
    if "change" in kept:
        check_nothing_rests_on(Project.objects.filter(pk=kept["project"]), by=by)
        take_back_additions(Change.objects.get(pk=kept["change"]), by=by)
        Assignment.objects.filter(pk=kept["assignment"]).delete()
    Assessment.objects.filter(pk=kept["test"]).update(conclusion=Conclusion.OPEN, concluded_on=None)
    request.decision_id = kept["decision"]
    request.reopened_on = by.today
    request.reopened_because = _("The decision on it was put right.")
    tell(request, state=RequestState.OPEN, answer=kept["answer"], by=by)
    record(Event.REQUEST_REOPENED, subject=request, by=by)


def is_as_opened(kept: Kept) -> bool:
    """Tell whether the project is still as the decision opened it, where it opened one."""
    return "change" not in kept or is_untouched(Change.objects.get(pk=kept["change"]))


def _kept(request: Request) -> Kept:
    return {"decision": request.decision_id, "answer": request.answer}


def _conclude_test(request: Request, conclusion: Conclusion, *, by: Actor) -> Kept:
    """Conclude the test that was under way, where there is one."""
    test = Assessment.objects.filter(assignment__request=request, conclusion=Conclusion.OPEN)
    found = test.first()
    test.update(conclusion=conclusion, concluded_on=by.today)
    return {"test": found.pk if found else None}


def _assignment_of(request: Request, *, by: Actor) -> Assignment:
    words = [request.problem, request.why_now]
    return Assignment.objects.create(
        request=request,
        cause="\n\n".join(text for text in words if text.strip()),
        written_by=by.user,
        written_on=by.today,
    )
