"""What the records of a project say about its progress: four lights, each with the reason.

Policy: docs/policy/projects.md#progress-reports
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.effort.models import Delivery
from ivz.projects.models import BudgetLine, Deviation, Member, Milestone, Project
from ivz.projects.pauses import Pause, begun, outside
from ivz.projects.states import Aspect, DeviationState, Direction, LightColour
from ivz.projects.tied_figures import Series, measured_series
from ivz.web.templatetags.ivz import day_date, money, number

WORK_KIND = "project"
LONG_LATE = timedelta(weeks=8)
AHEAD_OF_TIME = Decimal("0.25")
ENOUGH, TOO_LITTLE = Decimal("0.8"), Decimal("0.5")

ON_COURSE, WATCH, ADJUST = LightColour.ON_COURSE, LightColour.WATCH, LightColour.ADJUST
_WORST_FIRST = [ADJUST, WATCH, ON_COURSE]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A light as the records give it."""

    aspect: Aspect
    colour: LightColour
    reason: str

    def get_colour_display(self) -> str:
        """Name the colour, as a light that was reported does."""
        return str(self.colour.label)


def readings_of(
    project: Project,
    *,
    since: date | None,
    on: date,
    measured: Sequence[Series] | None = None,
) -> list[Reading]:
    """Give the four lights of a project on a day, in order; six queries.

    Hours count from ``since``, the day of the report before; ``measured`` are its indicators where
    the caller has them. What is known of a deviation that is not settled stands with its light.
    """
    measured = measured_series(project) if measured is None else measured
    milestones, strayed = _planned_and_strayed(project)
    found = [
        _result(measured, on=on),
        _time(project, milestones, on=on),
        _money(project, list(project.budget_lines.all()), on=on),
        _capacity(project, since=since or project.starts_on or on, on=on),
    ]
    return [_explained(reading, strayed) for reading in found]


def _planned_and_strayed(project: Project) -> tuple[list[Milestone], list[Deviation]]:
    """Give the milestones, and the deviations that are not settled; one query for both."""
    nothing = Value("", output_field=TextField())
    planned = project.milestones.order_by().values_list(
        Cast(nothing, TextField()), Cast("title", TextField()), "due_on", "done_on", nothing
    )
    strayed = (
        project.deviations.exclude(state=DeviationState.SETTLED)
        .order_by()
        .values_list(
            Cast("aspect", TextField()),
            Cast("what", TextField()),
            "noticed_on",
            "settled_on",
            "measure",
        )
    )
    milestones, deviations = [], []
    for aspect, told, first, last, measure in planned.union(strayed, all=True):
        if aspect:
            deviations.append(Deviation(aspect=aspect, what=told, measure=measure))
        else:
            milestones.append(Milestone(title=told, due_on=first, done_on=last))
    return milestones, deviations


def _explained(reading: Reading, strayed: Sequence[Deviation]) -> Reading:
    told = [_deviation(row) for row in strayed if row.aspect == reading.aspect]
    return replace(reading, reason=_cut(" ".join([reading.reason, *told])))


def _deviation(row: Deviation) -> str:
    if not row.measure:
        return _("Deviation: %(what)s.") % {"what": row.what.rstrip(".")}
    return _("Deviation: %(what)s. Measure: %(measure)s") % {
        "what": row.what.rstrip("."),
        "measure": row.measure,
    }


def expected(series: Series, *, on: date) -> Decimal | None:
    """Give what an indicator should be on a day, on a straight line from baseline to target."""
    indicator = series.indicator
    begun, aimed = (series.baseline, series.baseline_on), (indicator.target, indicator.target_on)
    return on_the_line(begun, aimed, on=on)


Point = tuple[Decimal | None, date | None]


def on_the_line(begun: Point, aimed: Point, *, on: date) -> Decimal | None:
    """Give the value on a day on the straight line between two; None where it cannot be drawn."""
    (start, first), (end, last) = begun, aimed
    if start is None or end is None or first is None or last is None or last <= first:
        return None
    share = Decimal((min(max(on, first), last) - first).days) / Decimal((last - first).days)
    return start + (end - start) * share


