"""Laying down what is due every year, writing reports, and what decisions do to those.

Policy: docs/policy/reports.md
"""

from dataclasses import dataclass

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.actions import papers
from ivz.decisions.effects import Trace
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.network.models import Network
from ivz.projects.rules.requests import commissioning_body
from ivz.reports.facts import facts_now
from ivz.reports.models import PeriodicReport, ReportFact, ReportPart, YearlyDuty
from ivz.reports.rules import periodic as rules
from ivz.reports.states import Chapter, Event, ReportKind, chapters_of
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class DutyDetails:
    """What is due, in which months, and from which year."""

    kind: ReportKind
    first_month: int
    last_month: int
    from_year: int


@transaction.atomic
def lay_down(network: Network, details: DutyDetails, *, by: Actor) -> YearlyDuty:
    """Lay down that something is due every year."""
    Network.objects.select_for_update().get(pk=network.pk)
    duty = YearlyDuty(network=network, **vars(details))
    rules.check_duty(duty, by=by)
    duty.save()
    record(Event.DUTY_CHANGED, subject=duty, by=by)
    return duty


@transaction.atomic
def end(duty: YearlyDuty, *, by: Actor) -> YearlyDuty | None:
    """Let a duty end: with this year, or as if it never was where nothing was made of it."""
    duty = YearlyDuty.objects.select_for_update().select_related("network__area").get(pk=duty.pk)
    rules.check_may_end(duty, by=by)
    record(Event.DUTY_CHANGED, subject=duty, by=by)
    if not duty.reports.exists():
        duty.delete()
        return None
    duty.last_year = max(by.today.year, duty.from_year)
    duty.version += 1
    duty.save()
    return duty


@transaction.atomic
def go_on(duty: YearlyDuty, *, by: Actor) -> YearlyDuty:
    """Make a duty due every year again."""
    duty = YearlyDuty.objects.select_for_update().select_related("network__area").get(pk=duty.pk)
    rules.check_may_go_on(duty, by=by)
    duty.last_year = None
    duty.version += 1
    duty.save()
    record(Event.DUTY_CHANGED, subject=duty, by=by)
    return duty


@transaction.atomic
def begin(duty: YearlyDuty, year: int, *, by: Actor) -> PeriodicReport:
    """Begin the report that is due in a year, with a part for each heading."""
    duty = YearlyDuty.objects.select_for_update().select_related("network__area").get(pk=duty.pk)
    rules.check_may_begin(duty, year, by=by)
    first, until = duty.covers(year)
    report = PeriodicReport(
        body=commissioning_body(duty.network),
        duty=duty,
        year=year,
        covers_from=first,
        covers_until=until,
    )
    report.save()
    for chapter in chapters_of(report.kind):
        ReportPart.objects.create(report=report, chapter=chapter)
    record(Event.REPORT_WRITTEN, subject=report, by=by)
    return report


@transaction.atomic
def write(
    report: PeriodicReport, chapter: Chapter, text: str, *, version: int, by: Actor
) -> ReportPart:
    """Save what stands under one heading."""
    report = _lock(report)
    part = lock_version(report.parts.get(chapter=chapter), version=version)
    rules.check_may_write(report, by=by)
    part.text = text.strip()
    part.save()
    report.version += 1  # whoever throws the report away has to have read this
    report.save()
    record(Event.REPORT_WRITTEN, subject=report, by=by)
    return part


@transaction.atomic
def remove(report: PeriodicReport, *, version: int, by: Actor) -> None:
    """Throw away a report that no body judged yet, as it stood in ``version``."""
    report = lock_version(report, version=version)
    rules.check_may_remove(report, by=by)
    record(Event.REPORT_WRITTEN, subject=report, by=by)
    report.delete()


@transaction.atomic
def submit(report: PeriodicReport, *, version: int, by: Actor) -> PeriodicReport:
    """Propose a report as it stood in ``version``; its facts stand still from then on."""
    lock_version(report, version=version)
    report = _lock(report)
    rules.check_may_submit(report, by=by)
    ReportFact.objects.bulk_create(facts_now(report, actor=by))
    report.submitted_on = by.today
    _move(report, PaperState.SUBMITTED, by=by)
    return report


def endorse(report: PeriodicReport, _decision: Decision, *, by: Actor) -> None:
    """Let the Platform's decision send the report on to the deciding body."""
    _move(report, PaperState.ENDORSED, by=by)


def adopt(report: PeriodicReport, decision: Decision, *, by: Actor) -> None:
    """Let the deciding body's decision adopt the report."""
    report.decision = decision
    _move(report, PaperState.ADOPTED, by=by)


def send_back(report: PeriodicReport, _decision: Decision, *, by: Actor) -> Trace:
    """Let a decision give the report back to who writes it; its facts are made anew."""
    told = [
        {name: getattr(fact, name) for name in _OF_A_FACT} for fact in report.facts.order_by("pk")
    ]
    report.facts.all().delete()
    _move(report, PaperState.DRAFT, by=by)
    return {"facts": told}


def restore(report: PeriodicReport, _decision: Decision, *, before: Trace, by: Actor) -> None:
    """Put a report back as it stood before a decision."""
    facts = [ReportFact(report=report, **told) for told in before.get("facts", [])]
    ReportFact.objects.bulk_create(facts)
    report.decision = None
    _move(report, PaperState(before["state"]), by=by)


_OF_A_FACT = ("chapter", "position", "text", "decision_id", "project_id", "line_id")


def _lock(report: PeriodicReport) -> PeriodicReport:
    rows = PeriodicReport.objects.select_related("body__network__area", "duty")
    return rows.select_for_update(of=("self",)).get(pk=report.pk)


def _move(report: PeriodicReport, state: PaperState, *, by: Actor) -> None:
    papers.move(report, state, event=Event.REPORT_MOVED, by=by)
