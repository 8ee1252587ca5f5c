"""The mailbox of the example, and what the administrator sees of mail that does not leave."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ivz.mail.models import Mail
from ivz.web.requests import Request

ON_A_PAGE = 20


@require_safe
def mailbox(request: Request) -> HttpResponse:
    """Show every message of the example; in production there is no such page.

    Whoever tries the example out can be anyone with one click, so its mail is for everyone.
    """
    if not settings.IS_EXAMPLE:
        raise Http404
    page = Paginator(Mail.objects.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "mail/mailbox.html", {"page": page})