def _result(measured: Sequence[Series], *, on: date) -> Reading:
    told = [found for each in measured if (found := _indicator(each, on=on))]
    if not told:
        words = _("No indicator has both a path to its target and a measurement.")
        return Reading(aspect=Aspect.RESULT, colour=WATCH, reason=words)
    told.sort(key=lambda pair: _WORST_FIRST.index(pair[0]))
    return Reading(
        aspect=Aspect.RESULT,
        colour=told[0][0],
        reason=_cut(" ".join(words for _colour, words in told)),
    )


def _indicator(series: Series, *, on: date) -> tuple[LightColour, str] | None:
    indicator, latest = series.indicator, series.latest_on(on)
    path = expected(series, on=latest.on) if latest else None
    if latest is None or path is None or series.baseline is None:
        return None
    sign = 1 if indicator.direction == Direction.UP else -1
    facts = {
        "name": indicator.name,
        "value": in_figures(latest.value),
        "day": day_date(latest.on),
        "path": in_figures(path),
    }
    if sign * (latest.value - path) >= 0:
        return ON_COURSE, _("%(name)s: %(value)s on %(day)s, path %(path)s.") % facts
    if sign * (latest.value - series.baseline) >= 0:
        return WATCH, _("%(name)s: %(value)s on %(day)s, behind the path of %(path)s.") % facts
    facts["baseline"] = in_figures(series.baseline)
    return ADJUST, _(
        "%(name)s: %(value)s on %(day)s, worse than the start of %(baseline)s."
    ) % facts


def _time(project: Project, milestones: Sequence[Milestone], *, on: date) -> Reading:
    if project.ends_on and project.ends_on < on:
        words = _("The last day, %(day)s, has passed.") % {"day": day_date(project.ends_on)}
        return Reading(aspect=Aspect.TIME, colour=ADJUST, reason=words)
    if not milestones:
        words = _("No milestones are noted, so nothing shows whether it is on time.")
        return Reading(aspect=Aspect.TIME, colour=WATCH, reason=words)
    late = [row for row in milestones if row.done_on is None and row.due_on < on]
    if late:
        return _late(late, on=on)
    done = sum(row.done_on is not None for row in milestones)
    words = _("No milestone is late; %(done)s of %(total)s are ready.") % {
        "done": done,
        "total": len(milestones),
    }
    return Reading(aspect=Aspect.TIME, colour=ON_COURSE, reason=words)


def _late(late: Sequence[Milestone], *, on: date) -> Reading:
    first = min(late, key=lambda row: row.due_on)
    words = ngettext(
        "“%(first)s” is late; it was due on %(day)s.",
        "%(count)s milestones are late, the longest “%(first)s”, due on %(day)s.",
        len(late),
    ) % {"count": len(late), "first": first.title, "day": day_date(first.due_on)}
    colour = ADJUST if first.due_on + LONG_LATE < on else WATCH
    return Reading(aspect=Aspect.TIME, colour=colour, reason=_cut(words))


