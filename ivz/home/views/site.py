"""Pages about the site, and the language switch."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from ivz.web.requests import Request, own_address

HALF_A_YEAR = timedelta(days=182)
A_YEAR_IN_SECONDS = 365 * 24 * 3600


@require_POST
def set_language(request: Request) -> HttpResponse:
    """Keep the language for a year and return to the page."""
    response = redirect(own_address(request, request.POST.get("next", "")))
    language = request.POST.get("language", "")
    if check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR_IN_SECONDS,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@require_safe
def security_txt(request: Request) -> HttpResponse:
    """Say where to report a leak (RFC 9116); 404 where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    contact = settings.SECURITY_CONTACT
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {(timezone.now() + HALF_A_YEAR).strftime('%Y-%m-%dT00:00:00Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def accessibility(request: Request) -> HttpResponse:
    return render(request, "home/accessibility.html")


@require_safe
def privacy(request: Request) -> HttpResponse:
    return render(request, "home/privacy.html")


@require_safe
def about_figures(request: Request) -> HttpResponse:
    return render(request, "home/about_figures.html")
