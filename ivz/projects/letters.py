"""The mail about what became of a request; in the language of the installation.

A mail leaves the platform, so it names nothing that is closed to part of the network.
Policy: docs/policy/projects.md#intake
"""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.mail.links import on_site
from ivz.projects.models import Request
from ivz.projects.states import RequestState

_MAY_LEAVE = {Openness.PUBLIC, Openness.NETWORK}


def tell_requester(request: Request, *, apart_from: User | None) -> None:
    """Mail who asked what became of it; not to ``apart_from``, who answers."""
    user = request.requester.user if request.requester else None
    if user is None or not user.is_active or not user.email or user == apart_from:
        return
    with translation.override(settings.LANGUAGE_CODE):
        send_mail(_("Your request for a project"), _words(request), None, [user.email])


def _words(request: Request) -> str:
    address = on_site(request.get_absolute_url())
    where = _("Read more on Platform IVZ: %(address)s") % {"address": address}
    if request.openness not in _MAY_LEAVE:
        return _("There is news of your request for a project.") + f"\n\n{where}"
    news = f"{request.title}\n\n{request.get_state_display()}"
    because = request.reopened_because if request.state == RequestState.OPEN else request.answer
    return "\n\n".join(part for part in [news, because, where] if part)
