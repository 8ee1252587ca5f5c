"""Who may bring in figures, and when."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.insight.models import DataSet
from ivz.network.models import Network

# Stands in addresses where that of a data set could stand.
TAKEN = {"signalen"}


def check_may_import(network: Network, *, by: Actor) -> None:
    """Refuse whoever may not import figures for ``network``.

    Policy: docs/policy/roles.md
    """
    if not by.may(Permission.IMPORT_FIGURES, within=network):
        raise PermissionDenied(Permission.IMPORT_FIGURES)


def check_address_is_free(slug: str) -> None:
    """Refuse a second data set at one address: figures are not replaced, a new edition is added."""
    if not slug or slug in TAKEN or DataSet.objects.filter(slug=slug).exists():
        raise RuleBroken(
            _("There is a data set with this title already. Give this edition a title of its own.")
        )
