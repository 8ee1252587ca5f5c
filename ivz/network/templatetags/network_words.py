"""Words of the network in templates."""

from django import template

from ivz.network.addresses import body_url
from ivz.network.wording import relation_line

register = template.Library()
register.filter("relation_line", relation_line)
register.filter("body_url", body_url)
