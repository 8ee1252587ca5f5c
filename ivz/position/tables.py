"""What is known of themes as tables for a spreadsheet, and in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.insight.known_figures import KnownFigure
from ivz.network.models import Network
from ivz.position.queries import ThemeKnowledge, ThemeRow
from ivz.projects.queries.results import ResultRow
from ivz.tabular.writing import Table, Value
from ivz.web.templatetags.ivz import number


def margin(figure: KnownFigure) -> str:
    """Give the margin of a figure in words."""
    if figure.interval is None:
        return _("no margin: counts not published")
    decimals = figure.data_set.decimals
    return _("%(lower)s to %(upper)s (worked back)") % {
        "lower": number(figure.interval.lower, decimals),
        "upper": number(figure.interval.upper, decimals),
    }


def rate(figure: KnownFigure) -> str:
    """Give a figure as it was published; empty where the table has only municipalities."""
    return number(figure.rate, figure.data_set.decimals)


def in_a_sentence(known: ThemeKnowledge) -> str:
    """Say shortly what is known of a theme."""
    told = []
    figure = known.known.figure
    if figure is not None and figure.rate is not None:
        words = _("%(rate)s %(unit)s in %(year)s.")
        year = figure.data_set.last_day.year
        told.append(words % {"rate": rate(figure), "unit": figure.data_set.unit, "year": year})
    plays = _("A priority of %(count)s of %(total)s municipalities.")
    told.append(plays % {"count": known.known.plays_in, "total": known.known.municipalities})
    count = known.known.under_way
    told.append(
        ngettext("%(count)s project at work.", "%(count)s projects at work.", count)
        % {"count": count}
    )
    missing = len(known.gaps)
    told.append(
        ngettext("%(count)s thing is missing.", "%(count)s things are missing.", missing)
        % {"count": missing}
        if missing
        else _("Nothing is missing that this page looks for.")
    )
    return " ".join(told)


def overview(rows: Iterable[ThemeRow], *, network: Network, on: date) -> Table:
    """Write one line per theme, in the order of the page."""
    return Table(
        title=_("What we know"),
        columns=[
            _("theme code"),
            _("theme"),
            _("portfolio holder"),
            _("figure"),
            _("unit"),
            _("of whom or what"),
            _("first day"),
            _("last day"),
            _("source"),
            _("margin"),
            _("provisional"),
            _("priority of so many municipalities"),
            _("projects at work"),
            _("projects ended"),
            _("indicators"),
            _("lessons"),
            _("developments"),
            _("memos and research"),
            _("what is missing"),
        ],
        rows=[_line(row) for row in rows],
        facts=[(_("Network"), network.name), (_("Reference date"), on)],
    )


def _line(row: ThemeRow) -> Sequence[Value]:
    return [
        row.theme.code,
        row.theme.name,
        row.holder,
        *(_figure(row.figure) if row.figure else [None, "", "", None, None, "", "", None]),
        row.known.plays_in,
        row.known.under_way,
        row.ended,
        row.indicators,
        row.lessons,
        row.developments,
        row.papers,
        " ".join(gap.told for gap in row.gaps),
    ]


def _figure(figure: KnownFigure) -> list[Value]:
    table = figure.data_set
    return [
        figure.rate,
        table.unit,
        table.denominator,
        table.period_from,
        table.last_day,
        table.source,
        margin(figure),
        table.is_provisional,
    ]


def theme(known: ThemeKnowledge, *, network: Network, on: date) -> Table:
    """Write one line per thing that is known, and per thing that is missing."""
    return Table(
        title=known.theme.name,
        columns=[_("what"), _("name"), _("told"), _("day"), _("source")],
        rows=list(_items(known)),
        facts=[
            (_("Network"), network.name),
            (_("Theme"), known.theme.name),
            (_("Reference date"), on),
        ],
    )


def _items(known: ThemeKnowledge) -> Iterator[Sequence[Value]]:
    for gap in known.gaps:
        yield [_("missing"), str(gap.kind.label), gap.told, None, ""]
    for figure in known.figures:
        table = figure.data_set
        told = "; ".join(
            filter(None, [rate(figure), table.unit, table.denominator, margin(figure)])
        )
        yield [_("figure"), table.title, told, table.last_day, table.source]
    yield from map(_result, known.results)
    for place in known.places:
        yield [_("priority"), place.name, "", place.since, place.source]
    yield from _work(known)


def _work(known: ThemeKnowledge) -> Iterator[Sequence[Value]]:
    for project in known.projects:
        yield [_("project"), project.title, project.get_state_display(), project.starts_on, ""]
    for lesson in known.lessons:
        yield [_("lesson"), lesson.project.title, lesson.text, lesson.learnt_on, ""]
    for change in known.developments:
        yield [_("development"), change.title, change.meaning, change.since, change.source]
    for paper in known.papers:
        told = paper.summary or "; ".join(paper.lesson_lines)
        yield [_("memo or research"), paper.title, told, paper.on, paper.made_by or paper.occasion]
    for decided in known.decisions:
        decision = decided.decision
        yield [_("decision"), decision.reference, decision.title, decision.decided_on, ""]


def _result(row: ResultRow) -> Sequence[Value]:
    latest = row.latest
    told = f"{row.standing.label}: {row.reason}"
    source = latest.source if latest else row.indicator.source
    return [_("indicator"), row.indicator.name, told, latest.on if latest else None, source]
