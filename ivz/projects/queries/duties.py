"""What projects ask of somebody today: reports, plans, evaluations, reviews and own actions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import GROUP_PERMISSIONS, GroupRole
from ivz.decisions.rules.papers import BEFORE_A_BODY
from ivz.decisions.states import PaperState
from ivz.knowledge.models import Development
from ivz.knowledge.queries.developments import waiting_for as developments_waiting
from ivz.network.models import in_force
from ivz.projects.agenda_questions import on_agendas
from ivz.projects.models import (
    ActionPoint,
    Anchor,
    Evaluation,
    Indicator,
    Measurement,
    Member,
    Plan,
    Project,
)
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.queries.reports import Owed, late_reports, leader_on, owed_reports
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import AnchorState, ProjectState

TO_EVALUATE = TO_MEASURE = timedelta(weeks=4)
MOST_PAPERS = 20
_ANCHOR, _ACTION, _TARGET = "anchor", "action", "target"
_DEVELOPMENT = "development"
_UNDER_WAY = [ProjectState.RUNNING, ProjectState.PAUSED, ProjectState.EVALUATING]
_ENDED = [ProjectState.RUNNING, ProjectState.EVALUATING]
_OVER = [ProjectState.CLOSED, ProjectState.STOPPED]


@dataclass(frozen=True, kw_only=True)
class ProjectDuty:
    """Something a project or development asks of somebody, with the day it is due, if any.

    ``who`` else does it. What ``can_wait`` is mailed only in the week before its day.
    """

    due_on: date | None
    is_late: bool
    project: Project | Development
    what: str
    url: str
    who: str = ""
    can_wait: bool = False


def led_projects(actor: Actor) -> tuple[int, ...]:
    """Give the projects that ``actor`` leads today; one query per request."""
    return tuple(
        sorted(
            each.group_id
            for each in actor.memberships
            if Permission.LEAD_PROJECT in GROUP_PERMISSIONS[GroupRole(each.role)]
        )
    )


def project_duties(actor: Actor) -> list[ProjectDuty]:
    """Give what projects ask of ``actor`` today, soonest due first.

    Who leads sees what is open, chair and coordinator what is late, and both which plan or
    evaluation lies on no agenda yet. The leader answers for all of these: chair and coordinator
    read who that is. Who sees to what must stay finds it on the day somebody looks again, and who
    does an action until it is done.
    """
    led = led_projects(actor)
    steered = tuple(sorted(actor.networks_with(Permission.STEER_PROJECTS)))
    duties = _to_see_to(actor, led=led, steered=steered)
    if led or steered:
        if led:
            mine = Project.objects.visible_to(actor).filter(pk__in=led)
            duties += [_report(each) for each in owed_reports(mine, on=actor.today)]
        if steered:
            duties += [_late_report(each) for each in late_reports(actor, steered, but=led)]
        duties += _papers(actor, led=led, steered=steered)
    return sorted(duties, key=lambda duty: (duty.due_on or date.max, duty.project.title))


def _report(owed: Owed) -> ProjectDuty:
    return ProjectDuty(
        due_on=owed.due_on,
        is_late=owed.is_late,
        project=owed.project,
        what=_("Report progress"),
        url=reverse("projects:report", args=[owed.project.slug]),
    )


def _late_report(late: Owed) -> ProjectDuty:
    return ProjectDuty(
        due_on=late.due_on,
        is_late=True,
        project=late.project,
        what=_("Report progress"),
        url=reverse("projects:report", args=[late.project.slug]),
        who=late.leader or _("no leader yet"),
    )


def _papers(actor: Actor, *, led: tuple[int, ...], steered: tuple[int, ...]) -> list[ProjectDuty]:
    """Give the plans and evaluations to write, and to put before a body; one query.

    Where one lies before a body, another query tells whether it is on an agenda yet.
    """
    projects = list(_with_papers(actor, led, steered))
    lying_before = [paper for project in projects for paper in papers_before_a_body(project)]
    planned = on_agendas(lying_before, actor=actor)
    found = [_put_on_agenda(paper, led=led) for paper in lying_before if paper not in planned]
    for project in projects:
        found += _to_write(project, led=led, on=actor.today)
    return found


@prepared
def _with_papers(actor: Actor, led: tuple[int, ...], steered: tuple[int, ...]) -> ProjectQuerySet:
    is_led = Q(pk__in=led)
    to_write = is_led & Q(plan__state=PaperState.DRAFT)
    lying = Q(plan__state__in=BEFORE_A_BODY) | Q(evaluation__state__in=BEFORE_A_BODY)
    ended = Q(state__in=_ENDED, kind__in=REPORTING, ends_on__lt=actor.today)
    is_asked = is_led | Q(ends_on__lt=actor.today - TO_EVALUATE)
    return (
        Project.objects.visible_to(actor)
        .filter(is_led | Q(body__network__pk__in=steered))
        .exclude(state__in=_OVER)
        .filter(to_write | lying | (ended & is_asked))
        .annotate(leader=leader_on(actor.today))
        .select_related("body", "plan", "evaluation")
        .order_by(F("ends_on").asc(nulls_last=True), "pk")[:MOST_PAPERS]
    )


def papers_before_a_body(project: Project) -> Iterator[Plan | Evaluation]:
    """Give the plan or evaluation that waits for a decision; give both fetched along."""
    for paper in (getattr(project, "plan", None), getattr(project, "evaluation", None)):
        if paper is not None and paper.state in BEFORE_A_BODY:
            yield paper


def _answers(project: Any, *, led: tuple[int, ...]) -> str:
    """Name who answers for what a project asks, for whoever that is not."""
    return "" if project.pk in led else project.leader or _("no leader yet")


def _put_on_agenda(paper: Plan | Evaluation, *, led: tuple[int, ...]) -> ProjectDuty:
    is_plan = isinstance(paper, Plan)
    told = [str(paper.get_state_display()), _answers(paper.project, led=led)]
    return ProjectDuty(
        due_on=None,
        is_late=False,
        project=paper.project,
        what=_("Put the plan on an agenda") if is_plan else _("Put the evaluation on an agenda"),
        url=reverse(
            "projects:project" if is_plan else "projects:evaluation", args=[paper.project.slug]
        ),
        who=", ".join(filter(None, told)),
    )


def _to_write(project: Project, *, led: tuple[int, ...], on: date) -> Iterator[ProjectDuty]:
    """Give the plan and the evaluation to write; the latter late four weeks after the last day."""
    plan, evaluation = getattr(project, "plan", None), getattr(project, "evaluation", None)
    leads = project.pk in led
    if leads and plan is not None and plan.state == PaperState.DRAFT:
        yield ProjectDuty(
            due_on=None,
            is_late=False,
            project=project,
            what=_("Write the plan"),
            url=reverse("projects:plan", args=[project.slug]),
        )
    is_written = evaluation is not None and evaluation.state != PaperState.DRAFT
    is_evaluated = project.kind in REPORTING and project.state in _ENDED and not is_written
    if not is_evaluated or project.ends_on is None or project.ends_on >= on:
        return
    due_on = project.ends_on + TO_EVALUATE
    if leads or due_on < on:
        yield ProjectDuty(
            due_on=due_on,
            is_late=due_on < on,
            project=project,
            what=_("Write the evaluation"),
            url=reverse("projects:evaluation", args=[project.slug]),
            who=_answers(project, led=led),
        )


def _to_see_to(
    actor: Actor, *, led: tuple[int, ...], steered: tuple[int, ...]
) -> list[ProjectDuty]:
    """Give the own actions, what is looked at again, and own targets; one query.

    What must stay is for its owner, the leader and who steers; a development for who noted it
    and who steers; a target for who answers for it, from four weeks before its day until it is
    measured.
    """
    if actor.person_id is None:
        return []
    found = [
        _looked_at(row[1], row[2], row[6:], on=actor.today)
        if row[0] == _DEVELOPMENT
        else _seen_to(*row, on=actor.today)
        for row in _rows_to_see_to(actor, led, steered)
    ]
    for duty in found:
        if duty.project.openness == Openness.RESTRICTED:
            read = (duty.project._meta.label, str(duty.project.pk))
            actor.restricted_readings.add(read)
    return found


@prepared
def _rows_to_see_to(actor: Actor, led: tuple[int, ...], steered: tuple[int, ...]) -> QuerySet[Any]:
    anchors = Anchor.objects.visible_to(actor).filter(
        Q(owner=actor.person_id)
        | Q(project__pk__in=led)
        | Q(project__body__network__pk__in=steered),
        state=AnchorState.KEPT,
        review_on__lte=actor.today,
    )
    actions = ActionPoint.objects.visible_to(actor).filter(owner=actor.person_id, done_on=None)
    names = ["project", "project__slug", "project__title", "project__openness"]
    about = [F(name) for name in names]
    open_actions, who = actions.exclude(project__state__in=_OVER), F("owner__function")
    rows: QuerySet[Any] = _rows(
        anchors, Value(_ANCHOR), F("review_on"), F("pk"), F("what"), who, *about
    ).union(
        _rows(open_actions, Value(_ACTION), F("due_on"), F("pk"), F("what"), who, *about),
        _rows(
            _targets(actor, led=led),
            *(Value(_TARGET), F("target_on"), F("pk"), F("name"), Value("")),
            *about,
        ),
        _developments(actor),
        all=True,
    )
    return rows


def _developments(actor: Actor) -> Any:
    """Give the developments that wait, in the columns of what projects ask."""
    nothing = Value("", output_field=CharField())
    what: list[Combinable] = [Value(_DEVELOPMENT), F("review_on"), F("pk"), F("title"), nothing]
    return _rows(
        developments_waiting(actor), *what, *map(F, ["network", "key", "title", "openness"])
    )


def _looked_at(due_on: date, pk: int, about: Sequence[str], *, on: date) -> ProjectDuty:
    key, title, openness = about
    row = Development(pk=pk, key=key, title=title, openness=openness)
    return ProjectDuty(
        due_on=due_on,
        is_late=due_on < on,
        project=row,
        what=_("Look at the development again"),
        url=row.get_absolute_url(),
    )


def _targets(actor: Actor, *, led: tuple[int, ...]) -> QuerySet[Indicator]:
    """Give the targets to measure for which ``actor`` answers; what a table tells is measured."""
    place = Member.objects.filter(in_force(actor.today), pk=OuterRef("answered_by"))
    own = Exists(place.filter(person=actor.person_id))
    nobody = Q(project__pk__in=led) & ~Exists(place)
    since = Measurement.objects.filter(indicator=OuterRef("pk"), on__gte=OuterRef("target_on"))
    return Indicator.objects.visible_to(actor).filter(
        own | nobody,
        ~Exists(since),
        area=None,
        target_on__lte=actor.today + TO_MEASURE,
        project__state__in=_UNDER_WAY,
    )


def _rows(found: QuerySet[Any], *facts: Combinable) -> Any:
    return found.order_by().values_list(*facts)


def _seen_to(kind: str, due_on: date, pk: int, what: str, *about: Any, on: date) -> ProjectDuty:
    who, project_pk, slug, title, openness = about
    told, name, args = {
        _ACTION: (_("Action: %(what)s"), "acting", [slug]),
        _ANCHOR: (_("Look whether it is kept up: %(what)s"), "review_anchor", [slug, pk]),
        _TARGET: (_("Measure whether the target is reached: %(what)s"), "measure", [slug, pk]),
    }[kind]
    return ProjectDuty(
        due_on=due_on,
        is_late=due_on < on,
        project=Project(pk=project_pk, slug=slug, title=title, openness=openness),
        what=told % {"what": what},
        url=reverse(f"projects:{name}", args=args),
        who=(who or "") if kind == _ANCHOR else "",
        can_wait=kind == _ACTION,
    )