def _money(project: Project, lines: Sequence[BudgetLine], *, on: date) -> Reading:
    budget = sum(row.amount_cents for row in lines)
    if not budget:
        words = _("No budget is noted; the project has no money of its own.")
        return Reading(aspect=Aspect.MONEY, colour=ON_COURSE, reason=words)
    known = [row.spent_cents for row in lines if row.spent_cents is not None]
    if not known:
        words = _("Of %(budget)s it is not noted what is spent.") % {"budget": money(budget)}
        return Reading(aspect=Aspect.MONEY, colour=WATCH, reason=words)
    spent, gone = sum(known), _share_of_time(project, on=on)
    facts = {"spent": money(spent), "budget": money(budget), "percent": 100 * spent // budget}
    if spent > budget:
        words = _("%(spent)s is spent, more than the budget of %(budget)s.") % facts
        return Reading(aspect=Aspect.MONEY, colour=ADJUST, reason=words)
    words = _("%(spent)s of %(budget)s is spent (%(percent)s%%).") % facts
    if gone is None:
        return Reading(aspect=Aspect.MONEY, colour=ON_COURSE, reason=words)
    words += " " + _("%(percent)s%% of the time has passed.") % {"percent": int(gone * 100)}
    fast = Decimal(spent) / Decimal(budget) > gone + AHEAD_OF_TIME
    return Reading(aspect=Aspect.MONEY, colour=WATCH if fast else ON_COURSE, reason=words)


def _share_of_time(project: Project, *, on: date) -> Decimal | None:
    first, last = project.starts_on, project.ends_on
    if first is None or last is None or last <= first:
        return None
    return Decimal((min(max(on, first), last) - first).days) / Decimal((last - first).days)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """What partners promised a project in a period, and what they delivered."""

    promised: Decimal
    delivered: Decimal


def hours_of(project: Project, *, since: date, until: date) -> Hours:
    """Give the hours promised and delivered from ``since`` up to ``until``; two queries.

    On the days of a pause nothing was promised.
    """
    places, pauses = _places_and_pauses(project)
    written = Delivery.objects.filter(
        work_kind=WORK_KIND, work_id=project.pk, valid_from__gte=since, valid_from__lt=until
    )
    promised = sum(
        (
            _weeks(row, pauses, since=since, until=until) * (row.hours_per_week or 0)
            for row in places
        ),
        Decimal(0),
    )
    total = written.aggregate(total=Sum("hours"))["total"]
    return Hours(promised=promised, delivered=total or Decimal(0))


def _places_and_pauses(project: Project) -> tuple[list[Member], list[Pause]]:
    """Give the places with hours in the group of a project, and its pauses; one query for both."""
    nothing = Cast(Value(None), DecimalField(max_digits=4, decimal_places=1))
    promised = Member.objects.filter(project=project, hours_per_week__isnull=False)
    held = promised.order_by().values_list("hours_per_week", "valid_from", "valid_until")
    paused = begun().filter(project=project).order_by().values_list(nothing, "on", "ended_on")
    places, pauses = [], []
    rows: QuerySet[Any] = held.union(paused, all=True)
    for hours, first, until in rows:
        if hours is None:
            pauses.append(Pause(first=first, until=until))
        else:
            places.append(Member(hours_per_week=hours, valid_from=first, valid_until=until))
    return places, pauses


def _weeks(member: Member, pauses: Sequence[Pause], *, since: date, until: date) -> Decimal:
    first = max(member.valid_from or since, since)
    last = min(member.valid_until or until, until)
    days = sum((end - start).days for start, end in outside(pauses, first, last))
    return Decimal(days) / 7


def _capacity(project: Project, *, since: date, on: date) -> Reading:
    hours = hours_of(project, since=since, until=on)
    facts = {
        "delivered": number(hours.delivered),
        "promised": number(hours.promised),
        "day": day_date(since),
    }
    if hours.promised < 1:
        colour, words = WATCH, _("No hours are promised since %(day)s.")
    elif not hours.delivered:
        colour, words = WATCH, _("Of %(promised)s promised hours since %(day)s none is written.")
    else:
        share = hours.delivered / hours.promised
        colour = ON_COURSE if share >= ENOUGH else WATCH if share >= TOO_LITTLE else ADJUST
        words = _("%(delivered)s of %(promised)s promised hours delivered since %(day)s.")
    return Reading(aspect=Aspect.CAPACITY, colour=colour, reason=words % facts)


def in_figures(value: Decimal) -> str:
    """Write a value with decimals only where it has them."""
    rounded = round(value, 2)
    return number(rounded, 0 if rounded == rounded.to_integral_value() else 2)


def _cut(words: str) -> str:
    return words if len(words) <= 500 else f"{words[:499]}…"
