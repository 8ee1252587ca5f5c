"""Bringing in seats and people from a table, whole or not at all."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record, record_all
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import Correction
from ivz.network.actions.upkeep_lines import Register, SeatImport
from ivz.network.actions.upkeep_reading import KnownPeople, read_rows
from ivz.network.models import Body, Person, RegisterImport, Seat
from ivz.network.rules.rights import check_may_manage
from ivz.network.rules.upkeep import check_row
from ivz.network.states import Event
from ivz.tabular.reading import TableRefused
from ivz.workflow.acts import undo_act
from ivz.workflow.changes import note_changes, subject_of
from ivz.workflow.models import Change


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
        people=KnownPeople.load(today=correction.by.today),
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
    by = correction.by
    people, seats = outcome.new_people, outcome.new_seats
    changed = [seat for seat, _before in outcome.changed]
    for seat in changed:
        seat.version += 1
    Person.objects.bulk_create(people)
    Seat.objects.bulk_create(seats)
    if changed:
        Seat.objects.bulk_update(changed, ["version", *sorted(outcome.changed_fields)])
    added = [(row, None) for row in [*people, *seats]]
    _keep(note_changes([*added, *outcome.changed], reason=correction.reason, by=by), correction)
    record_all(
        [
            *((Event.PERSON_ADDED, person) for person in people),
            *((Event.SEAT_ADDED, seat) for seat in seats),
            *((Event.SEAT_CHANGED, seat) for seat in changed),
            (Event.SEATS_IMPORTED, correction.network),
        ],
        by=by,
    )


def _keep(made: Sequence[Change], correction: Correction) -> None:
    """Keep which changes the table made, so that they can be taken back together."""
    if made:
        first, last = made[0], made[-1]
        RegisterImport.objects.create(
            network=correction.network, on=correction.by.today, first=first, last=last
        )


def changes_in(found: RegisterImport) -> QuerySet[Change]:
    """Give the changes that a table made, latest first."""
    first = found.first
    made = Change.objects.filter(pk__gte=found.first_id, pk__lte=found.last_id)
    same = made.filter(by=first.by, reason=first.reason, on=first.on, undoes=None)
    labels = [Person._meta.label, Seat._meta.label]
    return same.filter(subject_model__in=labels).order_by("-pk")


@transaction.atomic
def take_back(found: RegisterImport, *, by: Actor) -> int:
    """Take back everything that a table brought in, and give how many rows stand as before.

    Raises:
        RuleBroken: a row changed again since or was taken back by itself, something depends on
            one, or what would stand then breaks a rule.
    """
    check_may_manage(found.network, by=by)
    act = list(changes_in(found))
    undo_act(act, by=by)
    for change in act:
        row = subject_of(change) if change.before is not None else None
        if row is not None:
            check_row(row)
    record(Event.CHANGE_UNDONE, subject=found.network, by=by)
    return len(act)
