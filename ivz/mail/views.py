"""The mailbox of the example, and the choice of a day for the weekly digest."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.mail import actions
from ivz.mail.forms import NEVER, DigestForm
from ivz.mail.models import Digest, Mail
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


@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: Request) -> HttpResponse:
    """Choose on which day the own weekly digest comes, or that it does not come."""
    user = request.actor.user
    if user is None:
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")
    stored = Digest.objects.filter(user=user).first() or Digest(user=user)
    weekday = NEVER if stored.weekday is None else stored.weekday
    form = DigestForm(request.POST or None, initial={"weekday": weekday})
    if form.is_valid():
        actions.choose_digest(form.chosen(), by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("mail:digest")
    context = {"form": form, "address": user.email}
    return render(request, "mail/digest.html", context, status=422 if form.errors else 200)
