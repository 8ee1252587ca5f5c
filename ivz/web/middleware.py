"""What every request carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.decorators import sync_only_middleware

from ivz.accounts.actors import actor_of
from ivz.clock.reading import today

Respond = Callable[[HttpRequest], HttpResponse]


@sync_only_middleware
def actor_middleware(get_response: Respond) -> Respond:
    """Put the actor on the request, and keep private pages out of shared caches."""

    def respond(request: HttpRequest) -> HttpResponse:
        origin = "api" if request.path.startswith("/api/") else "web"
        user = request.user if request.user.is_authenticated else None
        request.actor = actor_of(user, today=today(), origin=origin)  # type: ignore[attr-defined]
        response = get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if user is not None:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return respond
