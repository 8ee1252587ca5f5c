"""The network or theme that a program asks by its key; an unknown one is not there."""

from ivz.network.models import Network, Theme
from ivz.web.api import NotFound


def asked_network(slug: str | None) -> Network | None:
    """Give the network asked, None where none is asked."""
    if slug is None:
        return None
    found = Network.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def asked_theme(code: str | None) -> Theme | None:
    """Give the theme asked, None where none is asked."""
    if code is None:
        return None
    found = Theme.objects.filter(code=code).first()
    if found is None:
        raise NotFound
    return found
