"""The request our middleware hands to views, and addresses it may lead to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from ivz.accounts.actors import Actor


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
