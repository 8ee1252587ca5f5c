"""Projects: what states say is in the records, and who holds and leads may do so."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce

from ivz.authorization.roles import GroupRole
from ivz.decisions.states import PaperState
from ivz.errors import refusal
from ivz.home.queries.integrity.finding import Finding, about, each, overlaps
from ivz.insight.models import Figure
from ivz.projects.models import (
    Evaluation,
    Indicator,
    Member,
    Plan,
    PlanEdition,
    ProgressReport,
    Project,
)
from ivz.projects.rules.groups import STEERED, check_place
from ivz.projects.states import Aspect, ProjectState, Question

STARTED = [ProjectState.RUNNING, ProjectState.PAUSED, ProjectState.EVALUATING, ProjectState.CLOSED]


def project_findings() -> Iterator[Finding]:
    """Find plans, reports, evaluations and places in groups that do not fit their states."""
    yield from _plans()
    yield from _reports()
    yield from _evaluations()
    yield from _groups()
    yield from _ties()


def _plans() -> Iterator[Finding]:
    editions = PlanEdition.objects.filter(plan=OuterRef("pk"))
    adopted = Exists(editions.exclude(adopted_by=None))
    sent = Plan.objects.exclude(state=PaperState.DRAFT)
    yield from each(sent.exclude(Exists(editions)), "it was sent, and no edition was kept of it")
    endorsed = Plan.objects.filter(Exists(editions), state=PaperState.ENDORSED)
    judged = Exists(editions.exclude(endorsed_by=None))
    yield from each(endorsed.exclude(judged), "no decision of the Platform sent it on")
    assigned = Plan.objects.filter(project__assignment__isnull=False)
    early = assigned.filter(project__state__in=STARTED).exclude(adopted)
    yield from each(early, "the work started, and no decision adopted the plan")
    counted = Plan.objects.annotate(count=Count("editions"), last=Max("editions__number"))
    gaps = counted.filter(count__gt=0).exclude(count=F("last"))
    yield from each(gaps, "the numbers of its editions leave a gap")


def _reports() -> Iterator[Finding]:
    sent = ProgressReport.objects.exclude(reported_on=None)
    lit = sent.annotate(lights_on=Count("lights"))
    incomplete = lit.exclude(lights_on=len(Aspect))
    yield from each(incomplete, "it was sent without a light for every aspect")
    before = Q(project__starts_on=None) | Q(reported_on__lt=F("project__starts_on"))
    yield from each(sent.filter(before), "it was sent before the work started")
    corrected = ProgressReport.objects.filter(
        project=OuterRef("project"), window=OuterRef("window"), number__lt=OuterRef("number")
    )
    orphans = ProgressReport.objects.filter(number__gt=1).exclude(Exists(corrected))
    yield from each(orphans, "it corrects a report that is not there")
    drafts = ProgressReport.objects.filter(reported_on=None)
    earlier = drafts.filter(project=OuterRef("project"), pk__lt=OuterRef("pk"))
    yield from each(drafts.filter(Exists(earlier)), "two reports of one project are being written")


def _evaluations() -> Iterator[Finding]:
    rows = Evaluation.objects.all()
    undecided = Q(state=PaperState.ENDORSED, endorsed_by=None)
    undecided |= Q(state=PaperState.ADOPTED, adopted_by=None)
    yield from each(rows.filter(undecided), "no decision moved it where it stands")
    adopted = rows.filter(state=PaperState.ADOPTED)
    yield from each(
        adopted.exclude(project__state=ProjectState.CLOSED),
        "it is adopted, and the project is not closed",
    )
    closed = rows.filter(project__state=ProjectState.CLOSED)
    yield from each(
        closed.exclude(state=PaperState.ADOPTED), "the project is closed, and it is not adopted"
    )
    written = Count("answers", filter=~Q(answers__text=""))
    sent = rows.exclude(state=PaperState.DRAFT).annotate(written=written)
    yield from each(
        sent.exclude(written=len(Question)), "it was sent, and leaves questions without an answer"
    )


def _ties() -> Iterator[Finding]:
    cells = Figure.objects.filter(
        data_set=OuterRef("data_set"),
        area=OuterRef("area"),
        theme=Coalesce(OuterRef("theme"), OuterRef("project__theme")),
    )
    tied = Indicator.objects.exclude(data_set=None).exclude(area=None)
    yield from each(tied.exclude(Exists(cells)), "the table it is tied to has no figure for it")


def _groups() -> Iterator[Finding]:
    steering = Member.objects.filter(role__in=STEERED).select_related("person", "project__body")
    for member in steering.select_related("project__body__network").order_by("pk"):
        if refusal(check_place, member) is not None:
            what = "the holder decides nowhere" if member.person else "nobody holds this place"
            yield about(member, f"{what} on its first day")
    grouped: dict[tuple[object, ...], list[Member]] = defaultdict(list)
    for member in Member.objects.exclude(person=None).order_by("pk"):
        grouped[member.project_id, member.person_id, member.role, member.function].append(member)
    for same in grouped.values():
        for earlier, later in overlaps(same):
            yield about(later, f"the same place as {earlier.pk}, on one day")
    assigned = Project.objects.filter(assignment__isnull=False, plan__isnull=False)
    unled = assigned.filter(state=ProjectState.RUNNING)
    leading = Member.objects.filter(project=OuterRef("pk"), role=GroupRole.LEADER)
    yield from each(unled.exclude(Exists(leading)), "it runs, and nobody ever led it")
