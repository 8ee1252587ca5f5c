"""Every status, every step, everybody: the tables of docs/policy/steps.md, tried for real."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import TextChoices

from ivz.authorization.roles import Duty, Role
from ivz.decisions.effects import subject_kinds
from ivz.decisions.states import IN_EFFECT, Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.projects import states
from tests.projects.every_step import RECORDS
from tests.projects.laid_out import PEOPLE, Laid, NotCompetent
from tests.projects.moving_actions import moving_actions
from tests.projects.step_tables import NEW, POLICY, REFUSED, tables, with_drawings

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
TEXT = POLICY.read_text(encoding="utf-8")
TABLES = tables(TEXT)
STATUSES = {
    "Request": states.RequestState,
    "Assignment": states.Conclusion,
    "Project": states.ProjectState,
    "Plan": PaperState,
    "Evaluation": PaperState,
    "Focus agenda": PaperState,
    "What must stay": states.AnchorState,
    "Offer of a pilot": states.TransferState,
}
# Who leads notes how far a deviation is, in any order; no step leads from one to another.
WITHOUT_STEPS = {states.DeviationState}
# The same question is asked of three papers; the table says of which.
PAPERS = {"project-plan": "plan ", "project-evaluation": "evaluation ", "focus-agenda": "agenda "}


@pytest.mark.parametrize("name", RECORDS)
def test_everybody_may_take_the_steps_of_the_table_and_no_other(name):
    laid, table, wrong = Laid.out(), TABLES[name], {}

    for status in table.statuses:
        with transaction.atomic():
            RECORDS[name].put(laid, status)
            for step in table.steps:
                if status in table.tried_in(step):
                    for who in who_is_tried(table, step):
                        found = tried(laid, name, step, who)
                        if found != table.expected(step, who, status):
                            wrong[status, step, who] = found
            transaction.set_rollback(True)

    assert wrong == {}


def test_everybody_of_the_tables_is_told_of_and_every_role_is_among_them():
    people = Laid.out().people
    told = {who for line in TEXT.splitlines() if line.startswith("| ") for who in names_in(line)}
    seats = [seat for each in people.values() for seat in each.seats]

    assert PEOPLE == people.keys() == told - {"who", "platform", "board", "other", "clock"}
    assert {seat.role for seat in seats} == set(Role)
    assert {duty for each in people.values() for duty in each.duties} == set(Duty)


def names_in(line):
    """Give who a row of the first table is about; the rows of the others begin with a step."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return cells[0].split(", ") if len(cells) == 2 else []


def who_is_tried(table, step):
    """A decision asks a body, what goes by itself the clock, everything else somebody."""
    is_decided = step.endswith((" accepted", " rejected", " noted"))
    bodies = {"platform", "board", "other"}
    named = {who for row in table.rows if row.step == step for who in row.who}
    return bodies if is_decided else named & {"clock"} or PEOPLE


def tried(laid, name, step, who):
    """Take a step, see what follows, and take it back."""
    record, laid = RECORDS[name], laid.again()
    with transaction.atomic():
        try:
            moved = record.steps[step](laid, laid.who(who))
            found = REFUSED if moved is False else record.now(laid)
        except (PermissionDenied, NotCompetent):
            found = "may not"
        except RuleBroken:
            found = REFUSED
        transaction.set_rollback(True)
    return found


def test_every_status_there_is_has_a_column():
    named = {each for name, each in vars(states).items() if name.endswith("State")}
    written = {name: set(table.statuses) - {NEW} for name, table in TABLES.items()}

    assert {each for each in named if issubclass(each, TextChoices)} <= WITHOUT_STEPS | {
        *STATUSES.values()
    }
    assert written == {name: set(values) for name, values in STATUSES.items()} | {
        "Progress report": {"draft", "sent"}
    }


def test_every_action_that_sets_a_status_is_in_a_table():
    written = {step.split(" ")[0] for table in TABLES.values() for step in table.steps}

    assert moving_actions() - written == set()


def test_every_outcome_that_a_question_of_projects_heeds_is_in_a_table():
    written = {step for table in TABLES.values() for step in table.steps}
    heeded = {
        f"{PAPERS.get(kind.key, '')}{question.key} {outcome}"
        for kind in subject_kinds()
        if kind.model._meta.app_label == "projects"
        for question in kind.questions
        for step in question.steps
        for outcome in step.effects
        if outcome not in IN_EFFECT - {Outcome.ACCEPTED}
    }

    assert heeded - written == set()


def test_the_drawings_are_made_from_the_tables():
    assert with_drawings(TEXT) == TEXT, "python -m tests.projects.step_tables"
