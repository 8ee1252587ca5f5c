"""A plan as a document, its editions, and what changed between two of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ivz.network.models import in_force
from ivz.projects.answering import answerer
from ivz.projects.models import Plan, PlanEdition
from ivz.projects.states import Section
from ivz.projects.tied_figures import Series, measured_series
from ivz.web.comparison import pieces_of
from ivz.web.templatetags.ivz import day_date, money, number


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One section of a plan as people read it: text, and what the records add to it."""

    section: Section
    text: str
    lines: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written here."""
        return not self.text and not self.lines


def chapters(content: dict[str, Any]) -> list[Chapter]:
    """Give every section in the order of the document."""
    return [
        Chapter(
            section=section,
            text=content.get(section, {}).get("text", ""),
            lines=content.get(section, {}).get("lines", []),
        )
        for section in Section
    ]


def content_of(plan: Plan, *, on: date) -> dict[str, dict[str, Any]]:
    """Give what a plan says now, as an edition keeps it; seven queries.

    Other projects are left out: their titles may be closed to who reads the edition.
    """
    texts = dict(plan.sections.values_list("section", "text"))
    lines = lines_of(plan, on=on)
    return {
        section.value: {"text": texts.get(section, ""), "lines": lines.get(section, [])}
        for section in Section
        if texts.get(section) or lines.get(section)
    }


def lines_of(plan: Plan, *, on: date) -> dict[Section, list[str]]:
    """Give what the records of a project add to the sections of its plan, in words."""
    project = plan.project
    return {
        Section.INDICATORS: [_indicator(row, on=on) for row in measured_series(project)],
        Section.PLANNING: [
            f"{day_date(row.due_on)}: {row.title}" for row in project.milestones.all()
        ],
        Section.RISKS: [
            f"{row.what}. {row.measure}".strip() for row in project.risks.order_by("pk")
        ],
        Section.RELATIONS: [
            f"{row.other_words} ({row.get_nature_display().lower()})"
            for row in project.relations.exclude(other_words="")
        ],
        Section.GROUP: [
            _member(row)
            for row in project.members.filter(in_force(on)).select_related("person", "organisation")
        ],
        Section.FINANCES: [
            f"{row.what}: {money(row.amount_cents)} ({row.get_source_display().lower()})"
            for row in project.budget_lines.order_by("pk")
        ],
    }


def _indicator(series: Series, *, on: date) -> str:
    row = series.indicator
    facts = {
        "name": row.name,
        "unit": row.unit,
        "baseline": plain_number(series.baseline),
        "target": plain_number(row.target),
        "source": row.source.removesuffix("."),
        "who": answerer(row, on=on),
    }
    return (
        _(
            "%(name)s (%(unit)s): from %(baseline)s to %(target)s. Source: %(source)s. "
            "Answers for it: %(who)s"
        )
        % facts
    )


def plain_number(value: Any) -> str:
    """Write a figure without decimals where it has none."""
    if value is None:
        return "…"
    whole = value == value.to_integral_value()
    return number(value, 0 if whole else 2)


def _member(row: Any) -> str:
    words = [row.shown_function, str(row.person or ""), str(row.organisation or "")]
    named = ", ".join(word for word in words if word)
    if row.hours_per_week is None:
        return named
    return _("%(named)s, %(hours)s hours a week") % {
        "named": named,
        "hours": plain_number(row.hours_per_week),
    }


@dataclass(frozen=True, kw_only=True)
class ChapterChange:
    """How a section differs between two editions, piece by piece."""

    section: Section
    pieces: list[tuple[str, str]]


def compare(older: PlanEdition, newer: PlanEdition) -> list[ChapterChange]:
    """Give the sections that differ between two editions, with what was added and removed."""
    pairs = zip(chapters(older.content), chapters(newer.content), strict=True)
    return [
        ChapterChange(section=old.section, pieces=pieces_of(_whole(old), _whole(new)))
        for old, new in pairs
        if _whole(old) != _whole(new)
    ]


def _whole(chapter: Chapter) -> str:
    return "\n".join([chapter.text, *chapter.lines]).strip()
