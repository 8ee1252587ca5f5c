"""Who may import contributions and record choices, and when. Reads only."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.finance import amounts
from ivz.finance.models import HourPrice, PublishedContribution, RateDecision, Scheme, Tier
from ivz.network.models import Area, Network
from ivz.network.queries.areas import municipalities_in
from ivz.web.templatetags.ivz import day_date, number


def check_may_import(network: Network, *, by: Actor) -> None:
    """Importing takes a seat that may import figures in this network.

    Raises:
        PermissionDenied: ``by`` holds no such seat.
    """
    if not by.may(Permission.IMPORT_FIGURES, within=network):
        raise PermissionDenied(Permission.IMPORT_FIGURES)


def check_may_record_choice(scheme: Scheme, *, by: Actor) -> None:
    """A choice is recorded by who holds the conversations: chair or secretary of the Platform.

    Policy: docs/policy/contributions.md#choice

    Raises:
        PermissionDenied: ``by`` holds no such seat.
    """
    if not by.may(Permission.RECORD_CONTRIBUTION_CHOICE, within=scheme.network):
        raise PermissionDenied(Permission.RECORD_CONTRIBUTION_CHOICE)


def check_agreement(scheme: Scheme, *, area: Area, agreed_on: date, today: date) -> None:
    """A choice is made by a municipality of the scheme, in a conversation that was held.

    Raises:
        RuleBroken: the municipality has no part in the scheme, or the date is to come.
    """
    if not has_part_in(scheme, area):
        raise RuleBroken(_("%(name)s has no part in this scheme.") % {"name": area.name})
    if agreed_on > today:
        raise RuleBroken(_("The conversation must have been held; this date is still to come."))


def has_part_in(scheme: Scheme, area: Area) -> bool:
    """Tell whether a municipality is named by the source or lies in the network."""
    if PublishedContribution.objects.filter(scheme=scheme, area=area).exists():
        return True
    new_year = date(scheme.year, 1, 1)
    return municipalities_in(scheme.network.area, on=new_year).filter(pk=area.pk).exists()


def check_tiers(tiers: Sequence[Tier]) -> None:
    """Tiers join: every number of inhabitants lies in exactly one.

    Policy: docs/policy/contributions.md#tiers

    Raises:
        RuleBroken: there is a gap or an overlap.
    """
    gaps = amounts.gaps_in(tiers)
    if gaps:
        raise RuleBroken(
            _("The tiers do not join at %(inhabitants)s inhabitants.")
            % {"inhabitants": number(gaps[0])}
        )


def check_year_is_free(scheme: Scheme) -> None:
    """A network has one scheme a year.

    Raises:
        RuleBroken: the year has a scheme already.
    """
    if Scheme.objects.filter(network=scheme.network, year=scheme.year).exists():
        raise RuleBroken(_("There is a scheme for %(year)s already.") % {"year": scheme.year})


def check_periods_apart(dated: RateDecision | HourPrice) -> None:
    """Two rates, or two prices, of one network never hold on one day.

    Raises:
        RuleBroken: the period overlaps one that is known.
    """
    others = type(dated).objects.filter(network=dated.network_id)
    overlapping = others.exclude(valid_until__lte=dated.valid_from)
    if dated.valid_until is not None:
        overlapping = overlapping.filter(valid_from__lt=dated.valid_until)
    if overlapping.exists():
        raise RuleBroken(
            _("Another rate or price holds on %(day)s already.")
            % {"day": day_date(dated.valid_from)}
        )


def check_unchanged(
    dated: RateDecision | HourPrice,
    *,
    known: RateDecision | HourPrice,
    fields: Sequence[str],
) -> None:
    """A rate or price never changes; a new one starts on another day.

    Policy: docs/policy/contributions.md#rates-are-dated-decisions

    Raises:
        RuleBroken: the known one says something else.
    """
    if any(getattr(dated, name) != getattr(known, name) for name in fields):
        raise RuleBroken(
            _("From %(day)s another rate or price is known; it never changes.")
            % {"day": day_date(dated.valid_from)}
        )
