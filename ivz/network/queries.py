"""What pages ask about the network."""

from ivz.network.models import Network


def chosen_network(slug: str | None) -> tuple[list[Network], Network | None]:
    """Give every network by name, and the one chosen by ``slug``.

    Without a choice the first network that has a parent counts: that is where people
    work; a single network counts as chosen.
    """
    known = list(Network.objects.select_related("parent").order_by("name"))
    by_slug = {network.slug: network for network in known}
    working = [network for network in known if network.parent_id is not None]
    default = next(iter(working or known), None)
    return known, by_slug.get(slug or "", default)
