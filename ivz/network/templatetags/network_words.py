"""Words of the network in templates."""

from django import template
from django.utils.html import format_html
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
