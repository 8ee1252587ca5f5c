"""What a body decided on the registers: who chairs it, who hosts the network.

The recorded decision is the right; none of these asks who may.
Policy: docs/policy/registers.md#by-decision
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import Correction, store
from ivz.network.actions.upkeep_seats import Successor, check_can_follow, make_room, seat_after
from ivz.network.models import Body, Hosting, Network, Organisation, Person, Seat, in_force
from ivz.network.rules.seats import check_alone, check_seat_within_body, shown_day
from ivz.network.rules.upkeep import check_starts_in_time
from ivz.workflow.changes import as_one_act, changes_of, snapshot
from ivz.workflow.models import Change
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class NewChair:
    """Whom a body chose as its chair, from which day."""

    person: Person
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class NewHost:
    """Which organisation hosts the staff of a network, from which day."""

    organisation: Organisation
    starts_on: date


def chair_on(body: Body, day: date) -> Seat | None:
    """Give the seat of the chair on a day, None where there is none."""
    chairs = Seat.objects.filter(in_force(day), body=body, role=Role.CHAIR, is_revoked=False)
    return chairs.select_related("person", "body").order_by("pk").first()


def check_chair(body: Body, chosen: NewChair) -> None:
    """Refuse a chair who cannot start that day, saying what to do."""
    check_starts_in_time(body, chosen.starts_on)
    old = chair_on(body, chosen.starts_on)
    if old is not None and old.person == chosen.person:
        raise RuleBroken(
            _("%(person)s holds that seat already. Choose somebody else, or withdraw this point.")
            % {"person": chosen.person}
        )
    if old is not None:
        check_can_follow(old, chosen.starts_on)
    new = _chair_after(body, old, chosen)
    check_seat_within_body(new, body=body)
    others = Seat.objects.filter(body=body, role=Role.CHAIR, is_revoked=False)
    beside = others.exclude(pk=old.pk if old else 0).select_related("person")
    check_alone(new, beside=beside)


def _chair_after(body: Body, old: Seat | None, chosen: NewChair) -> Seat:
    successor = Successor(starts_on=chosen.starts_on, person=chosen.person)
    new = seat_after(old or Seat(body=body, role=Role.CHAIR), successor)
    new.organisation, new.area = chosen.person.organisation, None
    return new


@transaction.atomic
def choose_chair(body: Body, chosen: NewChair, *, correction: Correction) -> list[Change]:
    """Let somebody chair ``body``; the seat of the chair before ends on that day.

    Gives what changed, latest first: in that order it can be taken back.
    """
    old = chair_on(body, chosen.starts_on)
    rows: list[models.Model] = []
    if old is not None:
        locked = lock_version(old, version=old.version)
        rows.append(make_room(locked, chosen.starts_on, correction=correction))
    new = _chair_after(body, old, chosen)
    rows.append(store(new, before=None, correction=correction))
    return _as_one(rows)


def host_on(network: Network, day: date) -> Hosting | None:
    """Give who hosts a network on a day, None where that is not noted."""
    hosts = Hosting.objects.filter(in_force(day), network=network)
    return hosts.select_related("organisation").order_by("-valid_from", "pk").first()


def check_host(network: Network, chosen: NewHost) -> None:
    """Refuse a host who hosts already, or a day on which the present one only starts."""
    old = host_on(network, chosen.starts_on)
    if old is not None and old.organisation == chosen.organisation:
        raise RuleBroken(
            _("%(organisation)s hosts the network already. Choose another, or withdraw this point.")
            % {"organisation": chosen.organisation}
        )
    if old is not None and old.valid_from == chosen.starts_on:
        raise RuleBroken(
            _("%(organisation)s starts on that same day. Choose a later day.")
            % {"organisation": old.organisation}
        )
    planned = Hosting.objects.filter(network=network, valid_from__gt=chosen.starts_on).first()
    if planned is not None:
        raise RuleBroken(
            _("From %(day)s %(organisation)s hosts the network. Put that right first.")
            % {"day": shown_day(planned.valid_from), "organisation": planned.organisation}
        )


@transaction.atomic
def move_hosting(network: Network, chosen: NewHost, *, correction: Correction) -> list[Change]:
    """Let another organisation host the network; gives what changed, latest first."""
    old = host_on(network, chosen.starts_on)
    rows: list[models.Model] = []
    if old is not None:
        locked = lock_version(old, version=old.version)
        before = snapshot(locked)
        locked.valid_until = chosen.starts_on
        rows.append(store(locked, before=before, correction=correction))
    new = Hosting(network=network, organisation=chosen.organisation, valid_from=chosen.starts_on)
    rows.append(store(new, before=None, correction=correction))
    return _as_one(rows)


def _as_one(rows: Sequence[models.Model]) -> list[Change]:
    as_one_act(rows)
    made = (changes_of(row).first() for row in reversed(rows))
    return [change for change in made if change is not None]
