"""The mail that reminds of the yearly review; in the language of the installation."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from ivz.access.models import AccessReview
from ivz.accounts.models import User
from ivz.mail.links import today_on_site


def remind_of_review(user: User, review: AccessReview) -> None:
    """Tell somebody that the review of a network, or of the accounts, has to be done."""
    if not user.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        what = review.network.name if review.network else _("the accounts of Platform IVZ")
        text = _(
            "Once a year somebody goes along everybody who has access. For %(what)s that waits "
            "for you.\n\n"
            "It takes one click per person. It stands under “Today”: %(address)s\n\n"
            "This mail comes again every thirty days until it is done."
        ) % {"what": what, "address": today_on_site()}
        send_mail(_("Who still has access? The yearly review waits"), text, None, [user.email])
