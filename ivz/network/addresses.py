"""Where the page of a body is."""

from django.urls import reverse

from ivz.network.models import Body


def body_url(body: Body) -> str:
    """Give the address of the page of ``body``; asks for its network."""
    return reverse("network:body", kwargs={"network_slug": body.network.slug, "slug": body.slug})
