"""What is found of signals in figures; the figures themselves are read in their table.

Policy: docs/policy/search.md#what-is-found
"""

from django.utils.translation import gettext_lazy as _

from ivz.insight.models import Signal
from ivz.insight.states import SignalState
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let signals that did not lapse be found, by who may read them."""
    register_source(
        Source(
            kind="signal",
            label=_("Signals"),
            one=_("Signal"),
            position=54,
            rows=lambda: Signal.objects.exclude(state=SignalState.WITHDRAWN).select_related(
                "data_set", "area", "theme", "reference"
            ),
            tell=_signal,
            visible_to=Signal.objects.visible_to,
            text_name=_("why nothing is done with it"),
            closes_with="data_set",
            follows={"insight.DataSet": "data_set"},
        )
    )


def _signal(row: Signal) -> Told:
    return Told(
        title=row.title,
        text=row.reason,
        also=" ".join([row.data_set.title, *row.theme.names]),
        address=row.get_absolute_url(),
        network_id=row.data_set.network_id,
        theme_id=row.theme_id,
        on=row.found_on,
    )
