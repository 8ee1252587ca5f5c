"""Who notes and writes what the network knows, who says what became of it, and what that needs.

Policy: docs/policy/knowledge.md
"""

import re

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.knowledge.models import (
    Development,
    DevelopmentStep,
    KnowledgePaper,
    KnowledgeQuestion,
)
from ivz.knowledge.states import OPEN, PaperKind, StepKind, TakenUpIn
from ivz.network.models import Network

_ADDRESS = re.compile(r"(https://[^\s/]|/(?!/))\S*")


def check_may_note(network: Network, *, by: Actor) -> None:
    """Let everybody with a seat in the network note what they see."""
    if by.origin != "command" and network.pk not in by.network_ids:
        raise PermissionDenied


def check_may_steer(network: Network, *, by: Actor) -> None:
    """Let chair and coordinator of the network's platform through."""
    if by.origin != "command" and not by.may(Permission.STEER_PROJECTS, within=network):
        raise PermissionDenied(Permission.STEER_PROJECTS)


def check_may_change(row: Development | KnowledgePaper, *, by: Actor) -> None:
    """Let who noted it, and chair and coordinator, change it and say what became of it."""
    check_may_note(row.network, by=by)
    is_own = by.person_id is not None and row.noted_by_id == by.person_id
    if not is_own:
        check_may_steer(row.network, by=by)


def check_says_enough(development: Development, *, by: Actor) -> None:
    """Refuse a development without a title, a source, or a day to look at it again."""
    for name in ("title", "what", "source"):
        if not getattr(development, name).strip():
            raise RuleBroken(_("Fill this in, so that others can follow it."), field=name)
    if development.since > by.today:
        raise RuleBroken(_("This day is yet to come. Say since when it plays."), field="since")
    if development.source_url and not development.source_url.startswith("https://"):
        raise RuleBroken(_("The address begins with https://."), field="source_url")
    if development.is_open and development.review_on is None:
        raise RuleBroken(_("Say when somebody looks at it again."), field="review_on")


def check_step(development: Development, step: DevelopmentStep, *, by: Actor) -> None:
    """Refuse what became of a development where nobody could follow it."""
    if not step.words.strip():
        told = {
            StepKind.LOOKED_AT: _("Say what you look at, or what you found."),
            StepKind.TAKEN_UP: _("Say in what it is taken up."),
            StepKind.SET_ASIDE: _("Say why nothing is done with it."),
        }
        raise RuleBroken(told[StepKind(step.kind)], field="words")
    is_later = development.review_on is not None and development.review_on > by.today
    if step.kind in OPEN and not is_later:
        raise RuleBroken(_("Choose a coming day to look at it again."), field="review_on")
    if step.kind == StepKind.TAKEN_UP and not step.taken_up_in:
        raise RuleBroken(_("Choose in what it is taken up."), field="taken_up_in")
    if step.taken_up_in == TakenUpIn.POLICY and not (step.decision or step.address):
        raise RuleBroken(
            _("Name the decision, or the address where the policy stands."), field="reference"
        )
    if step.address and not _ADDRESS.fullmatch(step.address):
        raise RuleBroken(
            _("Paste the address of a page on this site, or one that begins with https://."),
            field="address",
        )


def check_may_take_up(development: Development, *, by: Actor) -> None:
    """Let everybody in the network take up what is not for named people only."""
    check_may_note(development.network, by=by)
    if development.openness == Openness.RESTRICTED:
        raise RuleBroken(
            _("This development is for named people only. Say yourself what became of it.")
        )


def check_may_publish(row: Development | KnowledgePaper, *, by: Actor) -> None:
    """Let chair and coordinator show visitors what the whole network reads."""
    check_may_steer(row.network, by=by)
    if row.openness != Openness.NETWORK:
        raise RuleBroken(_("Only what the whole network reads can be made public."))


def check_may_close(row: Development | KnowledgePaper, *, by: Actor) -> None:
    """Let chair and coordinator close what is public."""
    check_may_steer(row.network, by=by)
    if row.openness != Openness.PUBLIC:
        raise RuleBroken(_("This is not public."))


def check_may_undo(step: DevelopmentStep, *, by: Actor) -> None:
    """Refuse to take back what was not the last thing that happened."""
    check_may_change(step.development, by=by)
    latest = DevelopmentStep.objects.filter(development=step.development).first()
    if latest is None or latest.pk != step.pk:
        raise RuleBroken(_("Something happened since. Take that back first."))
    if not is_undoable(step):
        raise RuleBroken(_("This step cannot be taken back."))


def is_undoable(step: DevelopmentStep) -> bool:
    """Tell whether a step changed something that can stand there again."""
    return bool(step.before) and step.kind != StepKind.UNDONE


def check_paper(paper: KnowledgePaper, *, by: Actor) -> None:
    """Refuse a paper that others could not find by its theme, or that says nothing.

    Policy: docs/policy/knowledge.md#papers
    """
    needed = {
        PaperKind.MEMO: ("title", "occasion", "lessons"),
        PaperKind.RESEARCH: ("title", "made_by", "summary"),
        PaperKind.QUESTIONS: ("title",),
    }
    for name in needed[PaperKind(paper.kind)]:
        if not getattr(paper, name).strip():
            raise RuleBroken(_("Fill this in, so that others can follow it."), field=name)
    if paper.theme is None and paper.kind != PaperKind.QUESTIONS:
        raise RuleBroken(_("Choose the theme with which it is kept."), field="theme")
    if paper.on > by.today:
        raise RuleBroken(_("This day is yet to come. Write it down afterwards."), field="on")
    if paper.source_url and not paper.source_url.startswith("https://"):
        raise RuleBroken(_("The address begins with https://."), field="source_url")


def check_file_may_be_read(paper: KnowledgePaper, *, is_public_at_once: bool) -> None:
    """Ask to confirm where everybody reads the file at once."""
    if paper.openness == Openness.PUBLIC and not is_public_at_once:
        raise RuleBroken(
            _("This paper is public: everyone can read the file at once. Confirm that."),
            field="is_public_at_once",
        )


def check_may_ask(paper: KnowledgePaper, *, by: Actor) -> None:
    """Let everybody with a seat in the network ask, so each municipality."""
    check_may_note(paper.network, by=by)


def check_question(row: KnowledgeQuestion) -> None:
    """Refuse an empty question, and a public one without an answer."""
    if not row.question.strip():
        raise RuleBroken(_("Write down the question."), field="question")
    if row.openness == Openness.PUBLIC and not row.answer:
        raise RuleBroken(_("Only what is answered can be public."), field="openness")


def check_may_answer(paper: KnowledgePaper, *, by: Actor) -> None:
    """Let chair and coordinator answer, and say who reads the answer."""
    check_may_steer(paper.network, by=by)


def check_may_withdraw(row: KnowledgeQuestion, *, by: Actor) -> None:
    """Let who asked, and chair and coordinator, take a question back until it is answered."""
    check_may_ask(row.paper, by=by)
    if by.person_id is None or row.asked_by_id != by.person_id:
        check_may_answer(row.paper, by=by)
    if row.answered_on is not None:
        raise RuleBroken(_("This question was answered. Change the answer instead."))
