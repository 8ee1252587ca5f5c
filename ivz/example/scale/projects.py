"""Invented projects, all in one network: the hardest case for its portfolio page."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.decisions.states import PaperState
from ivz.effort.models import Delivery
from ivz.example.scale.filling import FIRST_DAY, LAST_DAY, MARK, District, Filling, insert
from ivz.network.models import Body, Seat, Theme, in_force
from ivz.portfolios.rules.holders import deciding_seats
from ivz.projects.models import (
    Light,
    Member,
    Milestone,
    Plan,
    PlanEdition,
    ProgressReport,
    Project,
    Step,
)
from ivz.projects.states import Aspect, LightColour, ProjectKind, ProjectState, StepKind

MEMBERS = 3
HALF_YEAR = timedelta(days=182)
_STATES = {
    ProjectState.PREPARING: 3,
    ProjectState.RUNNING: 10,
    ProjectState.PAUSED: 1,
    ProjectState.EVALUATING: 1,
    ProjectState.CLOSED: 4,
    ProjectState.STOPPED: 1,
}
_COLOURS = {LightColour.ON_COURSE: 7, LightColour.WATCH: 2, LightColour.ADJUST: 1}


def add_projects(filling: Filling) -> None:
    """Add projects with their group, plan, milestones, steps, reports, lights and hours."""
    district = next(each for each in filling.districts if each.network.deciding_body_id)
    themes = list(Theme.objects.filter(in_force(LAST_DAY)))
    projects = insert(Project, list(_projects(filling, district, themes)))
    begun = [project for project in projects if project.state != ProjectState.PREPARING]
    deciding = list(deciding_seats(district.network).exclude(person=None).order_by("pk"))
    groups = (_group(row, district, deciding, filling) for row in projects)
    insert(Member, list(chain.from_iterable(groups)))
    plans = insert(Plan, [_plan(row) for row in projects])
    insert(PlanEdition, list(chain.from_iterable(map(_editions, plans))))
    insert(Milestone, list(chain.from_iterable(map(_milestones, projects))))
    insert(Step, list(chain.from_iterable(map(_steps, projects))))
    reports = insert(ProgressReport, list(chain.from_iterable(map(reports_of, begun))))
    insert(Light, list(chain.from_iterable(_lights(row, filling) for row in reports)))
    insert(Delivery, list(chain.from_iterable(_hours(row, district, filling) for row in begun)))


def _projects(filling: Filling, district: District, themes: list[Theme]) -> Iterator[Project]:
    missing = filling.size.projects - Project.objects.count()
    body = Body.objects.get(decides_for=district.network)
    for number in range(1, missing + 1):
        theme = filling.chance.choice(themes)
        starts = filling.some_day(FIRST_DAY, LAST_DAY - HALF_YEAR)
        [state] = filling.chance.choices(list(_STATES), weights=list(_STATES.values()))
        openness = filling.chance.choice([Openness.PUBLIC, Openness.NETWORK, Openness.NETWORK])
        yield Project(
            slug=f"project-{number}-voorbeeld",
            body=body,
            theme=theme,
            title=f"{theme.name}, project {number} {MARK}",
            summary=f"Minder schade door {theme.name.lower()} {MARK}",
            kind=filling.chance.choice(list(ProjectKind)),
            state=state,
            openness=openness,
            planned_openness=openness,
            starts_on=starts,
            ends_on=starts + timedelta(days=filling.chance.randint(365, 3_650)),
            is_invented=True,
        )


def _group(
    project: Project, district: District, deciding: list[Seat], filling: Filling
) -> Iterator[Member]:
    since = project.starts_on or FIRST_DAY
    seat = filling.chance.choice([seat for seat in deciding if seat.is_in_force(since)])
    posts = filling.chance.sample(district.posts, MEMBERS + 1)
    places = [(GroupRole.HOLDER, seat.person, seat.organisation)]
    for role, post in zip([GroupRole.LEADER, *[GroupRole.MEMBER] * MEMBERS], posts, strict=True):
        places.append((role, post.holder(since), post.organisation))
    for role, person, organisation in places:
        yield Member(
            project=project,
            role=role,
            person=person,
            organisation=organisation,
            hours_per_week=Decimal(filling.chance.randint(1, 8)),
            valid_from=since,
        )


def _plan(project: Project) -> Plan:
    is_begun = project.state != ProjectState.PREPARING
    return Plan(project=project, state=PaperState.ADOPTED if is_begun else PaperState.DRAFT)


def _editions(plan: Plan) -> Iterator[PlanEdition]:
    """Keep what was sent of a plan; which decision adopted it is left open."""
    if plan.state != PaperState.DRAFT:
        yield PlanEdition(plan=plan, number=1, made_on=plan.project.starts_on or FIRST_DAY)


def _milestones(project: Project) -> Iterator[Milestone]:
    since = project.starts_on or FIRST_DAY
    for number in (1, 2):
        due = since + number * HALF_YEAR
        yield Milestone(
            project=project,
            title=f"Deel {number} {MARK}",
            due_on=due,
            done_on=due if due < LAST_DAY else None,
        )


def _steps(project: Project) -> Iterator[Step]:
    since = project.starts_on or FIRST_DAY
    yield Step(
        project=project,
        kind=StepKind.OPENED,
        on=since,
        note=MARK,
        state=ProjectState.RUNNING if project.state == ProjectState.PAUSED else project.state,
    )
    if project.state == ProjectState.PAUSED:
        yield Step(
            project=project, kind=StepKind.PAUSED, state=project.state, on=LAST_DAY, note=MARK
        )


def reports_of(project: Project) -> Iterator[ProgressReport]:
    """Give the first report of a project when it was due, and the one being written."""
    first = (project.starts_on or FIRST_DAY) + HALF_YEAR
    due_on = [first, first + HALF_YEAR] if first < LAST_DAY else [first]
    for due in due_on:
        yield ProgressReport(
            project=project,
            window=due.replace(day=1),
            due_on=due,
            reported_on=due if due != due_on[-1] else None,
            text=MARK,
        )


def _lights(report: ProgressReport, filling: Filling) -> Iterator[Light]:
    for aspect in Aspect if report.reported_on else ():
        [colour] = filling.chance.choices(list(_COLOURS), weights=list(_COLOURS.values()))
        course = "volgens" if colour == LightColour.ON_COURSE else "anders dan"
        reason = f"Loopt {course} plan {MARK}"
        yield Light(report=report, aspect=aspect, colour=colour, reason=reason)


def _hours(project: Project, district: District, filling: Filling) -> Iterator[Delivery]:
    since = project.starts_on or FIRST_DAY
    yield Delivery(
        network=district.network,
        organisation=filling.chance.choice(district.posts).organisation,
        hours=Decimal(filling.chance.randint(4, 300)),
        work_kind="project",
        work_id=project.pk,
        note=MARK,
        valid_from=since,
        valid_until=date(since.year + 1, 1, 1),
    )
