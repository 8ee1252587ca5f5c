"""The structure of a network on paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ivz.network.as_of import day_of_file
from ivz.network.models import Network
from ivz.network.queries.drawings import drawings
from ivz.web.requests import Request

DOCUMENT_LANGUAGE = "nl"
STYLE = "static:home/drawing_pdf.css"


@require_safe
def drawing_pdf(request: Request, network_slug: str) -> HttpResponse:
    """Give the drawing of the structure as PDF: a sheet of A3 for each network."""
    # Loading the PDF maker takes two seconds: only who asks a PDF waits for it.
    from ivz.documents import pdf  # noqa: PLC0415

    network = get_object_or_404(Network, slug=network_slug)
    day = day_of_file(request)
    with translation.override(DOCUMENT_LANGUAGE):
        context = {"network": network, "day": day, "language": DOCUMENT_LANGUAGE, "style": STYLE}
        context["drawings"] = [each for each in drawings(network, on=day) if each.rows]
        html = render_to_string("home/drawing_pdf.html", context)
    etag = f'"{pdf.digest_of(html)}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    name = f"structuur-{network.slug}-{day.isoformat()}.pdf"
    return HttpResponse(
        pdf.render(html),
        content_type="application/pdf",
        headers={"ETag": etag, "Content-Disposition": f'inline; filename="{name}"'},
    )
