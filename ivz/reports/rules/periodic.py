"""Who lays down what is due every year, and who writes the reports.

Policy: docs/policy/reports.md
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.rules.papers import BEFORE_A_BODY
from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken
from ivz.projects.rules.rights import check_may_steer
from ivz.reports.models import PeriodicReport, ReportPart, YearlyDuty
from ivz.reports.states import Chapter, ReportKind

FIRST_YEAR, LAST_YEAR = 2000, 2100


def check_duty(duty: YearlyDuty, *, by: Actor) -> None:
    """Let chair and coordinator lay a duty down, in months of one year, and once."""
    check_may_steer(duty.network, by=by)
    if duty.first_month > duty.last_month:
        raise RuleBroken(
            _("The last month comes before the first. Choose months of one year."),
            field="last_month",
        )
    check_year(duty.from_year, field="from_year")
    ended = YearlyDuty.objects.filter(
        network=duty.network,
        kind=duty.kind,
        last_month=duty.last_month,
        last_year__gte=duty.from_year,
    ).first()
    if ended is not None:
        raise RuleBroken(
            _("This was due up to %(year)s. On the wheel of that year, make it due again.")
            % {"year": ended.last_year},
            field="from_year",
        )
    same = YearlyDuty.objects.filter(network=duty.network, kind=duty.kind, last_year=None)
    if duty.kind in ONCE_A_YEAR and same.exclude(pk=duty.pk).exists():
        raise RuleBroken(
            _("This is due once a year and stands on the wheel already. Change that one."),
            field="kind",
        )
    if same.filter(last_month=duty.last_month).exclude(pk=duty.pk).exists():
        raise RuleBroken(_("This is due in that month already."), field="last_month")


def check_year(year: int, *, field: str = "") -> None:
    """Refuse years far away, which are typing errors."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken(
            _("Choose a year from %(first)s up to and including %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR},
            field=field,
        )


ONCE_A_YEAR = {
    ReportKind.ANNUAL_PLAN,
    ReportKind.ANNUAL_REPORT,
    ReportKind.MANAGEMENT_REPORT,
    ReportKind.NEW_YEAR,
}


def check_may_end(duty: YearlyDuty, *, by: Actor) -> None:
    """Let chair and coordinator end a duty; what was made stays."""
    check_may_steer(duty.network, by=by)
    if duty.last_year is not None:
        raise RuleBroken(_("This ended already."))


def check_may_go_on(duty: YearlyDuty, *, by: Actor) -> None:
    """Let chair and coordinator make a duty due again that ended, where no other took its place."""
    check_may_steer(duty.network, by=by)
    if duty.last_year is None:
        raise RuleBroken(_("This is due every year already."))
    check_duty(
        YearlyDuty(
            pk=duty.pk,
            network=duty.network,
            kind=duty.kind,
            first_month=duty.first_month,
            last_month=duty.last_month,
            from_year=duty.last_year + 1,
        ),
        by=by,
    )


def check_may_begin(duty: YearlyDuty, year: int, *, by: Actor) -> None:
    """Let chair and coordinator begin a report that is due that year, from its first month on."""
    check_may_steer(duty.network, by=by)
    check_year(year)
    if duty.kind == ReportKind.ANNUAL_PLAN:
        raise RuleBroken(_("An annual plan is begun on its own page."))
    if not duty.holds_in(year):
        raise RuleBroken(_("It is not due in %(year)s.") % {"year": year})
    if duty.opens_on(year) > by.today:
        raise RuleBroken(
            _("The period it is about still goes on. Begin when its first month is there.")
        )
    if PeriodicReport.objects.filter(duty=duty, year=year).exists():
        raise RuleBroken(_("This report was begun already."))


def check_may_write(report: PeriodicReport, *, by: Actor) -> None:
    """Let chair and coordinator write a report until a body judges it."""
    check_may_steer(report.network, by=by)
    if report.state in BEFORE_A_BODY:
        raise RuleBroken(
            _("The report lies before a body and cannot change. It comes back by decision.")
        )
    if report.state == PaperState.ADOPTED:
        raise RuleBroken(_("What was adopted does not change."))


def check_may_remove(report: PeriodicReport, *, by: Actor) -> None:
    """Let a report go that no body ever judged."""
    check_may_write(report, by=by)
    if report.submitted_on is not None:
        raise RuleBroken(_("A body judged this report, so it stays. Write in it what is better."))


def check_may_submit(report: PeriodicReport, *, by: Actor) -> None:
    """Refuse to propose a report without a summary."""
    check_may_write(report, by=by)
    summary = ReportPart.objects.filter(report=report, chapter=Chapter.SUMMARY).exclude(text="")
    if not summary.exists():
        raise RuleBroken(_("Write the summary first: what should who reads one page remember?"))
