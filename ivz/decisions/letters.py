"""The mail that brings a decision to its addressees; in the language of the installation.

A mail leaves the platform, so it names nothing that is closed to part of the network.
Policy: docs/policy/decisions.md#complete
"""

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.decisions.addresses import page_of
from ivz.decisions.models import Addressee, Decision
from ivz.decisions.rules.completion import seats_of
from ivz.mail.links import on_site, today_on_site

_MAY_LEAVE = {Openness.PUBLIC, Openness.NETWORK}


def tell_addressee(addressee: Addressee, *, on: date, apart_from: User | None) -> None:
    """Mail everybody who can acknowledge for an addressee; not ``apart_from``, who sends it."""
    people = User.objects.filter(
        person__seats__in=seats_of(addressee, on=on), is_active=True
    ).exclude(email="")
    with translation.override(settings.LANGUAGE_CODE):
        words = _words(addressee.decision)
        for user in people.distinct().order_by("pk"):
            if user != apart_from:
                send_mail(_("A decision waits for your acknowledgement"), words, None, [user.email])


def _words(decision: Decision) -> str:
    asked = _("Say on Platform IVZ that it was received: %(address)s")
    if decision.openness not in _MAY_LEAVE:
        told = _("A decision was taken that you may read, and whose receipt you acknowledge.")
        return f"{told}\n\n{asked % {'address': today_on_site()}}"
    address = on_site(page_of(decision))
    return f"{decision.reference}: {decision.title}\n\n{asked % {'address': address}}"
