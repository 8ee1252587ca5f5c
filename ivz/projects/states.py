"""States of requests, projects and their papers, and the steps between them.

Policy: docs/policy/steps.md
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ivz.authorization.permissions import Permission
from ivz.workflow.transitions import Transition


class RequesterKind(models.TextChoices):
    """On whose behalf a request is made."""

    BOARD = "board", _("The deciding body")
    MAYOR = "mayor", _("A single mayor")
    PARTNER = "partner", _("A partner")


class RequestState(models.TextChoices):
    """What became of a request."""

    OPEN = "open", _("Being considered")
    ACCEPTED = "accepted", _("Became an assignment")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ACCEPT = Transition(
    sources={RequestState.OPEN},
    target=RequestState.ACCEPTED,
    permission=Permission.STEER_PROJECTS,
)
REFUSE = Transition(
    sources={RequestState.OPEN},
    target=RequestState.REFUSED,
    permission=Permission.STEER_PROJECTS,
)
REOPEN = Transition(
    sources={RequestState.REFUSED},
    target=RequestState.OPEN,
    permission=Permission.STEER_PROJECTS,
)


class Criterion(models.TextChoices):
    """The five things a request is tested on (Dutch: *selectiecriteria*)."""

    PUBLIC_ORDER = "public_order", _("Public order and safety come first")
    BOARD_DECIDES = "board_decides", _("The deciding body can decide on it")
    URGENT = "urgent", _("Topical, urgent or with a high risk of damage")
    WIDESPREAD = "widespread", _("Plays in enough municipalities")
    FEASIBLE = "feasible", _("Feasible within planning and means")


class Conclusion(models.TextChoices):
    """What testing a request led to."""

    OPEN = "open", _("Not concluded yet")
    PASSED = "passed", _("All criteria hold")
    OVERRIDDEN = "overridden", _("Accepted although not all criteria hold")
    COMMISSIONED = "decided", _("Commissioned by decision")
    REFUSED = "refused", _("Refused")


class ProjectKind(models.TextChoices):
    """How a piece of work relates to the Platform."""

    PROJECT = "project", _("Project")
    SIDELINE = "sideline", _("Sideline topic")
    PARTNER_LED = "partner_led", _("Led by a partner")
    SHARED = "shared", _("Shared responsibility")
    PILOT = "pilot", _("Pilot")
    STANDING = "standing", _("Standing task")


class ProjectState(models.TextChoices):
    """In which phase a project is."""

    PREPARING = "preparing", _("Plan being written")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    EVALUATING = "evaluating", _("Being evaluated")
    CLOSED = "closed", _("Closed")
    STOPPED = "stopped", _("Stopped")


class Section(models.TextChoices):
    """The sections of a plan, in the order of the document."""

    CAUSE = "cause", _("Why now")
    ANALYSIS = "analysis", _("Analysis")
    AMBITION = "ambition", _("Ambition")
    AIM = "aim", _("Aim")
    RESULT = "result", _("Result of the project")
    INDICATORS = "indicators", _("Indicators")
    APPROACH = "approach", _("Approach")
    PARTNERS = "partners", _("Partners involved")
    SCOPE = "scope", _("What it is not")
    RELATIONS = "relations", _("Other initiatives")
    RISKS = "risks", _("Risks and side effects")
    CONDITIONS = "conditions", _("Conditions")
    GROUP = "group", _("Project group")
    CAPACITY = "capacity", _("Capacity")
    PLANNING = "planning", _("Planning and milestones")
    MONITORING = "monitoring", _("Monitoring")
    COMMUNICATION = "communication", _("Communication")
    FINANCES = "finances", _("Finances")


# What an assignment may say already, in the order of the plan, which begins with it.
ASSIGNED = (
    Section.CAUSE,
    Section.AIM,
    Section.RESULT,
    Section.PARTNERS,
    Section.SCOPE,
    Section.RISKS,
    Section.PLANNING,
    Section.FINANCES,
)


class StepKind(models.TextChoices):
    """What happened to a project, on its timeline."""

    OPENED = "opened", _("Project opened")
    HOLDER_ASSIGNED = "holder_assigned", _("Portfolio holder assigned")
    LEADER_ASSIGNED = "leader_assigned", _("Project leader assigned")
    PLAN_SUBMITTED = "plan_submitted", _("Plan sent to the Platform")
    PLAN_ENDORSED = "plan_endorsed", _("Plan adopted by the Platform")
    PLAN_ADOPTED = "plan_adopted", _("Plan adopted by the deciding body")
    PLAN_RETURNED = "plan_returned", _("Plan came back")
    EXTENDED = "extended", _("End date moved")
    RESCOPED = "rescoped", _("Scope changed")
    REPRIORITISED = "reprioritised", _("Priority changed")
    PAUSED = "paused", _("Project paused")
    RESUMED = "resumed", _("Project resumed")
    STOPPED = "stopped", _("Project stopped")
    EVALUATION_SUBMITTED = "evaluation_submitted", _("Evaluation sent to the Platform")
    EVALUATION_ENDORSED = "evaluation_endorsed", _("Evaluation adopted by the Platform")
    CLOSED = "closed", _("Evaluation adopted, project closed")
    REPORT_NOTED = "report_noted", _("A body took note of the progress report")
    RESULTS_DISCUSSED = "results_discussed", _("A body discussed the results")
    EVALUATION_STARTED = "evaluation_started", _("The last day passed: being evaluated")
    EVALUATION_RETURNED = "evaluation_returned", _("Evaluation came back")
    TAKEN_OVER = "taken_over", _("Taken over as it stood")
    REVERSED = "reversed", _("Put right: the step before was reversed")


class RelationNature(models.TextChoices):
    """What another project or initiative is to this one."""

    COMPLEMENTARY = "complementary", _("Complementary")
    COMPETING = "competing", _("Competing")


class Direction(models.TextChoices):
    """Where an indicator should go."""

    UP = "up", _("Should rise")
    DOWN = "down", _("Should fall")


class MoneySource(models.TextChoices):
    """Where money for a project comes from."""

    REGIONAL = "regional", _("Regional budget")
    LOCAL = "local", _("Local budget")
    GRANT = "grant", _("Grant")
    OTHER_SOURCE = "other", _("Other money")


class Scale(models.IntegerChoices):
    """How likely a risk is, and how much it harms."""

    SMALL = 1, _("Small")
    MIDDLE = 2, _("Middle")
    LARGE = 3, _("Large")


class Aspect(models.TextChoices):
    """On what a progress report gives a light."""

    RESULT = "result", _("Result")
    TIME = "time", _("Time")
    MONEY = "money", _("Money")
    CAPACITY = "capacity", _("Capacity")


class LightColour(models.TextChoices):
    """How it stands."""

    ON_COURSE = "on_course", _("On course")
    WATCH = "watch", _("Watch out")
    ADJUST = "adjust", _("Adjust")


class ResultStanding(models.TextChoices):
    """Whether an indicator reaches its target, in the order in which it asks attention."""

    MISSED = "missed", _("Not reached in time")
    BEHIND = "behind", _("Behind")
    NOT_MEASURED = "not_measured", _("Not measured")
    UNJUDGED = "unjudged", _("Not to be judged")
    ON_COURSE = "on_course", _("On course")
    REACHED = "reached", _("Reached")


class Question(models.TextChoices):
    """The eleven questions of an evaluation, in the order of the document."""

    AIM = "aim", _("What was the aim of the project?")
    SUMMARY = "summary", _("What was done, in short?")
    INTENDED = "intended", _("Which results were intended?")
    ACHIEVED = "achieved", _("Were they achieved, and why (not)?")
    EFFECTS = "effects", _("Which other effects did the project have?")
    COURSE = "course", _("How did the work go?")
    OBSTACLES = "obstacles", _("What stood in the way, and how was that overcome?")
    STRENGTHS = "strengths", _("What was strong about it?")
    LESSONS = "lessons", _("What do we learn from it?")
    PARTNERS = "partners", _("What did other organisations do?")
    MONEY = "money", _("Did the money go as budgeted?")


class AnchorState(models.TextChoices):
    """Whether what must stay is kept up."""

    KEPT = "kept", _("Kept up")
    DROPPED = "dropped", _("No longer needed")


class TransferState(models.TextChoices):
    """What a network answers when it is asked to take a pilot over."""

    PROPOSED = "proposed", _("Offered, no answer yet")
    TAKEN_OVER = "taken_over", _("Taken over")
    CHANGED = "changed", _("Taken over with changes")
    DECLINED = "declined", _("Declined")


class DeviationState(models.TextChoices):
    """How far a deviation is on its way back to the plan."""

    ANALYSED = "analysed", _("Looked into")
    CORRECTING = "correcting", _("Being corrected")
    SETTLED = "settled", _("Settled")


class GroundKind(models.TextChoices):
    """What the choice of a theme rests on."""

    ANALYSIS = "analysis", _("Safety analysis")
    PRIORITY = "priority", _("Priority of municipalities")
    FIGURE = "figure", _("Figures")
    PROJECT = "running_project", _("Running or ended project")
    DECISION = "decision", _("Decision")
    DOCUMENT = "document", _("Document")
    OTHER_GROUND = "other", _("Other ground")


class Event(models.TextChoices):
    """What the audit trail records about projects; the values are stored."""

    REQUEST_SUBMITTED = "request.submitted", _("Request submitted")
    REQUEST_CHANGED = "request.changed", _("Request changed")
    REQUEST_ACCEPTED = "request.accepted", _("Request accepted")
    REQUEST_COMMISSIONED = "request.commissioned", _("Request commissioned by decision")
    REQUEST_REFUSED = "request.refused", _("Request refused")
    REQUEST_REOPENED = "request.reopened", _("Request considered again")
    ANSWER_READ = "request.answer_read", _("Answer to a request read")
    REQUEST_WITHDRAWN = "request.withdrawn", _("Request withdrawn")
    ASSIGNMENT_WRITTEN = "assignment.written", _("Assignment written")
    ASSESSED = "assignment.assessed", _("Assignment tested")
    OVERRIDE_PROPOSED = "assignment.override_proposed", _("Acceptance despite the test proposed")
    PROJECT_OPENED = "project.opened", _("Project opened")
    PROJECTS_IMPORTED = "project.imported", _("Projects read in")
    IMPORT_UNDONE = "project.import_undone", _("Projects that were read in taken back")
    PROJECT_CHANGED = "project.changed", _("Project changed")
    PROJECT_MOVED = "project.moved", _("Project moved to another phase")
    GROUP_CHANGED = "project.group_changed", _("Project group changed")
    PLACE_CHANGED = "project.place_changed", _("Place in a project group changed")
    PART_CHANGED = "project.part_changed", _("Part of a project changed")
    ACTION_REMOVED = "project.action_removed", _("Action of a project removed")
    BUDGET_REMOVED = "project.budget_removed", _("Budget line of a project removed")
    DEVIATION_REMOVED = "project.deviation_removed", _("Deviation of a project removed")
    INDICATOR_REMOVED = "project.indicator_removed", _("Indicator of a project removed")
    MILESTONE_REMOVED = "project.milestone_removed", _("Milestone of a project removed")
    RELATION_REMOVED = "project.relation_removed", _("Relation of a project removed")
    RISK_REMOVED = "project.risk_removed", _("Risk of a project removed")
    PLAN_WRITTEN = "plan.written", _("Section of a plan written")
    PLAN_SUBMITTED = "plan.submitted", _("Plan sent to the Platform")
    PLAN_ENDORSED = "plan.endorsed", _("Plan adopted by the Platform")
    PLAN_ADOPTED = "plan.adopted", _("Plan adopted by the deciding body")
    PLAN_RETURNED = "plan.returned", _("Plan came back")
    WINDOWS_SET = "project.windows_set", _("Reporting periods set")
    REPORT_WRITTEN = "project.report_written", _("Progress report written")
    REPORTED = "project.reported", _("Progress reported")
    REPORT_NOTED = "project.report_noted", _("A body took note of the progress report")
    RESULTS_DISCUSSED = "project.results_discussed", _("A body discussed the results")
    VIEW_KEPT = "project.view_kept", _("View of the portfolio kept")
    VIEW_REMOVED = "project.view_removed", _("View of the portfolio removed")
    MEASURED = "project.measured", _("Indicator measured")
    EVALUATION_WRITTEN = "evaluation.written", _("Evaluation written")
    EVALUATION_MOVED = "evaluation.moved", _("Evaluation moved on")
    LESSON_KEPT = "lesson.kept", _("Lesson kept")
    ANCHOR_KEPT = "anchor.kept", _("What must stay noted")
    TRANSFER_OFFERED = "transfer.offered", _("Pilot offered to a network")
    TRANSFER_ANSWERED = "transfer.answered", _("Offer of a pilot answered")
    FOCUS_WRITTEN = "focus.written", _("Focus agenda written")
    FOCUS_MOVED = "focus.moved", _("Focus agenda moved on")
    ANCHOR_REVIEWED = "anchor.reviewed", _("What must stay looked at again")


# How the trail of a project tells that a part is gone, by the name of its model.
REMOVED = {
    "ActionPoint": Event.ACTION_REMOVED,
    "BudgetLine": Event.BUDGET_REMOVED,
    "Deviation": Event.DEVIATION_REMOVED,
    "Indicator": Event.INDICATOR_REMOVED,
    "Milestone": Event.MILESTONE_REMOVED,
    "Relation": Event.RELATION_REMOVED,
    "Risk": Event.RISK_REMOVED,
}
