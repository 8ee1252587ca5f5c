"""What register pages share: the row of pages above each of them, and its table as a file."""

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


@register.inclusion_tag("network/files.html", takes_context=True)
def register_files(
    context: dict[str, Any], url_name: str, *of: str, **asked: object
) -> dict[str, str]:
    """Write the links to a page as a file, for the day and narrowed down as the page is.

    ``of`` is what the address names besides the network; ``asked`` goes before what was asked of
    the page.
    """
    query = context["request"].GET.copy()
    query.pop("pagina", None)
    query["peildatum"] = context["as_of"].day.isoformat()
    for name, value in asked.items():
        query[name] = str(value)
    slug = context["network"].slug
    return {
        suffix: f"{reverse(url_name, args=[slug, *of, suffix])}?{query.urlencode()}"
        for suffix in ("csv", "ods")
    }
