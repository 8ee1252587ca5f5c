"""The annual plan and the year wheel of the example: what the papers ask every year."""

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind, Role
from ivz.example.files import records
from ivz.example.network import Region
from ivz.network.models import Person, Seat
from ivz.reports.actions import annual_plans as actions
from ivz.reports.actions import periodic
from ivz.reports.states import ReportKind


def load_annual_plan(region: Region, *, by: Actor) -> None:
    """Begin the plan of next year; the coordinator pulls what the papers ask every year."""
    rows = records("annual_plan.toml")
    network = region.networks[rows["network"]]
    seats = Seat.objects.filter(
        body__network=network, body__kind=BodyKind.PLATFORM, role=Role.SECRETARY
    )
    coordinator = Person.objects.filter(pk__in=seats.values("person")).first()
    plan = actions.begin(network, rows["year"], by=by)
    for row in rows["lines"]:
        details = actions.LineDetails(owner=coordinator, **row)
        actions.put_forward(plan, details, by=by)
    for row in rows["duties"]:
        duty = periodic.DutyDetails(**row | {"kind": ReportKind(row["kind"])})
        periodic.lay_down(network, duty, by=by)
