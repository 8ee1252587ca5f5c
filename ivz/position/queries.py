"""What the network knows of its themes: figures, priorities, projects, and what is missing.

Policy: docs/policy/information-position.md
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.addresses import page_of
from ivz.decisions.models import DecidedSubject, Decision
from ivz.insight.known_figures import KnownFigure, known_figures
from ivz.knowledge.models import Development, KnowledgePaper
from ivz.knowledge.queries.developments import developments_in
from ivz.knowledge.queries.papers import papers_in
from ivz.knowledge.states import PaperKind
from ivz.network.models import Network, Theme, in_force
from ivz.network.queries.areas import municipalities_in
from ivz.portfolios.models import Portfolio, Priority
from ivz.portfolios.states import PORTFOLIO
from ivz.position.gaps import Gap, Known, gaps_of
from ivz.position.states import GapKind
from ivz.projects.changing import PROJECT
from ivz.projects.models import Indicator, Lesson, Project
from ivz.projects.queries.projects import AT_WORK
from ivz.projects.queries.results import ResultRow, of_themes

MOST_DECISIONS = 20
_TOLD = {"first_source": "source", "first_since": "valid_from", "first_invented": "is_invented"}


@dataclass(frozen=True, kw_only=True)
class ThemeRow:
    """A theme with what is known of it in numbers, who holds it and what is missing.

    ``openness`` is that of the most closed record that was counted.
    """

    theme: Theme
    holder: str
    known: Known
    ended: int
    indicators: int
    lessons: int
    developments: int
    papers: int
    gaps: Sequence[Gap]
    openness: Openness

    @property
    def figure(self) -> KnownFigure | None:
        """The newest figure."""
        return self.known.figure

    def has(self, kind: str) -> bool:
        """Whether this is missing; anything where no kind is asked."""
        return not kind or any(gap.kind == kind for gap in self.gaps)


def themes_known(network: Network, *, actor: Actor, kind: str = "") -> list[ThemeRow]:
    """Give each theme in use, what weighs most first; eleven queries, however many themes."""
    on = actor.today
    themes = list(Theme.objects.select_related("field").order_by("field__number", "position"))
    current = _current(themes, on=on)
    counts = _Counts(network, actor=actor, current=current)
    rows = [
        _row(theme, counts, on=on)
        for theme in themes
        if current[theme.pk] == theme.pk and theme.is_in_force(on)
    ]
    return sorted((row for row in rows if row.has(kind)), key=_weight)


def _weight(row: ThemeRow) -> tuple[list[int], int]:
    order = list(GapKind)
    places = [order.index(gap.kind) for gap in row.gaps] or [len(order)]
    return places[:1], -row.known.plays_in


def _current(themes: Sequence[Theme], *, on: date) -> dict[int, int]:
    """Give for each theme the one that it goes by on a day: what took its place, or itself."""
    by_key = {theme.pk: theme for theme in themes}
    return {theme.pk: _follow(theme, by_key, on=on) for theme in themes}


def _follow(theme: Theme, by_key: Mapping[int, Theme], *, on: date) -> int:
    seen = {theme.pk}
    while not theme.is_in_force(on) and theme.successor_id and theme.successor_id not in seen:
        theme = by_key[theme.successor_id]
        seen.add(theme.pk)
    return theme.pk


class _Counts:
    """How much there is of each theme that somebody may read; ten queries when made."""

    def __init__(self, network: Network, *, actor: Actor, current: Mapping[int, int]) -> None:
        self._current, on = current, actor.today
        inside = municipalities_in(network.area, on=on).order_by()
        self.municipalities = inside.count()
        self._levels: dict[int, set[str]] = {}
        self.figures: dict[int, list[KnownFigure]] = {}
        for figure in known_figures(network, actor=actor):
            key = current[figure.theme_id]
            self.figures.setdefault(key, []).append(figure)
            self._levels.setdefault(key, set()).add(figure.data_set.openness)
        chosen = Priority.objects.filter(in_force(on), municipality__in=inside)
        places = set(chosen.values_list("theme", "municipality"))
        self.plays_in = Counter(theme for theme, _place in {(current[t], p) for t, p in places})
        projects = Project.objects.visible_to(actor).filter(body__network=network)
        self.under_way = self._counted(projects.filter(state__in=AT_WORK), "theme")
        self.ended = self._counted(projects.exclude(state__in=AT_WORK), "theme")
        self.indicators = self._of_parts(Indicator, network, actor)
        self.lessons = self._of_parts(Lesson, network, actor)
        self.developments = self._counted(developments_in(network, actor=actor), "theme")
        told = papers_in(network, actor=actor).exclude(kind=PaperKind.QUESTIONS)
        self.papers = self._counted(told, "theme")
        kinds = [self.lessons, self.developments, self.papers]
        self.background = {
            key: sum(kind.get(key, 0) for kind in kinds) for key in set().union(*kinds)
        }
        held = Portfolio.objects.filter(in_force(on), network=network).exclude(holder=None)
        names = held.values_list("theme", "holder__function")
        self.holders = {current[theme]: function for theme, function in names}

    def openness_of(self, theme: int) -> Openness:
        """Give how open the most closed is of what was counted of a theme."""
        return most_closed(Openness.PUBLIC, *self._levels.get(theme, ()))

    def _counted(self, rows: Any, field: str) -> dict[int, int]:
        grouped = rows.order_by().exclude(**{field: None}).values_list(field, "openness")
        return self._summed(grouped.annotate(count=Count("pk")))

    def _of_parts(self, model: Any, network: Network, actor: Actor) -> dict[int, int]:
        """Count what has a theme of its own, or else that of its project."""
        rows = model.objects.visible_to(actor).filter(project__body__network=network)
        themes = rows.order_by().values_list("theme", "project__theme", "project__openness")
        counted = themes.annotate(count=Count("pk"))
        return self._summed(
            (own or whole, level, count) for own, whole, level, count in counted if own or whole
        )

    def _summed(self, counted: Any) -> dict[int, int]:
        found: dict[int, int] = {}
        for theme, level, count in counted:
            key = self._current[theme]
            found[key] = found.get(key, 0) + count
            self._levels.setdefault(key, set()).add(level)
        return found


def _periods(figures: Iterable[KnownFigure]) -> int:
    return len({figure.data_set.period_until for figure in figures})


def _row(theme: Theme, counts: _Counts, *, on: date) -> ThemeRow:
    key = theme.pk
    figures = counts.figures.get(key, [])
    known = Known(
        figure=next(iter(figures), None),
        plays_in=counts.plays_in.get(key, 0),
        municipalities=counts.municipalities,
        under_way=counts.under_way.get(key, 0),
        is_held=key in counts.holders,
        background=counts.background.get(key, 0),
        periods=_periods(figures),
    )
    return ThemeRow(
        theme=theme,
        holder=counts.holders.get(key, ""),
        known=known,
        ended=counts.ended.get(key, 0),
        indicators=counts.indicators.get(key, 0),
        lessons=counts.lessons.get(key, 0),
        developments=counts.developments.get(key, 0),
        papers=counts.papers.get(key, 0),
        gaps=gaps_of(known, on=on),
        openness=counts.openness_of(key),
    )


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision on the theme, and where it can be read."""

    decision: Decision
    url: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """A municipality, and the document that says it put the theme first; empty where none does."""

    code: str
    name: str
    source: str
    since: date | None
    is_invented: bool


