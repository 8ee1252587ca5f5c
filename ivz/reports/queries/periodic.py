"""What pages and the start page ask about yearly duties and reports.

Policy: docs/policy/reports.md#year-wheel
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.addresses import addresses_of
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.network.models import Network
from ivz.reports.facts import facts_now
from ivz.reports.models import AnnualPlan, PeriodicReport, ReportFact, ReportPart, YearlyDuty
from ivz.reports.models.periodic import YearlyDutyQuerySet
from ivz.reports.states import Chapter, Due, ReportKind


@dataclass(frozen=True, kw_only=True)
class Spoke:
    """One duty of the year wheel, with what was made of it."""

    duty: YearlyDuty
    year: int
    made: AnnualPlan | PeriodicReport | None
    on: date

    @property
    def due_on(self) -> date:
        """The last day on which it is in time."""
        return self.duty.due_on(self.year)

    @property
    def opens_on(self) -> date:
        """The first day on which it is to be made."""
        return self.duty.opens_on(self.year)

    @property
    def state(self) -> Due:
        """Where the duty is: done once what was made lies before a body."""
        if self.made is not None and self.made.state != PaperState.DRAFT:
            return Due.DONE
        if self.due_on < self.on:
            return Due.OVERDUE
        return Due.NOW if self.opens_on <= self.on else Due.TO_COME

    @property
    def light(self) -> str:
        """Give its light: good, bad, watch, or none."""
        return {Due.DONE: "good", Due.OVERDUE: "bad", Due.NOW: "watch"}.get(self.state, "")

    @property
    def is_plan(self) -> bool:
        """Whether it is about the annual plan, which has pages of its own."""
        return self.duty.kind == ReportKind.ANNUAL_PLAN

    @property
    def can_begin(self) -> bool:
        """Whether a report can be begun."""
        return self.made is None and not self.is_plan and self.opens_on <= self.on


def wheel(network: Network, year: int, *, actor: Actor) -> list[Spoke]:
    """Give what is due in a year, in order of the last day; three queries."""
    duties = [
        duty
        for duty in YearlyDuty.objects.visible_to(actor).filter(network=network)
        if duty.holds_in(year)
    ]
    reports = PeriodicReport.objects.visible_to(actor).filter(duty__in=duties, year=year)
    made = {row.duty_id: row for row in reports.select_related("duty", "body__network")}
    plans = AnnualPlan.objects.visible_to(actor).filter(body__network=network, year=year)
    plan = plans.select_related("body__network").first()
    return [
        Spoke(
            duty=duty,
            year=year,
            made=plan if duty.kind == ReportKind.ANNUAL_PLAN else made.get(duty.pk),
            on=actor.today,
        )
        for duty in duties
    ]


def duties_overdue(actor: Actor) -> YearlyDutyQuerySet:
    """Give what should have been made this year and was not, of networks ``actor`` steers.

    *Vandaag* counts them.
    """
    year = actor.today.year
    out = ~Q(state=PaperState.DRAFT)
    reports = PeriodicReport.objects.filter(out, duty=OuterRef("pk"), year=year)
    plans = AnnualPlan.objects.filter(out, body__network=OuterRef("network"), year=year)
    return YearlyDuty.objects.filter(
        Q(last_year=None) | Q(last_year__gte=year),
        ~Exists(reports),
        ~Q(kind=ReportKind.ANNUAL_PLAN) | ~Exists(plans),
        network__in=sorted(actor.networks_with(Permission.STEER_PROJECTS)),
        from_year__lte=year,
        last_month__lt=actor.today.month,
    )


@dataclass(frozen=True, kw_only=True)
class ReportChapter:
    """One heading of a report: what was written, and the facts below it."""

    part: ReportPart
    facts: Sequence[ReportFact]


def chapters(report: PeriodicReport, *, actor: Actor) -> list[ReportChapter]:
    """Give a report heading by heading, as ``actor`` may read it.

    While it is written, the facts are those of now.
    """
    written = ReportPart.objects.visible_to(actor).filter(report=report)
    parts = {part.chapter: part for part in written}
    if report.is_written:
        facts = facts_now(report, actor=actor)
    else:
        facts = list(ReportFact.objects.visible_to(actor).filter(report=report))
    return [
        ReportChapter(
            part=parts[chapter], facts=[fact for fact in facts if fact.chapter == chapter]
        )
        for chapter in Chapter
        if chapter in parts
    ]


def adopting(report: PeriodicReport, *, actor: Actor) -> tuple[str, str]:
    """Give the decision that adopted a report and its address; empty where it is closed."""
    found = Decision.objects.visible_to(actor).filter(pk=report.decision_id or 0)
    decision = found.select_related("body").first()
    if decision is None:
        return "", ""
    return str(decision), addresses_of([decision], actor=actor).get(decision.pk, "")
