"""What every request carries."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.decorators import sync_only_middleware

from ivz.accounts import sessions
from ivz.accounts.actors import actor_of
from ivz.accounts.models import User
from ivz.audit.actions import record_readings
from ivz.clock.reading import today
from ivz.web import api
from ivz.web.errors import missed
from ivz.web.limits import is_within_limit
from ivz.web.network_address import shortened_address

PERMISSIONS = ", ".join(
    [
        *(f"{feature}=()" for feature in ["camera", "geolocation", "microphone", "payment", "usb"]),
        *(f"publickey-credentials-{act}=(self)" for act in ["create", "get"]),
        "clipboard-write=(self)",
    ]
)
Respond = Callable[[HttpRequest], HttpResponse]


@sync_only_middleware
def language_middleware(get_response: Respond) -> Respond:
    """Answer in Dutch, or in the language chosen with the switch at the foot of the page.

    What the browser prefers does not count: many Dutch computers speak English.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        language = _chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return respond


def _chosen_language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@sync_only_middleware
def headers_middleware(get_response: Respond) -> Respond:
    """Switch off what no page uses, and keep other sites from embedding what is here."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        is_open = request.path.startswith(api.PREFIX)
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin"
        )
        return response

    return respond


@sync_only_middleware
def actor_middleware(get_response: Respond) -> Respond:
    """Put the actor on the request, and keep private pages out of shared caches.

    Which restricted records were read, and that nothing was found, is noted once the answer is
    there.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        origin = "api" if request.path.startswith(api.PREFIX) else "web"
        user = _signed_in_user(request)
        address = shortened_address(request)
        request.actor = actor_of(  # type: ignore[attr-defined]
            user, today=today(), origin=origin, address=address
        )
        response = missed(request, get_response(request))
        record_readings(request.actor)  # type: ignore[attr-defined]
        patch_vary_headers(response, ["Cookie"])
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return respond


def _signed_in_user(request: HttpRequest) -> User | None:
    """Give who is signed in; without a second step in production nobody is.

    Whoever is halfway is known to the pages for signing in only, as ``request.user``.
    """
    now = timezone.now()
    if sessions.is_over(request.session, now=now):
        logout(request)
    user = request.user
    if not isinstance(user, User) or not sessions.counts(request.session):
        return None
    sessions.note_use(request.session, now=now)
    return user


@sync_only_middleware
def api_middleware(get_response: Respond) -> Respond:
    """Give every answer of the programming interface its headers, and problems as JSON.

    Also what never reaches a router: an unknown address, another method, a failure.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(api.PREFIX):
            return get_response(request)
        within = is_within_limit(request, "api")
        response = get_response(request) if within else api.problem_response(429)
        if response.status_code >= 400 and response["Content-Type"] != api.PROBLEM_JSON:
            response = _as_problem(response)
        response["API-Version"] = api.VERSION
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return respond


def _as_problem(response: HttpResponse) -> HttpResponse:
    problem = api.problem_response(response.status_code)
    for name in ("Allow", "Cache-Control", "Vary"):
        if name in response:
            problem[name] = response[name]
    return problem
