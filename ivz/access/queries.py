"""What the pages on access ask."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from ivz.access.models import AccessReview, AccessVerdict
from ivz.access.rules import REVIEWED_EVERY
from ivz.accounts.actors import Actor
from ivz.accounts.models import DutyAssignment, User
from ivz.accounts.prepared import prepared
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import PERMISSIONS, Duty
from ivz.network.models import Network, Person, Seat, in_force
from ivz.signin.factors import SecondStep, second_steps


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """Somebody whose access is reviewed: what that one holds, and what was said of it."""

    key: int
    label: str
    holds: list[str]
    last_sign_in: datetime | None
    has_account: bool
    second_step: SecondStep
    verdict: AccessVerdict | None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a round is."""

    done: int
    waiting: int

    @property
    def total(self) -> int:
        """How many there are to go along."""
        return self.done + self.waiting


def current_review(network: Network | None) -> AccessReview | None:
    """Give the round that is going on, None where none is."""
    return AccessReview.objects.filter(network=network, completed_on=None).first()


def is_due(network: Network | None, *, on: date) -> bool:
    """Tell whether the last completed round is a year ago, or never was."""
    return not _completed(on).filter(network=network).exists()


def _completed(on: date) -> QuerySet[AccessReview]:
    return AccessReview.objects.filter(completed_on__gt=on - REVIEWED_EVERY)


def rows(network: Network | None, *, on: date) -> list[ReviewRow]:
    """Give everybody whose access is reviewed, who waits for a verdict first; six queries."""
    review = current_review(network)
    given = AccessVerdict.objects.filter(review=review).select_related("by__person")
    found = _accounts(given, on=on) if network is None else _people(network, given, on=on)
    return sorted(found, key=lambda row: (row.verdict is not None, row.label.lower()))


def _people(network: Network, given: QuerySet[AccessVerdict], *, on: date) -> list[ReviewRow]:
    held: dict[int | None, list[str]] = defaultdict(list)
    seats = seats_in_force(network, on=on).select_related("body")
    for seat in seats:
        held[seat.person_id].append(f"{seat.shown_role}, {seat.body.short_name}")
    verdicts = {verdict.person_id: verdict for verdict in given}
    people = Person.objects.filter(pk__in=seats.values("person")).select_related("user")
    steps = second_steps()
    return [
        ReviewRow(
            key=person.pk,
            label=person.function,
            holds=held[person.pk],
            last_sign_in=person.user.last_login if person.user else None,
            has_account=person.user is not None and person.user.is_active,
            second_step=steps[person.user_id],
            verdict=verdicts.get(person.pk),
        )
        for person in people
    ]


def seats_in_force(network: Network, *, on: date) -> QuerySet[Seat]:
    """Give the seats that somebody holds in a network on a day."""
    return Seat.objects.filter(
        in_force(on), body__network=network, person__isnull=False, is_revoked=False
    )


def _accounts(given: QuerySet[AccessVerdict], *, on: date) -> list[ReviewRow]:
    duties = defaultdict(list)
    for duty in DutyAssignment.objects.filter(DutyAssignment.in_force(on)):
        duties[duty.user_id].append(str(duty.get_duty_display()))
    verdicts = {verdict.account_id: verdict for verdict in given}
    steps = second_steps()
    return [
        ReviewRow(
            key=user.pk,
            label=user.username,
            holds=duties[user.pk],
            last_sign_in=user.last_login,
            has_account=True,
            second_step=steps[user.pk],
            verdict=verdicts.get(user.pk),
        )
        for user in User.objects.filter(is_active=True)
    ]


def progress(review: AccessReview, *, on: date) -> Progress:
    """Tell how far a round is, by who has access now."""
    if review.network is None:
        everybody = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
        judged = set(review.verdicts.values_list("account", flat=True))
    else:
        seats = seats_in_force(review.network, on=on)
        everybody = set(seats.values_list("person", flat=True))
        judged = set(review.verdicts.values_list("person", flat=True))
    return Progress(done=len(everybody & judged), waiting=len(everybody - judged))


def history(network: Network | None) -> QuerySet[AccessReview]:
    """Give the rounds that were completed, the latest first."""
    done = Q(completed_on__isnull=False)
    return AccessReview.objects.filter(done, network=network).prefetch_related("verdicts")


def reviewers(network: Network | None, *, on: date) -> QuerySet[User]:
    """Give the accounts of whoever reviews a network, or the installation."""
    working = User.objects.filter(is_active=True).order_by("pk")
    if network is None:
        held = DutyAssignment.objects.filter(DutyAssignment.in_force(on), duty=Duty.ADMINISTRATOR)
        return working.filter(pk__in=held.values("user"))
    managing = [key for key, rights in PERMISSIONS.items() if Permission.MANAGE_NETWORK in rights]
    places = [Q(role=role, body__kind=kind) for role, kind in managing]
    seats = seats_in_force(network, on=on).filter(reduce(or_, places))
    return working.filter(person__in=seats.values("person"))


def due_reviews(by: Actor) -> list[Network | None]:
    """Give the networks of which ``by`` has to review the access, None for the installation."""
    found: list[Network | None] = []
    if kept := by.networks_with(Permission.MANAGE_NETWORK):
        found += _unreviewed(by, tuple(sorted(kept)))
    if by.may_for_installation(Permission.MANAGE_INSTALLATION) and is_due(None, on=by.today):
        found.append(None)
    return found


@prepared
def _unreviewed(by: Actor, network_ids: tuple[int, ...]) -> QuerySet[Network]:
    reviewed = _completed(by.today).filter(network=OuterRef("pk"))
    return Network.objects.filter(~Exists(reviewed), pk__in=network_ids).order_by("pk")
