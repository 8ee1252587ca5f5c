"""Pages on papers with knowledge: the list, one with its questions, writing it, its file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.documents.papers import paper_response
from ivz.errors import passes
from ivz.knowledge import rules
from ivz.knowledge.actions import papers as actions
from ivz.knowledge.forms.papers import ChoosePapersForm, FileForm, PaperForm, paper_as_stored
from ivz.knowledge.models import KnowledgePaper
from ivz.knowledge.papers import printed
from ivz.knowledge.queries import papers as queries
from ivz.knowledge.queries.developments import bodies_to_ask
from ivz.knowledge.states import PaperKind
from ivz.network.context import network_chosen
from ivz.network.models import Network
from ivz.network.queries.upkeep_people import organisations_of
from ivz.unsaved.answering import act, form_page
from ivz.web.exports import export_by
from ivz.web.requests import Request

ON_A_PAGE = 25
MOST_WAITING = 10
FORM = "knowledge/form.html"
_HEADINGS = {
    PaperKind.MEMO: gettext_lazy("Write a memo of a learning table"),
    PaperKind.RESEARCH: gettext_lazy("Keep the result of research"),
    PaperKind.QUESTIONS: gettext_lazy("Begin questions and answers"),
}


def network_or_404(request: Request) -> Network:
    """Give the network chosen at the top of the page."""
    chosen = network_chosen(request)
    if chosen is None:
        raise Http404
    return chosen


def paper_or_404(actor: Actor, key: str) -> KnowledgePaper:
    """Give a paper for whoever may read it."""
    rows = KnowledgePaper.objects.visible_to(actor)
    related = ("network__area", "theme", "noted_by", "document")
    return get_object_or_404(rows.select_related(*related), key=key)


def trail_to(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way to a page below the list of papers, or without steps to that list."""
    address = reverse("knowledge:papers") if steps else ""
    return [
        (_("Knowledge"), reverse("knowledge:developments")),
        (_("Lessons, research and questions"), address),
        *steps,
    ]


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the papers that were chosen, the latest first, and the questions that wait."""
    network, actor = network_or_404(request), request.actor
    form = ChoosePapersForm(request.GET, themes=queries.themes_of(network, actor=actor))
    asked = form.chosen()
    found = queries.chosen(queries.papers_in(network, actor=actor), asked)
    steers = passes(rules.check_may_steer, network, by=actor)
    context = {
        "network": network,
        "form": form,
        "is_narrowed": asked.is_narrowed,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "may_note": passes(rules.check_may_note, network, by=actor),
        "kinds": [(kind.value, _HEADINGS[kind]) for kind in PaperKind],
        "waiting": queries.waiting_in(network, actor=actor)[:MOST_WAITING] if steers else [],
        "trail": trail_to(),
    }
    return render(request, "knowledge/papers.html", context)


@require_safe
def page(request: Request, knowledge_paper: str) -> HttpResponse:
    """Show a paper with where it was presented and the questions that were asked."""
    actor = request.actor
    row = paper_or_404(actor, knowledge_paper)
    is_member = passes(rules.check_may_note, row.network, by=actor)
    context = {
        "row": row,
        "network": row.network,
        "newest": queries.newest_file(row),
        "presented": queries.presented_in(row, actor=actor),
        "questions": [
            (each, passes(rules.check_may_withdraw, each, by=actor))
            for each in queries.questions_of([row], actor=actor)
        ],
        "is_member": is_member,
        "answers": passes(rules.check_may_answer, row, by=actor),
        "changes": passes(rules.check_may_change, row, by=actor),
        "puts": bool(is_member and bodies_to_ask(row.network, actor=actor)),
        "may_publish": passes(rules.check_may_publish, row, by=actor),
        "may_close": passes(rules.check_may_close, row, by=actor),
        "trail": trail_to((row.title, "")),
    }
    return render(request, "knowledge/paper.html", context)


@require_safe
def file(request: Request, knowledge_paper: str, suffix: str) -> HttpResponse:
    """Give a paper with its questions as PDF or ODT."""
    row = paper_or_404(request.actor, knowledge_paper)
    questions = list(queries.questions_of([row], actor=request.actor))
    export = export_by(request.actor, openness=queries.level_of(row, questions))
    paper = printed(row, questions, export=export)
    return paper_response(paper, export=export, name=f"kennis-{row.on}", suffix=suffix)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Write a paper of the kind in the address."""
    network, actor = network_or_404(request), request.actor
    rules.check_may_note(network, by=actor)
    asked = request.GET.get("soort", "")
    kind = PaperKind(asked) if asked in PaperKind.values else PaperKind.MEMO
    offered = organisations_of(network, on=actor.today)
    form = PaperForm(request.POST or None, kind=kind, organisations=offered, actor=actor)
    heading = str(_HEADINGS[kind])
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _("Everybody in the network reads it, and finds it by its theme."),
        "button": _("Keep it"),
        "back": reverse("knowledge:papers"),
        "trail": trail_to((heading, "")),
    }

    def save() -> str:
        return actions.write(network, form.details(), by=actor).get_absolute_url()

    return form_page(request, context, save, template=FORM, done=_("Kept."))


