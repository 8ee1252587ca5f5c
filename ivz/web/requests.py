"""The request our middleware hands to views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ivz.accounts.actors import Actor


class Request(HttpRequest):
    """A request with the actor behind it and HTMX details."""

    actor: Actor
    htmx: HtmxDetails
