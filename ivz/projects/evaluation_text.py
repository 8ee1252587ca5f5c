"""What the records already say on the questions of an evaluation.

Policy: docs/policy/projects.md#evaluation
"""

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from ivz.effort.models import Delivery
from ivz.network.models import in_force
from ivz.projects.models import PlanSection, ProgressReport, Project
from ivz.projects.progress import WORK_KIND, in_figures
from ivz.projects.states import Direction, Question, Section
from ivz.projects.tied_figures import Series, measured_series
from ivz.web.templatetags.ivz import day_date, money, number


def prefills(project: Project, *, on: date) -> dict[Question, str]:
    """Give per question what the records of a project say, empty where nothing; eight queries."""
    written = PlanSection.objects.filter(plan__project=project)
    sections = dict(written.values_list("section", "text"))
    measured = measured_series(project)
    return {
        Question.AIM: sections.get(Section.AIM, "") or project.summary,
        Question.SUMMARY: sections.get(Section.APPROACH, ""),
        Question.INTENDED: _lines(sections.get(Section.RESULT, ""), *map(_intended, measured)),
        Question.ACHIEVED: _lines(*(_achieved(each, on=on) for each in measured)),
        Question.COURSE: _course(project),
        Question.LESSONS: _lines(*(row.text for row in project.lessons.all())),
        Question.PARTNERS: _partners(project, on=on),
        Question.MONEY: _money(project),
    }


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _intended(series: Series) -> str:
    indicator = series.indicator
    if series.baseline is None or indicator.target is None:
        return f"{indicator.name} ({indicator.unit})"
    return _("%(name)s: from %(baseline)s to %(target)s %(unit)s") % {
        "name": indicator.name,
        "baseline": in_figures(series.baseline),
        "target": in_figures(indicator.target),
        "unit": indicator.unit,
    }


def _achieved(series: Series, *, on: date) -> str:
    indicator, latest = series.indicator, series.latest_on(on)
    if latest is None or indicator.target is None:
        return _("%(name)s: not measured") % {"name": indicator.name}
    sign = 1 if indicator.direction == Direction.UP else -1
    reached = sign * (latest.value - indicator.target) >= 0
    facts = {
        "name": indicator.name,
        "target": in_figures(indicator.target),
        "value": in_figures(latest.value),
        "day": day_date(latest.on),
    }
    if reached:
        return _("%(name)s: target %(target)s, measured %(value)s on %(day)s: reached") % facts
    return _("%(name)s: target %(target)s, measured %(value)s on %(day)s: not reached") % facts


def _course(project: Project) -> str:
    found = ProgressReport.objects.filter(project=project).reported()
    reports = found.order_by("window", "number").prefetch_related("lights")
    return _lines(
        *(
            f"{report.title}: "
            + "; ".join(
                f"{light.get_aspect_display().lower()} {light.get_colour_display().lower()}"
                for light in sorted(report.lights.all(), key=lambda row: row.pk)
            )
            for report in reports
        )
    )


def _partners(project: Project, *, on: date) -> str:
    members = project.members.filter(in_force(on)).select_related("organisation")
    written = Delivery.objects.filter(work_kind=WORK_KIND, work_id=project.pk).order_by()
    delivered = dict(
        written.values_list("organisation__name")
        .annotate(hours=Sum("hours"))
        .values_list("organisation__name", "hours")
    )
    names = {str(row.organisation) for row in members if row.organisation} | set(delivered)
    return _lines(
        *(
            _("%(name)s: %(hours)s hours delivered")
            % {"name": name, "hours": number(delivered.get(name, Decimal(0)))}
            for name in sorted(names)
        )
    )


def _money(project: Project) -> str:
    lines = list(project.budget_lines.order_by("pk"))
    if not lines:
        return _("The project had no budget of its own.")
    told = [
        _("%(what)s: budgeted %(budget)s, spent %(spent)s")
        % {
            "what": row.what,
            "budget": money(row.amount_cents),
            "spent": money(row.spent_cents) if row.spent_cents is not None else _("not noted"),
        }
        for row in lines
    ]
    total = _("Together: budgeted %(budget)s, spent %(spent)s") % {
        "budget": money(sum(row.amount_cents for row in lines)),
        "spent": money(sum(row.spent_cents or 0 for row in lines)),
    }
    return _lines(*told, total)
