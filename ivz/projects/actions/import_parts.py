"""The further sheets of a table of projects: hours a week, indicators and milestones.

Policy: docs/policy/projects.md#taken-over
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ivz.authorization.roles import GroupRole
from ivz.errors import RuleBroken
from ivz.network.actions.naming import choices_of, day_in, named, one_of
from ivz.network.models import Person
from ivz.network.rules.upkeep import normalised
from ivz.projects.actions.import_lines import CellBroken, ProjectImport, Row
from ivz.projects.actions.import_reading import read_rows, short
from ivz.projects.models import Indicator, Member, Milestone, Project
from ivz.projects.states import Direction
from ivz.tabular.reading import CellRefused, Column, Parser, Problem, TableRefused, read_table
from ivz.tabular.spreadsheets import sheets_of
from ivz.tabular.writing import ABOUT_THE_TABLE
from ivz.web.templatetags.ivz import day_date

HOURS, INDICATORS, MILESTONES = "Uren", "Indicatoren", "Mijlpalen"
SHEETS = {
    HOURS: ("project", "wie", "uren_per_week"),
    INDICATORS: (
        *("project", "indicator", "eenheid", "richting", "begin", "gemeten_op"),
        *("streefwaarde", "te_halen_op", "bron"),
    ),
    MILESTONES: ("project", "mijlpaal", "klaar_op", "was_klaar_op"),
}
OPTIONAL = {"richting", "begin", "gemeten_op", "streefwaarde", "te_halen_op", "was_klaar_op"}
_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?")


@dataclass(kw_only=True)
class Workbook:
    """What stands on the sheets, cell by cell; ``unread`` are the names of other sheets."""

    projects: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def read_workbook(content: bytes, *, parsers: Mapping[str, Parser]) -> Workbook:
    """Read a spreadsheet: projects on its first sheet, their parts on sheets by name.

    Raises:
        TableRefused: with every cell of every sheet that cannot be read.
    """
    known = {name.lower(): name for name in SHEETS}
    first, *others = sheets_of(content, wanted=known)
    workbook, problems = Workbook(), []
    try:
        workbook.projects = read_rows(first.content, parsers=parsers)
    except TableRefused as refused:
        problems += refused.problems
    for sheet in others:
        name = known.get(sheet.name.lower(), "")
        try:
            workbook.parts |= {name: _read_parts(name, sheet.content, parsers)} if name else {}
        except TableRefused as refused:
            problems += [replace(problem, sheet=name) for problem in refused.problems]
    if problems:
        raise TableRefused(problems)
    names = [sheet.name for sheet in others if sheet.name.lower() not in known]
    workbook.unread = [name for name in names if name != ABOUT_THE_TABLE]
    return workbook


def _read_parts(sheet: str, content: bytes, parsers: Mapping[str, Parser]) -> list[dict[str, Any]]:
    """Read one sheet; with only its headings there is nothing on it."""
    if content.count(b"\n") <= 1:
        return []
    own = {
        "wie": parsers["wie"],
        "uren_per_week": _number(whole=3, places=1),
        "indicator": short(200),
        "eenheid": short(120),
        "bron": short(250),
        "richting": named(choices_of(Direction), one_of(Direction)),
        "begin": _number(whole=10, places=4),
        "streefwaarde": _number(whole=10, places=4),
        "mijlpaal": short(200),
        "project": short(200),
    }
    columns = {
        name: Column(parse=own.get(name, day_in), is_required=name not in OPTIONAL)
        for name in SHEETS[sheet]
    }
    return read_table(content, columns=columns)


def _number(*, whole: int, places: int) -> Parser:
    def parse(value: str) -> Decimal:
        number = value.replace(",", ".")
        before, _point, after = number.partition(".")
        if not _NUMBER.fullmatch(value) or len(before) > whole or len(after) > places:
            raise CellRefused(
                _("a number with at most %(places)s decimals, not “%(value)s”")
                % {"places": places, "value": value[:40]}
            )
        return Decimal(number).quantize(Decimal(1).scaleb(-places))  # as it will be stored

    return parse


def add_parts(outcome: ProjectImport, workbook: Workbook, *, since: date) -> ProjectImport:
    """Work out what the further sheets add to the projects of the first."""
    parts = _Parts(outcome, titles=[row["titel"] for row in workbook.projects], since=since)
    outcome.unread = workbook.unread
    for sheet, rows in workbook.parts.items():
        for row in rows:
            try:
                parts.add(sheet, row)
            except RuleBroken as broken:
                column = broken.column if isinstance(broken, CellBroken) else "project"
                problem = Problem(
                    line=row["line"], column=column, expected=str(broken), sheet=sheet
                )
                outcome.problems.append(problem)
    return outcome


class _Parts:
    """The projects of the first sheet by title, as their parts come in line by line."""

    def __init__(self, outcome: ProjectImport, *, titles: Iterable[str], since: date) -> None:
        self._outcome, self._since = outcome, since
        self._titles = {normalised(title) for title in titles}
        told = zip(outcome.projects, outcome.lines, strict=True)
        self._projects = {normalised(line.what): (project, line) for project, line in told}
        self._add: dict[str, Callable[[Project, Row], str]] = {
            HOURS: self._hours,
            INDICATORS: self._indicator,
            MILESTONES: self._milestone,
        }

    def add(self, sheet: str, row: Row) -> None:
        """Put one line with its project, and say so there; nothing where that was refused."""
        title = normalised(row["project"])
        if title not in self._titles:
            raise CellBroken("project", _("a title that stands on the first sheet"))
        if title not in self._projects:
            return
        project, line = self._projects[title]
        line.told.append(self._add[sheet](project, row))

    def _hours(self, project: Project, row: Row) -> str:
        """Note what somebody promised, who joins the project group where not in it yet."""
        who, hours = row["wie"], row["uren_per_week"]
        is_person = isinstance(who, Person)
        given = {"person": who, "organisation": who.organisation} if is_person else {}
        name = "person" if is_person else "organisation"
        places = [each for each in self._outcome.members if each.project is project]
        own = [each for each in places if (each.person if is_person else each.organisation) == who]
        own.sort(key=lambda each: each.role == GroupRole.HOLDER)
        place = next((each for each in own if is_person or each.person is None), None)
        if place is None:
            place = Member(project=project, valid_from=self._since, **(given or {name: who}))
            self._outcome.members.append(place)
        if place.role == GroupRole.HOLDER:
            raise CellBroken("wie", _("somebody else; who holds the portfolio promises no hours"))
        if place.hours_per_week is not None:
            raise CellBroken("wie", _("each once per project"))
        place.hours_per_week = hours
        return _("%(who)s: %(hours)s hours a week") % {"who": who, "hours": _shown(hours)}

    def _indicator(self, project: Project, row: Row) -> str:
        indicator = Indicator(
            project=project,
            name=row["indicator"],
            unit=row["eenheid"],
            source=row["bron"],
            direction=row["richting"] or Direction.DOWN,
            baseline=row["begin"],
            baseline_on=row["gemeten_op"],
            target=row["streefwaarde"],
            target_on=row["te_halen_op"],
        )
        self._outcome.indicators.append(indicator)
        return _("Indicator: %(name)s, from %(baseline)s to %(target)s %(unit)s (%(source)s)") % {
            "name": indicator.name,
            "baseline": _dated(indicator.baseline, indicator.baseline_on),
            "target": _dated(indicator.target, indicator.target_on),
            "unit": indicator.unit,
            "source": indicator.source,
        }

    def _milestone(self, project: Project, row: Row) -> str:
        milestone = Milestone(
            project=project,
            title=row["mijlpaal"],
            due_on=row["klaar_op"],
            done_on=row["was_klaar_op"],
        )
        self._outcome.milestones.append(milestone)
        facts = {"title": milestone.title, "day": day_date(milestone.due_on)}
        if milestone.done_on is None:
            return _("Milestone: %(title)s, ready on %(day)s") % facts
        done = {"done": day_date(milestone.done_on)}
        return _("Milestone: %(title)s, ready on %(day)s; was ready on %(done)s") % (facts | done)


def _shown(number: Decimal) -> str:
    return str(number.normalize().__format__("f")).replace(".", ",")


def _dated(number: Decimal | None, day: date | None) -> str:
    words = "?" if number is None else _shown(number)
    return f"{words} ({day_date(day)})" if day else words
