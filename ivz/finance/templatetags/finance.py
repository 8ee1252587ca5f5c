"""How the pages on contributions write differences and tiers."""

from django import template

from ivz.finance import wording

register = template.Library()

register.filter("signed_euros", wording.signed_euros)
register.filter("signed_money", wording.signed_money)
register.filter("signed_number", wording.signed_number)
register.filter("exact_euros", wording.exact_euros)
register.filter("fte", wording.fte)
register.filter("tier_range", wording.tier_range)
register.filter("boundary_remark", wording.boundary_remark)
