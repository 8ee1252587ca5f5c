"""Requests on lists and on the day's page, and what resembles a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.permissions import Permission
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.network.models import Network, Theme
from ivz.projects.feasibility import Spread, spread
from ivz.projects.likeness import words_of
from ivz.projects.models import Assessment, Project, Request
from ivz.projects.models.intake import AssessmentQuerySet, RequestQuerySet
from ivz.projects.states import Conclusion, ProjectState, RequestState

MOST_WORDS = 20
MOST_SHOWN = 5


def shown(actor: Actor) -> RequestQuerySet:
    """Give the requests ``actor`` may read, with what lists show beside them."""
    rows = Request.objects.visible_to(actor)
    return rows.select_related("body__network__area", "theme", "requester", "organisation")


def open_requests(network: Network, *, actor: Actor) -> RequestQuerySet:
    """Give the requests of a network that wait for an answer, the oldest first."""
    waiting = shown(actor).filter(body__network=network, state=RequestState.OPEN)
    return waiting.order_by("submitted_on", "pk")


def answered_requests(network: Network, *, actor: Actor) -> RequestQuerySet:
    """Give the requests of a network that did not become a project, the newest first."""
    answered = [RequestState.REFUSED, RequestState.WITHDRAWN]
    return shown(actor).filter(body__network=network, state__in=answered)


def turned_down_by(request: Request, *, actor: Actor) -> Decision | None:
    """Give the decision that refused a request, where ``actor`` may read it; one query or none.

    Policy: docs/policy/projects.md#commissioned-by-decision
    """
    if request.state != RequestState.REFUSED or request.decision_id is None:
        return None
    refusing = Decision.objects.visible_to(actor).filter(outcome=Outcome.REJECTED)
    return refusing.filter(pk=request.decision_id).first()


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The requests that somebody has something to do with today, the oldest first."""

    answered: list[Request]
    open: list[Request]


def waiting_for(actor: Actor) -> Waiting:
    """Give the own requests with an answer not read yet, and the open ones to answer; one query."""
    if actor.person_id is None:
        return Waiting(answered=[], open=[])
    found = list(_concerning(actor))
    return Waiting(
        answered=[each for each in found if each.state != RequestState.OPEN],
        open=[each for each in found if each.state == RequestState.OPEN],
    )


@prepared
def _concerning(actor: Actor) -> RequestQuerySet:
    steered = actor.networks_with(Permission.STEER_PROJECTS)
    is_answered = Q(requester=actor.person_id, is_answer_read=False, answered_on__isnull=False)
    is_open = Q(body__network__in=steered, state=RequestState.OPEN)
    return shown(actor).filter(is_answered | is_open).order_by("submitted_on", "pk")


def latest_assessment(request: Request) -> Assessment | None:
    """Give the newest test of a request, with findings and evidence."""
    found = Assessment.objects.filter(assignment__request=request)
    return (
        found.select_related("chair", "coordinator", "assignment__request__body__network")
        .prefetch_related("findings", "evidence__municipality")
        .first()
    )


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A project or request that looks like what somebody asks."""

    title: str
    url: str
    state: str
    is_ended: bool


def similar(title: str, *, theme: Theme | None, network: Network, actor: Actor) -> list[Similar]:
    """Give projects, running or ended, and open requests that share words or theme; two queries.

    One with the same title comes first, then those that share the most words, in the title or a
    name of the theme; a shared theme counts as a word.
    """
    words = list(dict.fromkeys(words_of(title, network=network)))[:MOST_WORDS]
    if not title.strip() and theme is None:
        return []
    visible = Project.objects.visible_to(actor).filter(body__network=network)
    open_ones = shown(actor).filter(body__network=network, state=RequestState.OPEN)
    found = [
        *_most_alike(visible.select_related("theme"), title, words, theme),
        *_most_alike(open_ones, title, words, theme),
    ]
    ranked = sorted(found, key=lambda row: (not row.is_same, -row.shared, row.title))
    return [_similar(row) for row in ranked[:MOST_SHOWN]]


def _most_alike(
    rows: QuerySet[Any], title: str, words: Iterable[str], theme: Theme | None
) -> QuerySet[Any]:
    """Keep the rows that resemble a title most, as the database counts the words they share."""
    shared: Combinable = _one_if(Q(theme=theme)) if theme else Value(0)
    for word in words:
        named = Q(theme__name__icontains=word) | Q(theme__aliases__icontains=word)
        shared = shared + _one_if(Q(title__icontains=word) | named)
    counted = rows.annotate(is_same=_one_if(Q(title__iexact=title.strip())), shared=shared)
    alike = counted.filter(Q(is_same=1) | Q(shared__gt=0))
    most: QuerySet[Any] = alike.order_by("-is_same", "-shared", "title", "pk")[:MOST_SHOWN]
    return most


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _similar(row: Project | Request) -> Similar:
    return Similar(
        title=row.title,
        url=row.get_absolute_url(),
        state=row.get_state_display(),
        is_ended=row.state in {ProjectState.CLOSED, ProjectState.STOPPED},
    )


def spread_since_refusal(on: date) -> list[tuple[Request, Spread]]:
    """Give the refused requests whose theme plays in enough municipalities by now.

    Only those that failed on that criterion in their newest test, and were not looked at again
    since. What the deciding body rejected stays rejected. For the program itself: nobody's
    rights apply.
    """
    measured = [
        (request, spread(request.theme, network=request.network, on=on))
        for request in (row.assignment.request for row in _failed_on_spread())
    ]
    return [(request, where) for request, where in measured if where.is_enough]


def _failed_on_spread() -> AssessmentQuerySet:
    tests = Assessment.objects.filter(assignment=OuterRef("assignment"))
    newest = tests.order_by("-assessed_on", "-pk").values("pk")[:1]
    reopened = Q(assignment__request__reopened_on__gte=F("concluded_on"))
    rejected = Q(assignment__request__decision__outcome=Outcome.REJECTED)
    refused = Assessment.objects.filter(
        pk=Subquery(newest),
        conclusion=Conclusion.REFUSED,
        findings__criterion="widespread",
        findings__is_met=False,
        assignment__request__state=RequestState.REFUSED,
    )
    return (
        refused.exclude(reopened)
        .exclude(rejected)
        .select_related("assignment__request__body__network__area", "assignment__request__theme")
    )


def project_of(request: Request, *, actor: Actor) -> Project | None:
    """Give the project that a request became, where ``actor`` may read it."""
    return Project.objects.visible_to(actor).filter(assignment__request=request).first()
