"""Everything a user can do to contributions: lay down a scheme, import, record choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.finance import parameters as terms
from ivz.finance import rules, tables
from ivz.finance.models import (
    CapacityTask,
    ContributionChoice,
    HourPrice,
    PublishedContribution,
    RateDecision,
    Scheme,
)
from ivz.finance.obliging import oblige
from ivz.network.models import Area, Network
from ivz.network.queries.areas import municipalities_in
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What a municipality chose in the conversation with the chair."""

    choice: str
    agreed_on: date
    note: str = ""


@transaction.atomic
def import_scheme(network: Network, *, parameters: Mapping[str, Any], by: Actor) -> Scheme:
    """Lay down the scheme of a year, with its tiers, rates and price of hours.

    Args:
        network: whose municipalities contribute.
        parameters: as in ``scheme_2018.toml`` of the example data: year, title, source,
            bases, tiers, rates and hour_prices, with numbers as int or Decimal.
        by: who does this.

    Raises:
        PermissionDenied: ``by`` may not import figures in this network.
        RuleBroken: something is missing or wrong, or the year has a scheme already.
    """
    rules.check_may_import(network, by=by)
    scheme = terms.scheme_from(parameters, network=network)
    rules.check_year_is_free(scheme)
    scheme.save()
    set_scheme_parameters(scheme, parameters=parameters, by=by)
    record("scheme.laid_down", subject=scheme, by=by)
    return scheme


@transaction.atomic
def set_scheme_parameters(scheme: Scheme, *, parameters: Mapping[str, Any], by: Actor) -> None:
    """Set the tiers of ``scheme``, and add the rates and prices its network does not know yet.

    A new rate or price ends the one before. One that is known from the same day must be the
    same: it never changes.

    Raises:
        PermissionDenied: ``by`` may not import figures in this network.
        RuleBroken: the tiers do not join, or a rate or price contradicts a known one.
    """
    rules.check_may_import(scheme.network, by=by)
    tiers = terms.tiers_from(parameters, scheme=scheme)
    rules.check_tiers(tiers)
    scheme.tiers.all().delete()
    for tier in tiers:
        tier.save()
    for rate in terms.rates_from(parameters, network=scheme.network):
        _add(rate, same=["cents_per_inhabitant"])
    for price in terms.prices_from(parameters, network=scheme.network):
        _add(price, same=["cents_per_year", "hours_per_week"])
    record("scheme.parameters_set", subject=scheme, by=by)
    oblige(scheme, by=by)


def _add(dated: RateDecision | HourPrice, *, same: list[str]) -> None:
    rows = type(dated).objects.filter(network=dated.network_id)
    known = rows.filter(valid_from=dated.valid_from).first()
    if known is None:
        rows.filter(valid_until=None, valid_from__lt=dated.valid_from).update(
            valid_until=dated.valid_from
        )
        rules.check_periods_apart(dated)
        dated.save()
    else:
        rules.check_unchanged(dated, known=known, fields=same)


@transaction.atomic
def import_published_contributions(scheme: Scheme, *, content: bytes, by: Actor) -> int:
    """Replace what the source printed per municipality by the lines of a CSV file.

    Args:
        scheme: the scheme of which the file is the published table.
        content: the file; docs/methods/contributions.md lists the columns.
        by: who does this.

    Returns:
        How many municipalities the file holds.

    Raises:
        PermissionDenied: ``by`` may not import figures in this network.
        TableRefused: with line, column and expectation of every problem; nothing is stored.
    """
    rules.check_may_import(scheme.network, by=by)
    areas = municipalities_in(scheme.network.area, on=date(scheme.year, 1, 1))
    rows = tables.read_published(content, areas=list(areas))
    scheme.published.all().delete()
    PublishedContribution.objects.bulk_create(
        PublishedContribution(
            scheme=scheme,
            area=row["municipality"],
            hours_per_week=row["hours_per_week"],
            value_of_hours_cents=row["published_value_of_hours_eur"],
            surcharge_rate_cents=row["surcharge_eur_per_inhabitant"],
            surcharge_cents=row["published_surcharge_eur"],
        )
        for row in rows
    )
    record("scheme.published_imported", subject=scheme, by=by)
    oblige(scheme, by=by)
    return len(rows)


@transaction.atomic
def import_capacity(network: Network, *, year: int, content: bytes, by: Actor) -> int:
    """Replace the capacity table of a year by the lines of a CSV file.

    Returns:
        How many tasks the file holds.

    Raises:
        PermissionDenied: ``by`` may not import figures in this network.
        TableRefused: with line, column and expectation of every problem; nothing is stored.
    """
    rules.check_may_import(network, by=by)
    base_fte_hundredths, rows = tables.read_capacity(content)
    CapacityTask.objects.filter(network=network, year=year).delete()
    CapacityTask.objects.bulk_create(
        CapacityTask(
            network=network,
            year=year,
            task=row.task,
            position=position,
            current_percent=row.current_percent,
            needed_percent=row.needed_percent,
            base_fte_hundredths=base_fte_hundredths,
        )
        for position, row in enumerate(rows, start=1)
    )
    record("capacity.imported", subject=network, by=by)
    return len(rows)


@transaction.atomic
def record_choice(
    scheme: Scheme, *, area: Area, agreement: Agreement, version: int, by: Actor
) -> ContributionChoice:
    """Record what a municipality chose; recording again corrects it.

    Args:
        scheme: the year it is about.
        area: the municipality.
        agreement: hours or money, when agreed, and a remark.
        version: the version the editor started from; 0 where nothing was recorded yet.
        by: who does this.

    Raises:
        PermissionDenied: ``by`` may not record choices in this network.
        RuleBroken: the municipality has no part in the scheme, or the date is to come.
        StaleEdit: somebody else recorded the choice in the meantime.
    """
    rules.check_may_record_choice(scheme, by=by)
    rules.check_agreement(scheme, area=area, agreed_on=agreement.agreed_on, today=by.today)
    choice = _choice_to_change(scheme, area=area, agreement=agreement, version=version)
    choice.choice = agreement.choice
    choice.agreed_on = agreement.agreed_on
    choice.note = agreement.note
    choice.recorded_by = by.user
    choice.save()
    record(f"contribution.{agreement.choice}_chosen", subject=choice, by=by)
    oblige(scheme, by=by)
    return choice


def _choice_to_change(
    scheme: Scheme, *, area: Area, agreement: Agreement, version: int
) -> ContributionChoice:
    start = {"choice": agreement.choice, "agreed_on": agreement.agreed_on}
    choices = ContributionChoice.objects
    known, is_new = choices.get_or_create(scheme=scheme, area=area, defaults=start)
    return known if is_new else lock_version(known, version=version)
