"""How often something may be asked, from one address or about one name.

Policy: docs/policy/accounts.md#limits
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ivz.web.requests import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def address_of(request: HttpRequest) -> str:
    """Give the address somebody comes from; of IPv6 the network, as people have many."""
    address: str = ratelimit.get_ip(request)
    return address


def is_within_limit(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Count this request, and tell whether ``action`` was not asked too often."""
    return bool(
        ratelimit.consume(
            request,
            app="ivz",
            action=action,
            config=settings.RATE_LIMITS,
            key=key,
            limit_get=True,
        )
    )


def limited(action: str) -> Callable[[View[P]], View[P]]:
    """Answer 429 to whoever sends a form too often."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def respond(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST" and not is_within_limit(request, action):
                return too_many(request)
            return view(request, *args, **kwargs)

        return respond

    return decorate


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer that this was asked too often, and when to try again."""
    response = render(request, "errors/429.html", status=429)
    response["Retry-After"] = "60"
    return response
