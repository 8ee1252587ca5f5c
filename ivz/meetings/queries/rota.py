"""Whose turn it is to host a body (Dutch: *gastheerschap bij toerbeurt*)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from ivz.meetings.models import SeriesMeeting
from ivz.network.models import Body, Organisation, in_force


@dataclass(frozen=True, kw_only=True)
class HostTurn:
    """A participant, and the day it hosted last; None for never."""

    organisation: Organisation
    last_hosted_on: date | None


def rota(body: Body, *, on: date) -> list[HostTurn]:
    """Give the participants of ``body``, who hosted longest ago (or never) first; two queries.

    Participants are the organisations on whose behalf somebody sits on that day. Among those
    that never hosted the alphabet decides.
    """
    seated = body.seats.filter(in_force(on), is_revoked=False, organisation__isnull=False)
    participants = Organisation.objects.filter(pk__in=seated.values("organisation"))
    hosted = dict(
        SeriesMeeting.objects.filter(series__body=body, host__isnull=False)
        .values_list("host")
        .annotate(last=Max("meeting__date"))
        .order_by()
    )
    turns = [
        HostTurn(organisation=each, last_hosted_on=hosted.get(each.pk))
        for each in participants.order_by("name")
    ]
    return sorted(turns, key=lambda turn: turn.last_hosted_on or date.min)


def next_hosts(turns: Sequence[HostTurn], *, times: int) -> list[Organisation | None]:
    """Give who hosts the coming ``times``, round and round; None where nobody participates."""
    if not turns:
        return [None] * times
    return [turns[number % len(turns)].organisation for number in range(times)]
