"""What a new budget starts from: the edition or year before, and the contributions as known.

Policy: docs/policy/budget.md#drafting
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ivz.finance import amounts
from ivz.finance.models import Budget, BudgetPost, ContributionChoice, RateDecision, Scheme
from ivz.finance.obliging import inhabitants_of
from ivz.finance.states import Choice, PostKind
from ivz.network.models import AreaPopulation, Network, in_force
from ivz.network.queries.areas import municipalities_in
from ivz.web.templatetags.ivz import day_date, money, number

Inhabitants = dict[int, int]


def contribution_posts(network: Network, year: int) -> list[BudgetPost]:
    """Give what municipalities pay in a year as posts, unsaved; none where no rate is known."""
    first = date(year, 1, 1)
    rate = RateDecision.objects.filter(in_force(first), network=network).first()
    if rate is None:
        return []
    scheme = Scheme.objects.filter(network=network, year=year).first()
    inhabitants, counted = _counted(network, scheme, first)
    if not inhabitants:
        return []
    total = sum(inhabitants.values())
    fixed = BudgetPost(
        kind=PostKind.CONTRIBUTIONS,
        title=_("Contributions of the municipalities"),
        amount_cents=total * rate.cents_per_inhabitant,
        ground=_("%(count)s municipalities, %(inhabitants)s inhabitants (%(counted)s), %(rate)s")
        % {
            "count": len(inhabitants),
            "inhabitants": number(total),
            "counted": counted,
            "rate": _("%(amount)s each") % {"amount": money(rate.cents_per_inhabitant)},
        },
    )
    return [fixed, *(_bought_off(scheme, inhabitants) if scheme else [])]


def _counted(network: Network, scheme: Scheme | None, first: date) -> tuple[Inhabitants, str]:
    """Give who counts and how: as the scheme of the year has it, else the last count before it."""
    if scheme is not None:
        return inhabitants_of(scheme), scheme.title
    areas = municipalities_in(network.area, on=first)
    counts = AreaPopulation.objects.filter(area__in=areas, on__lte=first).order_by("on")
    latest = {row.area_id: row for row in counts}
    if not latest:
        return {}, ""
    day = max(row.on for row in latest.values())
    inhabitants = {area: row.inhabitants for area, row in latest.items()}
    return inhabitants, _("CBS, %(day)s") % {"day": day_date(day)}


def _bought_off(scheme: Scheme, inhabitants: Inhabitants) -> Iterable[BudgetPost]:
    """Give what the municipalities pay that chose money instead of hours."""
    tiers = list(scheme.tiers.all())
    bought = ContributionChoice.objects.filter(scheme=scheme, choice=Choice.MONEY)
    paying = [area for area in bought.values_list("area_id", flat=True) if area in inhabitants]
    cents = 0
    for area in paying:
        tier = amounts.tier_for(inhabitants[area], tiers)
        cents += inhabitants[area] * tier.surcharge_cents if tier else 0
    if cents:
        yield BudgetPost(
            kind=PostKind.CONTRIBUTIONS,
            title=_("Hours bought off"),
            amount_cents=cents,
            ground=_("Municipalities that chose money instead of hours: %(count)s")
            % {"count": len(paying)},
        )


def first_posts(budget: Budget, before: Budget | None) -> list[BudgetPost]:
    """Give the posts a new budget starts with, unsaved.

    A new edition copies the one before, so that what is booked goes on. A new year copies last
    year, with the contributions computed anew.
    """
    kept = list(before.posts.all()) if before is not None else []
    if before is not None and before.year == budget.year:
        return [_copy(post, first_id=post.root_id) for post in kept]
    found = contribution_posts(budget.network, budget.year)
    if found:
        kept = [post for post in kept if post.kind != PostKind.CONTRIBUTIONS]
    return [*found, *(_copy(post, first_id=None) for post in kept)]


def _copy(post: BudgetPost, *, first_id: int | None) -> BudgetPost:
    return BudgetPost(
        first_id=first_id,
        kind=post.kind,
        title=post.title,
        amount_cents=post.amount_cents,
        ground=post.ground,
        project_id=post.project_id,
        coordination_hundredths=post.coordination_hundredths,
    )
