"""Bringing in seats and people from a table, whole or not at all."""

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.audit.actions import record_all
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import Correction
from ivz.network.actions.upkeep_lines import Register, SeatImport
from ivz.network.actions.upkeep_reading import KnownPeople, read_rows
from ivz.network.models import Body, Person, Seat
from ivz.network.rules.rights import check_may_manage
from ivz.network.states import Event
from ivz.tabular.reading import TableRefused
from ivz.workflow.changes import note_changes


class PeopleAsked(TableRefused):
    """Somebody in the table looks like a person known already; a confirmation lets it pass."""


class Outdated(RuleBroken):
    """Since the trial something changed, so the table would do something else by now."""

    def __init__(self, now: SeatImport) -> None:
        self.now = now
        super().__init__(
            _("The registers changed since you saw this list. Look at it again, then confirm.")
        )


@transaction.atomic
def try_out(content: bytes, *, correction: Correction) -> SeatImport:
    """Tell what a table would do, and do nothing; the queries do not grow with its lines.

    Raises:
        TableRefused: with every cell or line that is not right.
    """
    check_may_manage(correction.network, by=correction.by)
    rows = read_rows(content, network=correction.network, on=correction.by.today)
    bodies = {row["overleg"].pk for row in rows if row["overleg"]}
    # Two people who change the seats of one body wait for each other, and see each other.
    list(Body.objects.select_for_update(of=("self",)).filter(pk__in=bodies).order_by("pk"))
    register = Register(
        people=KnownPeople.load(),
        seats=list(
            Seat.objects.filter(body__in=bodies, is_revoked=False)
            .select_related("body", "person", "organisation", "deputy", "area")
            .order_by("pk")
        ),
        are_different_people=correction.are_different_people,
    )
    outcome = register.take(rows)
    if outcome.problems:
        refused = PeopleAsked if outcome.asks_people else TableRefused
        raise refused(outcome.problems)
    return outcome


@transaction.atomic
def bring_in(content: bytes, *, fingerprint: str, correction: Correction) -> SeatImport:
    """Store what a table says, provided it still does what the trial showed.

    Raises:
        TableRefused: something is not right; nothing was stored.
        Outdated: it would do something else by now; nothing was stored.
    """
    outcome = try_out(content, correction=correction)
    if outcome.fingerprint != fingerprint:
        raise Outdated(outcome)
    _store(outcome, correction)
    return outcome


def _store(outcome: SeatImport, correction: Correction) -> None:
    people, seats = outcome.new_people, outcome.new_seats
    changed = [seat for seat, _before in outcome.changed]
    for seat in changed:
        seat.version += 1
    Person.objects.bulk_create(people)
    Seat.objects.bulk_create(seats)
    if changed:
        Seat.objects.bulk_update(changed, ["version", *sorted(outcome.changed_fields)])
    added = [(row, None) for row in [*people, *seats]]
    note_changes([*added, *outcome.changed], reason=correction.reason, by=correction.by)
    record_all(
        [
            *((Event.PERSON_ADDED, person) for person in people),
            *((Event.SEAT_ADDED, seat) for seat in seats),
            *((Event.SEAT_CHANGED, seat) for seat in changed),
            (Event.SEATS_IMPORTED, correction.network),
        ],
        by=correction.by,
    )
