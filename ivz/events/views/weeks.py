"""Pages on theme weeks: which there are, one week per municipality, and announcing one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.authorization.openness import Openness, most_closed
from ivz.errors import passes
from ivz.events import actions, queries, rules, tables
from ivz.events.forms import ActivityForm, CancelForm, WeekForm, next_week, week_as_stored
from ivz.events.models import ThemeWeek
from ivz.events.views.shared import event_or_404, network_of, trail, week_or_404
from ivz.network.models import Theme, in_force
from ivz.unsaved.answering import act, form_page
from ivz.web.requests import Request, version_sent
from ivz.web.tables import table_response

ON_A_PAGE = 25
FORM = "events/week_form.html"


def _below(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return trail((_("Theme weeks"), reverse("events:weeks")), *steps)


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the theme weeks of the network, the latest first, with how many took part."""
    network, actor = network_of(request), request.actor
    page = Paginator(queries.weeks_of(network, actor=actor), ON_A_PAGE).get_page(
        request.GET.get("pagina")
    )
    counted = queries.taking_part_in(page.object_list, actor=actor)
    context = {
        "network": network,
        "page": page,
        "rows": [(week, counted.get(week.pk, 0)) for week in page.object_list],
        "is_inside": network.pk in actor.network_ids,
        "runs": passes(rules.check_may_run_weeks, network, by=actor),
        "trail": trail((_("Theme weeks"), "")),
    }
    return render(request, "events/weeks.html", context)


@require_safe
def page(request: Request, week: str) -> HttpResponse:
    """Show a theme week: which municipalities do what, and which have nothing yet."""
    actor = request.actor
    row = week_or_404(actor, week)
    adds = queries.may_add(row, actor=actor) and passes(rules.check_is_open, row, by=actor)
    context = {
        "row": row,
        "network": row.network,
        "overview": queries.week_overview(row, actor=actor),
        "is_closed": row.is_closed(actor.today),
        "runs": passes(rules.check_may_run_weeks, row.network, by=actor),
        "adds": adds,
        "activity": ActivityForm(events=queries.can_join(row, actor=actor)) if adds else None,
        "form": CancelForm(initial={"version": row.version}),
        "trail": _below((row.title, "")),
    }
    return render(request, "events/week.html", context)


@require_safe
def file(request: Request, week: str, suffix: str) -> HttpResponse:
    """Give a theme week as a file: a line per activity, and per municipality without one."""
    row = week_or_404(request.actor, week)
    overview = queries.week_overview(row, actor=request.actor)
    shown = [each for one in overview.municipalities for each in [*one.activities, *one.others]]
    return table_response(
        request,
        tables.theme_week(overview, on=request.actor.today),
        name=f"themaweek-{row.network.slug}-{row.starts_on}",
        suffix=suffix,
        openness=most_closed(Openness.NETWORK, *(each.openness for each in shown)),
    )


def _form(request: Request, *, like: ThemeWeek | None = None, **given: Any) -> WeekForm:
    """Give the form with the themes of today, and the one that ``like`` has."""
    kept = Q(pk=like.theme_id) if like and like.theme_id else Q(pk=None)
    themes = Theme.objects.filter(in_force(request.actor.today) | kept)
    return WeekForm(themes=themes.order_by("position", "pk"), **given)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Announce a theme week, or begin the next one from an earlier one (``na``)."""
    actor, before = request.actor, _before(request)
    network = before.network if before else network_of(request)
    rules.check_may_run_weeks(network, by=actor)
    initial = next_week(before) if before else {}
    form = _form(request, like=before, data=request.POST or None, initial=initial)
    context = {
        "form": form,
        "network": network,
        "heading": _("Begin the next theme week") if before else _("Announce a theme week"),
        "lead": _("Every municipality of the network is asked for at least one activity in it."),
        "button": _("Announce it"),
        "back": before.get_absolute_url() if before else reverse("events:weeks"),
        "trail": _below((_("Announce a theme week"), "")),
    }

    def save() -> str:
        made = actions.announce_week(network, form.details(), follows=before, by=actor)
        return made.get_absolute_url()

    done = _("Announced. Municipalities can put their activities in it.")
    return form_page(request, context, save, template=FORM, done=done)


def _before(request: Request) -> ThemeWeek | None:
    key = request.GET.get("na", "")
    return week_or_404(request.actor, key) if key else None


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, week: str) -> HttpResponse:
    """Change a theme week; a stale save shows both texts."""
    actor = request.actor
    row = week_or_404(actor, week)
    rules.check_may_run_weeks(row.network, by=actor)
    form = _form(request, like=row, data=request.POST or None, initial=week_as_stored(row))
    context = {
        "form": form,
        "network": row.network,
        "heading": _("Change the theme week"),
        "lead": row.title,
        "button": _("Save"),
        "back": row.get_absolute_url(),
        "trail": _below((row.title, row.get_absolute_url()), (_("Change the theme week"), "")),
    }

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        changed = actions.change_week(row, form.details(), version=version, by=actor)
        return changed.get_absolute_url()

    def stored(_current: Any) -> WeekForm:
        current = week_or_404(actor, week)
        return _form(request, like=current, initial=week_as_stored(current))

    return form_page(request, context, save, template=FORM, done=_("Saved."), stored=stored)


@require_POST
def cancel(request: Request, week: str) -> HttpResponse:
    """Call a theme week off."""
    row = week_or_404(request.actor, week)
    rules.check_may_run_weeks(row.network, by=request.actor)
    why = request.POST.get("why", "")[:300]
    return act(
        request,
        lambda: actions.cancel_week(
            row,
            why=why,
            version=version_sent(request),
            by=request.actor,
        ),
        done=_("Called off. The activities stay on the calendar; each can be called off itself."),
        to=row.get_absolute_url(),
        typed=why,
    )


@require_POST
def put_back(request: Request, week: str) -> HttpResponse:
    """Let a theme week go on after all."""
    row = week_or_404(request.actor, week)
    rules.check_may_run_weeks(row.network, by=request.actor)
    return act(
        request,
        lambda: actions.put_week_back(row, version=version_sent(request), by=request.actor),
        done=_("It goes on after all."),
        to=row.get_absolute_url(),
    )


@require_POST
def join(request: Request, week: str) -> HttpResponse:
    """Put an event in a theme week."""
    actor = request.actor
    row = week_or_404(actor, week)
    if not queries.may_add(row, actor=actor):
        raise PermissionDenied
    key = request.POST.get("event", "")
    if not key:
        return redirect(row)
    event = event_or_404(actor, key)
    rules.check_may_change(event, by=actor)
    return act(
        request,
        lambda: actions.join(event, row, version=event.version, by=actor),
        done=_("It counts in the theme week. It can be taken off again."),
        to=row.get_absolute_url(),
    )


@require_POST
def leave(request: Request, event: str) -> HttpResponse:
    """Take an event off its theme week."""
    row = event_or_404(request.actor, event)
    rules.check_may_change(row, by=request.actor)
    back = row.theme_week or row
    return act(
        request,
        lambda: actions.leave(row, version=version_sent(request), by=request.actor),
        done=_("Taken off the theme week. The event stays on the calendar."),
        to=back.get_absolute_url(),
    )
