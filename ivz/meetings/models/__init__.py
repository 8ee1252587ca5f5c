"""Everything a meeting consists of."""

from ivz.meetings.models.agendas import AgendaItem, DraftDecision
from ivz.meetings.models.agreements import Agreement
from ivz.meetings.models.annexes import Annex
from ivz.meetings.models.freezing import FrozenPaper, RecordSignature
from ivz.meetings.models.knowledge import PresentedPaper
from ivz.meetings.models.lateness import LateChange
from ivz.meetings.models.meetings import Attendance, Meeting
from ivz.meetings.models.notes import PrivateNote
from ivz.meetings.models.parking import ParkedItem
from ivz.meetings.models.proposals import AdvicePoint, Proposal
from ivz.meetings.models.questions import AgendaRequest, AskedQuestion
from ivz.meetings.models.referrals import Referral
from ivz.meetings.models.remarks import LeftRemark
from ivz.meetings.models.rounds import ConceptRound, Remark
from ivz.meetings.models.routes import RouteStep
from ivz.meetings.models.series import (
    MeetingSeries,
    Ordinal,
    SchoolHoliday,
    SchoolRegion,
    SeriesMeeting,
    Weekday,
)
from ivz.meetings.models.signing import SignOff
from ivz.meetings.models.standing import StandingAgenda, StandingItem
from ivz.meetings.models.voices import RoomScreen, Voice

__all__ = [
    "AdvicePoint",
    "AgendaItem",
    "AgendaRequest",
    "Agreement",
    "Annex",
    "AskedQuestion",
    "Attendance",
    "ConceptRound",
    "DraftDecision",
    "FrozenPaper",
    "LateChange",
    "LeftRemark",
    "Meeting",
    "MeetingSeries",
    "Ordinal",
    "ParkedItem",
    "PresentedPaper",
    "PrivateNote",
    "Proposal",
    "RecordSignature",
    "Referral",
    "Remark",
    "RoomScreen",
    "RouteStep",
    "SchoolHoliday",
    "SchoolRegion",
    "SeriesMeeting",
    "SignOff",
    "StandingAgenda",
    "StandingItem",
    "Voice",
    "Weekday",
]
