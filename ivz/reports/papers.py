"""Annual plans and reports as papers, to print or to write on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ivz.documents.papers import Paper, Part
from ivz.reports.facts import period_words
from ivz.reports.forms.annual_plans import QUARTER_NAMES
from ivz.reports.models import AnnualPlan, PeriodicReport
from ivz.reports.queries.annual_plans import PlanSheet, Progress, Standing
from ivz.reports.queries.periodic import ReportChapter
from ivz.web.exports import Export
from ivz.web.templatetags.ivz import day_date


def plan_paper(plan: AnnualPlan, sheet: PlanSheet, *, export: Export) -> Paper:
    """Give a plan as a paper: per quarter what is reached, and who pulls it."""
    return Paper(
        kicker=plan.network.name,
        title=plan.title,
        foot=_foot(plan, export=export),
        facts=[(_("State"), plan.get_state_display()), (_("Lines"), str(len(sheet.taken)))],
        parts=[
            Part(
                heading=str(QUARTER_NAMES[quarter]),
                columns=[_("What is reached"), _("Who pulls it"), _("Ready on"), _("Part of")],
                rows=[
                    [
                        line.result,
                        line.owner.function if line.owner else "…",
                        day_date(line.due_on),
                        str(line.project or line.theme or ""),
                    ]
                    for line in lines
                ],
            )
            for quarter, lines in sheet.quarters
        ],
    )


def progress_paper(plan: AnnualPlan, progress: Progress, *, export: Export) -> Paper:
    """Give how a plan stands as a paper: what is late and not told of first."""
    return Paper(
        kicker=plan.title,
        title=_("Progress"),
        foot=_foot(plan, export=export),
        facts=[
            (_("Done"), f"{progress.done} / {progress.total}"),
            (_("Late"), str(len(progress.late))),
            (_("Not told of"), str(len(progress.silent))),
        ],
        parts=[
            _standings(_("Late"), progress.late),
            _standings(_("Not told of"), progress.silent),
            _standings(_("The rest of the plan"), progress.others),
        ],
    )


def _standings(heading: str, found: Sequence[Standing]) -> Part:
    return Part(
        heading=heading,
        columns=[_("What is reached"), _("Who pulls it"), _("Ready on"), _("How it stands")],
        rows=[
            [
                each.line.result,
                each.line.owner.function if each.line.owner else "…",
                day_date(each.line.due_on),
                f"{each.last.get_course_display()}: {each.last.words}" if each.last else "…",
            ]
            for each in found
        ],
    )


def report_paper(
    report: PeriodicReport, chapters: Sequence[ReportChapter], *, export: Export
) -> Paper:
    """Give a report as a paper: under each heading what was written, then the facts."""
    return Paper(
        kicker=report.network.name,
        title=report.title,
        foot=_foot(report, export=export),
        facts=[
            (_("State"), report.get_state_display()),
            (_("Period"), period_words(report.covers_from, report.covers_until)),
        ],
        parts=[
            Part(
                heading=each.part.get_chapter_display(),
                paragraphs=[*each.part.text.splitlines(), *(fact.text for fact in each.facts)],
            )
            for each in chapters
            if each.part.text or each.facts
        ],
    )


def _foot(written: AnnualPlan | PeriodicReport, *, export: Export) -> str:
    return f"{written.title}. {export.told}"
