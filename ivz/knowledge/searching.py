"""What is found of developments.

Policy: docs/policy/search.md#what-is-found
"""

from django.utils.translation import gettext_lazy as _

from ivz.knowledge.models import Development
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let developments be found."""
    register_source(
        Source(
            kind="development",
            label=_("Developments"),
            one=_("Development"),
            position=50,
            rows=lambda: Development.objects.select_related("theme"),
            tell=_development,
            visible_to=Development.objects.visible_to,
        )
    )


def _development(row: Development) -> Told:
    return Told(
        title=row.title,
        text=" ".join(filter(None, [row.what, row.meaning, row.outcome])),
        also=" ".join([row.source, *(row.theme.names if row.theme else [])]),
        address=row.get_absolute_url(),
        network_id=row.network_id,
        theme_id=row.theme_id,
        on=row.since,
    )
