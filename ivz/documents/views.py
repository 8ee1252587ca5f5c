"""Handing out files; who may have one is asked anew at every request."""

import logging
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ivz.authorization.openness import Openness
from ivz.documents import previews, storage
from ivz.documents.links import Expired, Forged, read_link
from ivz.documents.models import Version
from ivz.documents.names import file_name
from ivz.documents.places import Place, place_of
from ivz.documents.queries import readable_version
from ivz.web.requests import Request

logger = logging.getLogger(__name__)


@require_safe
def newest(request: Request, key: str) -> HttpResponseBase:
    """Hand out the newest version of a document."""
    return _hand_out(request, key, number=None)


@require_safe
def version(request: Request, key: str, number: int) -> HttpResponseBase:
    """Hand out one version; earlier ones only to people of the network."""
    return _hand_out(request, key, number=number)


@require_safe
def link(request: Request, token: str) -> HttpResponseBase:
    """Follow a link from a mail, for as long as it lasts."""
    try:
        said = read_link(token)
    except Forged as error:
        raise Http404 from error
    except Expired:
        return render(request, "documents/link_ended.html", status=410)
    user = request.actor.user
    if said.user_id is not None and user is None:
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")
    if said.user_id is not None and user is not None and said.user_id != user.pk:
        raise Http404
    return _hand_out(request, said.key, number=None)


@require_safe
def preview(request: Request, key: str) -> HttpResponseBase:
    """Show what stands in the newest version: its text, or the picture that it is.

    Policy: docs/policy/documents.md#preview
    """
    found, place = _asked(request, key, number=None)
    if not _is_as_kept(found):
        return render(request, "documents/file_gone.html", status=503)
    read = previews.text_of(found)
    context = {
        "version": found,
        "place": place,
        "openness": Openness(place.effective_openness),
        "is_picture": found.file_kind in previews.PICTURES,
        "is_paged": found.file_kind in previews.PAGED,
        "read": read,
        "pages": previews.in_blocks(read.pages),
    }
    response = render(request, "documents/preview.html", context)
    if place.effective_openness != Openness.PUBLIC:
        response["Cache-Control"] = "private, no-store"
    return response


def _hand_out(request: Request, key: str, *, number: int | None) -> HttpResponseBase:
    found, place = _asked(request, key, number=number)
    return _file(request, found, place)


def _asked(request: Request, key: str, *, number: int | None) -> tuple[Version, Place]:
    """Give the version and what it hangs on, for whoever may have it; restricted is noted."""
    found = readable_version(key, number, actor=request.actor)
    place = place_of(found.document_id, actor=request.actor) if found else None
    if found is None or place is None:
        raise Http404
    if number is not None and not _may_have(found, place, request):
        raise Http404
    if place.effective_openness == Openness.RESTRICTED:
        request.actor.restricted_readings.add((Version._meta.label, str(found.pk)))
    return found, place


def _may_have(found: Version, place: Place, request: Request) -> bool:
    newest = readable_version(found.document.key, None, actor=request.actor)
    return found == newest or place.is_inside(request.actor)


def _is_as_kept(found: Version) -> bool:
    is_whole = storage.digest_of(found.stored_as) == found.digest
    if not is_whole:
        logger.error("The file of version %s is gone or is not what was kept", found.pk)
    return is_whole


def _file(request: Request, found: Version, place: Place) -> HttpResponseBase:
    if not _is_as_kept(found):
        return render(request, "documents/file_gone.html", status=503)
    response = StreamingHttpResponse(storage.read(found.stored_as), content_type=found.kind)
    response["Content-Length"] = found.size_bytes
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file_name(found, place)
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    is_public = place.effective_openness == Openness.PUBLIC
    response["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    return response
