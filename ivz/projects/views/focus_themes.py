"""Pages to write the themes of a focus agenda, their order, and what they rest on."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.projects.actions import focus as actions
from ivz.projects.forms.focus import GROUND_KINDS, FocusThemeForm, GroundForm, theme_as_stored
from ivz.projects.models import FocusAgenda, FocusGround, FocusTheme
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.views.focus import agenda_or_404, way
from ivz.projects.views.shared import act, form_page
from ivz.web.requests import Request


def _writable(request: Request, slug: str) -> FocusAgenda:
    """Give an agenda to who may steer its network."""
    found = agenda_or_404(request.actor, slug)
    check_may_steer(found.network, by=request.actor)
    return found


def _theme_or_404(agenda: FocusAgenda, pk: int) -> FocusTheme:
    rows = FocusTheme.objects.select_related("theme")
    focus = get_object_or_404(rows, agenda=agenda, pk=pk)
    focus.agenda = agenda
    return focus


def _context(agenda: FocusAgenda, form: Any, *, heading: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "network": agenda.network,
        "heading": heading,
        "lead": agenda.title,
        "button": button,
        "back": agenda.get_absolute_url(),
        "trail": way((agenda.title, agenda.get_absolute_url()), (heading, "")),
    }


def _place(focus: FocusTheme) -> str:
    return f"{focus.agenda.get_absolute_url()}#thema-{focus.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, agenda: str) -> HttpResponse:
    """Put a theme on the agenda."""
    found = _writable(request, agenda)
    form = FocusThemeForm(request.POST or None, agenda=found)
    context = _context(found, form, heading=_("Add a theme"), button=_("Add"))

    def save() -> str:
        return _place(actions.add_theme(found, form.details(), by=request.actor))

    return form_page(request, context, save, done=_("Now say what this choice rests on."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, agenda: str, theme: int) -> HttpResponse:
    """Change a theme; a stale save shows both texts."""
    found = _writable(request, agenda)
    focus = _theme_or_404(found, theme)
    form = FocusThemeForm(request.POST or None, agenda=found, initial=theme_as_stored(focus))
    context = _context(found, form, heading=_("Change a theme"), button=_("Save"))

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_theme(focus, form.details(), version=version, by=request.actor)
        return _place(focus)

    return form_page(
        request,
        context,
        save,
        done=_("Saved."),
        stored=lambda row: FocusThemeForm(agenda=found, initial=theme_as_stored(row)),
    )


@require_POST
def remove(request: Request, agenda: str, theme: int) -> HttpResponse:
    """Take a theme off the agenda."""
    found = _writable(request, agenda)
    focus = _theme_or_404(found, theme)
    return act(
        request,
        lambda: actions.remove_theme(focus, by=request.actor),
        done=_("Removed: %(title)s.") % {"title": focus.title},
        to=found.get_absolute_url(),
    )


@require_POST
def move(request: Request, agenda: str, theme: int) -> HttpResponse:
    """Let a theme come earlier or later."""
    found = _writable(request, agenda)
    focus = _theme_or_404(found, theme)
    up = request.POST.get("naar") == "omhoog"
    return act(
        request,
        lambda: actions.move_theme(focus, up=up, by=request.actor),
        done=_("Moved: %(title)s.") % {"title": focus.title},
        to=_place(focus),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_ground(request: Request, agenda: str, theme: int, kind: str) -> HttpResponse:
    """Note what the choice of a theme rests on."""
    found = _writable(request, agenda)
    focus = _theme_or_404(found, theme)
    if kind not in GROUND_KINDS:
        raise Http404
    form = GroundForm(
        request.POST or None,
        kind=GROUND_KINDS[kind],
        network=found.network,
        actor=request.actor,
        initial={"counted_on": request.actor.today},
    )
    heading = _("What “%(theme)s” rests on") % {"theme": focus.title}
    context = _context(found, form, heading=heading, button=_("Add"))
    context["lead"] = GROUND_KINDS[kind].label

    def save() -> str:
        actions.add_ground(focus, form.details(), by=request.actor)
        return _place(focus)

    return form_page(request, context, save, done=_("The ground stands with the theme."))


@require_POST
def remove_ground(request: Request, agenda: str, ground: int) -> HttpResponse:
    """Take a ground away; one that rests on something closed is out of reach."""
    found = _writable(request, agenda)
    rows = FocusGround.objects.visible_to(request.actor).select_related("focus__agenda")
    row = get_object_or_404(rows, focus__agenda=found, pk=ground)
    return act(
        request,
        lambda: actions.remove_ground(row, by=request.actor),
        done=_("Removed."),
        to=_place(row.focus),
    )
