"""Closed projects for the canary, and who may read them, written down apart from the code."""

from ivz.authorization.openness import Openness
from ivz.network.models import Network, in_force
from ivz.projects.models import Member
from ivz.projects.progress import WORK_KIND
from ivz.projects.states import ASSIGNED, StepKind
from tests.effort.factories import DeliveryFactory, ObligationFactory
from tests.factories import TODAY, DecisionFactory
from tests.projects import factories as make

BEFORE_THE_EXAMPLE = 2009  # a year without decisions in the example


def reads_request(who, request, _name=""):
    own = request.requester_id and request.requester_id == who.actor.person_id
    is_open = who.reads(request, body=request.body, network=request.body.network)
    return is_open or bool(own and request.openness != Openness.RESTRICTED)


def reads_project(who, project, _name=""):
    key = ("in the group", project.pk)
    if key not in who.known:
        places = Member.objects.filter(in_force(who.actor.today), person=who.actor.person_id or 0)
        who.known[key] = places.filter(project=project).exists()
    is_open = who.reads(project, body=project.body, network=project.body.network)
    return is_open or (who.known[key] and project.openness != Openness.RESTRICTED)


def reads_agenda(who, agenda):
    return who.reads(agenda, body=agenda.body, network=agenda.body.network)


def reads_ground(who, ground):
    sources = [ground.project and reads_project(who, ground.project)]
    return reads_agenda(who, ground.focus.agenda) and False not in sources


def of_project(who, part, _name=""):
    return reads_project(who, part.project)


def reads_step(who, step, name):
    by = step.decision if name == "note" else None
    is_known = by is None or who.reads(by, body=by.body, network=by.body.network)
    return of_project(who, step) and is_known


def reads_transfer(who, row, _name=""):
    is_open = row.project.openness in {Openness.PUBLIC, Openness.NETWORK}
    return reads_project(who, row.project) or (is_open and who.sits_in(row.network))


def of_network(who, row, _name=""):
    return who.sits_in(row.network)


READS = {
    "effort.Delivery": of_network,
    "effort.Obligation": of_network,
    "projects.Request": reads_request,
    "projects.Assignment": lambda who, row, name: reads_request(who, row.request),
    "projects.Assessment": lambda who, row, name: reads_request(who, row.assignment.request),
    "projects.CriterionFinding": lambda who, row, name: reads_request(
        who, row.assessment.assignment.request
    ),
    "projects.Evidence": lambda who, row, name: reads_request(
        who, row.assessment.assignment.request
    ),
    "projects.Project": reads_project,
    "projects.ActionPoint": of_project,
    "projects.Anchor": of_project,
    "projects.Transfer": reads_transfer,
    "projects.Trial": of_project,
    "projects.Deviation": of_project,
    "projects.AnchorReview": lambda who, row, name: reads_project(who, row.anchor.project),
    "projects.BudgetLine": of_project,
    "projects.Evaluation": of_project,
    "projects.EvaluationAnswer": lambda who, row, name: reads_project(who, row.evaluation.project),
    "projects.Indicator": of_project,
    "projects.Lesson": of_project,
    "projects.Light": lambda who, row, name: reads_project(who, row.report.project),
    "projects.Measurement": lambda who, row, name: reads_project(who, row.indicator.project),
    "projects.Member": of_project,
    "projects.Milestone": of_project,
    "projects.Plan": of_project,
    "projects.PlanEdition": lambda who, row, name: reads_project(who, row.plan.project),
    "projects.PlanSection": lambda who, row, name: reads_project(who, row.plan.project),
    "projects.ProgressReport": of_project,
    "projects.Relation": of_project,
    "projects.ReportWindow": of_network,
    "projects.Risk": of_project,
    "projects.Step": reads_step,
    "projects.SavedView": lambda who, row, name: row.user == who.actor.user,
    "projects.FocusAgenda": lambda who, row, name: reads_agenda(who, row),
    "projects.FocusTheme": lambda who, row, name: reads_agenda(who, row.agenda),
    "projects.FocusGround": lambda who, row, name: reads_ground(who, row),
}


def closed_records(body, **closed):
    """Make a request and a project as closed as asked, with everything that hangs on them."""
    request = make.RequestFactory(body=body, why_now="-", answer="-", **closed)
    texts = dict.fromkeys([section.value for section in ASSIGNED], "-")
    assignment = make.AssignmentFactory(request=request, **texts)
    assessment = make.AssessmentFactory(assignment=assignment, override_reason="-")
    make.CriterionFindingFactory(assessment=assessment, reason="-")
    make.EvidenceFactory(assessment=assessment)
    project = make.ProjectFactory(body=body, assignment=assignment, summary="-", **closed)
    parts_of(project)
    stopped_by_closed_decision(body, **closed)
    agenda = make.FocusAgendaFactory(body=body, origin="-", **closed)
    focus = make.FocusThemeFactory(agenda=agenda, role="-")
    make.FocusGroundFactory(focus=focus, project=project)
    ObligationFactory(network=body.network)
    DeliveryFactory(network=body.network, note="-")
    work = {"work_kind": WORK_KIND, "work_id": project.pk}
    DeliveryFactory(network=body.network, note="-", **work)
    make.ReportWindowFactory(network=body.network)
    make.SavedViewFactory(network=body.network)


def stopped_by_closed_decision(body, **closed):
    """Stop a project that everyone may read by a decision that not everyone may."""
    project = make.ProjectFactory(body=body, openness="public", planned_openness="public")
    make.PlanFactory(project=project)
    decision = DecisionFactory(body=body, year=BEFORE_THE_EXAMPLE, **closed)
    make.StepFactory(project=project, kind=StepKind.STOPPED, decision=decision, note="-")


def parts_of(project):
    plan = make.PlanFactory(project=project)
    make.PlanSectionFactory(plan=plan)
    make.PlanEditionFactory(plan=plan, reason="-", content={"cause": {"text": "-"}})
    make.MemberFactory(project=project, function="-")
    make.StepFactory(project=project, note="-")
    make.MeasurementFactory(indicator=make.IndicatorFactory(project=project), source="-")
    make.MilestoneFactory(project=project)
    make.TrialFactory(project=project, result="-")
    others = Network.objects.exclude(pk=project.body.network_id).order_by("pk")
    make.TransferFactory(project=project, network=others.first(), answer="-")
    make.ActionPointFactory(project=project)
    make.DeviationFactory(project=project, measure="-")
    make.RiskFactory(project=project, measure="-")
    make.RelationFactory(project=project, note="-")
    make.BudgetLineFactory(project=project, source_words="-")
    sent = make.ProgressReportFactory(project=project, text="-", reported_on=TODAY)
    make.LightFactory(report=sent, computed_reason="-")
    draft = make.ProgressReportFactory(project=project, text="-", number=2, correction="-")
    make.LightFactory(report=draft)
    make.EvaluationAnswerFactory(evaluation=make.EvaluationFactory(project=project))
    make.LessonFactory(project=project)
    make.AnchorReviewFactory(anchor=make.AnchorFactory(project=project), note="-")
