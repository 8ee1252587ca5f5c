"""Words of the network in templates."""

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ivz.network.addresses import body_url
from ivz.network.models import Seat
from ivz.network.wording import relation_line
from ivz.web.templatetags.ivz import example_badge, validity

register = template.Library()
register.filter("relation_line", relation_line)
register.filter("body_url", body_url)


@register.filter
def for_row(address: str, key: int) -> str:
    """Give the address made with row 0 for another row: a long table asks each route once."""
    before, _zero, after = address.rpartition("/0/")
    return f"{before}/{key}/{after}"


@register.simple_tag
def seat_addresses(network_slug: str) -> list[tuple[str, str]]:
    """Give what can be done with a seat: the address for row 0, and the word of the link.

    The first two are for whoever only says who sits in it.
    """
    pages = [
        ("network:succeed", _("Successor")),
        ("network:end_seat", _("End")),
        ("network:change_seat", _("Change")),
        ("network:revoke_seat", _("Revoke")),
    ]
    return [(reverse(page, args=[network_slug, 0]), word) for page, word in pages]


@register.simple_tag
def seat_links(seat: Seat, addresses: Sequence[tuple[str, str]], manages: bool) -> SafeString:  # noqa: FBT001 - as the template says it
    """Write what one can do with a seat; a page holds two hundred of these links."""
    name, allowed = str(seat), addresses if manages else addresses[:2]
    rows = ((for_row(address, seat.pk), word, name) for address, word in allowed)
    links = format_html_join("\n", '<a href="{}">{}<span class="vh">: {}</span></a>', rows)
    return format_html('<span class="ivz-tablink ivz-noprint">{}</span>', links)


@register.simple_tag
def seat_row(seat: Seat, as_label: str, for_label: str, period_label: str) -> SafeString:
    """Write a seat as a row: who, as what, on behalf of whom, how long; a page holds hundreds."""
    return format_html(
        '<tr><th scope="row">{}{}{}</th><td data-kop="{}">{}</td><td data-kop="{}">{}</td>'
        '<td data-kop="{}">{}</td></tr>',
        seat.holder,
        example_badge() if seat.person and seat.person.is_invented else "",
        _deputy(seat),
        as_label,
        seat.shown_role,
        for_label,
        seat.organisation.name if seat.organisation else "",
        period_label,
        validity(seat),
    )


def _deputy(seat: Seat) -> str:
    if seat.deputy is None:
        return ""
    told = _("Deputy: %(deputy)s") % {"deputy": seat.deputy.function}
    return format_html(' <span class="ivz-why">{}</span>', told)
