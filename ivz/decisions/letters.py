"""The mail that brings a decision to its addressees; in the language of the installation.

A mail leaves the platform, so it names nothing that is closed to part of the network.
Policy: docs/policy/decisions.md#complete
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.decisions.addresses import page_of
from ivz.decisions.models import Addressee, Decision
from ivz.decisions.rules.completion import seats_of
from ivz.mail.links import on_site, today_on_site

_MAY_LEAVE = {Openness.PUBLIC, Openness.NETWORK}


def tell_addressees(
    sent: Sequence[Addressee], *, apart_from: Iterable[Addressee], by: Actor
) -> None:
    """Mail everybody who can acknowledge for an addressee, each of them once.

    Not ``by``, who sends it, nor who was told before because of an addressee in ``apart_from``.
    """
    if not sent:
        return
    told = {user for each in apart_from for user in _people_of(each, by=by)} | {by.user}
    with translation.override(settings.LANGUAGE_CODE):
        words = _words(sent[0].decision)
        for user in dict.fromkeys(user for each in sent for user in _people_of(each, by=by)):
            if user not in told:
                send_mail(_("A decision waits for your acknowledgement"), words, None, [user.email])


def _people_of(addressee: Addressee, *, by: Actor) -> QuerySet[User]:
    seats = seats_of(addressee, on=by.today)
    reached = User.objects.filter(person__seats__in=seats, is_active=True).exclude(email="")
    return reached.distinct().order_by("pk")


def _words(decision: Decision) -> str:
    asked = _("Say on Platform IVZ that it was received: %(address)s")
    if decision.openness not in _MAY_LEAVE:
        told = _("A decision was taken that you may read, and whose receipt you acknowledge.")
        return f"{told}\n\n{asked % {'address': today_on_site()}}"
    address = on_site(page_of(decision))
    return f"{decision.reference}: {decision.title}\n\n{asked % {'address': address}}"