@dataclass(frozen=True, kw_only=True)
class ThemeKnowledge:
    """Everything that is known of a theme, item by item, and what is missing."""

    theme: Theme
    figures: Sequence[KnownFigure]
    results: Sequence[ResultRow]
    places: Sequence[Place]
    projects: Sequence[Project]
    lessons: Sequence[Lesson]
    developments: Sequence[Development]
    papers: Sequence[KnowledgePaper]
    decisions: Sequence[Decided]
    holder: str
    leader: str
    known: Known
    gaps: Sequence[Gap]

    @property
    def by_source(self) -> list[Place]:
        """The municipalities that put it first, those named by one document together."""
        return sorted(self.places, key=lambda place: (place.source, place.is_invented))


def theme_to_tell(code: str, network: Network, *, on: date) -> Any:
    """Give a theme by its code, with who holds it in a network on a day; None where none has it."""
    in_network = Q(portfolios__network=network) & in_force(on, prefix="portfolios__")
    held = FilteredRelation("portfolios", condition=in_network)
    return (
        Theme.objects.annotate(held=held)
        .annotate(
            portfolio=F("held__pk"),
            holder=F("held__holder__function"),
            leader=F("held__project_leader__function"),
            portfolio_decision=F("held__decision"),
        )
        .filter(code=code)
        .first()
    )


