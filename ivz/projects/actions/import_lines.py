"""Working out what the lines of a table of projects do, without storing anything.

Policy: docs/policy/projects.md#taken-over
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.errors import RuleBroken
from ivz.network.models import Body, Seat
from ivz.network.rules.upkeep import normalised
from ivz.projects.actions.beside import WITHOUT_PLAN
from ivz.projects.actions.projects import slug_beside
from ivz.projects.likeness import are_alike, words_of
from ivz.projects.models import Indicator, Member, Milestone, Plan, Project, Step
from ivz.projects.rules.beside import check_may_open
from ivz.projects.rules.groups import check_holds
from ivz.projects.states import ProjectKind, ProjectState, StepKind
from ivz.tabular.reading import Problem
from ivz.web.templatetags.ivz import day_date

Row = Mapping[str, Any]
_PLACES = {GroupRole.HOLDER: "houder", GroupRole.LEADER: "projectleider"}


class CellBroken(RuleBroken):
    """A rule is broken by what stands in one column."""

    def __init__(self, column: str, message: str) -> None:
        self.column = column
        super().__init__(message)


class LooksTheSame(CellBroken):
    """A project that goes on already says the same."""


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """What one line of the table does, in words."""

    line: int
    what: str
    told: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class ProjectImport:
    """The lines of a table and what they do; ``fingerprint`` tells two outcomes apart."""

    lines: list[ImportLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asks_others: bool = False
    projects: list[Project] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[Model]:
        """All rows that would be stored."""
        parts = [*self.indicators, *self.milestones]
        return [*self.projects, *self.plans, *self.members, *self.steps, *parts]

    @property
    def fingerprint(self) -> str:
        """A short text that is the same only where the same would happen."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()[:32]


