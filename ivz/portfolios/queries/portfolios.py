"""Who holds which theme, as of a day and through the years."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.decisions.states import Series
from ivz.network.models import Network, Organisation, Person, Seat, Theme, in_force
from ivz.network.models.people import OrganisationKind
from ivz.network.queries.areas import municipalities_in
from ivz.network.queries.upkeep_people import working_on
from ivz.network.supplied import PersonFact
from ivz.portfolios.models import Portfolio
from ivz.portfolios.queries.themes import came_into, unsteered_themes
from ivz.portfolios.rules.holders import deciding_seats

DECISIONS_OFFERED = 100
_REFERENCE = re.compile(r"^(?P<body>.+) (?P<year>\d{4})-(?P<closed>B?)(?P<number>\d{1,6})\b")


@dataclass(frozen=True, kw_only=True)
class PortfolioRow:
    """A portfolio as somebody may read it: the decision only where that is open to them."""

    portfolio: Portfolio
    decision: Decision | None

    @property
    def decision_url(self) -> str:
        """Where the decision stands in its list, empty while that is not public."""
        draft = getattr(self.decision, "draft", None)
        if self.decision is None or draft is None or not draft.item.meeting.is_published:
            return ""
        address = [self.decision.body.slug, draft.item.meeting.slug]
        anchor = slugify(self.decision.reference)
        return f"{reverse('meetings:decision_list', args=address)}#{anchor}"

    @property
    def decided_by(self) -> str:
        """By which decision, in words; empty where it is not on record or not open."""
        if self.decision is None:
            return self.portfolio.decided_in
        return f"{self.decision.reference}, {self.decision.title}"


def portfolios_on(network: Network, *, on: date) -> QuerySet[Portfolio]:
    """Give the portfolios of a network in force on a day, in the order of the themes."""
    rows = Portfolio.objects.filter(in_force(on), network=network)
    return with_people(rows).order_by("theme__position", "theme__name", "pk")


def all_portfolios_on(on: date) -> QuerySet[Portfolio]:
    """Give the portfolios of every network in force on a day, network by network."""
    rows = with_people(Portfolio.objects.filter(in_force(on)))
    return rows.order_by("network__name", "theme__position", "theme__name", "pk")


def with_people(rows: QuerySet[Portfolio]) -> QuerySet[Portfolio]:
    """Fetch what a list shows beside each portfolio, in the same query."""
    return rows.select_related(
        "theme__field",
        "theme__successor",
        "network",
        "holder__organisation",
        "project_leader__organisation",
    )


def readable_rows(portfolios: Iterable[Portfolio], *, actor: Actor) -> list[PortfolioRow]:
    """Put the decision beside each portfolio, where ``actor`` may read it; two queries."""
    found = list(portfolios)
    ids = {portfolio.decision_id for portfolio in found if portfolio.decision_id}
    visible = Decision.objects.visible_to(actor).filter(pk__in=ids)
    decisions = {
        decision.pk: decision for decision in visible.select_related("body", "draft__item__meeting")
    }
    return [
        PortfolioRow(portfolio=portfolio, decision=decisions.get(portfolio.decision_id or 0))
        for portfolio in found
    ]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The portfolios of a network on a day: those without a holder apart, and first."""

    vacant: list[PortfolioRow]
    held: list[PortfolioRow]
    unsteered: list[Theme]


def overview(network: Network, *, on: date, actor: Actor) -> Overview:
    """Give the portfolios of a network as of a day, and the themes nobody steers."""
    rows = readable_rows(portfolios_on(network, on=on), actor=actor)
    return Overview(
        vacant=[row for row in rows if row.portfolio.holder is None],
        held=[row for row in rows if row.portfolio.holder is not None],
        unsteered=list(unsteered_themes(network, on=on)),
    )


def theme_called(name: str) -> Theme | None:
    """Find a theme by its code, or by another name as an address writes it: ``ondermijning``."""
    themes = Theme.objects.select_related("field", "successor")
    by_code = themes.filter(code=name).first()
    if by_code:
        return by_code
    return next(
        (theme for theme in themes if name in {slugify(known) for known in theme.names}), None
    )


def history(network: Network, theme: Theme, *, actor: Actor) -> list[PortfolioRow]:
    """Give who held a theme, and every theme it came from, in a network; newest first."""
    rows = Portfolio.objects.filter(theme__in=came_into(theme), network=network)
    return readable_rows(with_people(rows.order_by("-valid_from", "-pk")), actor=actor)


def in_force_among(rows: Sequence[PortfolioRow], *, on: date) -> PortfolioRow | None:
    """Give the line that holds on a day."""
    return next((row for row in rows if row.portfolio.is_in_force(on)), None)


def possible_holders(network: Network) -> QuerySet[Person]:
    """Give the people who may hold something of a network, on whatever day, by function."""
    seats = deciding_seats(network)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("function")


def possible_leaders(network: Network, *, on: date) -> QuerySet[Person]:
    """Give who can lead on a day, by function: people of any municipality or partner.

    With a seat in the network or its parent; or without, and working for one of its
    municipalities, or for a partner that has somebody in its bodies.
    """
    networks = [pk for pk in [network.pk, network.parent_id] if pk]
    seats = Seat.objects.filter(in_force(on), body__network__in=networks, is_revoked=False)
    own = seats.filter(body__network=network)
    areas = municipalities_in(network.area, on=on).order_by().values("pk")
    partners = Organisation.objects.filter(
        Q(kind=OrganisationKind.MUNICIPALITY, area__in=areas)
        | Q(pk__in=own.values("organisation"))
        | Q(pk__in=own.values("person__organisation"))
    )
    works = Q(organisation__in=partners) & working_on(on)
    return Person.objects.filter(Q(pk__in=seats.values("person")) | works).order_by("function")


def decisions_to_choose(network: Network, *, actor: Actor) -> QuerySet[Decision]:
    """Give the decisions of a network's bodies that ``actor`` may read, newest first."""
    networks = [pk for pk in [network.pk, network.parent_id] if pk]
    return (
        Decision.objects.visible_to(actor)
        .filter(body__network__in=networks, is_practice=False)
        .select_related("body")
        .order_by("-decided_on", "-pk")
    )


def decision_called(words: str, *, network: Network, actor: Actor) -> Decision | None:
    """Find the decision that people name like ``DVO 2016-8``, among those the actor may read."""
    named = _REFERENCE.match(words.strip())
    if named is None:
        return None
    offered = decisions_to_choose(network, actor=actor)
    return offered.filter(
        body__short_name__iexact=named["body"],
        year=int(named["year"]),
        number=int(named["number"]),
        series=Series.CLOSED if named["closed"] else Series.OPEN,
    ).first()


def facts_about(person: Person, on: date) -> list[PersonFact]:
    """Tell which themes someone holds or leads on a day, in every network; one query."""
    theirs = Portfolio.objects.filter(Q(holder=person) | Q(project_leader=person), in_force(on))
    return [
        PersonFact(
            label=_("Portfolio holder") if row.holder_id == person.pk else _("Project leader"),
            text=f"{row.theme} ({row.network})",
            url=reverse("portfolios:theme", args=[row.network.slug, row.theme.code]),
        )
        for row in theirs.select_related("theme", "network").order_by("theme__position", "pk")
    ]