def theme_known(theme: Any, network: Network, *, actor: Actor) -> ThemeKnowledge:
    """Give what is known of a theme of ``theme_to_tell``, and of those it came from.

    Eleven queries, two more where an indicator takes its figures from a table.
    """
    family = Theme.objects.filter(Q(pk=theme.pk) | Q(successor=theme.pk))
    keys = family.order_by().values("pk")
    figures = known_figures(network, actor=actor, themes=family)
    places = _places(network, keys, on=actor.today)
    chosen = [place for place in places if place.source]
    projects = Project.objects.visible_to(actor).filter(body__network=network, theme__in=keys)
    found = list(projects.order_by("-starts_on", "title"))
    lessons = list(_lessons(network, keys, actor=actor))
    developments = list(developments_in(network, actor=actor).filter(theme__in=keys))
    papers = list(papers_in(network, actor=actor).filter(theme__in=keys))
    told = [row for row in papers if row.kind != PaperKind.QUESTIONS]
    known = Known(
        figure=next(iter(figures), None),
        plays_in=len(chosen),
        municipalities=len(places),
        under_way=sum(row.state in AT_WORK for row in found),
        is_held=bool(theme.holder),
        background=len(lessons) + len(developments) + len(told),
        periods=_periods(figures),
    )
    return ThemeKnowledge(
        theme=theme,
        figures=figures,
        results=of_themes(family, network, actor=actor),
        places=chosen,
        projects=found,
        lessons=lessons,
        developments=developments,
        papers=papers,
        decisions=_decisions(theme, found, actor=actor),
        holder=theme.holder or "",
        leader=theme.leader or "",
        known=known,
        gaps=gaps_of(known, on=actor.today),
    )


def _places(network: Network, themes: Any, *, on: date) -> list[Place]:
    """Give every municipality, with the source where it put one of the themes first; one query."""
    first = Priority.objects.filter(in_force(on), theme__in=themes, municipality=OuterRef("pk"))
    told = {name: Subquery(first.order_by("pk").values(field)[:1]) for name, field in _TOLD.items()}
    rows = municipalities_in(network.area, on=on).annotate(**told)
    return [
        Place(code=code, name=name, source=source or "", since=since, is_invented=bool(invented))
        for code, name, source, since, invented in rows.values_list("code", "name", *_TOLD)
    ]


def _lessons(network: Network, themes: Any, *, actor: Actor) -> Any:
    rows = Lesson.objects.visible_to(actor).filter(project__body__network=network)
    about = Q(theme__in=themes) | Q(theme=None, project__theme__in=themes)
    return rows.filter(about).select_related("project").order_by("-learnt_on", "-pk")


def _decisions(theme: Any, projects: Sequence[Project], *, actor: Actor) -> list[Decided]:
    """Give the newest decisions that moved its projects and its portfolio; one query."""
    moved = Q(kind=PROJECT, subject_id__in=[row.pk for row in projects])
    moved |= Q(kind=PORTFOLIO, subject_id=theme.portfolio or 0)
    named = [theme.portfolio_decision or 0, *(row.decision_id or 0 for row in projects)]
    asked = Q(pk__in=named) | Q(pk__in=DecidedSubject.objects.filter(moved).values("decision"))
    visible = Decision.objects.visible_to(actor).filter(asked, is_practice=False)
    newest = visible.select_related("body").order_by("-decided_on", "-pk")
    return [Decided(decision=row, url=page_of(row)) for row in newest[:MOST_DECISIONS]]
