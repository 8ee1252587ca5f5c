"""Words of the network in templates."""

from django import template

from ivz.network.addresses import body_url
from ivz.network.wording import relation_line

register = template.Library()
register.filter("relation_line", relation_line)
register.filter("body_url", body_url)


@register.filter
def for_row(address: str, key: int) -> str:
    """Give the address made with row 0 for another row: a long table asks each route once."""
    before, _zero, after = address.rpartition("/0/")
    return f"{before}/{key}/{after}"