def below(row: KnowledgePaper, form: Any, *, heading: str, button: str) -> dict[str, Any]:
    """Give what a page with a form below a paper shows."""
    return {
        "form": form,
        "network": row.network,
        "heading": heading,
        "lead": row.title,
        "button": button,
        "back": row.get_absolute_url(),
        "trail": trail_to((row.title, row.get_absolute_url()), (heading, "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, knowledge_paper: str) -> HttpResponse:
    """Change the text; a stale save shows both texts."""
    actor = request.actor
    row = paper_or_404(actor, knowledge_paper)
    rules.check_may_change(row, by=actor)
    own: dict[str, Any] = {
        "kind": PaperKind(row.kind),
        "organisations": organisations_of(row.network, on=actor.today),
        "actor": actor,
    }
    form = PaperForm(request.POST or None, initial=paper_as_stored(row), **own)
    context = below(row, form, heading=_("Change the text"), button=_("Save"))

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        return actions.change(row, form.details(), version=version, by=actor).get_absolute_url()

    def stored(_current: Any) -> PaperForm:
        return PaperForm(initial=paper_as_stored(paper_or_404(actor, knowledge_paper)), **own)

    return form_page(request, context, save, template=FORM, done=_("Saved."), stored=stored)


@require_http_methods(["GET", "HEAD", "POST"])
def put_file(request: Request, knowledge_paper: str) -> HttpResponse:
    """Keep the file of a paper, or a newer version of it."""
    actor = request.actor
    row = paper_or_404(actor, knowledge_paper)
    rules.check_may_change(row, by=actor)
    form = FileForm(request.POST or None, request.FILES or None, paper=row)
    context = below(row, form, heading=_("Put a file with it"), button=_("Keep the file"))

    def save() -> str:
        given = form.cleaned_data
        kept = actions.put_file(
            row,
            given["file"].read(),
            version=given["version"],
            is_public_at_once=given.get("is_public_at_once", False),
            by=actor,
        )
        return kept.get_absolute_url()

    def stored(current: Any) -> FileForm:
        return FileForm(paper=current)

    template = "knowledge/file_form.html"
    done = _("The file is kept.")
    return form_page(request, context, save, template=template, done=done, stored=stored)


@require_POST
def openness(request: Request, knowledge_paper: str) -> HttpResponse:
    """Make a paper public, or close it again."""
    row = paper_or_404(request.actor, knowledge_paper)
    if not passes(rules.check_may_steer, row.network, by=request.actor):
        raise PermissionDenied
    closes = "sluiten" in request.POST
    apply = actions.close if closes else actions.publish
    return act(
        request,
        lambda: apply(row, by=request.actor),
        done=_("Closed: only the network reads it.") if closes else _("Public: anybody reads it."),
        to=row.get_absolute_url(),
    )
