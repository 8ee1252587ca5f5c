"""Letting an item or advice point commission a project."""

from dataclasses import dataclass

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.effects import Carried
from ivz.meetings.actions import questions
from ivz.meetings.actions.locking import reread_under_lock
from ivz.meetings.models import AdvicePoint, AgendaItem
from ivz.projects.actions import requests
from ivz.projects.actions.requests import RequestDetails
from ivz.projects.commissioning import COMMISSION, REQUEST
from ivz.projects.models import Request


@dataclass(frozen=True, kw_only=True)
class Commission:
    """What an item asks for: a request that is there, or new words, on which advice point."""

    asked: Request | RequestDetails
    point: AdvicePoint | None = None


@transaction.atomic
def commission_with(item: AgendaItem, wanted: Commission, *, by: Actor) -> Request:
    """Let an item ask its body to commission a project; new words become a request.

    On an item that will be public the request, and so the project, is planned as public too.
    Policy: docs/policy/projects.md#commissioned-by-decision
    """
    item = reread_under_lock(item)
    asked = wanted.asked
    if isinstance(asked, RequestDetails):
        asked = requests.submit(item.meeting.body.network, asked, by=by)
    if item.planned_openness == Openness.PUBLIC:
        requests.plan_as_public(asked, by=by)
    carried = Carried(kind=REQUEST, subject_id=asked.pk, question=COMMISSION, terms={})
    questions.put_on(item, carried, point=wanted.point, by=by)
    return asked
