"""Writing down what a project measured, and the hours that were delivered for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.effort import actions as effort
from ivz.effort.actions import CorrectionDetails, DeliveryDetails
from ivz.effort.models import Delivery
from ivz.errors import RuleBroken
from ivz.network.models import Organisation
from ivz.projects.models import Indicator, Measurement, Project
from ivz.projects.progress import WORK_KIND
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.rules.indicators import check_may_measure
from ivz.projects.rules.plans import check_may_start
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import Event


@transaction.atomic
def measure(
    indicator: Indicator, *, on: date, value: Decimal, source: str, is_provisional: bool, by: Actor
) -> Measurement:
    """Note what an indicator was on a day; measuring that day again puts it right."""
    check_may_measure(indicator, by=by)
    check_is_alive(indicator.project)
    if on > by.today:
        raise RuleBroken(_("A measurement is of a day that has been."))
    facts = {"value": value, "source": source.strip(), "is_provisional": is_provisional}
    row, _is_new = Measurement.objects.update_or_create(indicator=indicator, on=on, defaults=facts)
    record(Event.MEASURED, subject=row, by=by)
    return row


@dataclass(frozen=True, kw_only=True)
class WrittenHours:
    """The hours an organisation delivered from a first up to and with a last day."""

    organisation: Organisation
    hours: Decimal
    first_day: date
    last_day: date
    note: str = ""


@transaction.atomic
def write_hours(project: Project, written: WrittenHours, *, by: Actor) -> Delivery:
    """Note hours delivered for a project whose plan was adopted."""
    check_may_lead(project, by=by)
    check_is_alive(project)
    check_may_start(project)
    details = DeliveryDetails(
        organisation=written.organisation,
        hours=written.hours,
        valid_from=written.first_day,
        valid_until=written.last_day + timedelta(days=1),
        work_kind=WORK_KIND,
        work_id=project.pk,
        note=written.note.strip(),
    )
    return effort.deliver(project.network, details, by=by)


@transaction.atomic
def correct_hours(
    project: Project, delivery: Delivery, details: CorrectionDetails, *, by: Actor
) -> Delivery:
    """Put hours right that were written for a project, as long as it goes on."""
    check_may_lead(project, by=by)
    check_is_alive(project)
    return effort.correct(delivery, details, by=by)


@transaction.atomic
def take_correction_back(
    project: Project, delivery: Delivery, *, latest: int, by: Actor
) -> Delivery:
    """Undo the latest correction of hours that were written for a project."""
    check_may_lead(project, by=by)
    check_is_alive(project)
    return effort.take_correction_back(delivery, latest=latest, by=by)
