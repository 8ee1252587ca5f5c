"""What is missing in what the network knows of a theme, computed from what it has.

Policy: docs/policy/information-position.md#gaps
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ivz.insight.known_figures import KnownFigure
from ivz.position.states import GapKind
from ivz.projects.feasibility import enough_of
from ivz.web.templatetags.ivz import day_date

OLD_AFTER_YEARS = 2
WIDE = {
    GapKind.WIDE_NO_FIGURE,
    GapKind.WIDE_NO_PROJECT,
    GapKind.WIDE_NO_HOLDER,
    GapKind.WIDE_NO_BACKGROUND,
}


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something that is missing, in a sentence."""

    kind: GapKind
    told: str

    @property
    def is_wide(self) -> bool:
        """Whether it concerns a theme that plays in much of the region."""
        return self.kind in WIDE


@dataclass(frozen=True, kw_only=True)
class Known:
    """What decides whether something is missing.

    Attributes:
        figure: the newest, None where there is none.
        plays_in: in how many municipalities the theme is a priority.
        municipalities: how many there are.
        under_way: how many projects on it run or are prepared.
        is_held: whether somebody holds the portfolio.
        background: how many lessons, developments and papers on it are on record.
        periods: over how many periods there are figures.
    """

    figure: KnownFigure | None
    plays_in: int
    municipalities: int
    under_way: int
    is_held: bool
    background: int
    periods: int

    @property
    def is_wide(self) -> bool:
        """Whether it plays in so many municipalities that it concerns the region."""
        return self.municipalities > 0 and self.plays_in >= enough_of(self.municipalities)


def gaps_of(known: Known, *, on: date) -> list[Gap]:
    """Give what is missing on a day, what weighs most first."""
    found = list(_around(known))
    if known.figure is not None:
        found += _of_figure(known.figure, known, on=on)
    elif not known.is_wide:
        found.append(Gap(kind=GapKind.NO_FIGURE, told=_("Nobody has a figure of this network.")))
    order = list(GapKind)
    return sorted(found, key=lambda gap: order.index(gap.kind))


def _around(known: Known) -> Iterator[Gap]:
    """Give what a theme of the region needs and lacks."""
    if not known.is_wide:
        return
    lacking = {
        GapKind.WIDE_NO_FIGURE: (known.figure is None, _("nobody has a figure")),
        GapKind.WIDE_NO_PROJECT: (not known.under_way, _("no project works on it")),
        GapKind.WIDE_NO_HOLDER: (not known.is_held, _("nobody holds the portfolio")),
        GapKind.WIDE_NO_BACKGROUND: (
            not known.background,
            _("no lesson, development or paper tells why it plays"),
        ),
    }
    for kind, (is_lacking, what) in lacking.items():
        if is_lacking:
            words = _("A priority of %(count)s of %(total)s municipalities, and %(what)s.")
            counted = {"count": known.plays_in, "total": known.municipalities, "what": what}
            yield Gap(kind=kind, told=words % counted)


def _of_figure(figure: KnownFigure, known: Known, *, on: date) -> Iterator[Gap]:
    table = figure.data_set
    if figure.is_older_than(OLD_AFTER_YEARS, on=on):
        words = _("The newest figure ends on %(day)s, more than %(years)s years ago.")
        told = words % {"day": day_date(table.last_day), "years": OLD_AFTER_YEARS}
        yield Gap(kind=GapKind.OLD_FIGURE, told=told)
    if not table.denominator:
        words = _("The source does not say of whom or what the figure is a share.")
        yield Gap(kind=GapKind.NO_DENOMINATOR, told=words)
    if figure.interval is None:
        words = _("No margin: the source does not publish counts.")
        yield Gap(kind=GapKind.NO_UNCERTAINTY, told=words)
    if known.periods < 2:
        words = _("There is a figure of one period only: nobody sees whether it rises or falls.")
        yield Gap(kind=GapKind.ONE_PERIOD, told=words)
