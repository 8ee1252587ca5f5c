"""What pages, papers, other programs and the start page ask about annual plans.

Policy: docs/policy/annual-plan.md#progress
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.addresses import addresses_of
from ivz.decisions.models import Decision
from ivz.network.models import Network, Person, Seat, in_force
from ivz.projects.models import Project
from ivz.reports.models import (
    QUARTERS,
    AnnualPlan,
    AnnualPlanQuerySet,
    LineWord,
    PlanLine,
    PlanLineQuerySet,
    quarter_of,
)
from ivz.reports.states import Course, LineState


def plans_of(network: Network, *, actor: Actor) -> AnnualPlanQuerySet:
    """Give the annual plans of a network, the newest year first."""
    rows = AnnualPlan.objects.visible_to(actor).filter(body__network=network)
    return rows.select_related("body__network")


@dataclass(frozen=True, kw_only=True)
class PlanSheet:
    """The lines of a plan: what is in it, what waits for an answer, and what is left out."""

    taken: Sequence[PlanLine]
    put_forward: Sequence[PlanLine]
    left_out: Sequence[PlanLine]

    @property
    def quarters(self) -> list[tuple[int, list[PlanLine]]]:
        """What is in the plan, by quarter; only quarters with lines."""
        by_quarter = [(each, [x for x in self.taken if x.quarter == each]) for each in QUARTERS]
        return [(quarter, lines) for quarter, lines in by_quarter if lines]


def sheet_of(plan: AnnualPlan, *, actor: Actor) -> PlanSheet:
    """Give the lines of a plan that ``actor`` may read; one query."""
    lines = list(_lines(plan, actor=actor))
    by_state = {state: [x for x in lines if x.state == state] for state in LineState}
    return PlanSheet(
        taken=by_state[LineState.TAKEN_OVER],
        put_forward=by_state[LineState.PUT_FORWARD],
        left_out=by_state[LineState.NOT_TAKEN],
    )


def _lines(plan: AnnualPlan, *, actor: Actor) -> PlanLineQuerySet:
    rows = PlanLine.objects.visible_to(actor).filter(plan=plan)
    return rows.select_related("project", "theme", "owner", "put_forward_by")


def adopting(plan: AnnualPlan, *, actor: Actor) -> tuple[str, str]:
    """Give the decision that adopted a plan and its address; empty where one may not read it."""
    found = Decision.objects.visible_to(actor).filter(pk=plan.decision_id or 0)
    decision = found.select_related("body").first()
    if decision is None:
        return "", ""
    return str(decision), addresses_of([decision], actor=actor).get(decision.pk, "")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a line stands on a day: what was told of it, the last quarter last.

    ``asked`` is the last quarter that ended, of which something is to be told; 0 for none.
    """

    line: PlanLine
    told: Sequence[LineWord]
    asked: int
    on: date

    @property
    def last(self) -> LineWord | None:
        """What was told last."""
        return self.told[-1] if self.told else None

    @property
    def is_done(self) -> bool:
        """Whether the result is there."""
        return any(word.course == Course.DONE for word in self.told)

    @property
    def is_late(self) -> bool:
        """Whether its day went by and it is not done."""
        return not self.is_done and self.line.due_on < self.on

    @property
    def is_silent(self) -> bool:
        """Whether a quarter ended of which nothing was told."""
        told = max((word.quarter for word in self.told), default=0)
        return not self.is_done and told < self.asked

    @property
    def light(self) -> str:
        """Give its light: good, watch or bad; empty where nothing was told."""
        if self.is_done:
            return "good"
        if self.is_late:
            return "bad"
        course = self.last.course if self.last else ""
        return {Course.ON_COURSE: "good", Course.WATCH: "watch", Course.STUCK: "bad"}.get(
            Course(course) if course else Course.DONE, ""
        )


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How the lines of a plan stand: what is late or not told of first."""

    late: Sequence[Standing]
    silent: Sequence[Standing]
    others: Sequence[Standing]

    @property
    def done(self) -> int:
        """How many results are there."""
        return sum(each.is_done for each in self.others)

    @property
    def total(self) -> int:
        """How many lines there are."""
        return len(self.late) + len(self.silent) + len(self.others)


def last_ended_quarter(year: int, *, on: date) -> int:
    """Give the last quarter of a year that ended before a day; 0 where none did."""
    if on.year != year:
        return len(QUARTERS) if on.year > year else 0
    return quarter_of(on) - 1


def progress_of(plan: AnnualPlan, *, actor: Actor) -> Progress:
    """Give how the lines of a plan stand; two queries."""
    lines = list(_lines(plan, actor=actor).filter(state=LineState.TAKEN_OVER))
    words: dict[int, list[LineWord]] = {line.pk: [] for line in lines}
    told = LineWord.objects.visible_to(actor).filter(line__plan=plan).select_related("told_by")
    for word in told:
        words.get(word.line_id, []).append(word)
    asked = last_ended_quarter(plan.year, on=actor.today)
    found = [
        Standing(line=line, told=words[line.pk], asked=asked, on=actor.today) for line in lines
    ]
    late = [each for each in found if each.is_late]
    silent = [each for each in found if each.is_silent and not each.is_late]
    others = [each for each in found if not each.is_silent and not each.is_late]
    return Progress(late=late, silent=silent, others=others)


def lines_to_see_to(actor: Actor) -> PlanLineQuerySet:
    """Give the lines that are late, or of which the last quarter was not told.

    For who pulls them, and for who steers the network; *Vandaag* counts them.
    """
    steered = sorted(actor.networks_with(Permission.STEER_PROJECTS))
    quarter = quarter_of(actor.today) - 1
    spoken = LineWord.objects.filter(line=OuterRef("pk"))
    this_year = Q(plan__year=actor.today.year) & ~Exists(spoken.filter(quarter__gte=quarter))
    silent = this_year if quarter else Q(pk__in=[])
    return (
        PlanLine.objects.visible_to(actor)
        .under_way()
        .filter(
            Q(due_on__lt=actor.today) | silent,
            Q(owner=actor.person_id or 0) | Q(plan__body__network__in=steered),
        )
    )


def people_to_pull(network: Network, *, on: date) -> list[Person]:
    """Give who can pull a line: everybody with a seat in the network; one query."""
    seats = Seat.objects.filter(in_force(on), body__network=network, is_revoked=False)
    rows = Person.objects.filter(pk__in=seats.values("person"))
    return list(rows.select_related("organisation").order_by("function"))


def projects_to_name(network: Network, *, actor: Actor) -> list[Project]:
    """Give the projects of a network that everybody in it may read; one query."""
    rows = Project.objects.visible_to(actor).filter(body__network=network)
    return list(rows.filter(openness__in=["public", "network"]).order_by("title"))
