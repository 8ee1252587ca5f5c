"""Hours that partners of the example agreed, promised and delivered; made up, and labelled so."""

from datetime import date
from typing import Any

from ivz.accounts.actors import Actor, system_actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.effort import actions as effort
from ivz.effort.actions import ObligationDetails
from ivz.example.files import records
from ivz.example.network import Region
from ivz.projects.actions import groups, parts
from ivz.projects.actions.beside import WorkDetails, open_work
from ivz.projects.actions.following import WrittenHours, measure, write_hours
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.actions.reports import Written, report
from ivz.projects.models import Indicator, Milestone, Project
from ivz.projects.states import Direction, ProjectKind

NETWORK = "twente"
MADE_UP = "Verzonnen ter illustratie"
QUARTERS = [
    (date(2016, 1, 1), date(2016, 3, 31)),
    (date(2016, 4, 1), date(2016, 6, 30)),
    (date(2016, 7, 1), date(2016, 9, 30)),
]


def load_agreements(region: Region, *, by: Actor) -> None:
    """Note what partners agreed; before the scheme that says what they owe in later years."""
    for row in records("effort.toml")["agreements"]:
        details = ObligationDetails(
            organisation=region.organisations[row["organisation"]],
            hours_per_week=row["hours_per_week"],
            source=row["source"],
            valid_from=row["valid_from"],
        )
        effort.owe(region.networks[row["network"]], details, by=by)


def load_worked_projects(region: Region, *, by: Actor) -> None:
    """Load the made-up projects in which partners work, with the hours of each quarter."""
    for row in records("effort.toml")["projects"]:
        project = _open(row, region, by=by)
        _steer_on(project, row, by=by)
        for organisation, hours in row["hours"].items():
            for (first, last), delivered in zip(QUARTERS, hours, strict=True):
                written = WrittenHours(
                    organisation=region.organisations[organisation],
                    hours=delivered,
                    first_day=first,
                    last_day=last,
                    note=MADE_UP,
                )
                write_hours(project, written, by=by)
        report(project, Written(text=row["report"]), by=system_actor(row["reported_on"]))


def _open(row: dict[str, Any], region: Region, *, by: Actor) -> Project:
    details = WorkDetails(
        title=row["title"],
        kind=ProjectKind.PROJECT,
        summary=row["summary"],
        theme=region.themes[row["theme"]],
        origin=row["origin"],
        starts_on=row["starts_on"],
        openness=Openness.PUBLIC,
        is_invented=True,
    )
    project = open_work(region.networks[NETWORK], details, is_under_way=True, by=by)
    holder = {"role": GroupRole.HOLDER, "person": row["holder"]}
    for place in [holder, *row["group"]]:
        groups.place(project, _place(place, region, since=row["starts_on"]), by=by)
    return project


def _place(row: dict[str, Any], region: Region, *, since: date) -> PlaceDetails:
    return PlaceDetails(
        role=GroupRole(row.get("role", GroupRole.MEMBER)),
        person=region.people[row["person"]] if "person" in row else None,
        organisation=region.organisations[row["organisation"]] if "organisation" in row else None,
        hours_per_week=row.get("hours_per_week"),
        valid_from=since,
    )


def _steer_on(project: Project, row: dict[str, Any], *, by: Actor) -> None:
    for milestone in row["milestones"]:
        parts.add(Milestone(project=project, **milestone), by=by)
    for told in row["indicators"]:
        facts = {**told, "direction": Direction(told["direction"])}
        measured = facts.pop("measured")
        indicator = parts.add(Indicator(project=project, source=MADE_UP, **facts), by=by)
        for figure in measured:
            measure(indicator, **figure, source=MADE_UP, is_provisional=False, by=by)
