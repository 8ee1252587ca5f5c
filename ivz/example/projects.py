"""The projects and other work of the example, with the figures that were published."""

from typing import Any

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.actions import Conclusion, record
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.example.files import records
from ivz.example.network import Region
from ivz.example.portfolios import decision_at
from ivz.projects.actions import parts
from ivz.projects.actions.beside import WorkDetails, open_work
from ivz.projects.actions.following import measure
from ivz.projects.models import BudgetLine, Indicator, Project, Relation
from ivz.projects.states import Direction, MoneySource, ProjectKind, RelationNature

NETWORK = "twente"


def load_projects(region: Region, *, secretary: Actor, by: Actor) -> dict[str, Project]:
    """Load what the papers tell of each project; after the meetings that commissioned them.

    ``secretary`` enters what was decided in meetings of which nothing else is known.

    Returns:
        The projects by their key in the file.
    """
    source = records("projects.toml")
    known: dict[str, Project] = {}
    for row in source["projects"]:
        if "decided" in row:
            _decide(row["decided"], region, by=secretary)
        known[row["key"]] = _open(row, known, region, paper=source["note"], by=by)
        _steer_on(row, known, paper=source["note"], by=by)
    return known


def _open(
    row: dict[str, Any], known: dict[str, Project], region: Region, *, paper: str, by: Actor
) -> Project:
    details = WorkDetails(
        title=row["title"],
        kind=ProjectKind(row["kind"]),
        summary=row["summary"],
        theme=region.themes[row["theme"]] if "theme" in row else None,
        parent=known[row["parent"]] if "parent" in row else None,
        led_by=region.organisations[row["led_by"]] if "led_by" in row else None,
        shared_with=region.organisations[row["shared_with"]] if "shared_with" in row else None,
        decision=_decision(row),
        origin=row.get("origin") or (f"{paper}, {row['chapter']}" if "chapter" in row else ""),
        starts_on=row.get("starts_on"),
        openness=Openness.PUBLIC,
    )
    is_under_way = row.get("is_under_way", False)
    return open_work(region.networks[NETWORK], details, is_under_way=is_under_way, by=by)


def _decide(told: dict[str, Any], region: Region, *, by: Actor) -> None:
    conclusion = Conclusion(
        title=told["title"],
        text=told["text"],
        outcome=Outcome.ACCEPTED,
        planned_openness=Openness.PUBLIC,
    )
    record(conclusion, body=region.bodies[told["body"]], on=told["on"], by=by)


def _decision(row: dict[str, Any]) -> Decision | None:
    """Give the decision that commissioned a project, if one did."""
    if "decided" in row:
        return Decision.objects.get(title=row["decided"]["title"], is_practice=False)
    return decision_at(row["decision"]) if "decision" in row else None


def _steer_on(row: dict[str, Any], known: dict[str, Project], *, paper: str, by: Actor) -> None:
    project = known[row["key"]]
    for indicator in row.get("indicators", []):
        _measure(project, indicator, paper=paper, by=by)
    for line in row.get("budget", []):
        budget = BudgetLine(
            project=project,
            what=line["what"],
            amount_cents=line["euros"] * 100,
            source=MoneySource(line["source"]),
            source_words=line["source_words"],
            year=line.get("year"),
        )
        parts.add(budget, by=by)
    if "builds_on" in row:
        nature = RelationNature.COMPLEMENTARY
        other = known[row["builds_on"]]
        parts.add(Relation(project=project, other=other, nature=nature), by=by)


def _measure(project: Project, row: dict[str, Any], *, paper: str, by: Actor) -> None:
    source = f"{paper}, {row['chapter']}"
    indicator = Indicator(
        project=project,
        name=row["name"],
        unit=row["unit"],
        source=source,
        direction=Direction(row["direction"]),
    )
    parts.add(indicator, by=by)
    for figure in row["measured"]:
        is_rounded = figure.get("about", False)
        measure(
            indicator,
            on=figure["on"],
            value=figure["value"],
            source=f"{source}; in de bron afgerond" if is_rounded else source,
            is_provisional=False,
            by=by,
        )
