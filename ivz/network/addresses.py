"""Where the page of a body is."""

from django.urls import NoReverseMatch, reverse

from ivz.network.models import Body


def body_url(body: Body) -> str:
    """Give the address of the page of ``body``; asks for its network."""
    slug = body.network.slug
    try:
        return reverse("network:body", kwargs={"network_slug": slug, "slug": body.slug})
    except NoReverseMatch:
        return f"{reverse('network:structure', kwargs={'network_slug': slug})}#{body.slug}"
