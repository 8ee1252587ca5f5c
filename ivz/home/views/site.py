"""Pages about the site, and the language switch."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from ivz.web.requests import Request

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


def own_address(request: Request, target: str) -> str:
    """Give ``target`` where it is an address of this site, else the start page."""
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/"


@require_safe
def accessibility(request: Request) -> HttpResponse:
    return render(request, "home/accessibility.html")


@require_safe
def privacy(request: Request) -> HttpResponse:
    return render(request, "home/privacy.html")


@require_safe
def about_figures(request: Request) -> HttpResponse:
    return render(request, "home/about_figures.html")
