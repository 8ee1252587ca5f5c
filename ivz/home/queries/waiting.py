"""What waits for somebody, as the weekly digest tells it: what *Vandaag* shows, in short.

A mail leaves the platform, so what is closed to part of the network is counted and not named.
Policy: docs/policy/openness.md#not-there-and-not-yours
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.home.queries.today import duties_of, to_record
from ivz.projects.queries.duties import project_duties
from ivz.projects.queries.requests import waiting_for
from ivz.web.templatetags.ivz import long_date

AHEAD = timedelta(days=7)  # until the next digest
_MAY_LEAVE = {Openness.PUBLIC, Openness.NETWORK}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that waits, and on which page; without a day where none was agreed."""

    what: str
    openness: str
    url: str
    due_on: date | None = None
    is_late: bool = False

    @property
    def may_leave(self) -> bool:
        """Whether a mail may name it."""
        return self.openness in _MAY_LEAVE


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits: what is late first, then by day, and how much of it is closed."""

    late: list[Line]
    other: list[Line]
    closed: int

    @property
    def total(self) -> int:
        """How many things there are together."""
        return len(self.late) + len(self.other) + self.closed


def waiting_on(actor: Actor) -> Waiting:
    """Give what waits for ``actor`` until the next digest; the queries of *Vandaag*."""
    lines = [*_follow_ups(actor), *_projects(actor), *_requests(actor), *_meetings(actor)]
    named = sorted(
        (line for line in lines if line.may_leave),
        key=lambda line: (line.due_on or date.max, line.what),
    )
    return Waiting(
        late=[line for line in named if line.is_late],
        other=[line for line in named if not line.is_late],
        closed=sum(not line.may_leave for line in lines),
    )


def _follow_ups(actor: Actor) -> Iterator[Line]:
    duties = duties_of(actor)
    for follow_up in [*duties.late, *duties.today, *duties.later]:
        when = follow_up.due_on or follow_up.review_on
        if when is not None and when < actor.today + AHEAD:
            yield Line(
                what=follow_up.what,
                openness=follow_up.openness,
                url=reverse("home:start"),
                due_on=when,
                is_late=when < actor.today,
            )


def _projects(actor: Actor) -> Iterator[Line]:
    for duty in project_duties(actor):
        if duty.can_wait and duty.due_on is not None and duty.due_on >= actor.today + AHEAD:
            continue
        who = f" ({duty.who})" if duty.who else ""
        yield Line(
            what=f"{duty.what}: {duty.project.title}{who}",
            openness=duty.project.openness,
            url=duty.url,
            due_on=duty.due_on,
            is_late=duty.is_late,
        )


def _requests(actor: Actor) -> Iterator[Line]:
    waiting = waiting_for(actor)
    for told, requests in [
        (_("Answer to your request: %(title)s"), waiting.answered),
        (_("Request for a project: %(title)s"), waiting.open),
    ]:
        for request in requests:
            what, url = told % {"title": request.title}, request.get_absolute_url()
            yield Line(what=what, openness=request.openness, url=url)


def _meetings(actor: Actor) -> Iterator[Line]:
    for meeting in to_record(actor):
        words = {"body": meeting.body.short_name, "day": long_date(meeting.date)}
        told = _("Publish the decisions of %(body)s of %(day)s") % words
        yield Line(what=told, openness=Openness.NETWORK, url=meeting.get_absolute_url())
