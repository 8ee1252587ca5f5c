"""The cells of the matrix of priorities, written without a template per cell: a region has many."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ivz.portfolios.queries.priorities import MatrixRow

register = template.Library()


@register.simple_tag
def priority_cells(row: MatrixRow) -> SafeString:
    """Write a cell per theme: marked where the municipality put it first, else empty."""
    chosen = format_html('<td class="is-chosen"><span class="vh">{}</span></td>', _("priority"))
    return mark_safe("".join(chosen if cell else "<td></td>" for cell in row.cells))  # noqa: S308 - constant text
