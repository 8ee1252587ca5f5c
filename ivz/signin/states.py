"""What the audit trail records about signing in; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What was done with an account."""

    SIGNED_IN = "account.signed_in", _("Signed in")
    CREATED = "account.created", _("Account: made")
    DUTY_GIVEN = "account.duty_given", _("Account: duty given")
    INVITED = "account.invited", _("Account: invited")
    ACTIVATED = "account.activated", _("Account: works from now on")
    PASSWORD_CHANGED = "account.password_changed", _("Account: password changed")
    LINK_USED = "account.link_used", _("Account: link used")
    RESET_ASKED = "account.reset_asked", _("Account: new password asked")
    FACTOR_ADDED = "account.factor_added", _("Account: second step added")
    FACTOR_REMOVED = "account.factor_removed", _("Account: second step removed")
    CODES_MADE = "account.codes_made", _("Account: recovery codes made")
    FEED_KEY_MADE = "account.feed_key_made", _("Account: address for a calendar made")
    FEED_KEY_REVOKED = "account.feed_key_revoked", _("Account: address for a calendar revoked")
    CONNECTED = "account.connected", _("Account: tied to single sign-on")
    SESSIONS_ENDED = "account.sessions_ended", _("Account: signed out everywhere")
    LOCKED = "account.locked", _("Account: locked")
    UNLOCKED = "account.unlocked", _("Account: unlocked")
    ENDED = "account.ended", _("Account: ended")
    RESET = "account.reset", _("Account: second step reset")
    LINKS_REMOVED = "account.links_removed", _("Old links to sign in removed")
    ATTEMPTS_REMOVED = "account.attempts_removed", _("Old failed sign-ins removed")


class LinkKind(models.TextChoices):
    """What a mailed link is for."""

    INVITATION = "invitation", _("Invitation")
    PASSWORD = "password", _("New password")
