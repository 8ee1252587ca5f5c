"""What the page on the schedule asks."""

from dataclasses import dataclass

from ivz.schedule.models import ScheduledAction
from ivz.schedule.registry import PeriodicAction, registered


@dataclass(frozen=True, kw_only=True)
class TimetableRow:
    """A periodic action with its run record; None when it never ran."""

    action: PeriodicAction
    run: ScheduledAction | None


def timetable() -> list[TimetableRow]:
    """Give every periodic action with its last run; one query."""
    runs = {run.name: run for run in ScheduledAction.objects.all()}
    return [TimetableRow(action=action, run=runs.get(action.name)) for action in registered()]
