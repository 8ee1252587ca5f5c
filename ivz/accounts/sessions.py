"""Sessions: how somebody signed in, and how long that counts.

Policy: docs/policy/accounts.md#sessions
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from ivz.accounts.models import User

MARK = "signed_in"
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOTED_EVERY = timedelta(minutes=1)  # writing the session at every request would cost a query


class Method(StrEnum):
    """How somebody proved who they are."""

    EXAMPLE = auto()
    INVITATION = auto()
    PASSWORD = auto()
    TOTP = auto()
    RECOVERY_CODE = auto()
    PASSKEY = auto()
    SINGLE_SIGN_ON = auto()


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What a session keeps of a sign-in; moments in seconds.

    ``is_strong`` tells that there was a second factor, or a passkey, which is two in one.
    """

    method: str
    is_strong: bool
    at: float
    seen: float


def begin(
    request: HttpRequest, user: User, *, method: Method, is_strong: bool, now: datetime
) -> None:
    """Sign ``user`` in: a new session with a new key, and nothing of another account in it."""
    login(request, user, backend=BACKEND)
    moment = now.timestamp()
    request.session[MARK] = asdict(
        SignIn(method=method, is_strong=is_strong, at=moment, seen=moment)
    )


def sign_in_of(session: SessionBase) -> SignIn | None:
    """Give how somebody signed in, None where nobody did."""
    mark = session.get(MARK)
    return SignIn(**mark) if mark else None


def counts(session: SessionBase) -> bool:
    """Tell whether the session gives its rights: in production a second factor must be there."""
    if settings.IS_EXAMPLE:
        return True
    mark = sign_in_of(session)
    return mark is not None and mark.is_strong


def is_over(session: SessionBase, *, now: datetime) -> bool:
    """Tell whether the session was left alone too long, or lasted long enough."""
    mark = sign_in_of(session)
    if mark is None:
        return False
    idle, whole = now.timestamp() - mark.seen, now.timestamp() - mark.at
    return idle > settings.SESSION_IDLE_SECONDS or whole > settings.SESSION_COOKIE_AGE


def note_use(session: SessionBase, *, now: datetime) -> None:
    """Keep that the session is in use, once a minute."""
    mark = sign_in_of(session)
    if mark is not None and now.timestamp() - mark.seen > NOTED_EVERY.total_seconds():
        session[MARK] = {**asdict(mark), "seen": now.timestamp()}


def is_fresh(session: SessionBase, *, now: datetime) -> bool:
    """Tell whether somebody signed in so recently that a second factor may be changed."""
    mark = sign_in_of(session)
    return mark is not None and now.timestamp() - mark.at < settings.SESSION_FRESH_SECONDS
