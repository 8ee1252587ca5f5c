"""The row of register pages above each of them."""

from typing import Any

from django import template
from django.urls import reverse

from ivz.network.models import Network
from ivz.network.register_pages import register_pages

register = template.Library()


@register.inclusion_tag("network/register_nav.html", takes_context=True)
def register_nav(context: dict[str, Any], network: Network) -> dict[str, Any]:
    """Write the row of register pages of ``network``; the current one is marked."""
    path = context["request"].path
    pages = [
        (page.label, reverse(page.url_name, kwargs={"network_slug": network.slug}))
        for page in register_pages()
    ]
    return {"pages": [(label, url, path.startswith(url)) for label, url in pages]}
