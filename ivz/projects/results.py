"""Whether indicators reach their target, judged by what was measured last, each with the reason.

Policy: docs/policy/projects.md#results
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.projects.progress import in_figures, on_the_line
from ivz.projects.states import Direction, ResultStanding
from ivz.projects.tied_figures import Series
from ivz.web.templatetags.ivz import day_date

MISSED, BEHIND = ResultStanding.MISSED, ResultStanding.BEHIND
NOT_MEASURED, UNJUDGED = ResultStanding.NOT_MEASURED, ResultStanding.UNJUDGED
ON_COURSE, REACHED = ResultStanding.ON_COURSE, ResultStanding.REACHED


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an indicator is judged by; None where it is not known."""

    direction: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    value: Decimal | None
    measured_on: date | None

    @property
    def path(self) -> Decimal | None:
        """What it should be on the day of the last figure, on the line from start to target."""
        if self.measured_on is None:
            return None
        begun, aimed = (self.baseline, self.baseline_on), (self.target, self.target_on)
        return on_the_line(begun, aimed, on=self.measured_on)

    @property
    def is_measured(self) -> bool:
        """Whether there is a figure of after the day on which it began."""
        if self.value is None or self.measured_on is None:
            return False
        return self.baseline_on is None or self.measured_on > self.baseline_on

    @property
    def is_improved(self) -> bool | None:
        """Whether it moved in the intended direction since it began; None where nobody knows."""
        if not self.is_measured or self.value is None or self.baseline is None:
            return None
        return _is_better(self, self.value, than=self.baseline, strictly=True)

    def is_past(self, on: date) -> bool:
        """Whether the day of the target has passed."""
        return self.target_on is not None and self.target_on < on


def facts_of(series: Series, *, on: date) -> Facts:
    """Give what an indicator is judged by on a day."""
    indicator, latest = series.indicator, series.latest_on(on)
    return Facts(
        direction=indicator.direction,
        baseline=series.baseline,
        baseline_on=series.baseline_on,
        target=indicator.target,
        target_on=indicator.target_on,
        value=latest.value if latest else None,
        measured_on=latest.on if latest else None,
    )


def standing_of(facts: Facts, *, on: date) -> ResultStanding:
    """Judge an indicator on a day."""
    if not facts.is_measured or facts.value is None:
        return NOT_MEASURED
    if facts.target is None:
        return UNJUDGED
    if _is_better(facts, facts.value, than=facts.target):
        return REACHED
    return MISSED if facts.is_past(on) else _on_the_way(facts, facts.value)


def _on_the_way(facts: Facts, value: Decimal) -> ResultStanding:
    if facts.path is None:
        return UNJUDGED
    return ON_COURSE if _is_better(facts, value, than=facts.path) else BEHIND


def reason_of(facts: Facts, standing: ResultStanding, *, on: date) -> str:
    """Say why an indicator stands as it does."""
    if standing == NOT_MEASURED:
        return _not_measured(facts, on=on)
    if standing == UNJUDGED:
        return _unjudged(facts)
    told = {
        "value": in_figures(facts.value or Decimal(0)),
        "day": day_date(facts.measured_on),
        "target": in_figures(facts.target or Decimal(0)),
        "due": day_date(facts.target_on),
        "path": in_figures(facts.path or Decimal(0)),
    }
    words = {
        REACHED: _("%(value)s on %(day)s; the target is %(target)s."),
        MISSED: _("%(value)s on %(day)s; it should have been %(target)s on %(due)s."),
        BEHIND: _("%(value)s on %(day)s, where the path to the target is at %(path)s."),
        ON_COURSE: _("%(value)s on %(day)s, where the path to the target is at %(path)s."),
    }
    return words[standing] % told


def _not_measured(facts: Facts, *, on: date) -> str:
    if facts.is_past(on):
        words = _("The day of the target, %(due)s, has passed and nobody noted a figure.")
        return words % {"due": day_date(facts.target_on)}
    if facts.measured_on is not None:
        words = _("Nobody noted a figure after %(day)s, the day on which it began.")
        return words % {"day": day_date(facts.baseline_on)}
    return _("Nobody noted a figure yet.")


def _unjudged(facts: Facts) -> str:
    if facts.target is None:
        return _("No target is agreed, so nobody can say whether it is reached.")
    return _("There is a target, but not where it began or by which day: no path to judge it by.")


def _is_better(facts: Facts, value: Decimal, *, than: Decimal, strictly: bool = False) -> bool:
    gain = value - than if facts.direction == Direction.UP else than - value
    return gain > 0 if strictly else gain >= 0


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How many indicators moved in the intended direction, of those of which that is known."""

    well: int
    known: int


def moved(every: Iterable[Facts]) -> Moved:
    """Count which indicators moved in the intended direction."""
    known = [facts.is_improved for facts in every if facts.is_improved is not None]
    return Moved(well=sum(known), known=len(known))


def interpretation(found: Moved) -> str:
    """Say what the results do not prove.

    Policy: docs/policy/projects.md#no-proof
    """
    if not found.known:
        return _("No figure here shows yet what changed, let alone what the cooperation did to it.")
    counted = ngettext(
        "%(well)s of %(count)s indicator moved in the intended direction since it began.",
        "%(well)s of %(count)s indicators moved in the intended direction since they began.",
        found.known,
    ) % {"well": found.well, "count": found.known}
    return (
        counted
        + " "
        + _("That is no proof of what the cooperation did: other things move these figures too.")
    )
