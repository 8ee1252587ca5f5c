"""What the page that reads seats and people in asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ivz.accounts.models import User
from ivz.network.models import Network, RegisterImport
from ivz.workflow.models import Change

IMPORTS_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """A table that was brought in: why and by whom; ``stands`` while not all is taken back."""

    found: RegisterImport
    reason: str
    by: str
    stands: bool


def latest_imports(network: Network) -> Sequence[ImportLine]:
    """Give the latest tables that were brought in, newest first; one query."""
    made = Change.objects.filter(
        pk__gte=OuterRef("first"),
        pk__lte=OuterRef("last"),
        by=OuterRef("first__by"),
        reason=OuterRef("first__reason"),
        undoes=None,
        undone_by=None,
    )
    accounts = User.objects.filter(username=OuterRef("first__by"))
    hand = accounts.annotate(hand=Coalesce("person__function", "username")).values("hand")
    imports = RegisterImport.objects.filter(network=network).select_related("first")
    told = imports.annotate(stands=Exists(made), hand=Subquery(hand))
    return [
        ImportLine(
            found=found,
            reason=found.first.reason,
            by=found.hand or _("when this was set up"),
            stands=found.stands,
        )
        for found in told.order_by("-pk")[:IMPORTS_SHOWN]
    ]
