"""What the audit trail records about portfolios and priorities; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PORTFOLIO = "portfolio"  # its key among the subjects that move by decision


class Event(models.TextChoices):
    """Changes in the registers of portfolios, priorities and local policies."""

    PORTFOLIO_ASSIGNED = "portfolio.assigned", _("Portfolio assigned")
    PORTFOLIO_CHANGED = "portfolio.changed", _("Portfolio changed")
    PORTFOLIO_ENDED = "portfolio.ended", _("Portfolio ended")
    PRIORITY_ADDED = "priority.added", _("Priority added")
    PRIORITY_CHANGED = "priority.changed", _("Priority changed")
    PRIORITY_ENDED = "priority.ended", _("Priority ended")
    LOCAL_POLICY_CHANGED = "localpolicy.changed", _("Local policy changed")
    LOCAL_REGISTER_ADDED = "localregister.added", _("Register per municipality added")
    LOCAL_REGISTER_CHANGED = "localregister.changed", _("Register per municipality changed")
    CHANGE_UNDONE = "portfolios.undone", _("Change of a portfolio or priority taken back")


class PortfolioState(models.TextChoices):
    """Whether somebody holds the portfolio, or who looks for a holder."""

    HELD = "held", _("Portfolio filled")
    VACANT = "vacant", _("Vacant")
    RECRUITING = "recruiting", _("Being filled")
