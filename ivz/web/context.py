"""What the page shell shows on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ivz.web.navigation import main_menu


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the menu, the actor and the banner of example mode."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "is_example": settings.IS_EXAMPLE,
        "menu": main_menu(request.path, is_signed_in=bool(actor and actor.is_signed_in)),
    }
