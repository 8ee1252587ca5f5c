"""Everything projects store, from the request up to what must stay afterwards."""

from ivz.projects.models.acting import ActionPoint, Deviation
from ivz.projects.models.focus import FocusAgenda, FocusGround, FocusTheme
from ivz.projects.models.intake import Assessment, Assignment, CriterionFinding, Evidence, Request
from ivz.projects.models.output import (
    Anchor,
    AnchorReview,
    Evaluation,
    EvaluationAnswer,
    Lesson,
    Light,
    ProgressReport,
    ReportWindow,
)
from ivz.projects.models.parts import (
    BudgetLine,
    Indicator,
    Measurement,
    Milestone,
    Relation,
    Risk,
)
from ivz.projects.models.pilots import Transfer, Trial
from ivz.projects.models.plans import Plan, PlanEdition, PlanSection
from ivz.projects.models.projects import Member, Project, Step
from ivz.projects.models.saved_views import SavedView

__all__ = [
    "ActionPoint",
    "Anchor",
    "AnchorReview",
    "Assessment",
    "Assignment",
    "BudgetLine",
    "CriterionFinding",
    "Deviation",
    "Evaluation",
    "EvaluationAnswer",
    "Evidence",
    "FocusAgenda",
    "FocusGround",
    "FocusTheme",
    "Indicator",
    "Lesson",
    "Light",
    "Measurement",
    "Member",
    "Milestone",
    "Plan",
    "PlanEdition",
    "PlanSection",
    "ProgressReport",
    "Project",
    "Relation",
    "ReportWindow",
    "Request",
    "Risk",
    "SavedView",
    "Step",
    "Transfer",
    "Trial",
]
