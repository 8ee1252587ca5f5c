"""Asking for a project, taking that back, refusing it and looking at it again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.knowledge.actions.developments import take_up
from ivz.knowledge.models import Development
from ivz.knowledge.states import TakenUpIn
from ivz.network.models import Network, Organisation, Person, Theme
from ivz.projects.letters import tell_requester
from ivz.projects.models import Assessment, Request
from ivz.projects.rules import requests as rules
from ivz.projects.rules.rights import check_may_ask
from ivz.projects.states import Conclusion, Event, RequesterKind, RequestState


@dataclass(frozen=True, kw_only=True)
class RequestDetails:
    """What is asked, why now, about which theme and on whose behalf."""

    title: str
    problem: str
    why_now: str = ""
    theme: Theme | None = None
    requester_kind: RequesterKind = RequesterKind.PARTNER
    requester: Person | None = None
    organisation: Organisation | None = None
    decision: Decision | None = None
    openness: Openness = Openness.NETWORK


@transaction.atomic
def submit(
    network: Network, details: RequestDetails, *, of: Development | None = None, by: Actor
) -> Request:
    """Ask for a project; without ``requester`` it is who submits.

    Made ``of`` a development, that is taken up in it.
    """
    check_may_ask(network, by=by)
    request = Request(
        body=rules.commissioning_body(network),
        submitted_on=by.today,
        submitted_by=by.user,
        planned_openness=details.openness,
        **vars(details),
    )
    if request.requester is None:
        request.requester_id = by.person_id
    request.save()
    record(Event.REQUEST_SUBMITTED, subject=request, by=by)
    if of is not None:
        take_up(
            of,
            taken_up_in=TakenUpIn.REQUEST,
            words=_("A request for a project was made of it."),
            address=request.get_absolute_url(),
            by=by,
        )
    return request


@transaction.atomic
def plan_as_public(request: Request, *, by: Actor) -> Request:
    """Plan a request of the whole network as public: who reads it now stays the same."""
    request = lock(request)
    rules.check_is_open(request)
    if request.openness != Openness.NETWORK or request.planned_openness == Openness.PUBLIC:
        return request
    request.planned_openness = Openness.PUBLIC
    request.version += 1
    request.save()
    record(Event.REQUEST_CHANGED, subject=request, by=by)
    return request


@transaction.atomic
def withdraw(request: Request, *, by: Actor) -> Request:
    """Take an own request back while nobody answered it."""
    request = lock(request)
    rules.check_may_withdraw(request, by=by)
    request.state = RequestState.WITHDRAWN
    request.version += 1
    request.save()
    record(Event.REQUEST_WITHDRAWN, subject=request, by=by)
    return request


@transaction.atomic
def refuse(request: Request, *, answer: str, by: Actor) -> Request:
    """Refuse a request; the reason goes to who asked."""
    request = lock(request)
    rules.check_may_answer(request, by=by)
    rules.check_says_why(answer)
    tested = Assessment.objects.filter(assignment__request=request, conclusion=Conclusion.OPEN)
    tested.update(conclusion=Conclusion.REFUSED, concluded_on=by.today)
    tell(request, state=RequestState.REFUSED, answer=answer, by=by)
    record(Event.REQUEST_REFUSED, subject=request, by=by)
    return request


@transaction.atomic
def reopen(request: Request, *, because: str, by: Actor) -> Request:
    """Look at a refused request again."""
    request = lock(request)
    rules.check_may_reopen(request, by=by)
    rules.check_says_why(because)
    return _reopen(request, because=because, by=by)


def _reopen(request: Request, *, because: str, by: Actor) -> Request:
    request.reopened_on = by.today
    request.reopened_because = because.strip()
    tell(request, state=RequestState.OPEN, answer=request.answer, by=by)
    record(Event.REQUEST_REOPENED, subject=request, by=by)
    return request


@transaction.atomic
def reopen_because_it_spread(request: Request, *, because: str, by: Actor) -> bool:
    """Look at a refused request again by itself: its theme plays in enough municipalities now.

    Returns:
        Whether it was still refused.
    """
    request = lock(request)
    if request.state != RequestState.REFUSED:
        return False
    _reopen(request, because=because, by=by)
    return True


@transaction.atomic
def note_answer_read(request: Request, *, by: Actor) -> None:
    """Note that who asked read the answer, so that it leaves the day's list."""
    if by.person_id is None or request.requester_id != by.person_id:
        return
    unread = Request.objects.filter(pk=request.pk, is_answer_read=False)
    if unread.update(is_answer_read=True):
        record(Event.ANSWER_READ, subject=request, by=by)


def lock(request: Request) -> Request:
    """Give the request as it is now, kept from others until the transaction ends."""
    rows = Request.objects.select_related("body__network", "requester__user")
    return rows.select_for_update(of=("self",)).get(pk=request.pk)


def tell(request: Request, *, state: RequestState, answer: str, by: Actor) -> None:
    """Note what became of a request, as news for who asked; it goes by mail too."""
    request.state = state
    request.answer = answer.strip()
    request.answered_on = by.today
    request.is_answer_read = False
    request.version += 1
    request.save()
    tell_requester(request, apart_from=by.user)
