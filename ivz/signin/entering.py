"""The steps from a name to a session; what belongs between two steps stands in the session.

Policy: docs/policy/accounts.md#second-step
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from ivz.accounts import sessions
from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.sessions import Method
from ivz.audit.actions import record, record_refused_sign_in
from ivz.signin import factors
from ivz.signin.actions.invitations import Site
from ivz.signin.states import Event

WAITING = "first_step"
LASTS = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """Who gave a password or came from the provider, and still owes the second step."""

    user_id: int
    proof: str
    method: str
    target: str
    at: float


def own_actor(request: HttpRequest, user: User) -> Actor:
    """Give the actor of somebody who is signing in, from where this request comes."""
    visitor: Actor = request.actor  # type: ignore[attr-defined]
    return replace(visitor, user=user, helper=None)


def with_password(request: HttpRequest, *, typed: str, password: str) -> User | None:
    """Give the account of a name and a password, None where they do not belong together.

    An unknown name takes as long as a wrong password, and both stand in the audit trail.
    """
    user = authenticate(request, username=typed, password=password)
    if isinstance(user, User):
        return user
    note_refusal(request, User.objects.find(typed))
    return None


def note_refusal(request: HttpRequest, user: User | None = None) -> None:
    """Keep in the audit trail that a sign-in failed; what was typed is not kept."""
    visitor: Actor = request.actor  # type: ignore[attr-defined]
    record_refused_sign_in(user, by=visitor)


def proceed(request: HttpRequest, user: User, *, method: Method, target: str) -> HttpResponse:
    """Go on after the first step: to the second one, to making one, or in.

    Without a second step nobody gets in, but for the example and for whoever comes from an
    invitation or the provider, to make one.
    """
    if factors.has_factor(user):
        return _ask_second_step(request, user, method=method, target=target)
    if settings.IS_EXAMPLE:
        return let_in(request, user, method=method, target=target)
    if method in {Method.INVITATION, Method.SINGLE_SIGN_ON}:
        begin(request, user, method=method, is_strong=False)
        return redirect("signin:second_step")
    messages.error(request, _("This account has no second step yet. Ask for a new invitation."))
    return redirect("home:sign_in")


def _ask_second_step(
    request: HttpRequest, user: User, *, method: Method, target: str
) -> HttpResponse:
    step = FirstStep(
        user_id=user.pk,
        proof=user.get_session_auth_hash(),
        method=method,
        target=target,
        at=timezone.now().timestamp(),
    )
    request.session.flush()
    request.session[WAITING] = asdict(step)
    return redirect("signin:prove")


def waiting(request: HttpRequest) -> tuple[User, FirstStep] | None:
    """Give who owes the second step, None once that took too long or the account changed."""
    kept = request.session.get(WAITING)
    step = FirstStep(**kept) if kept else None
    if step is None or timezone.now().timestamp() - step.at > LASTS.total_seconds():
        return None
    user = User.objects.filter(pk=step.user_id, is_active=True).first()
    if user is None or not constant_time_compare(step.proof, user.get_session_auth_hash()):
        return None
    return user, step


def let_in(
    request: HttpRequest, user: User, *, method: Method, target: str, is_strong: bool = False
) -> HttpResponse:
    """Sign in and go to ``target``, an address of this site."""
    request.session.pop(WAITING, None)
    sign_in(request, user, method=method, is_strong=is_strong)
    return redirect(target)


def sign_in(request: HttpRequest, user: User, *, method: Method, is_strong: bool = False) -> None:
    """Begin the session of somebody who is in, and leave a line of it."""
    begin(request, user, method=method, is_strong=is_strong)
    record(Event.SIGNED_IN, subject=user, by=own_actor(request, user))


def begin(request: HttpRequest, user: User, *, method: Method, is_strong: bool) -> None:
    """Begin a session at this moment, also of somebody who is halfway."""
    sessions.begin(request, user, method=method, is_strong=is_strong, now=real_time())


def site_of(request: HttpRequest) -> Site:
    """Give where this platform is found; only names in IVZ_HOSTS get this far."""
    return Site(address=request.build_absolute_uri("/"), now=real_time())


def real_time() -> datetime:
    """Give the moment it is: signing in knows no example date."""
    return timezone.now()
