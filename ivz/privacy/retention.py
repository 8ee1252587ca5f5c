"""What goes when its period is over; who did what stays, by function.

Policy: docs/policy/privacy.md#retention
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ivz.access.models import AccessVerdict
from ivz.accounts.actors import Actor
from ivz.accounts.models import DutyAssignment, User
from ivz.audit import actions as audit
from ivz.audit.states import Event as AuditEvent
from ivz.meetings.models import PrivateNote
from ivz.network.models import Person, Seat
from ivz.privacy.models import CorrectionRequest
from ivz.privacy.processing import processings, years_of
from ivz.privacy.states import Event, RequestState
from ivz.workflow.models import Change

EMPTIED = "beeindigd-"
_KEPT_OF_ACCOUNT = {"username", "password", "is_active", "created_at", "ended_at"}
_GOES_WITH_ACCOUNT = (
    "account.EmailAddress",
    "mail.Digest",
    "meetings.PrivateNote",
    "mfa.Authenticator",
    "projects.SavedView",
    "signin.SignInLink",
    "signin.FeedKey",
    "socialaccount.SocialAccount",
    "unsaved.UnsavedText",
)


@dataclass(frozen=True, kw_only=True)
class RetentionStep:
    """One kind of data with a period.

    Attributes:
        due: gives what is past its period, from today and the real date.
        remove: removes or empties that, and gives how many.
    """

    key: str
    says: str
    due: Callable[[date], "QuerySet[models.Model]"]
    remove: Callable[[date, Actor], int]


def years_before(day: date, years: int) -> date:
    """Give the same day some years earlier; 29 February becomes 28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _seats_since(limit: date) -> QuerySet[Seat]:
    """Give the seats that counted on ``limit`` or later; of a revoked one, its last change."""
    changed = Change.objects.filter(subject_model="network.Seat", on__gt=limit)
    recently = [int(key) for key in changed.values_list("subject_id", flat=True)]
    lasts = Q(valid_until=None) | Q(valid_until__gt=limit)
    return Seat.objects.filter(lasts, Q(is_revoked=False) | Q(pk__in=recently))


def _without_seats_since(limit: date) -> QuerySet[Person]:
    seats = _seats_since(limit)
    sitting = seats.filter(person__isnull=False).values("person")
    standing_in = seats.filter(deputy__isnull=False).values("deputy")
    return Person.objects.exclude(pk__in=sitting).exclude(pk__in=standing_in)


def unused_accounts(today: date) -> QuerySet[User]:
    """Give the accounts that nobody used for their period, by seat, duty or sign-in."""
    limit = years_before(today, years_of("toegang"))
    on_duty = DutyAssignment.objects.filter(Q(valid_until=None) | Q(valid_until__gt=limit))
    idle = Q(person=None) | Q(person__in=_without_seats_since(limit).values("pk"))
    unused = Q(last_login=None) | Q(last_login__date__lte=limit)
    found = User.objects.filter(idle, unused, created_at__date__lte=limit)
    found = found.exclude(pk__in=on_duty.values("user"))
    return found.exclude(username__startswith=EMPTIED).order_by("pk")


def _empty_accounts(today: date, by: Actor) -> int:
    return _each(unused_accounts(today).select_for_update(of=("self",)), _empty_account, by)


def _empty_account(user: User, by: Actor) -> None:
    Person.objects.filter(user=user).update(user=None)
    user.username, user.is_active = f"{EMPTIED}{user.pk}", False
    user.set_unusable_password()
    personal = next(each for each in processings() if each.key == "toegang").fields
    for name in set(personal[User._meta.label].split()) - _KEPT_OF_ACCOUNT:
        setattr(user, name, None if User._meta.get_field(name).null else "")
    user.save()
    AccessVerdict.objects.filter(account=user).update(label=user.username)
    for label in _GOES_WITH_ACCOUNT:
        apps.get_model(label)._default_manager.filter(user=user).delete()
    audit.record(Event.ACCOUNT_EMPTIED, subject=user, by=by)


