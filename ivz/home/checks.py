"""What production refuses to start with.

Policy: docs/settings.md#modes
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from ivz.accounts.models import User
from ivz.home.queries.accounts import EXAMPLE_PREFIX

REFUSES = "Production refuses to start."
SHORTEST_KEY = 32
NO_PASSWORD = "!"  # noqa: S105  how Django marks that there is none


def unsafe_settings() -> list[str]:
    """Give in words what is unsafe about the settings; in example mode nothing is."""
    if settings.IS_EXAMPLE:
        return []
    wrong = {
        "IVZ_DEBUG is 1: it shows what is inside. Remove it.": settings.DEBUG,
        f"IVZ_SECRET_KEY is shorter than {SHORTEST_KEY} characters. Remove it; "
        "the platform then makes one.": len(settings.SECRET_KEY) < SHORTEST_KEY,
        "Cookies would go over plain HTTP.": not (
            settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
        ),
        "IVZ_HOSTS lets in every name. List the names of the site.": any(
            host == "*" or host.startswith(".") for host in settings.ALLOWED_HOSTS
        ),
    }
    return [problem for problem, is_wrong in (wrong | _unsafe_sign_in()).items() if is_wrong]


def _unsafe_sign_in() -> dict[str, bool]:
    """Give what could be wrong with mail, sessions and single sign-on, and whether it is."""
    is_near = settings.EMAIL_HOST in {"localhost", "127.0.0.1", "::1"}
    has_prefix = settings.SESSION_COOKIE_NAME.startswith("__Host-")
    provider_is_safe = settings.OIDC_ISSUER.startswith("https://")
    return {
        "IVZ_SMTP_HOST is empty: nobody can be invited. Name a mail server.": (
            not settings.EMAIL_HOST
        ),
        "IVZ_SMTP_SECURITY is not starttls or tls: links would travel in the open.": (
            settings.SMTP_SECURITY not in {"starttls", "tls"} and not is_near
        ),
        "IVZ_SECURITY_CONTACT is empty: nobody can report a leak. Give an address.": (
            not settings.SECURITY_CONTACT
        ),
        "IVZ_SESSION_IDLE_MINUTES or IVZ_SESSION_HOURS is out of bounds: at most 120 and 24.": not (
            0 < settings.SESSION_IDLE_SECONDS <= 7200
            and 0 < settings.SESSION_COOKIE_AGE <= 24 * 3600
        ),
        "IVZ_OIDC_ISSUER is not an https address.": bool(settings.OIDC_ISSUER)
        and not provider_is_safe,
        "The session cookie can be set by another site.": not has_prefix,
    }


def example_accounts_left() -> list[str]:
    """Give in words that the accounts of the example are here, in production; one query."""
    left = User.objects.filter(
        username__startswith=EXAMPLE_PREFIX, password__startswith=NO_PASSWORD
    )
    if settings.IS_EXAMPLE or not left.exists():
        return []
    return ["This data directory holds an example. Start production with another one."]


@register(Tags.security, deploy=True)
def check_mode(app_configs: Sequence[Any] | None, **_options: Any) -> list[Error]:
    """Refuse ``check --deploy`` in example mode, in which anybody signs in with one click."""
    if not settings.IS_EXAMPLE:
        return []
    told = "IVZ_MODE is example: anybody signs in as anyone. Set it to production."
    return [Error(told, id="ivz.E003")]


@register(Tags.security, deploy=True)
def check_accounts(app_configs: Sequence[Any] | None, **_options: Any) -> list[Error]:
    """Refuse ``check --deploy`` where the accounts of the example are in a production database."""
    try:
        return [Error(problem, id="ivz.E002") for problem in example_accounts_left()]
    except DatabaseError:
        return []  # no database yet, so no accounts; serve tells of one that does not answer


def refuse_unsafe_start() -> None:
    """Stop a web server that is started without ``bin/serve``, which looks at the same things.

    Raises:
        ImproperlyConfigured: production is not safe like this, or the database does not answer.
    """
    if settings.IS_EXAMPLE:
        return
    try:
        problems = unsafe_settings() or example_accounts_left()
    except DatabaseError as error:
        said = " ".join(str(error).split())
        raise ImproperlyConfigured(f"The database does not answer: {said}") from None
    finally:
        connection.close()  # the server makes its own, in each of its processes
    if problems:
        raise ImproperlyConfigured(" ".join([REFUSES, *problems]))


@register(Tags.security)
def check_settings(app_configs: Sequence[Any] | None, **_options: Any) -> list[Error]:
    """Refuse every command of Django that checks, as ``serve`` refuses to start."""
    return [Error(problem, id="ivz.E001") for problem in unsafe_settings()]
