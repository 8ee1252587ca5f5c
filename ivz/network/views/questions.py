"""The questions that the registers answer: a page and an export each."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ivz.network.as_of import as_of, day_of_file
from ivz.network.half_years import HalfYear
from ivz.network.models import Network, Theme
from ivz.network.models.bodies import MandateSubject
from ivz.network.queries.mandates import MandateFound, mandates_about
from ivz.network.queries.turnover import Turnover, turnover
from ivz.network.question_pages import question_pages
from ivz.network.question_tables import mandates_table, turnover_table
from ivz.web.requests import Request
from ivz.web.tables import table_response

SUBJECT, THEME, HALF_YEAR = "onderwerp", "thema", "halfjaar"


@require_safe
def index(request: Request, network_slug: str) -> HttpResponse:
    """Show the questions, each leading to its answer."""
    network = _network(network_slug)
    context = {"network": network, "as_of": as_of(request), "questions": question_pages()}
    return render(request, "network/questions/index.html", context)


@dataclass(frozen=True, kw_only=True)
class MandatesAsked:
    """On what the reader asks who decides; ``not_known`` is what the address says in vain."""

    subject: MandateSubject | None
    theme: Theme | None
    not_known: str

    @property
    def in_words(self) -> str:
        """What is asked, in words; empty for everything."""
        asked = [self.subject.label if self.subject else "", self.theme.name if self.theme else ""]
        return ", ".join(str(part) for part in asked if part)

    @property
    def parameters(self) -> dict[str, str]:
        """What the address of the page holds."""
        return self._named(SUBJECT, THEME)

    @property
    def in_api(self) -> dict[str, str]:
        """What the address of the interface for programs holds."""
        return self._named("subject", "theme")

    def _named(self, subject: str, theme: str) -> dict[str, str]:
        named = {subject: self.subject.value} if self.subject else {}
        return named | ({theme: self.theme.code} if self.theme else {})


@require_safe
def mandates(request: Request, network_slug: str) -> HttpResponse:
    """Show which bodies may decide on something, and what they need first."""
    network, chosen = _network(network_slug), as_of(request)
    asked = _mandates_asked(request)
    context = {
        "network": network,
        "as_of": chosen,
        "asked": asked,
        "rows": _mandates(network, asked, on=chosen.day),
        "subjects": MandateSubject,
        "themes": Theme.objects.select_related("field"),
        "export_query": _query(chosen.day, asked.parameters),
        "data_address": _data_address("mandates", network, chosen.day, asked.in_api),
    }
    return render(request, "network/questions/mandates.html", context)


@require_safe
def mandates_export(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the same as a table for a spreadsheet."""
    network, day = _network(network_slug), day_of_file(request)
    asked = _mandates_asked(request)
    rows = _mandates(network, asked, on=day)
    table = mandates_table(rows, network=network, on=day, asked=asked.in_words or _("Everything"))
    name = f"wie-beslist-{network.slug}-{day.isoformat()}"
    return table_response(request, table, name=name, suffix=suffix)


def _mandates(network: Network, asked: MandatesAsked, *, on: date) -> list[MandateFound]:
    return mandates_about(on=on, network=network, subject=asked.subject, theme=asked.theme)


def _mandates_asked(request: Request) -> MandatesAsked:
    subject, theme = request.GET.get(SUBJECT, ""), request.GET.get(THEME, "")
    known_subject = MandateSubject(subject) if subject in MandateSubject.values else None
    known_theme = Theme.objects.filter(code=theme).first() if _is_text(theme) else None
    unknown = [
        text
        for text, known in ((subject, known_subject), (theme, known_theme))
        if text and known is None
    ]
    return MandatesAsked(subject=known_subject, theme=known_theme, not_known=", ".join(unknown))


def _is_text(text: str) -> bool:
    return bool(text) and "\x00" not in text


@require_safe
def turnover_page(request: Request, network_slug: str) -> HttpResponse:
    """Show who leaves or rotates in half a year, and which seats are open."""
    network, chosen = _network(network_slug), as_of(request)
    half = _half_year(request, chosen.day)
    last_day = half.until - timedelta(days=1)
    asked = {"from": half.first_day.isoformat(), "until": half.until.isoformat()}
    context = {
        "network": network,
        "as_of": chosen,
        "half": half,
        "last_day": last_day,
        "before": half.before if half.before.is_known else None,
        "after": half.after if half.after.is_known else None,
        "misread": "" if HalfYear.read(_asked_half(request)) else _asked_half(request),
        "rows": _turnover(network, half, on=chosen.day),
        "export_query": _query(chosen.day, {HALF_YEAR: str(half)}),
        "data_address": _data_address("turnover", network, chosen.day, asked),
    }
    return render(request, "network/questions/turnover.html", context)


@require_safe
def turnover_export(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the same as a table for a spreadsheet."""
    network, day = _network(network_slug), day_of_file(request)
    half = _half_year(request, day)
    table = turnover_table(
        _turnover(network, half, on=day),
        network=network,
        on=day,
        first_day=half.first_day,
        last_day=half.until - timedelta(days=1),
    )
    return table_response(request, table, name=f"wie-wisselt-{network.slug}-{half}", suffix=suffix)


def _turnover(network: Network, half: HalfYear, *, on: date) -> list[Turnover]:
    return turnover(first_day=half.first_day, until=half.until, on=on, network=network)


def _asked_half(request: Request) -> str:
    return request.GET.get(HALF_YEAR, "")


def _half_year(request: Request, day: date) -> HalfYear:
    return HalfYear.read(_asked_half(request)) or HalfYear.of(day)


def _network(slug: str) -> Network:
    return get_object_or_404(Network.objects.select_related("parent"), slug=slug)


def _query(day: date, parameters: dict[str, str]) -> str:
    return urlencode({"peildatum": day.isoformat()} | parameters)


def _data_address(path: str, network: Network, day: date, parameters: dict[str, str]) -> str:
    asked = {"network": network.slug, "asOf": day.isoformat()} | parameters
    return f"/api/v1/{path}?{urlencode(asked)}"
