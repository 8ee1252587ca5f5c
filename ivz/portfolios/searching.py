"""What is found of portfolios: who holds which theme now.

Policy: docs/policy/search.md#what-is-found
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ivz.portfolios.models import Portfolio
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let portfolios be found."""
    register_source(
        Source(
            kind="portfolio",
            label=_("Portfolios"),
            one=_("Portfolio"),
            position=18,
            rows=lambda: Portfolio.objects.filter(valid_until=None).select_related(
                "network", "theme", "holder", "project_leader"
            ),
            tell=_portfolio,
        )
    )


def _portfolio(row: Portfolio) -> Told:
    people = [person.function for person in (row.holder, row.project_leader) if person]
    return Told(
        title=f"{row.theme.name}, {row.network.name}",
        text=", ".join(people),
        also=" ".join(row.theme.names),
        address=reverse("portfolios:theme", args=[row.network.slug, row.theme.code]),
        network_id=row.network_id,
        theme_id=row.theme_id,
        on=row.valid_from,
    )
