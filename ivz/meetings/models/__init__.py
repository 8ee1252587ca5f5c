"""Everything a meeting consists of."""

from ivz.meetings.models.agendas import AgendaItem, DraftDecision
from ivz.meetings.models.meetings import Attendance, Meeting
from ivz.meetings.models.proposals import AdvicePoint, Annex, Proposal

__all__ = [
    "AdvicePoint",
    "AgendaItem",
    "Annex",
    "Attendance",
    "DraftDecision",
    "Meeting",
    "Proposal",
]
