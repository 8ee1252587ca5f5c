"""The timeline of a project: every step, decision, report, figure and change in one order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.addresses import addresses_of
from ivz.decisions.effects import subject_kind
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.queries import effect_told
from ivz.network.models import Person
from ivz.projects.agenda_questions import next_decisions, subjects_of
from ivz.projects.models import Measurement, Member, Milestone, ProgressReport, Project, Step
from ivz.projects.plan_text import plain_number
from ivz.projects.queries.part_changes import changes_of
from ivz.projects.queries.reports import reports_of
from ivz.projects.rules.groups import STEERED
from ivz.projects.states import LightColour, StepKind
from ivz.web.templatetags.ivz import day_date

PLANNED, DECIDED, REPORTED, NOTED, CHANGED = "planned", "decided", "reported", "noted", "changed"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something on the timeline in a sentence.

    Which decision moved it, and the reason it gave, only to who may read the decision.
    """

    on: date
    kind: str
    told: str
    notes: Sequence[str] = ()
    by: str = ""
    reference: str = ""
    url: str = ""

    @property
    def by_decision(self) -> bool:
        """Whether a decision moved it."""
        return self.kind == DECIDED


def timeline(project: Project, *, actor: Actor) -> list[Moment]:
    """Give everything that happened and is planned, newest first."""
    found = [
        *highlights(project, reports_of(project), actor=actor),
        *_milestones(project),
        *_measurements(project),
        *_members(project),
        *_changes(project, actor=actor),
    ]
    return _newest_first(found)


def highlights(
    project: Project, reports: Iterable[ProgressReport], *, actor: Actor
) -> list[Moment]:
    """Give what the page of a project has room for: steps, reports and what is planned."""
    found = [*_planned(project, actor=actor), *_steps(project, actor=actor), *_reports(reports)]
    return _newest_first(found)


def _newest_first(found: Iterable[Moment]) -> list[Moment]:
    return sorted(found, key=lambda moment: moment.on, reverse=True)


def _planned(project: Project, *, actor: Actor) -> Iterable[Moment]:
    for awaited in next_decisions([project], actor=actor).values():
        asked = {"body": awaited.body, "question": awaited.question}
        yield Moment(
            on=awaited.on,
            kind=PLANNED,
            told=_("Planned: %(body)s decides on “%(question)s”") % asked,
            url=awaited.url,
            reference=_("To the agenda"),
        )


def _steps(project: Project, *, actor: Actor) -> Iterable[Moment]:
    """Tell every step, and each decision that led to none."""
    steps = list(project.steps.select_related("by__person"))
    found = _readable(project, actor=actor)
    urls = addresses_of(found.values(), actor=actor)
    told = []
    for step in steps:
        known = step.decision_id or 0
        if step.kind == StepKind.RESULTS_DISCUSSED and known not in found:
            continue  # it says nothing else than which body decided, and when
        told.append((step.at, _stepped(step, found.get(known), urls.get(known, ""))))
    rest = [found[pk] for pk in found.keys() - {step.decision_id for step in steps}]
    told += [(row.recorded_at, _without_step(row, urls.get(row.pk, ""))) for row in rest]
    return [moment for _at, moment in sorted(told, key=lambda each: each[0], reverse=True)]


def _readable(project: Project, *, actor: Actor) -> dict[int, Decision]:
    """Give the decisions behind its steps, and those on itself, its plan and its evaluation.

    As far as ``actor`` may read them; what was put right gave way to the better decision.
    """
    about = [Q(kind=kind, subject_id=pk) for kind, pk in subjects_of(project)]
    decided = DecidedSubject.objects.filter(
        reduce(or_, about), decision__is_practice=False, decision__corrected_by=None
    )
    stepped = project.steps.exclude(decision=None).order_by().values("decision")
    told = stepped.union(decided.order_by().values("decision"))
    readable = Decision.objects.visible_to(actor).filter(pk__in=told)
    return {row.pk: row for row in readable.select_related("body", "subject")}