@dataclass(kw_only=True)
class Portfolio:
    """The projects that go on, as more come in line by line; nothing is stored."""

    body: Body
    by: Actor
    under_way: Sequence[Project]
    taken: Collection[str]
    deciding: Sequence[Seat]
    are_others: bool
    outcome: ProjectImport = field(default_factory=ProjectImport)

    def __post_init__(self) -> None:
        self._slugs = set(self.taken)
        self._lines: dict[str, int] = {}
        self._known = [(row, self._words(row.title)) for row in self.under_way]

    def take(self, rows: Iterable[Row]) -> ProjectImport:
        """Work out every line and give what they do, or what is not right."""
        for row in rows:
            try:
                self._add(row)
            except RuleBroken as broken:
                self.outcome.asks_others |= isinstance(broken, LooksTheSame)
                column = broken.column if isinstance(broken, CellBroken) else "soort"
                problem = Problem(line=row["line"], column=column, expected=str(broken))
                self.outcome.problems.append(problem)
        return self.outcome

    def _words(self, title: str) -> list[str]:
        return words_of(title, network=self.body.network)

    def _add(self, row: Row) -> None:
        self._check_title(row)
        check_days(row)
        project = self._project(row)
        check_may_open(project, by=self.by)
        members = self._members(project, row)
        self.outcome.projects.append(project)
        self.outcome.members += members
        self.outcome.steps.append(self._step(project, row))
        if project.kind not in WITHOUT_PLAN:
            self.outcome.plans.append(Plan(project=project))
        told = _told(project, members)
        self.outcome.lines.append(ImportLine(line=row["line"], what=project.title, told=told))

    def _check_title(self, row: Row) -> None:
        title = row["titel"]
        before = self._lines.setdefault(normalised(title), row["line"])
        if before != row["line"]:
            raise CellBroken(
                "titel",
                _("each title once; this one also stands on line %(line)s") % {"line": before},
            )
        words = self._words(title)
        for known, others in self._known if not self.are_others else ():
            if normalised(known.title) == normalised(title) or are_alike(words, others):
                raise LooksTheSame(
                    "titel",
                    _(
                        "“%(title)s” is on the portfolio already: %(state)s. Leave this line "
                        "out, or confirm that it is another project."
                    )
                    % {"title": known.title, "state": known.get_state_display().lower()},
                )

    def _project(self, row: Row) -> Project:
        kind = row["soort"] or ProjectKind.PROJECT
        openness = row["openheid"] or Openness.NETWORK
        project = Project(
            body=self.body,
            slug=slug_beside(self._slugs, row["titel"]),
            title=row["titel"],
            summary=row["omschrijving"] or "",
            kind=kind,
            state=row["fase"] or _first_state(kind),
            theme=row["thema"],
            starts_on=row["eerste_dag"],
            ends_on=row["laatste_dag"],
            led_by=row["trekker"],
            shared_with=row["gedeeld_met"],
            decision=row["besluit"],
            origin=row["herkomst"] or "",
            openness=openness,
            planned_openness=openness,
        )
        self._slugs.add(project.slug)
        return project

    def _members(self, project: Project, row: Row) -> list[Member]:
        since = self.by.today
        members = [
            Member(
                project=project,
                role=role,
                person=row[column],
                organisation=row[column].organisation,
                valid_from=since,
            )
            for role, column in _PLACES.items()
            if row[column]
        ]
        for member in members:
            try:
                check_holds(member, deciding=self.deciding)
            except RuleBroken as broken:
                raise CellBroken(_PLACES[GroupRole(member.role)], str(broken)) from None
        return members + [
            Member(project=project, organisation=partner, valid_from=since)
            for partner in row["deelnemers"] or ()
        ]

    def _step(self, project: Project, row: Row) -> Step:
        """Say that it was taken over, in which phase, and which decision stands behind it."""
        told = [_("Phase on arrival: %(state)s.") % {"state": project.get_state_display().lower()}]
        if project.origin:
            told.append(_("According to: %(origin)s.") % {"origin": project.origin})
        if project.decision is None and project.state != ProjectState.PREPARING:
            told.append(_("No decision on it is recorded here."))
        return Step(
            project=project,
            kind=StepKind.TAKEN_OVER,
            state=project.state,
            on=self.by.today,
            decision=project.decision,
            note=" ".join(told),
            by=self.by.user,
        )


def check_days(row: Row) -> None:
    """Refuse days the wrong way round, and work that goes on since nobody knows when."""
    first, last = row["eerste_dag"], row["laatste_dag"]
    if first and last and last < first:
        raise CellBroken(
            "laatste_dag",
            _("a day on or after the first day, %(day)s") % {"day": day_date(first)},
        )
    begun = row["fase"] not in {None, ProjectState.PREPARING}
    if begun and first is None and (row["soort"] or ProjectKind.PROJECT) not in WITHOUT_PLAN:
        raise CellBroken("eerste_dag", _("the day on which the work began"))


def _first_state(kind: ProjectKind) -> ProjectState:
    return ProjectState.RUNNING if kind in WITHOUT_PLAN else ProjectState.PREPARING


def _told(project: Project, members: Sequence[Member]) -> list[str]:
    """Say in words what would be stored, so that a slip is seen before."""
    theme = project.theme.name if project.theme else ""
    facts = [project.get_kind_display(), project.get_state_display(), theme]
    told = [", ".join(str(fact) for fact in facts if fact)]
    if project.starts_on or project.ends_on:
        days = [day_date(day) or "…" for day in (project.starts_on, project.ends_on)]
        told.append(" - ".join(days))
    told += [f"{each.get_role_display()}: {each.person}" for each in members if each.person]
    partners = [str(each.organisation) for each in members if not each.person]
    if partners:
        told.append(_("Takes part: %(partners)s") % {"partners": ", ".join(partners)})
    if project.decision:
        told.append(_("Decision: %(reference)s") % {"reference": project.decision.reference})
    elif project.state != ProjectState.PREPARING:
        told.append(_("Taken over as it stood, without a decision on record here"))
    return told
