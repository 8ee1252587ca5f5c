"""Addresses in mails: whole, as a mail knows no site."""

from django.conf import settings
from django.urls import reverse


def on_site(path: str) -> str:
    """Give the whole address of a page; only to who signs in as somebody that may read it."""
    return f"{settings.SITE_URL}{path}"


def today_on_site() -> str:
    """Give the whole address of *Vandaag*."""
    return on_site(reverse("home:start"))