def _stepped(step: Step, decision: Decision | None, url: str) -> Moment:
    is_told = bool(step.note) and (not step.decision_id or decision is not None)
    return Moment(
        on=step.on,
        kind=DECIDED if step.decision_id else NOTED,
        told=step.get_kind_display(),
        notes=[step.note] if is_told else [],
        by="" if step.decision_id else _function_of(step),
        reference=str(decision or ""),
        url=url,
    )


def _without_step(decision: Decision, url: str) -> Moment:
    """Tell what a body was asked and answered where nothing moved, to who may read that."""
    decided = decision.subject
    kind = subject_kind(decided.kind)
    asked = kind.question(decided.question) if kind else None
    return Moment(
        on=decision.decided_on,
        kind=DECIDED,
        told=_("%(question)s: %(outcome)s")
        % {
            "question": asked.label if asked else decided.question,
            "outcome": decision.get_outcome_display().lower(),
        },
        notes=[effect_told(decided)],
        reference=str(decision),
        url=url,
    )


def _function_of(step: Step) -> str:
    person: Person | None = getattr(step.by, "person", None) if step.by else None
    return person.function if person else ""


def _reports(reports: Iterable[ProgressReport]) -> Iterable[Moment]:
    for report in reports:
        lights = list(report.lights.all())
        off_course = [light for light in lights if light.colour != LightColour.ON_COURSE]
        person = getattr(report.reported_by, "person", None) if report.reported_by else None
        told = _("Progress reported: everything on course") if lights else _("Progress reported")
        yield Moment(
            on=report.reported_on or report.due_on,
            kind=REPORTED,
            told=_("Progress reported: not everything on course") if off_course else told,
            notes=[f"{light}. {light.reason}" for light in off_course],
            by=person.function if person else "",
        )


def _milestones(project: Project) -> Iterable[Moment]:
    for milestone in Milestone.objects.filter(project=project).exclude(done_on=None):
        late = milestone.done_on is not None and milestone.done_on > milestone.due_on
        planned = _("It was planned for %(day)s.") % {"day": day_date(milestone.due_on)}
        yield Moment(
            on=milestone.done_on or milestone.due_on,
            kind=NOTED,
            told=_("Ready: %(title)s") % {"title": milestone.title},
            notes=[planned] if late else [],
        )


def _measurements(project: Project) -> Iterable[Moment]:
    rows = Measurement.objects.filter(indicator__project=project).select_related("indicator")
    for row in rows:
        shown = {
            "name": row.indicator.name,
            "value": plain_number(row.value),
            "unit": row.indicator.unit,
        }
        source = _("Source: %(source)s") % {"source": row.source or row.indicator.source}
        notes = [source, _("This figure is provisional.")] if row.is_provisional else [source]
        told = _("Figure: %(name)s, %(value)s %(unit)s") % shown
        yield Moment(on=row.on, kind=NOTED, told=told, notes=notes)


def _members(project: Project) -> Iterable[Moment]:
    """Tell who joined and left; who holds or leads stands among the steps."""
    rows = Member.objects.filter(project=project).exclude(role__in=STEERED).exclude(valid_from=None)
    for row in rows.select_related("person", "organisation"):
        who = str(row.person or row.organisation or row.shown_function)
        notes = [row.function] if row.function else []
        if row.valid_from:
            joined = _("Joins the project group: %(who)s") % {"who": who}
            yield Moment(on=row.valid_from, kind=NOTED, told=joined, notes=notes)
        if row.valid_until:
            left = _("Leaves the project group: %(who)s") % {"who": who}
            yield Moment(on=row.valid_until, kind=NOTED, told=left, notes=notes)


def _changes(project: Project, *, actor: Actor) -> Iterable[Moment]:
    """Tell what was changed, to the network and the group; visitors read what was decided."""
    is_own = project.pk in actor.group_ids or project.network.pk in actor.network_ids
    for change in changes_of(project) if is_own else ():
        told = _("Changed: %(parts)s") % {"parts": ", ".join(change.parts)}
        on = timezone.localdate(change.at)
        yield Moment(on=on, kind=CHANGED, told=told, by=change.by)
