"""Every step that can be tried on the records that are laid out."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from ivz.accounts.actors import Actor
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion as Concluded
from ivz.decisions.effects import Carried
from ivz.decisions.models import DecidedSubject
from ivz.decisions.states import EffectState, Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.projects.actions import (
    assessments,
    assignments,
    beside,
    evaluations,
    focus,
    keeping,
    pilots,
    plans,
    reports,
    requests,
)
from ivz.projects.actions.assignments import AssignmentDetails
from ivz.projects.actions.reports import Written
from ivz.projects.actions.requests import RequestDetails
from ivz.projects.models import (
    Anchor,
    Assessment,
    Evaluation,
    ProgressReport,
    Project,
)
from ivz.projects.states import (
    AnchorState,
    Criterion,
    ProjectKind,
    Question,
    RequesterKind,
    Section,
    TransferState,
)
from tests.factories import (
    TODAY,
    secretary_of,
)
from tests.projects.laid_out import (
    AGENDA,
    AT_ONCE,
    ENDS,
    LATER,
    PAST,
    Laid,
    NotCompetent,
    endorsed,
    put_agenda,
    put_anchor,
    put_evaluation,
    put_plan,
    put_project,
    put_report,
    put_request,
    put_test,
    put_transfer,
    set_to,
)

# The steps.

Step = Callable[[Laid, Any], Any]


def decides(
    kind: str, name: str, question: str, outcome: Outcome, terms: dict[str, str] | None = None
) -> Step:
    """Let a body decide on a question about one of the records."""

    def step(laid: Laid, body: Any) -> None:
        key = getattr(laid, name).pk
        carried = Carried(kind=kind, subject_id=key, question=question, terms=terms or {})
        concluded = Concluded(title="Punt", text="Akkoord.", outcome=outcome, carried=carried)
        by = secretary_of(body)
        decision = register.record(concluded, body=body, on=TODAY, by=by, is_practice=False)
        if DecidedSubject.objects.get(decision=decision).state == EffectState.NOT_COMPETENT:
            raise NotCompetent

    return step


def judged(kind: str, name: str, *, paper: str) -> dict[str, Step]:
    return {
        f"{paper} adopt {outcome}": decides(kind, name, "adopt", outcome)
        for outcome in (Outcome.ACCEPTED, Outcome.REJECTED)
    }


def override(laid: Laid, by: Actor, *, is_second: bool) -> Any:
    laid.test.findings.filter(criterion=Criterion.URGENT).update(is_met=False)
    others = {laid.here.chair.user: laid.here.coordinator}
    first = others.get(by.user, laid.here.chair)
    if is_second:
        with suppress(RuleBroken):
            assessments.override(laid.test, reason="Toch.", by=Actor(user=first.user, today=TODAY))
    assessments.override(laid.test, reason="Toch.", by=by)


def submit_request(laid: Laid, by: Actor) -> None:
    details = RequestDetails(
        title="Iets", problem="Nu.", theme=laid.here.theme, requester_kind=RequesterKind.MAYOR
    )
    laid.put("request", requests.submit(laid.here.network, details, by=by))


def write_assignment(laid: Laid, by: Actor) -> None:
    details = AssignmentDetails(cause="Nu.", aim="Minder.")
    assignments.write(laid.request, details, version=laid.test.assignment.version, by=by)


def open_work(laid: Laid, by: Actor, *, kind: ProjectKind) -> None:
    details = beside.WorkDetails(title="Iets anders", kind=kind)
    beside.open_work(laid.here.network, details, by=by)


def adopt_plan(laid: Laid, body: Any) -> None:
    set_to(laid.plan, state=PaperState.ENDORSED)
    endorsed(laid)
    decides("project-plan", "plan", "adopt", Outcome.ACCEPTED)(laid, body)


def adopt_evaluation(laid: Laid, body: Any) -> None:
    set_to(laid.evaluation, state=PaperState.ENDORSED)
    decides("project-evaluation", "evaluation", "adopt", Outcome.ACCEPTED)(laid, body)


def end(laid: Laid, by: Actor) -> bool:
    set_to(laid.project, ends_on=PAST)
    return evaluations.end(laid.project, by=by)


def section(laid: Laid, by: Actor) -> None:
    plans.write_section(laid.plan, Section.AIM, "Minder.", version=1, by=by)


def answer(laid: Laid, by: Actor) -> None:
    evaluations.answer(laid.project, Question.AIM, "Minder.", version=1, by=by)


def make_agenda(laid: Laid, by: Actor) -> None:
    laid.put("agenda", focus.make(laid.here.network, AGENDA, by=by))


def anchor(laid: Laid, by: Actor) -> None:
    owner = laid.people["owner"].user.person
    row = Anchor(project=laid.project, what="Afspraken", owner=owner, review_on=ENDS)
    laid.put("anchor", keeping.anchor(row, by=by))


def review(laid: Laid, by: Actor, *, state: AnchorState) -> None:
    row = laid.anchor
    keeping.review(row, state=state, note="", review_on=ENDS, version=row.version, by=by)


def offer(laid: Laid, by: Actor) -> None:
    network = laid.people["elsewhere"].user.person.seats.get().body.network
    laid.put("transfer", pilots.offer(laid.project, network, by=by))


def respond(laid: Laid, by: Actor, *, state: TransferState) -> None:
    row = laid.transfer
    pilots.answer(row, state, "Daarom.", version=row.version, by=by)


_ACCEPT = {
    "assessments.accept": lambda laid, by: assessments.accept(laid.test, by=by),
    "assessments.override (as the first)": partial(override, is_second=False),
    "assessments.override (as the second)": partial(override, is_second=True),
}
_COMMISSION = {
    f"commission {outcome}": decides("project-request", "request", "commission", outcome)
    for outcome in (Outcome.ACCEPTED, Outcome.REJECTED)
}
_CHANGES = {
    f"{question} accepted": decides(
        "project", "project", question, Outcome.ACCEPTED, AT_ONCE | terms
    )
    for question, terms in {
        "extend": {"last_day": LATER.isoformat()},
        "rescope": {"scope": "Geen fietsen."},
        "pause": {},
        "resume": {},
        "stop": {},
        "reprioritise": {"priority": "2"},
    }.items()
}


@dataclass(frozen=True)
class Record:
    """How one kind of record gets a status, which it has now, and what can be tried on it."""

    put: Callable[[Laid, str], None]
    now: Callable[[Laid], str]
    steps: dict[str, Step]


def state_of(name: str) -> Callable[[Laid], str]:
    def now(laid: Laid) -> str:
        return getattr(laid, name).state

    return now


def conclusion(laid: Laid) -> str:
    return Assessment.objects.filter(assignment__request=laid.request).latest("pk").conclusion


def phase(laid: Laid) -> str:
    """Give the phase of the project, or of the one that was just opened."""
    return Project.objects.latest("pk").state


def sent_or_draft(laid: Laid) -> str:
    report = ProgressReport.objects.filter(project=laid.project).latest("number")
    return "sent" if report.reported_on else "draft"


def evaluated(laid: Laid) -> str:
    return Evaluation.objects.get(project=laid.project).state


RECORDS = {
    "Request": Record(
        put_request,
        state_of("request"),
        {
            "requests.submit": submit_request,
            "requests.withdraw": lambda laid, by: requests.withdraw(laid.request, by=by),
            "requests.refuse": lambda laid, by: requests.refuse(laid.request, answer="Nee", by=by),
            "requests.reopen": lambda laid, by: requests.reopen(laid.request, because="Ja", by=by),
            "requests.reopen_because_it_spread": lambda laid, by: requests.reopen_because_it_spread(
                laid.request, because="Ja", by=by
            ),
            **_ACCEPT,
            **_COMMISSION,
        },
    ),
    "Assignment": Record(
        put_test,
        conclusion,
        {
            "assignments.write": write_assignment,
            "assessments.assess": lambda laid, by: assessments.assess(
                laid.request.assignment, {}, by=by
            ),
            "requests.refuse": lambda laid, by: requests.refuse(laid.request, answer="Nee", by=by),
            **_ACCEPT,
            **_COMMISSION,
        },
    ),
    "Project": Record(
        put_project,
        phase,
        {
            **_ACCEPT,
            **_COMMISSION,
            "beside.open_work": partial(open_work, kind=ProjectKind.PILOT),
            "beside.open_work (a sideline)": partial(open_work, kind=ProjectKind.SIDELINE),
            "plan adopt accepted": adopt_plan,
            "evaluations.end": end,
            "evaluation adopt accepted": adopt_evaluation,
            **_CHANGES,
            **{
                f"discuss {outcome}": decides("project", "project", "discuss", outcome)
                for outcome in (Outcome.ACCEPTED, Outcome.NOTED)
            },
        },
    ),
    "Plan": Record(
        put_plan,
        state_of("plan"),
        {
            "plans.write_section": section,
            "plans.submit": lambda laid, by: plans.submit(laid.plan, by=by),
            "plans.revise": lambda laid, by: plans.revise(laid.plan, by=by),
            **judged("project-plan", "plan", paper="plan"),
        },
    ),
    "Progress report": Record(
        put_report,
        sent_or_draft,
        {
            "reports.write": lambda laid, by: reports.write(laid.project, Written(), by=by),
            "reports.report": lambda laid, by: reports.report(laid.project, Written(), by=by),
            "reports.correct": lambda laid, by: reports.correct(laid.report, reason="Fout", by=by),
            "take-note accepted": decides(
                "project-report", "report", "take-note", Outcome.ACCEPTED
            ),
            "take-note noted": decides("project-report", "report", "take-note", Outcome.NOTED),
        },
    ),
    "Evaluation": Record(
        put_evaluation,
        evaluated,
        {
            "evaluations.end": end,
            "evaluations.answer": answer,
            "evaluations.submit": lambda laid, by: evaluations.submit(laid.project, by=by),
            **judged("project-evaluation", "evaluation", paper="evaluation"),
        },
    ),
    "Focus agenda": Record(
        put_agenda,
        state_of("agenda"),
        {
            "focus.make": make_agenda,
            "focus.change": lambda laid, by: focus.change(
                laid.agenda, AGENDA, version=laid.agenda.version, by=by
            ),
            "focus.submit": lambda laid, by: focus.submit(laid.agenda, by=by),
            "focus.note_adopted": lambda laid, by: focus.note_adopted(
                laid.agenda, origin="Notitie", by=by
            ),
            **judged("focus-agenda", "agenda", paper="agenda"),
        },
    ),
    "What must stay": Record(
        put_anchor,
        state_of("anchor"),
        {
            "keeping.anchor": anchor,
            "keeping.review (still needed)": partial(review, state=AnchorState.KEPT),
            "keeping.review (no longer needed)": partial(review, state=AnchorState.DROPPED),
        },
    ),
    "Offer of a pilot": Record(
        put_transfer,
        state_of("transfer"),
        {
            "pilots.offer": offer,
            "pilots.answer (taken over)": partial(respond, state=TransferState.TAKEN_OVER),
            "pilots.answer (with changes)": partial(respond, state=TransferState.CHANGED),
            "pilots.answer (declined)": partial(respond, state=TransferState.DECLINED),
        },
    ),
}
