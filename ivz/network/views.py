"""Pages about who is who."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ivz.web.requests import Request


@require_POST
def choose(request: Request) -> HttpResponse:
    """Keep the network chosen at the top of the page."""
    request.session["network"] = request.POST.get("network", "")
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if is_ours else "/")
