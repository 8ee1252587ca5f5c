"""The mails about an account; in the language of the installation, whoever causes them."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from ivz.accounts.models import User


def send_invitation(user: User, *, address: str, days: int) -> None:
    """Invite somebody to choose a password and a second step."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "Your network invites you to Platform IVZ.\n\n"
            "Open this link and choose a password:\n%(address)s\n\n"
            "The link works once, for %(days)s days. Your user name is %(username)s.\n\n"
            "Did you not expect this? Then do nothing."
        ) % {"address": address, "days": days, "username": user.username}
        _send(user, subject=_("Your account of Platform IVZ"), text=text)


def send_password_link(user: User, *, address: str, hours: int) -> None:
    """Send a link with which somebody chooses a new password."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "A new password was asked for your account of Platform IVZ.\n\n"
            "Open this link and choose one:\n%(address)s\n\n"
            "The link works once, for %(hours)s hours. Signing in still asks your second step.\n\n"
            "Did you not ask this? Then do nothing: your password stays as it is."
        ) % {"address": address, "hours": hours}
        _send(user, subject=_("A new password for Platform IVZ"), text=text)


def tell_of_change(user: User) -> None:
    """Tell somebody that password or second step changed, so that a thief is noticed."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "The password or the second step of your account of Platform IVZ changed just now.\n\n"
            "Was this not you? Tell the administrator of your platform at once."
        )
        _send(user, subject=_("Your sign-in for Platform IVZ changed"), text=text)


def _send(user: User, *, subject: str, text: str) -> None:
    if user.email:
        send_mail(subject, text, None, [user.email])
