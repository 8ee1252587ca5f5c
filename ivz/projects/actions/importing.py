"""Bringing in projects from a table, whole or not at all, and taking that back.

Policy: docs/policy/projects.md#taken-over
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record, record_all
from ivz.errors import RuleBroken
from ivz.network.models import Body, Network
from ivz.portfolios.rules.holders import deciding_seats
from ivz.projects.actions.import_lines import Portfolio, ProjectImport
from ivz.projects.actions.import_parts import add_parts, read_workbook
from ivz.projects.actions.import_reading import parsers_of
from ivz.projects.models import Indicator, Member, Milestone, Plan, Project, Step
from ivz.projects.rules.beside import check_nothing_rests_on
from ivz.projects.rules.requests import commissioning_body
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.states import Event, ProjectState
from ivz.tabular.reading import TableRefused
from ivz.workflow.additions import take_back_additions
from ivz.workflow.changes import note_changes, together_with
from ivz.workflow.models import Change

OVER = [ProjectState.CLOSED, ProjectState.STOPPED]


class ProjectsAsked(TableRefused):
    """A project in the table goes on already, it seems; a confirmation lets it pass."""


class Outdated(RuleBroken):
    """Since the trial something changed, so the table would do something else by now."""

    def __init__(self, now: ProjectImport) -> None:
        self.now = now
        super().__init__(
            _("The portfolio changed since you saw this list. Look at it again, then confirm.")
        )


@dataclass(frozen=True, kw_only=True)
class TakeOver:
    """Who takes projects over into which network, and why.

    ``are_others`` is the answer where a project looks like one that goes on already.
    """

    network: Network
    by: Actor
    reason: str
    are_others: bool = False


@transaction.atomic
def try_out(content: bytes, *, take_over: TakeOver) -> ProjectImport:
    """Tell what a workbook would do, and do nothing; the queries do not grow with its lines.

    Raises:
        TableRefused: with every cell or line that is not right.
    """
    network, by = take_over.network, take_over.by
    check_may_steer(network, by=by)
    body = commissioning_body(network)
    workbook = read_workbook(content, parsers=parsers_of(network, by=by))
    # Two people who bring projects in at once wait for each other, and see each other.
    list(Body.objects.select_for_update(of=("self",)).filter(pk=body.pk))
    going_on = Project.objects.visible_to(by).filter(body__network=network).exclude(state__in=OVER)
    portfolio = Portfolio(
        body=body,
        by=by,
        under_way=list(going_on.order_by("title", "pk")),
        taken=set(Project.objects.values_list("slug", flat=True)),
        deciding=list(deciding_seats(network)),
        are_others=take_over.are_others,
    )
    outcome = add_parts(portfolio.take(workbook.projects), workbook, since=by.today)
    if outcome.problems:
        refused = ProjectsAsked if outcome.asks_others else TableRefused
        raise refused(outcome.problems)
    return outcome


@transaction.atomic
def bring_in(content: bytes, *, fingerprint: str, take_over: TakeOver) -> ProjectImport:
    """Store what a table says, provided it still does what the trial showed.

    Raises:
        TableRefused: something is not right; nothing was stored.
        Outdated: it would do something else by now; nothing was stored.
    """
    outcome = try_out(content, take_over=take_over)
    if outcome.fingerprint != fingerprint:
        raise Outdated(outcome)
    Project.objects.bulk_create(outcome.projects)
    Plan.objects.bulk_create(outcome.plans)
    Member.objects.bulk_create(outcome.members)
    Step.objects.bulk_create(outcome.steps)
    Indicator.objects.bulk_create(outcome.indicators)
    Milestone.objects.bulk_create(outcome.milestones)
    note_changes(
        [(row, None) for row in outcome.rows],
        reason=take_over.reason,
        by=take_over.by,
        is_one_act=True,
    )
    record_all(
        [
            *((Event.PROJECT_OPENED, project) for project in outcome.projects),
            (Event.PROJECTS_IMPORTED, take_over.network),
        ],
        by=take_over.by,
    )
    return outcome


@transaction.atomic
def take_back(change: Change, *, network: Network, by: Actor) -> int:
    """Take an import back, as long as nothing happened to its projects.

    Returns:
        How many projects are gone.
    """
    check_may_steer(network, by=by)
    label = Project._meta.label
    keys = [one.subject_id for one in together_with(change) if one.subject_model == label]
    found = Project.objects.filter(pk__in=keys)
    own = Project.objects.visible_to(by).filter(body__network=network, pk__in=keys)
    if own.count() < found.count():
        raise PermissionDenied
    check_nothing_rests_on(own.select_related("plan", "evaluation"), by=by)
    take_back_additions(change, by=by)
    record(Event.IMPORT_UNDONE, subject=network, by=by)
    return len(keys)
