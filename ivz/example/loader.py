"""Loading the example region into an empty installation."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor, system_actor
from ivz.clock import reading as clock
from ivz.example.accounts import load_accounts
from ivz.example.annual_plan import load_annual_plan
from ivz.example.budgets import load_budgets
from ivz.example.developments import load_developments
from ivz.example.effort import load_agreements, load_worked_projects
from ivz.example.elsewhere import load_elsewhere
from ivz.example.figures import load_claims, load_figures
from ivz.example.focus import load_focus
from ivz.example.knowledge import load_knowledge
from ivz.example.meetings import load_meetings
from ivz.example.network import Region, load_areas, load_network
from ivz.example.portfolios import load_portfolios
from ivz.example.projects import load_projects
from ivz.example.registers import load_registers
from ivz.example.series import load_series
from ivz.example.theme_weeks import load_theme_weeks
from ivz.search import indexing

FIRST_DAY = date(2016, 10, 10)

Progress = Callable[[str], None]


@transaction.atomic
def load_example(progress: Progress = lambda step: None) -> None:
    """Load the example region, whole or not at all; ``progress`` hears each step.

    Policy: docs/policy/time.md#example-date
    """
    with indexing.paused():
        _load(progress)
    progress("index of the search")
    indexing.rebuild()


def _load(progress: Progress) -> None:
    clock.move_to(FIRST_DAY)
    by = system_actor(FIRST_DAY)
    progress("areas and inhabitants")
    load_areas(by=by)
    progress("network: bodies, people by function, seats")
    region = load_network(by=by)
    load_registers(region, by=by)
    user = load_accounts(region, since=FIRST_DAY, by=by)
    load_agreements(region, by=by)
    progress("figures and contributions")
    tables = load_figures(region, user=user)
    load_claims(region, user=user)
    progress("meetings, decisions and the practice meeting")
    load_meetings(region, user=user, tables=tables)
    secretary = Actor(user=user, today=FIRST_DAY, origin="command")
    load_elsewhere(by=secretary)
    load_series(region, by=secretary)
    progress("portfolios, priorities and local policies")
    load_portfolios(region, by=by)
    progress("projects and work beside them")
    _load_work(region, secretary=secretary, by=by)


def _load_work(region: Region, *, secretary: Actor, by: Actor) -> None:
    projects = load_projects(region, secretary=secretary, by=by)
    load_worked_projects(region, by=by)
    load_focus(region, projects, by=by)
    load_budgets(region, by=secretary)
    load_developments(region, projects, by=secretary)
    load_knowledge(region, by=secretary)
    load_annual_plan(region, by=secretary)
    load_theme_weeks(region, by=by)