def names_past_their_period(today: date) -> QuerySet[Person]:
    """Give the people with a name, or other spellings, whose last seat ended long ago."""
    limit = years_before(today, years_of("registers"))
    named = ~Q(name="") | ~Q(aliases="")
    left = Q(works_until=None) | Q(works_until__lte=limit)
    sat = Seat.objects.filter(person__isnull=False).values("person")
    gone = Q(pk__in=sat) | Q(works_until__lte=limit)
    return _without_seats_since(limit).filter(named, left, gone).order_by("pk")


def _remove_names(today: date, by: Actor) -> int:
    return _each(names_past_their_period(today).select_for_update(of=("self",)), _remove_name, by)


def _remove_name(person: Person, by: Actor) -> None:
    """Leave the function only, in the register and in what was noted about its changes."""
    person.name = person.aliases = ""
    person.version += 1
    person.save()
    for change in Change.objects.filter(subject_model=Person._meta.label, subject_id=person.pk):
        for told in (change.before, change.after):
            if told:
                told.update(name="", aliases="")
        change.save()
    audit.record(Event.NAME_REMOVED, subject=person, by=by)


def _each(rows: Iterable[models.Model], act: Callable[..., None], by: Actor) -> int:
    found = list(rows)
    for row in found:
        act(row, by)
    return len(found)


def answered_requests(today: date) -> QuerySet[CorrectionRequest]:
    """Give the requests to correct that were answered long enough ago."""
    limit = years_before(today, years_of("rechten"))
    return CorrectionRequest.objects.filter(state=RequestState.ANSWERED, handled_on__lte=limit)


def unused_notes(_today: date) -> QuerySet[PrivateNote]:
    """Give the private notes that their writers did not touch for their period, in real time."""
    limit = years_before(timezone.localdate(), years_of("aantekeningen"))
    return PrivateNote.objects.filter(written_at__date__lte=limit)


def expired_sessions(_today: date) -> QuerySet[Session]:
    """Give the sessions that sign nobody in any more."""
    return Session.objects.filter(expire_date__lt=timezone.now())


def _oldest_kept() -> date:
    """Give the first day whose audit entries stay; the trail keeps real time."""
    return years_before(timezone.localdate(), years_of("logboek"))


STEPS = (
    RetentionStep(
        key="accounts",
        says="accounts without seat, duty or sign-in",
        due=unused_accounts,
        remove=_empty_accounts,
    ),
    RetentionStep(
        key="names",
        says="names of people without a seat",
        due=names_past_their_period,
        remove=_remove_names,
    ),
    RetentionStep(
        key="requests",
        says="answered requests to correct",
        due=answered_requests,
        remove=lambda today, by: audit.record_removal(
            Event.REQUESTS_REMOVED, answered_requests(today), by=by
        ),
    ),
    RetentionStep(
        key="notes",
        says="private notes nobody wrote in",
        due=unused_notes,
        remove=lambda today, by: audit.record_removal(
            Event.NOTES_REMOVED, unused_notes(today), by=by
        ),
    ),
    RetentionStep(
        key="sessions",
        says="sessions that ended",
        due=expired_sessions,
        remove=lambda today, by: audit.record_removal(
            AuditEvent.SESSIONS_REMOVED, expired_sessions(today), by=by
        ),
    ),
    RetentionStep(
        key="audit",
        says="oldest entries of the audit trail",
        due=lambda today: audit.prunable(_oldest_kept()),
        remove=lambda today, by: audit.prune(_oldest_kept(), by=by),
    ),
)
EVERY = timedelta(days=7)


def due(today: date) -> dict[str, int]:
    """Tell how much is past its period, per step."""
    return {step.says: step.due(today).count() for step in STEPS}


@transaction.atomic
def remove_due(today: date, *, by: Actor) -> dict[str, int]:
    """Remove or empty what is past its period; doing it twice changes nothing.

    Returns:
        How many of each step.
    """
    return {step.says: step.remove(today, by) for step in STEPS}
