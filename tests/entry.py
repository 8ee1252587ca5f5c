"""Getting in, without the pages for signing in."""

from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from ivz.accounts.sessions import MARK
from ivz.signin import factors


def sign_in_strongly(client, user, *, method="totp", ago=0, unused_for=0, is_strong=True):
    """Give ``client`` a session of ``user`` with a second step, as signing in would."""
    client.force_login(user)
    now = timezone.now().timestamp()
    session = client.session
    session[MARK] = {
        "method": method,
        "is_strong": is_strong,
        "at": now - ago,
        "seen": now - unused_for,
    }
    session.save()


def code_for(secret, *, steps=0):
    """Give the code that an app shows for ``secret``, now or so many half minutes later."""
    counters = list(totp.yield_hotp_counters_from_time())
    now = counters[len(counters) // 2]
    return totp.format_hotp_value(totp.hotp_value(secret, now + steps))


def app_of(user):
    """Tie an app to ``user`` and give its secret."""
    secret = totp.generate_totp_secret()
    factors.keep_app(user, secret=secret)
    return secret
