"""What decisions change in running projects: registered with ``decisions`` at start-up.

Nobody changes last day, phase or priority by hand once a plan is adopted.
Policy: docs/policy/projects.md#changes-by-decision
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind
from ivz.decisions.effects import (
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    Trace,
    bodies_of_kind,
    deciding_body,
    when_accepted,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.network.models.bodies import MandateSubject
from ivz.projects.about import about_project
from ivz.projects.actions import changes as actions
from ivz.projects.discussing import DISCUSS_RESULTS
from ivz.projects.models import Project
from ivz.projects.rules import changes as rules
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.states import ProjectState
from ivz.web.templatetags.ivz import day_date

PROJECT = "project"

Change = Callable[[Project, Ruling, Decision, Actor], Trace | None]
_Fields = dict[str, forms.Field]


def _reason() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Why"), max_length=300)


def _apply(change: Change) -> Callable[[Project, Ruling, Decision, Actor], Trace]:
    """Carry out a change, and keep how the project stood before and stands after it."""

    def apply(project: Project, ruling: Ruling, decision: Decision, by: Actor) -> Trace:
        before = actions.kept(project)
        more = change(project, ruling, decision, by) or {}
        return {"before": before | more, "after": actions.kept(project)}

    return apply


def _reverse(project: Project, decided: DecidedSubject, by: Actor) -> None:
    actions.put_back(project, decided.decision, before=decided.trace["before"], by=by)


def _depends(project: Project, decided: DecidedSubject) -> str:
    edition = decided.trace["before"].get("edition")
    newest = project.plan.editions.first() if edition else None
    if actions.kept(project) != decided.trace["after"] or (newest and newest.pk != edition):
        return _("The project moved on since. Take a new decision instead.")
    return ""


def _without_platform() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Not by the Platform first, because"),
        help_text=gettext_lazy(
            "Leave it empty where the Platform judges this now, or adopted it before."
        ),
        max_length=300,
        required=False,
    )


def _advise(_project: Project, _ruling: Ruling, _decision: Decision, _by: Actor) -> Trace:
    """Change nothing: that the Platform decided so is what the deciding body waits for."""
    return {"advised": True}


def _keep(_project: Project, _decided: DecidedSubject, _by: Actor) -> None:
    """Change nothing back."""


def _platform(check: Callable[[Project, Ruling], None]) -> Step[Project]:
    effect: Effect[Project] = Effect(
        told=gettext_lazy("The Platform adopted this; it goes to the deciding body."),
        preview=lambda _project, _ruling: _("It then goes to the deciding body."),
        check=check,
        apply=_advise,
        reverse=_keep,
    )
    return Step(
        key=rules.PLATFORM,
        competence=bodies_of_kind(BodyKind.PLATFORM),
        effects=when_accepted(effect),
    )


def _board(
    key: str, *, check: Callable[[Project, Ruling], None], told: str | Promise, change: Change
) -> Step[Project]:
    """Let the deciding body carry a change out, once the Platform adopted it."""

    def check_may_put(project: Project, given: Mapping[str, Any]) -> None:
        rules.check_passed_platform(project, key, because=given["without_platform"])

    def check_both(project: Project, ruling: Ruling) -> None:
        check(project, ruling)
        check_may_put(project, ruling.terms)

    effect: Effect[Project] = Effect(
        told=told,
        preview=lambda project, ruling: f"{project.title}: {_told(told, ruling)}",
        check=check_both,
        apply=_apply(change),
        reverse=_reverse,
        depends=_depends,
    )
    return Step(
        key="board",
        competence=deciding_body(MandateSubject.PROJECT),
        effects=when_accepted(effect),
        check_may_put=check_may_put,
    )


def _question(
    key: str,
    *,
    words: tuple[str | Promise, str | Promise, str | Promise],
    terms: Callable[[], _Fields],
    check: Callable[[Project, Ruling], None],
    may_ask: Callable[[Project], None],
    change: Change,
) -> Question[Project]:
    """Make a question for Platform and deciding body; ``words``: label, advice point, effect."""
    label, asks, told = words
    return Question(
        key=key,
        label=label,
        asks=lambda project: str(asks) % {"title": project.title},
        terms=lambda _project: terms() | {"without_platform": _without_platform()},
        check_may_ask=may_ask,
        steps=[_platform(check), _board(key, check=check, told=told, change=change)],
    )


def _own(ruling: Ruling) -> dict[str, Any]:
    """Give the terms that the change itself needs."""
    return {name: value for name, value in ruling.terms.items() if name != "without_platform"}


def _told(told: str | Promise, ruling: Ruling) -> str:
    shown = {
        name: day_date(value) if name == "last_day" else str(value)
        for name, value in ruling.terms.items()
    }
    return str(told) % shown


def _last_day() -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=gettext_lazy("New last day"), widget=widget)


_EXTEND = _question(
    "extend",
    words=(
        gettext_lazy("Set another last day"),
        gettext_lazy("Set another last day for “%(title)s”."),
        gettext_lazy("The last day is now %(last_day)s. %(reason)s"),
    ),
    terms=lambda: {"last_day": _last_day(), "reason": _reason()},
    check=lambda project, ruling: rules.check_new_end(
        project, ruling.terms["last_day"], on=ruling.on
    ),
    may_ask=rules.check_may_move_end,
    change=lambda project, ruling, decision, by: actions.move_end(
        project, decision, **_own(ruling), by=by
    ),
)
_RESCOPE = _question(
    "rescope",
    words=(
        gettext_lazy("Change the scope"),
        gettext_lazy("Change the scope of “%(title)s”."),
        gettext_lazy("The scope in the plan is now: %(scope)s"),
    ),
    terms=lambda: {
        "scope": forms.CharField(
            label=gettext_lazy("What it is not, in full"),
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 6}),
        )
    },
    check=lambda project, _ruling: rules.check_may_rescope(project),
    may_ask=rules.check_may_rescope,
    change=lambda project, ruling, decision, by: actions.rescope(
        project, decision, scope=ruling.terms["scope"], by=by
    ),
)


def _to_state(
    key: str, state: ProjectState, sources: Sequence[ProjectState], words: Any
) -> Question[Project]:
    def change(project: Project, ruling: Ruling, decision: Decision, by: Actor) -> None:
        reason = ruling.terms["reason"]
        actions.set_state(project, decision, state=state, reason=reason, by=by)

    return _question(
        key,
        words=words,
        terms=lambda: {"reason": _reason()},
        check=lambda project, _ruling: rules.check_state(project, sources),
        may_ask=lambda project: rules.check_state(project, sources),
        change=change,
    )


_PAUSE = _to_state(
    "pause",
    ProjectState.PAUSED,
    [ProjectState.RUNNING],
    (
        gettext_lazy("Pause the project"),
        gettext_lazy("Pause “%(title)s”."),
        gettext_lazy("The project is paused. %(reason)s"),
    ),
)
_RESUME = _to_state(
    "resume",
    ProjectState.RUNNING,
    [ProjectState.PAUSED],
    (
        gettext_lazy("Resume the project"),
        gettext_lazy("Resume “%(title)s”."),
        gettext_lazy("The project goes on. %(reason)s"),
    ),
)
_STOP = _to_state(
    "stop",
    ProjectState.STOPPED,
    [ProjectState.PREPARING, *rules.STARTED],
    (
        gettext_lazy("Stop the project"),
        gettext_lazy("Stop “%(title)s”."),
        gettext_lazy("The project is stopped. %(reason)s"),
    ),
)
_REPRIORITISE = _question(
    "reprioritise",
    words=(
        gettext_lazy("Give another priority"),
        gettext_lazy("Give “%(title)s” another priority."),
        gettext_lazy("The priority is now %(priority)s. %(reason)s"),
    ),
    terms=lambda: {
        "priority": forms.IntegerField(
            label=gettext_lazy("Priority, 1 comes first"), min_value=1, max_value=99
        ),
        "reason": _reason(),
    },
    check=lambda project, ruling: rules.check_priority(project, ruling.terms["priority"]),
    may_ask=check_is_alive,
    change=lambda project, ruling, decision, by: actions.reprioritise(
        project, decision, **_own(ruling), by=by
    ),
)


PROJECT_KIND: "SubjectKind[Project]" = SubjectKind(
    key=PROJECT,
    label=gettext_lazy("Project"),
    model=Project,
    visible_to=lambda actor: Project.objects.visible_to(actor).select_related("body__network"),
    about=lambda project: about_project(project, title=project.title),
    theme="theme",
    questions=[_EXTEND, _RESCOPE, _PAUSE, _RESUME, _STOP, _REPRIORITISE, DISCUSS_RESULTS],
)
