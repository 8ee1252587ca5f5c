"""The audit trail in words: every event, kind of object and origin has a Dutch label here.

The trail stores codes. Only this layer knows all subjects, so the labels come together here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ivz.access.states import Event as AccessEvent
from ivz.accounts.actors import system_actor
from ivz.audit import queries
from ivz.audit.models import AuditCheckpoint, AuditEntry
from ivz.audit.states import Event as AuditEvent
from ivz.decisions.states import Event as DecisionEvent
from ivz.documents.states import Event as DocumentEvent
from ivz.effort.states import Event as EffortEvent
from ivz.events.states import Event as EventsEvent
from ivz.finance.states import Event as FinanceEvent
from ivz.home.states import Event as HomeEvent
from ivz.insight.states import Event as InsightEvent
from ivz.knowledge.states import Event as KnowledgeEvent
from ivz.mail.states import Event as MailEvent
from ivz.meetings.states import Event as MeetingEvent
from ivz.network.states import Event as NetworkEvent
from ivz.portfolios.states import Event as PortfolioEvent
from ivz.projects.states import Event as ProjectEvent
from ivz.reports.states import Event as ReportsEvent
from ivz.schedule.models import ScheduledAction
from ivz.schedule.tasks import VERIFICATION
from ivz.signin.states import Event as SignInEvent

EVENTS: Mapping[str, str | Promise] = {
    **dict(
        chain(
            AccessEvent.choices,
            AuditEvent.choices,
            DecisionEvent.choices,
            DocumentEvent.choices,
            EffortEvent.choices,
            FinanceEvent.choices,
            HomeEvent.choices,
            InsightEvent.choices,
            KnowledgeEvent.choices,
            EventsEvent.choices,
            ReportsEvent.choices,
            MailEvent.choices,
            MeetingEvent.choices,
            NetworkEvent.choices,
            PortfolioEvent.choices,
            ProjectEvent.choices,
            SignInEvent.choices,
        )
    ),
    "capacity.imported": _("Capacity imported"),
    "claims.imported": _("Statements of a paper imported"),
    "contribution.hours_chosen": _("Contribution: hours chosen"),
    "contribution.money_chosen": _("Contribution: money chosen"),
    "data_set.imported": _("Data set imported"),
    "privacy.account_emptied": _("Account emptied after its period"),
    "privacy.corrected": _("Own name corrected"),
    "privacy.correction_answered": _("Request to correct answered"),
    "privacy.correction_asked": _("Correction asked"),
    "privacy.name_removed": _("Name removed after its period"),
    "privacy.notes_removed": _("Private notes removed after their period"),
    "privacy.requests_removed": _("Answered requests to correct removed after their period"),
    "privacy.taken_away": _("Own data taken along as a file"),
    "scheme.laid_down": _("Scheme laid down"),
    "scheme.parameters_set": _("Rates and tiers of a scheme set"),
    "scheme.published_imported": _("Published contributions imported"),
}
KINDS: Mapping[str, str | Promise] = {
    "access.AccessReview": _("Access review"),
    "access.AccessVerdict": _("Verdict on access"),
    "access.HelpSession": _("Looking along"),
    "accounts.User": _("Personal account"),
    "audit.AuditEntry": _("Audit trail"),
    "audit.AuditCheckpoint": _("Checkpoint of the audit trail"),
    "clock.Clock": _("Example date"),
    "decisions.Addressee": _("Addressee of a decision"),
    "decisions.Decision": _("Decision"),
    "decisions.DecisionElsewhere": _("Decision elsewhere"),
    "decisions.FollowUp": _("Follow-up"),
    "documents.Document": _("Document with its versions"),
    "documents.Version": _("Version of a document"),
    "effort.Delivery": _("Delivered hours"),
    "effort.Obligation": _("Hours owed"),
    "decisions.Restriction": _("Restriction"),
    "finance.ContributionChoice": _("Choice of hours or money"),
    "finance.Scheme": _("Scheme"),
    "events.NetworkEvent": _("Event"),
    "events.ThemeWeek": _("Theme week"),
    "insight.DataSet": _("Data set"),
    "insight.Signal": _("Signal"),
    "knowledge.Development": _("Development"),
    "knowledge.DevelopmentStep": _("Step of a development"),
    "knowledge.KnowledgePaper": _("Knowledge paper"),
    "knowledge.KnowledgeQuestion": _("Question and answer"),
    "mail.Digest": _("Weekly digest"),
    "meetings.AgendaItem": _("Agenda item"),
    "meetings.Annex": _("Annex"),
    "meetings.ConceptRound": _("Round of a concept record"),
    "meetings.Remark": _("Remark on a concept record"),
    "meetings.DraftDecision": _("Draft outcome"),
    "meetings.LateChange": _("Late change of an agenda"),
    "meetings.PrivateNote": _("Private note"),
    "meetings.Meeting": _("Meeting"),
    "meetings.ParkedItem": _("Parked item"),
    "meetings.Voice": _("Position at an item"),
    "meetings.RoomScreen": _("Room screen"),
    "meetings.Proposal": _("Proposal"),
    "meetings.StandingAgenda": _("Standing items"),
    "meetings.SignOff": _("Sign-off of a proposal"),
    "meetings.RouteStep": _("Step of a route"),
    "network.Area": _("Area"),
    "network.ThemeField": _("Field of themes"),
    "network.AreaLink": _("Area in a larger area"),
    "network.AreaOutline": _("Outline of an area"),
    "network.AreaPopulation": _("Inhabitants of an area"),
    "network.AreaSuccession": _("Merger of areas"),
    "network.Body": _("Body"),
    "network.Network": _("Network"),
    "network.Organisation": _("Organisation"),
    "network.Person": _("Person"),
    "network.BodyRelation": _("Relation between bodies"),
    "network.Hosting": _("Hosting"),
    "network.Mandate": _("Mandate"),
    "network.RegisterCheck": _("Yearly check of an organisation"),
    "network.Preparation": _("Preparation of a body"),
    "network.RoleDescription": _("Role description"),
    "network.Seat": _("Seat"),
    "privacy.CorrectionRequest": _("Request to correct"),
    "portfolios.LocalPolicy": _("Local policy"),
    "portfolios.LocalRegister": _("Register per municipality"),
    "portfolios.Portfolio": _("Portfolio"),
    "portfolios.Priority": _("Priority of a municipality"),
    "projects.SavedView": _("View of the portfolio"),
    "projects.Transfer": _("Pilot offered to a network"),
    "projects.Trial": _("What a pilot tries"),
    "projects.ActionPoint": _("Action of a project"),
    "projects.Deviation": _("Deviation of a project"),
    "projects.Anchor": _("Anchoring"),
    "projects.Assessment": _("Test of an assignment"),
    "projects.Assignment": _("Assignment"),
    "projects.BudgetLine": _("Budget line"),
    "projects.Evaluation": _("Evaluation"),
    "projects.EvaluationAnswer": _("Answer of an evaluation"),
    "finance.AnnualAccount": _("Account of a year"),
    "finance.Booking": _("Booking"),
    "finance.Outlook": _("Expectation of a post"),
    "reports.AnnualPlan": _("Annual plan"),
    "reports.PlanLine": _("Line of an annual plan"),
    "reports.LineWord": _("Progress of a line"),
    "reports.YearlyDuty": _("Yearly duty"),
    "reports.PeriodicReport": _("Report of a period"),
    "finance.Budget": _("Budget"),
    "finance.BudgetPost": _("Post of a budget"),
    "projects.FocusAgenda": _("Focus agenda"),
    "projects.Indicator": _("Indicator of a project"),
    "projects.Lesson": _("Lesson"),
    "projects.Member": _("Place in a project group"),
    "projects.Milestone": _("Milestone"),
    "projects.Plan": _("Plan of a project"),
    "projects.PlanEdition": _("Edition of a plan"),
    "projects.PlanSection": _("Section of a plan"),
    "projects.ProgressReport": _("Progress report"),
    "projects.Project": _("Project"),
    "projects.Relation": _("Relation between projects"),
    "projects.Request": _("Request for a project"),
    "projects.Risk": _("Risk"),
    "accounts.DutyAssignment": _("Duty for the installation"),
    "network.Theme": _("Theme"),
    "axes.AccessAttempt": _("Failed sign-in"),
    "sessions.Session": _("Session"),
    "signin.SignInLink": _("Link to sign in"),
    "signin.FeedKey": _("Address for a calendar"),
    "projects.Measurement": _("Measurement"),
    "projects.ReportWindow": _("Reporting period"),
    "projects.AnchorReview": _("Review of what must stay"),
    "meetings.AgendaRequest": _("Request for the agenda"),
    "meetings.Agreement": _("What was agreed at an item"),
    "meetings.AskedQuestion": _("Question to a body"),
    "meetings.MeetingSeries": _("Meeting series"),
    "meetings.Referral": _("Referral to another body"),
    "meetings.SchoolHoliday": _("School holiday"),
}
ORIGINS: Mapping[str, str | Promise] = {
    "web": _("Page"),
    "api": _("API"),
    "command": _("Command"),
    "worker": _("Background worker"),
}


_WITHOUT_ACCOUNT = system_actor(date.min).name


@dataclass(frozen=True)
class ReadableEntry:
    """One entry with its codes in words; a code of an older version shows as it was stored."""

    entry: AuditEntry

    @property
    def event(self) -> str:
        """What happened."""
        return str(EVENTS.get(self.entry.event, self.entry.event))

    @property
    def subject(self) -> str:
        """The kind of object, with its number."""
        kind = KINDS.get(self.entry.subject_model, self.entry.subject_model)
        return f"{kind} {self.entry.subject_id}"

    @property
    def by(self) -> str:
        """Who did it; without an account that was a visitor, or the platform itself."""
        if self.entry.by != _WITHOUT_ACCOUNT:
            return self.entry.by
        is_asked = self.entry.origin in {"web", "api"}
        return str(_("visitor") if is_asked else _("the platform itself"))

    @property
    def origin(self) -> str:
        """Where it came from."""
        return str(ORIGINS.get(self.entry.origin, self.entry.origin))

    @property
    def cells(self) -> list[str | int]:
        """The entry as a row of a table."""
        entry = self.entry
        return [
            entry.pk,
            timezone.localtime(entry.at).isoformat(timespec="seconds"),
            self.event,
            self.subject,
            str(entry.get_result_display()),
            entry.by,
            entry.acting_as,
            self.origin,
            entry.address,
        ]


@dataclass(frozen=True, kw_only=True)
class TrailState:
    """How the trail stands: where it was signed last, and when it was last gone through."""

    checkpoint: AuditCheckpoint | None
    verification: ScheduledAction | None


def trail_state() -> TrailState:
    """Give how the trail stands; two queries."""
    return TrailState(
        checkpoint=queries.last_checkpoint(),
        verification=ScheduledAction.objects.filter(name=VERIFICATION).first(),
    )
