"""Objects for tests of projects: valid by default; name what the test is about."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from ivz.authorization.roles import GroupRole
from ivz.projects import models
from ivz.projects.states import (
    AnchorState,
    Aspect,
    Criterion,
    GroundKind,
    LightColour,
    ProjectKind,
    Question,
    RelationNature,
    RequesterKind,
    Section,
    StepKind,
)
from tests.factories import (
    LONG_AGO,
    TODAY,
    AreaFactory,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
    UserFactory,
)

END_OF_2017 = dt.date(2017, 12, 31)


class RequestFactory(DjangoModelFactory):
    class Meta:
        model = models.Request

    body = factory.SubFactory(BodyFactory)
    title = factory.Sequence(lambda n: f"Aanpak van onderwerp {n}")
    problem = "Het aantal meldingen stijgt."
    requester_kind = RequesterKind.MAYOR
    submitted_on = TODAY


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assignment

    request = factory.SubFactory(RequestFactory)
    written_on = TODAY


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assessment

    assignment = factory.SubFactory(AssignmentFactory)
    assessed_on = TODAY
    municipalities_needed = 7


class CriterionFindingFactory(DjangoModelFactory):
    class Meta:
        model = models.CriterionFinding

    assessment = factory.SubFactory(AssessmentFactory)
    criterion = Criterion.URGENT
    is_met = True


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Evidence

    assessment = factory.SubFactory(AssessmentFactory)
    municipality = factory.SubFactory(AreaFactory)
    source = "Integraal veiligheidsplan 2015-2018"


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = models.Project

    slug = factory.Sequence(lambda n: f"project-{n}")
    body = factory.SubFactory(BodyFactory)
    theme = factory.SubFactory(ThemeFactory)
    title = factory.Sequence(lambda n: f"Project {n}")


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = models.Member

    project = factory.SubFactory(ProjectFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = GroupRole.MEMBER
    valid_from = LONG_AGO


class StepFactory(DjangoModelFactory):
    class Meta:
        model = models.Step

    project = factory.SubFactory(ProjectFactory)
    kind = StepKind.OPENED
    on = TODAY


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = models.Plan

    project = factory.SubFactory(ProjectFactory)


class PlanSectionFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanSection

    plan = factory.SubFactory(PlanFactory)
    section = Section.AIM
    text = "Minder meldingen dan vorig jaar."


class PlanEditionFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanEdition

    plan = factory.SubFactory(PlanFactory)
    number = 1
    made_on = TODAY


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator

    project = factory.SubFactory(ProjectFactory)
    name = "Woninginbraken met pogingen"
    unit = "inbraken per jaar"
    source = "Politie Oost-Nederland"
    baseline = Decimal(1743)


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = models.Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    on = TODAY
    value = Decimal(1600)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = models.Milestone

    project = factory.SubFactory(ProjectFactory)
    title = "Plan vastgesteld"
    due_on = END_OF_2017


class RiskFactory(DjangoModelFactory):
    class Meta:
        model = models.Risk

    project = factory.SubFactory(ProjectFactory)
    what = "Te weinig uren"


class RelationFactory(DjangoModelFactory):
    class Meta:
        model = models.Relation

    project = factory.SubFactory(ProjectFactory)
    other_words = "Landelijk actieprogramma"
    nature = RelationNature.COMPLEMENTARY


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = models.BudgetLine

    project = factory.SubFactory(ProjectFactory)
    what = "Voorlichting"
    amount_cents = 10_000_00


class ProgressReportFactory(DjangoModelFactory):
    class Meta:
        model = models.ProgressReport

    project = factory.SubFactory(ProjectFactory)
    window = dt.date(2017, 2, 1)
    due_on = dt.date(2017, 3, 31)


class ReportWindowFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportWindow

    network = factory.SubFactory(NetworkFactory)
    opens_month, opens_day = 2, 1
    closes_month, closes_day = 2, 28


class LightFactory(DjangoModelFactory):
    class Meta:
        model = models.Light

    report = factory.SubFactory(ProgressReportFactory)
    aspect = Aspect.TIME
    colour = LightColour.WATCH
    reason = "Vier weken te gaan"


class EvaluationFactory(DjangoModelFactory):
    class Meta:
        model = models.Evaluation

    project = factory.SubFactory(ProjectFactory)
    started_on = TODAY


class EvaluationAnswerFactory(DjangoModelFactory):
    class Meta:
        model = models.EvaluationAnswer

    evaluation = factory.SubFactory(EvaluationFactory)
    question = Question.AIM
    text = "Minder meldingen."


class LessonFactory(DjangoModelFactory):
    class Meta:
        model = models.Lesson

    project = factory.SubFactory(ProjectFactory)
    text = "Begin met de buurt."
    learnt_on = TODAY


class AnchorFactory(DjangoModelFactory):
    class Meta:
        model = models.Anchor

    project = factory.SubFactory(ProjectFactory)
    what = "Afspraken over preventieadvies"
    review_on = END_OF_2017


class AnchorReviewFactory(DjangoModelFactory):
    class Meta:
        model = models.AnchorReview

    anchor = factory.SubFactory(AnchorFactory)
    on = TODAY
    state = AnchorState.KEPT


class TrialFactory(DjangoModelFactory):
    class Meta:
        model = models.Trial

    project = factory.SubFactory(ProjectFactory, kind=ProjectKind.PILOT)
    tried = "Eén beeld van alle meldingen"
    place = "Borne"


class TransferFactory(DjangoModelFactory):
    class Meta:
        model = models.Transfer

    project = factory.SubFactory(ProjectFactory, kind=ProjectKind.PILOT)
    network = factory.SubFactory(NetworkFactory)
    title = "Dashboard meldingen"
    told = "Het werkte."
    proposed_on = TODAY


class ActionPointFactory(DjangoModelFactory):
    class Meta:
        model = models.ActionPoint

    project = factory.SubFactory(ProjectFactory)
    what = "Gemeenten bellen"
    owner_words = "Adviseur van buiten"
    due_on = END_OF_2017


class DeviationFactory(DjangoModelFactory):
    class Meta:
        model = models.Deviation

    project = factory.SubFactory(ProjectFactory)
    aspect = Aspect.MONEY
    what = "De campagne kost meer"
    analysis = "Drukwerk werd duurder."
    noticed_on = TODAY


class FocusAgendaFactory(DjangoModelFactory):
    class Meta:
        model = models.FocusAgenda

    body = factory.SubFactory(BodyFactory)
    slug = factory.Sequence(lambda n: f"focusagenda-{n}")
    title = "Focusagenda 2017-2018"
    valid_from = dt.date(2017, 1, 1)
    valid_until = dt.date(2019, 1, 1)


class FocusThemeFactory(DjangoModelFactory):
    class Meta:
        model = models.FocusTheme

    agenda = factory.SubFactory(FocusAgendaFactory)
    theme = factory.SubFactory(ThemeFactory)
    position = 1
    title = "Borging aanpak woninginbraken"


class FocusGroundFactory(DjangoModelFactory):
    class Meta:
        model = models.FocusGround

    focus = factory.SubFactory(FocusThemeFactory)
    kind = GroundKind.ANALYSIS
    text = "Bijna alle gemeenten hebben dit als prioriteit."


class SavedViewFactory(DjangoModelFactory):
    class Meta:
        model = models.SavedView

    user = factory.SubFactory(UserFactory)
    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Weergave {n}")
    chosen = "fase=running"
