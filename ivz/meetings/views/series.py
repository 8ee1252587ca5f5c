"""Pages about meeting series: the rules of a network, and the meetings of a year."""

from collections.abc import Sequence
from datetime import MAXYEAR
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.actions import series as actions
from ivz.meetings.forms.series import RemoveForm, SeriesForm, SwapForm, TurnForm
from ivz.meetings.models import MeetingSeries, SeriesMeeting
from ivz.meetings.queries import series as queries
from ivz.meetings.queries.clashes import Clash, Slot, clashes
from ivz.meetings.queries.meetings import bodies_to_plan_for
from ivz.meetings.queries.rota import rota
from ivz.meetings.rules import series as rules
from ivz.network.context import network_chosen
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit

EARLIEST = 2000


@require_safe
def overview(request: Request) -> HttpResponse:
    """List how the bodies of the chosen network meet."""
    network = network_chosen(request)
    found = queries.series_of(network, actor=request.actor) if network else []
    context = {
        "series": [(each, queries.rule_words(each)) for each in found],
        "may_plan": bool(bodies_to_plan_for(request.actor)),
        "year": request.actor.today.year,
    }
    return render(request, "meetings/series_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Write down how a body meets."""
    bodies = bodies_to_plan_for(request.actor)
    if not bodies:
        raise PermissionDenied
    form = SeriesForm(request.POST or None, bodies=bodies)
    form.may_follow(None, on=request.actor.today)
    if form.is_valid():
        try:
            made = actions.add(form.details(), body=form.chosen_body(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("The series is kept. Now look at the year it gives."))
            return redirect("meetings:series_year", made.pk, request.actor.today.year)
    context = {"form": form, "title": _("New series"), "verb": _("Keep the series")}
    status = 422 if form.errors else 200
    return render(request, "meetings/series_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, meeting_series: int) -> HttpResponse:
    """Change the rule; a stale save shows both texts."""
    found = _to_keep_or_404(request, meeting_series)
    form = _form_of(found, request, request.POST or None)
    context: dict[str, Any] = {"series": found, "status": 422 if form.errors else 200}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change(found, form.details(), version=version, by=request.actor)
        except StaleEdit:
            form, theirs, mine = _both(_to_keep_or_404(request, meeting_series), request)
            context |= {"theirs": theirs, "mine": mine, "status": 409}
        except RuleBroken as broken:
            form.add_error(None, str(broken))
            context["status"] = 422
        else:
            messages.success(request, _("Saved. Meetings that were made stay as they are."))
            return redirect("meetings:series_year", found.pk, request.actor.today.year)
    context |= {"form": form, "title": _("Change the series"), "verb": _("Save")}
    context["stays"] = refusal(rules.check_may_remove, found, by=request.actor)
    return render(request, "meetings/series_edit.html", context, status=context.pop("status"))


def _form_of(series: MeetingSeries, request: Request, data: Any) -> SeriesForm:
    form = SeriesForm(data, bodies=[], initial=SeriesForm.initial_of(series))
    form.may_follow(series, on=request.actor.today)
    return form


def _both(current: MeetingSeries, request: Request) -> tuple[SeriesForm, Any, Any]:
    data = request.POST.copy()
    data["version"] = str(current.version)
    mine = _form_of(current, request, data)
    theirs, own = differences(_form_of(current, request, None), mine)
    return mine, theirs, own


@require_POST
def remove(request: Request, meeting_series: int) -> HttpResponse:
    """Remove a rule; its meetings stay."""
    found = _to_keep_or_404(request, meeting_series)
    form = RemoveForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        actions.remove(found, version=version, by=request.actor)
    except StaleEdit:
        messages.error(
            request,
            _("Somebody else changed the series meanwhile. Look at it before you remove it."),
        )
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The series is removed. Its meetings stay as they are."))
        return redirect("meetings:series")
    return redirect("meetings:edit_series", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def year(request: Request, meeting_series: int, year: int) -> HttpResponse:
    """Show the meetings a series gives in a year; the secretary adjusts and makes them."""
    found = _series_or_404(request, meeting_series, year)
    turns = queries.turns_in(found, year, actor=request.actor)
    forms = _turn_forms(found, turns, request)
    refused = ""
    if request.method == "POST":
        rules.check_may_keep(found, by=request.actor)
        wanted = [form for form in forms if form["chosen"].value()]
        if all(form.is_valid() for form in wanted):
            try:
                return _made(found, year, wanted, request)
            except RuleBroken as broken:
                refused = str(broken)
        else:
            refused = _("A day or time is not filled in well. Look at the marked fields.")
    context = _year_context(found, year, turns, forms, request) | {"reason": refused}
    return render(request, "meetings/series_year.html", context, status=422 if refused else 200)


def _made(
    series: MeetingSeries, year: int, wanted: Sequence[TurnForm], request: Request
) -> HttpResponse:
    if not wanted:
        raise RuleBroken(_("No meeting is ticked. Tick those that you want to make."))
    made = actions.make(series, [form.choice() for form in wanted], by=request.actor)
    text = ngettext(
        "One meeting is made, in preparation.",
        "%(count)s meetings are made, in preparation.",
        len(made),
    )
    messages.success(request, text % {"count": len(made)})
    return redirect("meetings:series_year", series.pk, year)


def _turn_forms(
    series: MeetingSeries, turns: Sequence[queries.Turn], request: Request
) -> list[TurnForm]:
    proposed = [turn for turn in turns if turn.made is None]
    hosts = {}
    if series.has_rota and proposed:
        participants = [each.organisation for each in rota(series.body, on=request.actor.today)]
        hosts = {each.pk: each for each in sorted(participants, key=str)}
    data = request.POST if request.method == "POST" else None
    return [TurnForm(data, turn=turn, hosts=hosts) for turn in proposed]


def _year_context(
    series: MeetingSeries,
    year: int,
    turns: Sequence[queries.Turn],
    forms: Sequence[TurnForm],
    request: Request,
) -> dict[str, Any]:
    by_key = {form.turn.key: form for form in forms}
    made = [turn.made for turn in turns if turn.made]
    swappable = [each for each in made if each.host and each.meeting.is_to_come]
    may_keep = passes(rules.check_may_keep, series, by=request.actor)
    count = queries.year_count(series.body, year, actor=request.actor)
    return {
        "series": series,
        "rule": queries.rule_words(series),
        "year": year,
        "rows": [
            (turn, by_key.get(turn.key), found)
            for turn, found in zip(turns, _clashes(series, turns, request), strict=True)
        ],
        "is_open": bool(forms) and may_keep,
        "is_made": bool(made),
        "may_keep": may_keep,
        "swap": SwapForm(choices=_hosts_of(swappable)) if len(swappable) > 1 else None,
        "count": count,
        "with_proposed": count.planned + len(forms),
    }


def _clashes(
    series: MeetingSeries, turns: Sequence[queries.Turn], request: Request
) -> list[list[Clash]]:
    slots = [
        Slot(day=turn.day, last_day=turn.last_day, starts_at=turn.starts_at, ends_at=turn.ends_at)
        for turn in turns
    ]
    made = {turn.made.meeting_id for turn in turns if turn.made}
    return clashes(series.body, slots, actor=request.actor, besides=made)


def _hosts_of(made: Sequence[SeriesMeeting]) -> list[tuple[int, str]]:
    return [(each.pk, f"{each.meeting.date:%d-%m-%Y}: {each.host}") for each in made]


@require_POST
def unmake(request: Request, meeting_series: int, year: int) -> HttpResponse:
    """Take back the meetings of a year on which nobody worked yet."""
    count = actions.unmake(
        _series_or_404(request, meeting_series, year), year=year, by=request.actor
    )
    if count:
        text = ngettext("One meeting is removed.", "%(count)s meetings are removed.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Somebody worked on each of these meetings. They all stay."))
    return redirect("meetings:series_year", meeting_series, year)


@require_POST
def swap(request: Request, meeting_series: int, year: int) -> HttpResponse:
    """Let two hosts change places."""
    found = _series_or_404(request, meeting_series, year)
    rules.check_may_keep(found, by=request.actor)
    turns = found.turns.select_related("series", "meeting").filter(host__isnull=False)
    form = SwapForm(request.POST, choices=[(turn.pk, "") for turn in turns])
    if not form.is_valid():
        messages.error(request, _("Choose two different meetings of this series."))
        return redirect("meetings:series_year", meeting_series, year)
    one, other = (turns.get(pk=form.cleaned_data[name]) for name in ("one", "other"))
    try:
        actions.swap_hosts(one, other, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The two hosts changed places."))
    return redirect("meetings:series_year", meeting_series, year)


def _series_or_404(request: Request, series: int, year: int) -> MeetingSeries:
    visible = MeetingSeries.objects.visible_to(request.actor)
    found = get_object_or_404(visible.select_related("body__network", "follows"), pk=series)
    if not EARLIEST <= year < MAXYEAR:
        raise Http404
    return found


def _to_keep_or_404(request: Request, series: int) -> MeetingSeries:
    visible = MeetingSeries.objects.visible_to(request.actor)
    found = get_object_or_404(visible.select_related("body__network", "follows"), pk=series)
    rules.check_may_keep(found, by=request.actor)
    return found
