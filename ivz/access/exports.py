"""The verdicts of access reviews as a table to keep."""

from django.utils.translation import gettext as _

from ivz.access.models import AccessVerdict
from ivz.accounts.actors import Actor
from ivz.network.models import Network
from ivz.tabular.writing import Table


def review_table(network: Network | None, *, by: Actor) -> Table:
    """Give every verdict on a network's seats, or on the accounts, the latest round first."""
    given = AccessVerdict.objects.filter(review__network=network).select_related("review", "by")
    return Table(
        title=_("Access review"),
        columns=[
            _("Round"),
            _("Completed on"),
            _("Who"),
            _("Seats and duties"),
            _("Verdict"),
            _("Judged on"),
            _("By"),
        ],
        rows=[
            [
                verdict.review.opened_on,
                verdict.review.completed_on,
                verdict.label,
                verdict.holds,
                str(verdict.get_verdict_display()),
                verdict.on,
                verdict.by.username if verdict.by else "",
            ]
            for verdict in given.order_by("-review__opened_on", "pk")
        ],
        facts=[(_("Made by"), by.name), (_("Made on"), by.today)],
    )
