"""The numbers a request is tested on: where its theme plays, and what room there is.

Policy: docs/policy/projects.md#intake
"""

from dataclasses import dataclass
from datetime import date

from ivz.accounts.actors import Actor
from ivz.effort.queries import Capacity, capacity
from ivz.network.models import Network, Theme
from ivz.network.queries.areas import municipalities_in
from ivz.portfolios.models import Priority
from ivz.portfolios.queries.priorities import priorities_on
from ivz.portfolios.queries.themes import counted_as
from ivz.projects.agenda_load import MeetingLoad, agenda_load
from ivz.projects.models import Request


@dataclass(frozen=True, kw_only=True)
class Spread:
    """In which municipalities a theme plays on a day, and in how many it should."""

    evidence: list[Priority]
    needed: int
    total: int

    @property
    def count(self) -> int:
        """In how many municipalities it plays."""
        return len(self.evidence)

    @property
    def is_enough(self) -> bool:
        """Whether it plays in enough of them; a network without municipalities has none."""
        return self.total > 0 and self.count >= self.needed


def enough_of(total: int) -> int:
    """Give in how many of so many municipalities a theme has to play: half of them."""
    return (total + 1) // 2


def spread(theme: Theme | None, *, network: Network, on: date) -> Spread:
    """Give where ``theme`` is a priority on a day, with the document that says so; three queries.

    Enough is half of the municipalities: seven of fourteen. A theme that ended counts for what
    followed it.
    """
    total = municipalities_in(network.area, on=on).count()
    chosen = priorities_on(network, on=on)
    found = chosen.filter(theme__in=counted_as(theme, on=on)) if theme else []
    by_municipality = {row.municipality_id: row for row in found}
    return Spread(evidence=list(by_municipality.values()), needed=enough_of(total), total=total)


@dataclass(frozen=True, kw_only=True)
class Room:
    """The hours a week that are free, and how full the next meetings are."""

    capacity: Capacity
    meetings: list[MeetingLoad]

    @property
    def minutes(self) -> int:
        """The minutes planned on those meetings."""
        return sum(meeting.minutes for meeting in self.meetings)


def room(request: Request, *, actor: Actor) -> Room:
    """Give what room there is for what is asked, today."""
    return Room(
        capacity=capacity(request.network, on=actor.today, actor=actor),
        meetings=agenda_load(request.body, actor=actor),
    )
