"""Pages to ask a question with a paper, to answer it, and to take it back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.errors import passes
from ivz.knowledge import rules
from ivz.knowledge.actions import papers as actions
from ivz.knowledge.forms.papers import QuestionForm, question_as_stored
from ivz.knowledge.models import KnowledgePaper, KnowledgeQuestion
from ivz.knowledge.views.papers import FORM, below, paper_or_404
from ivz.unsaved.answering import act, form_page
from ivz.web.requests import Request


def _question_or_404(actor: Actor, paper: KnowledgePaper, pk: int) -> KnowledgeQuestion:
    rows = KnowledgeQuestion.objects.visible_to(actor).select_related("paper__network__area")
    return get_object_or_404(rows, paper=paper, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, knowledge_paper: str) -> HttpResponse:
    """Ask a question with a paper; who may answer can give the answer at once."""
    actor = request.actor
    row = paper_or_404(actor, knowledge_paper)
    rules.check_may_ask(row, by=actor)
    answers = passes(rules.check_may_answer, row, by=actor)
    is_restricted = row.openness == Openness.RESTRICTED
    form = QuestionForm(request.POST or None, answers=answers, is_restricted=is_restricted)
    heading = _("Add a question with its answer") if answers else _("Ask a question")
    context = below(row, form, heading=heading, button=_("Keep it") if answers else _("Ask it"))

    def save() -> str:
        return actions.ask(row, form.details(), by=actor).get_absolute_url()

    done = _("Kept.") if answers else _("Asked. The answer comes on this page.")
    return form_page(request, context, save, template=FORM, done=done)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, knowledge_paper: str, knowledge_question: int) -> HttpResponse:
    """Answer a question, or answer it otherwise; a stale save shows both texts."""
    actor = request.actor
    paper = paper_or_404(actor, knowledge_paper)
    row = _question_or_404(actor, paper, knowledge_question)
    rules.check_may_answer(paper, by=actor)
    own = {"answers": True, "is_restricted": row.openness == Openness.RESTRICTED}
    form = QuestionForm(request.POST or None, initial=question_as_stored(row), **own)
    context = below(paper, form, heading=_("Answer the question"), button=_("Save"))

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        return actions.answer(row, form.details(), version=version, by=actor).get_absolute_url()

    def stored(current: Any) -> QuestionForm:
        return QuestionForm(initial=question_as_stored(current), **own)

    return form_page(request, context, save, template=FORM, done=_("Saved."), stored=stored)


@require_POST
def withdraw(request: Request, knowledge_paper: str, knowledge_question: int) -> HttpResponse:
    """Take a question back that nobody answered."""
    paper = paper_or_404(request.actor, knowledge_paper)
    row = _question_or_404(request.actor, paper, knowledge_question)
    return act(
        request,
        lambda: actions.withdraw(row, by=request.actor),
        done=_("The question is taken back."),
        to=paper.get_absolute_url(),
    )
