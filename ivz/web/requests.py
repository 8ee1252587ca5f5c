"""The request our middleware hands to views, what it carries, and addresses it may lead to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from ivz.accounts.actors import Actor

MOST_DIGITS = 18  # more than any row needs, and what every database can hold


class Request(HttpRequest):
    """A request with the actor behind it and HTMX details."""

    actor: Actor
    htmx: HtmxDetails


def own_address(request: HttpRequest, target: str) -> str:
    """Give ``target`` where it is an address of this site, else the start page."""
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/"


def whole_number(text: str) -> int:
    """Read a number or key that somebody sent; 0, which fits no row, where it is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


def version_sent(request: HttpRequest) -> int:
    """Give the version from which an edit started; 0, which fits no row, where none was sent."""
    return whole_number(request.POST.get("version", ""))
