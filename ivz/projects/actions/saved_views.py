"""Keeping a choice on the portfolio under a name, for oneself."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.network.models import Network
from ivz.projects.models import SavedView
from ivz.projects.rules.saved_views import check_may_keep
from ivz.projects.states import Event


@dataclass(frozen=True, kw_only=True)
class ViewDetails:
    """What is chosen, under which name, and whether it shows at first."""

    name: str
    chosen: str
    is_default: bool = False


@transaction.atomic
def keep_view(network: Network, details: ViewDetails, *, by: Actor) -> SavedView:
    """Keep a choice; the same name takes the place of what was kept under it."""
    check_may_keep(network, details.name, by=by)
    own = SavedView.objects.visible_to(by).filter(network=network)
    if details.is_default:
        own.update(is_default=False)
    kept, _is_new = SavedView.objects.update_or_create(
        user=by.user,
        network=network,
        name=details.name.strip(),
        defaults={"chosen": details.chosen, "is_default": details.is_default},
    )
    record(Event.VIEW_KEPT, subject=kept, by=by)
    return kept


@transaction.atomic
def remove_view(view: SavedView, *, by: Actor) -> None:
    """Remove an own view."""
    if view.user != by.user or by.is_helping:
        raise PermissionDenied
    record(Event.VIEW_REMOVED, subject=view, by=by)
    view.delete()
