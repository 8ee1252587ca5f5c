"""A figure as pages show it, with its margin."""

from django import template

from ivz.insight.known_figures import KnownFigure
from ivz.position import tables

register = template.Library()


@register.filter
def rate(figure: KnownFigure) -> str:
    """Give a figure as it was published."""
    return tables.rate(figure)


@register.filter
def margin(figure: KnownFigure) -> str:
    """Give the margin of a figure in words."""
    return tables.margin(figure)
