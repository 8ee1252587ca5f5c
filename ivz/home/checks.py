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
        "IVZ_HOSTS lets in every name. List the names of the site.": "*" in settings.ALLOWED_HOSTS,
    }
    return [problem for problem, is_wrong in wrong.items() if is_wrong]


def example_accounts_left() -> list[str]:
    """Give in words that the accounts of the example are here, in production; one query."""
    left = User.objects.filter(
        username__startswith=EXAMPLE_PREFIX, password__startswith=NO_PASSWORD
    )
    if settings.IS_EXAMPLE or not left.exists():
        return []
    return ["This data directory holds an example. Start production with another one."]


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
