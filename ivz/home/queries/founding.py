"""Whether there is anything yet."""

from ivz.network.models import Network


def is_empty_installation() -> bool:
    """Tell whether no network was founded yet; one query."""
    return not Network.objects.exists()
