"""What came first in the example, by period, with the grounds that the papers give."""

from typing import Any

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.example.files import records
from ivz.example.network import Region
from ivz.example.portfolios import decision_at
from ivz.insight.models import DataSet
from ivz.projects.actions import focus as actions
from ivz.projects.models import FocusTheme, Project
from ivz.projects.states import GroundKind

NETWORK = "twente"


def load_focus(region: Region, projects: dict[str, Project], *, by: Actor) -> None:
    """Load the focus agendas; after the projects and decisions they rest on."""
    for row in records("focus.toml")["agendas"]:
        details = actions.AgendaDetails(
            title=row["title"], valid_from=row["valid_from"], valid_until=row["valid_until"]
        )
        network = region.networks[NETWORK]
        agenda = actions.make(network, details, openness=Openness.PUBLIC, by=by)
        for theme in row["themes"]:
            focus = actions.FocusDetails(
                title=theme["title"],
                theme=region.themes[theme["theme"]] if "theme" in theme else None,
                role=theme["role"],
            )
            added = actions.add_theme(agenda, focus, by=by)
            for ground in theme["grounds"]:
                _add_ground(added, ground, projects, by=by)
        decision = decision_at(row["decision"]) if "decision" in row else None
        actions.note_adopted(agenda, decision=decision, origin=row.get("origin", ""), by=by)


def _add_ground(
    focus: FocusTheme, row: dict[str, Any], projects: dict[str, Project], *, by: Actor
) -> None:
    kind = GroundKind(row["kind"])
    decisions = Decision.objects.filter(is_practice=False)
    details = actions.GroundDetails(
        kind=kind,
        text=row["text"],
        data_set=DataSet.objects.get() if kind == GroundKind.FIGURE else None,
        project=projects[row["project"]] if "project" in row else None,
        decision=decisions.get(title=row["decision"]) if "decision" in row else None,
        counted_on=row.get("counted_on"),
    )
    actions.add_ground(focus, details, by=by)
