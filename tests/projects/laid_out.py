"""One record of each kind, with everybody, and how each record gets a status."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Duty, GroupRole, Role
from ivz.decisions.states import PaperState
from ivz.projects.actions.focus import AgendaDetails
from ivz.projects.models import (
    Assessment,
    Evaluation,
    FocusAgenda,
    Plan,
    Project,
    Request,
)
from ivz.projects.states import (
    Conclusion,
    Criterion,
    ProjectKind,
    ProjectState,
    Question,
    RequestState,
    Section,
    TransferState,
)
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    NetworkFactory,
    PersonFactory,
    UserFactory,
    actor_with,
    member_of,
    secretary_of,
    someone_with_duty,
    visitor,
)
from tests.projects import factories as make
from tests.projects.network import other_board, region

ON_THE_BOARD = {
    "presides": Role.CHAIR,
    "records": Role.SECRETARY,
    "police": Role.POLICE,
    "prosecutor": Role.PROSECUTOR,
}
ON_THE_PLATFORM = {
    "municipal": Role.MUNICIPAL_COORDINATOR,
    "analyst": Role.ANALYST,
    "adviser": Role.ADVISER,
    "seated": Role.PROJECT_LEADER,
}
ON_DUTY = {"administrator": Duty.ADMINISTRATOR, "auditor": Duty.AUDITOR}
PEOPLE = {
    *("chair", "coordinator", "elsewhere", "asked", "member", "visitor"),
    *("holder", "leader", "secretary", "expert", "owner"),
    *ON_THE_BOARD,
    *ON_THE_PLATFORM,
    *ON_DUTY,
}
PAST, ENDS, LATER = dt.date(2016, 10, 1), dt.date(2017, 12, 31), dt.date(2018, 6, 30)
AGENDA = AgendaDetails(
    title="Focus", valid_from=dt.date(2016, 1, 1), valid_until=dt.date(2018, 1, 1)
)
AT_ONCE = {"reason": "Daarom.", "without_platform": "Het Platform komt niet bijeen."}


class NotCompetent(Exception):
    """A body decided on what another decides on; nothing moved."""


@dataclass(frozen=True)
class Laid:
    """One record of each kind, each read anew where it is asked, and everybody."""

    here: Any
    people: dict[str, Actor]
    keys: dict[str, tuple[Any, int]]

    @classmethod
    def out(cls) -> "Laid":
        here = region()
        project = make.ProjectFactory(
            body=here.board,
            kind=ProjectKind.PILOT,
            starts_on=dt.date(2016, 1, 1),
            ends_on=ENDS,
            openness=Openness.NETWORK,
            planned_openness=Openness.NETWORK,
        )
        make.TrialFactory(project=project, result="Het werkte.")
        elsewhere = BodyFactory(network=NetworkFactory(), kind=here.platform.kind)
        people = everybody(here, project, elsewhere)
        laid = cls(here, people, {})
        request = make.RequestFactory(body=here.board, requester=person(people["asked"]))
        for name, row in {
            "project": project,
            "request": request,
            "test": passed_test(request),
            "plan": written_plan(project),
            "report": make.ProgressReportFactory(
                project=project, window=dt.date(2016, 9, 1), due_on=dt.date(2016, 9, 30)
            ),
            "evaluation": answered(project),
            "agenda": complete_agenda(here),
            "anchor": make.AnchorFactory(project=project, owner=person(people["owner"])),
            "transfer": make.TransferFactory(project=project, network=elsewhere.network),
        }.items():
            laid.put(name, row)
        return laid

    def put(self, name: str, row: Any) -> None:
        self.keys[name] = (type(row), row.pk)

    def __getattr__(self, name: str) -> Any:
        if name not in self.__dict__["keys"]:
            raise AttributeError(name)
        model, key = self.keys[name]
        return model.objects.get(pk=key)

    def again(self) -> "Laid":
        """Give the same, apart from what a step puts in its place."""
        return replace(self, keys=dict(self.keys))

    def who(self, name: str) -> Any:
        bodies = {"platform": self.here.platform, "board": self.here.board}
        if name == "other":
            return other_board(self.here.network)
        if name == "clock":
            return Actor(today=TODAY, origin="command")
        return bodies[name] if name in bodies else Actor(user=self.people[name].user, today=TODAY)


def person(actor: Actor) -> Any:
    return actor.user.person


def everybody(here: Any, project: Project, elsewhere: Any) -> dict[str, Actor]:
    people = {
        "chair": here.chair,
        "coordinator": here.coordinator,
        "asked": here.mayor,
        "member": member_of(here.board),
        "holder": member_of(here.board),
        "elsewhere": secretary_of(elsewhere),
        "visitor": visitor(),
        **{name: actor_with(role, body=here.board) for name, role in ON_THE_BOARD.items()},
        **{name: actor_with(role, body=here.platform) for name, role in ON_THE_PLATFORM.items()},
        **{name: someone_with_duty(duty) for name, duty in ON_DUTY.items()},
    }
    for name in ("leader", "secretary", "expert", "owner"):
        people[name] = Actor(user=PersonFactory(user=UserFactory()).user, today=TODAY)
    roles = {"expert": GroupRole.MEMBER, "owner": None}
    for name in ("holder", "leader", "secretary", "expert"):
        role = roles.get(name, name)
        make.MemberFactory(project=project, person=person(people[name]), role=role)
    return people


def passed_test(request: Request) -> Assessment:
    assignment = make.AssignmentFactory(request=request, cause="Nu.", aim="Minder.")
    test = make.AssessmentFactory(assignment=assignment)
    for criterion in Criterion:
        make.CriterionFindingFactory(assessment=test, criterion=criterion)
    return test


def written_plan(project: Project) -> Plan:
    plan = make.PlanFactory(project=project)
    for section in (Section.AIM, Section.RESULT, Section.SCOPE):
        make.PlanSectionFactory(plan=plan, section=section)
    return plan


def answered(project: Project) -> Evaluation:
    evaluation = make.EvaluationFactory(project=project)
    for question in Question:
        make.EvaluationAnswerFactory(evaluation=evaluation, question=question)
    return evaluation


def complete_agenda(here: Any) -> FocusAgenda:
    agenda = make.FocusAgendaFactory(
        body=here.board,
        openness=Openness.NETWORK,
        valid_from=AGENDA.valid_from,
        valid_until=AGENDA.valid_until,
    )
    make.FocusGroundFactory(focus=make.FocusThemeFactory(agenda=agenda, role="Wij helpen."))
    return agenda


def set_to(row: Any, **values: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(**values)


# How each record gets a status.


def put_request(laid: Laid, status: str) -> None:
    if status != "new":
        set_to(laid.request, state=status, answer="Nee.", answered_on=TODAY)


def put_test(laid: Laid, status: str) -> None:
    if status == "new":
        laid.test.findings.all().delete()
        laid.test.delete()
        return
    sides = {"chair": person(laid.here.chair), "coordinator": person(laid.here.coordinator)}
    both = sides if status == Conclusion.OVERRIDDEN else {}
    set_to(laid.test, conclusion=status, override_reason="Ja." if both else "", **both)
    answers = {Conclusion.OPEN: RequestState.OPEN, Conclusion.REFUSED: RequestState.REFUSED}
    put_request(laid, answers.get(Conclusion(status), RequestState.ACCEPTED))


def put_project(laid: Laid, status: str) -> None:
    if status != "new":
        set_to(laid.project, state=status)
        set_to(laid.plan, state=PaperState.ADOPTED)


def put_plan(laid: Laid, status: str) -> None:
    set_to(laid.plan, state=status)
    make.PlanEditionFactory(plan=laid.plan)
    if status == PaperState.ENDORSED:
        endorsed(laid)


def endorsed(laid: Laid) -> None:
    edition = laid.plan.editions.first() or make.PlanEditionFactory(plan=laid.plan)
    decision = DecisionFactory(body=laid.here.platform)
    set_to(edition, endorsed_on=TODAY, endorsed_by=decision)


def put_report(laid: Laid, status: str) -> None:
    set_to(laid.project, state=ProjectState.RUNNING)
    if status == "new":
        laid.report.delete()
    if status == "sent":
        set_to(laid.report, reported_on=TODAY)


def put_evaluation(laid: Laid, status: str) -> None:
    set_to(laid.project, state=ProjectState.EVALUATING, ends_on=PAST)
    if status == "new":
        set_to(laid.project, state=ProjectState.RUNNING)
        laid.evaluation.answers.all().delete()
        laid.evaluation.delete()
    else:
        set_to(laid.evaluation, state=status)


def put_agenda(laid: Laid, status: str) -> None:
    if status != "new":
        set_to(laid.agenda, state=status, origin="Notitie")


def put_anchor(laid: Laid, status: str) -> None:
    if status != "new":
        set_to(laid.anchor, state=status)


def put_transfer(laid: Laid, status: str) -> None:
    if status == "new":
        laid.transfer.delete()
    else:
        on = None if status == TransferState.PROPOSED else TODAY
        set_to(laid.transfer, state=status, answered_on=on, answer="Zo.")
