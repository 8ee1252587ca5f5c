"""How full the next meetings are: the subject of meetings tells, when the program starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ivz.accounts.actors import Actor
from ivz.network.models import Body

MEETINGS_AHEAD = 3


@dataclass(frozen=True, kw_only=True)
class MeetingLoad:
    """How many minutes are planned on one meeting."""

    on: date
    url: str
    minutes: int


AgendaLoadSource = Callable[[Body, Actor, int], list[MeetingLoad]]
_sources: list[AgendaLoadSource] = []


def register_agenda_load_source(source: AgendaLoadSource) -> None:
    """Let ``source`` answer how full the next meetings of a body are."""
    _sources[:] = [source]


def agenda_load(body: Body, *, actor: Actor) -> list[MeetingLoad]:
    """Give the next three meetings of a body, with the minutes planned on what one may read."""
    return [load for source in _sources for load in source(body, actor, MEETINGS_AHEAD)]
