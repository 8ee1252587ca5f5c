"""The results of projects: every indicator with how it stands, what asks most attention first.

Policy: docs/policy/projects.md#results
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.insight.models import DataSet
from ivz.network.models import Network, Theme, in_force
from ivz.projects.agenda_questions import NextDecision, next_decisions
from ivz.projects.answering import answerer
from ivz.projects.models import Indicator, Measurement, Member, Project
from ivz.projects.models.parts import IndicatorQuerySet
from ivz.projects.results import Facts, Moved, facts_of, moved, reason_of, standing_of
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import ProjectState, ResultStanding
from ivz.projects.tied_figures import Measured, Series, series_among

_ORDER = {standing: place for place, standing in enumerate(ResultStanding)}
_NOT_BEGUN = len(_ORDER)


@dataclass(frozen=True, kw_only=True)
class ResultFilter:
    """Which results somebody wants to see; empty for all."""

    theme: str = ""
    holder: str = ""
    standing: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return self != ResultFilter()


class Stand(NamedTuple):
    """How an indicator stands; of thousands no more than this is fetched."""

    pk: int
    standing: ResultStanding
    facts: Facts
    is_begun: bool


@dataclass(frozen=True, kw_only=True)
class Results:
    """The indicators that were chosen, most attention first; ``tied`` are those from tables."""

    stands: Sequence[Stand]
    tied: Mapping[int, Series]

    @property
    def counts(self) -> Counter[ResultStanding]:
        """How many stand how."""
        return Counter(stand.standing for stand in self.stands)

    @property
    def moved(self) -> Moved:
        """How many moved in the intended direction."""
        return moved(stand.facts for stand in self.stands)


def results(network: Network | None, asked: ResultFilter, *, actor: Actor) -> Results:
    """Give the indicators of a network, or of all, as they stand today; one query, or five."""
    found = _chosen(Indicator.objects.visible_to(actor), network, asked, on=actor.today)
    rows = list(_facts(found, on=actor.today))
    tied = _tied(found, rows, actor=actor)
    stands = [_stand(row, tied, on=actor.today) for row in rows]
    kept = [each for each in stands if asked.standing in {"", each.standing}]
    return Results(stands=sorted(kept, key=_attention), tied=tied)


def _chosen(
    found: IndicatorQuerySet, network: Network | None, asked: ResultFilter, *, on: date
) -> IndicatorQuerySet:
    if network is not None:
        found = found.filter(project__body__network=network)
    if asked.theme:
        own = Q(theme__code=asked.theme)
        found = found.filter(own | Q(theme=None, project__theme__code=asked.theme))
    if asked.holder:
        held = _holding(on).filter(person__slug=asked.holder).values("project")
        found = found.filter(project__in=held)
    return found


def _holding(on: date) -> Any:
    return Member.objects.filter(in_force(on), role=GroupRole.HOLDER)


def _facts(found: IndicatorQuerySet, *, on: date) -> Any:
    """Tell of each indicator what it is judged by; one query."""
    newest = Measurement.objects.filter(indicator=OuterRef("pk"), on__lte=on).order_by("-on")
    return (
        found.annotate(
            value=Subquery(newest.values("value")[:1]),
            measured_on=Subquery(newest.values("on")[:1]),
        )
        .order_by("project__title", "name", "pk")
        .values_list(
            "pk",
            "data_set",
            "project__state",
            "direction",
            "baseline",
            "baseline_on",
            "target",
            "target_on",
            "value",
            "measured_on",
        )
    )


def _tied(found: IndicatorQuerySet, rows: Iterable[Any], *, actor: Actor) -> dict[int, Series]:
    """Give the figures of the indicators that come from tables; four queries where one does."""
    keys = [row[0] for row in rows if row[1]]
    if not keys:
        return {}
    indicators = _with_what_is_shown(Indicator.objects.filter(pk__in=keys))
    series = series_among(indicators, data_sets=DataSet.objects.visible_to(actor))
    return {each.indicator.pk: each for each in series}


def _with_what_is_shown(found: IndicatorQuerySet) -> IndicatorQuerySet:
    return found.select_related(
        "project__body__network",
        "project__theme",
        "project__plan",
        "project__evaluation",
        "theme",
        "answered_by__person",
    ).prefetch_related("measurements")


def _stand(row: Any, tied: Mapping[int, Series], *, on: date) -> Stand:
    pk, _data_set, state, *known = row
    names = Facts.__dataclass_fields__
    facts = (
        facts_of(tied[pk], on=on) if pk in tied else Facts(**dict(zip(names, known, strict=True)))
    )
    is_begun = state != ProjectState.PREPARING
    return Stand(pk, standing_of(facts, on=on), facts, is_begun)


def _attention(stand: Stand) -> int:
    """Put what is judged badly first; that a plan is still being written asks least."""
    waits = stand.standing in {ResultStanding.NOT_MEASURED, ResultStanding.UNJUDGED}
    return _NOT_BEGUN if waits and not stand.is_begun else _ORDER[stand.standing]


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """An indicator with how it stands, why, and who answers for it."""

    indicator: Indicator
    facts: Facts
    standing: ResultStanding
    reason: str
    latest: Measured | None
    data_set: DataSet | None
    answers: str
    holder: str
    is_past: bool
    next_decision: NextDecision | None

    @property
    def project(self) -> Project:
        """The project that it measures."""
        return self.indicator.project

    @property
    def theme(self) -> Any:
        """The theme that it is about: its own, else that of the project."""
        return self.indicator.theme or self.project.theme

    @property
    def asks_attention(self) -> bool:
        """Whether a body could be asked to look at it."""
        return self.standing not in {ResultStanding.ON_COURSE, ResultStanding.REACHED}


def rows_of(found: Results, stands: Sequence[Stand], *, actor: Actor) -> list[ResultRow]:
    """Give what is shown of some indicators; five queries, however many there are."""
    keys = [stand.pk for stand in stands]
    indicators = _with_what_is_shown(Indicator.objects.visible_to(actor)).in_bulk(keys)
    series = {
        each.indicator.pk: each
        for each in series_among(
            [row for pk, row in indicators.items() if pk not in found.tied],
            data_sets=DataSet.objects.none(),
        )
    } | dict(found.tied)
    projects = {row.project_id: row.project for row in indicators.values()}
    holders = _holders(projects, on=actor.today)
    waiting = next_decisions(projects.values(), actor=actor)
    return [
        _row(stand, indicators[stand.pk], series[stand.pk], (holders, waiting), on=actor.today)
        for stand in stands
        if stand.pk in indicators
    ]


def _holders(project_ids: Iterable[int], *, on: date) -> dict[int, str]:
    rows = _holding(on).filter(project__in=list(project_ids)).exclude(person=None)
    return dict(rows.values_list("project", "person__function"))


def _row(
    stand: Stand,
    indicator: Indicator,
    series: Series,
    around: tuple[Mapping[int, str], Mapping[int, NextDecision]],
    *,
    on: date,
) -> ResultRow:
    holders, waiting = around
    latest = series.latest_on(on)
    table = latest.data_set if latest and latest.data_set else series.data_set
    return ResultRow(
        indicator=indicator,
        facts=stand.facts,
        standing=stand.standing,
        reason=reason_of(stand.facts, stand.standing, on=on),
        latest=latest,
        data_set=table,
        answers=answerer(indicator, on=on),
        holder=holders.get(indicator.project_id, ""),
        is_past=stand.facts.is_past(on),
        next_decision=waiting.get(indicator.project_id),
    )


def of_themes(themes: QuerySet[Theme], network: Network, *, actor: Actor) -> list[ResultRow]:
    """Give the indicators about some themes, most attention first; two queries, four where tied.

    Who holds the project and what lies on agendas is left out.
    """
    keys = themes.order_by().values("pk")
    about = Q(theme__in=keys) | Q(theme=None, project__theme__in=keys)
    visible = Indicator.objects.visible_to(actor).filter(about, project__body__network=network)
    indicators = _with_what_is_shown(visible.order_by("project__title", "name", "pk"))
    rows = []
    for each in series_among(indicators, data_sets=DataSet.objects.visible_to(actor)):
        facts = facts_of(each, on=actor.today)
        is_begun = each.indicator.project.state != ProjectState.PREPARING
        standing = standing_of(facts, on=actor.today)
        stand = Stand(each.indicator.pk, standing, facts, is_begun)
        rows.append((stand, _row(stand, each.indicator, each, ({}, {}), on=actor.today)))
    return [row for _stand, row in sorted(rows, key=lambda pair: _attention(pair[0]))]


def without_indicator(
    network: Network, asked: ResultFilter, *, actor: Actor
) -> list[tuple[str, str]]:
    """Give slug and title of projects under way or ended that nothing measures; one query.

    None where somebody asks how indicators stand.
    """
    if asked.standing:
        return []
    found = Project.objects.visible_to(actor).filter(body__network=network, kind__in=REPORTING)
    begun = found.exclude(state=ProjectState.PREPARING).filter(indicators=None)
    if asked.theme:
        begun = begun.filter(theme__code=asked.theme)
    if asked.holder:
        held = _holding(actor.today).filter(person__slug=asked.holder)
        begun = begun.filter(pk__in=held.values("project"))
    return [(project.slug, project.title) for project in begun.order_by("title", "pk")]
