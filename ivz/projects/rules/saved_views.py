"""Who keeps views of the portfolio, and how many."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.projects.models import SavedView

MOST_VIEWS = 20


def check_may_keep(network: Network, name: str, *, by: Actor) -> None:
    """Let everybody with an account keep some views, each with a name."""
    if by.user is None or by.is_helping:
        raise PermissionDenied
    if not name.strip():
        raise RuleBroken(_("Give the view a name."))
    others = SavedView.objects.visible_to(by).filter(network=network).exclude(name=name.strip())
    if others.count() >= MOST_VIEWS:
        raise RuleBroken(
            _("You keep %(most)s views already. Remove one first.") % {"most": MOST_VIEWS}
        )
