"""The register of decisions: what a network decided, and what became of each of them.

Policy: docs/policy/decisions.md#register
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.decisions.effects import About
from ivz.decisions.models import Decision, DecisionQuerySet, FollowUp
from ivz.decisions.queries import effect_told, subjects_of
from ivz.decisions.queries.themes import on_theme, themes_of
from ivz.decisions.states import FollowUpState, Outcome, Series
from ivz.meetings.models import AgendaItem
from ivz.meetings.queries.completion import Completion, completion_of, with_receipts
from ivz.meetings.queries.elsewhere import NOTHING, Elsewhere, elsewhere_of
from ivz.meetings.queries.questions import addresses_in_lists
from ivz.network.models import Network, Theme
from ivz.web.api import LAST_DAY

_NUMBER = re.compile(r"(?i)(b?)([1-9][0-9]{0,5})")


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which part of the register is asked; empty means all."""

    body: str = ""
    year: int | None = None
    outcome: str = ""
    theme: str = ""


def page_of(decision: Decision) -> str:
    """Give the address of the page of a decision; give it with its body."""
    return reverse(
        "meetings:decision", args=[decision.body.slug, decision.year, decision.number_in_series]
    )


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One decision with everything that became of it, as one reader may know."""

    decision: Decision
    item: AgendaItem | None
    url: str
    follow_ups: list[FollowUp]
    corrects: Decision | None
    corrected_by: Decision | None
    about: About | None
    completion: Completion | None
    elsewhere: Elsewhere

    @property
    def page(self) -> str:
        """The address of its page."""
        return page_of(self.decision)

    @property
    def told(self) -> str:
        """What it did to its subject; empty where it has none."""
        decided = getattr(self.decision, "subject", None)
        return effect_told(decided) if decided else ""

    @property
    def corrects_page(self) -> str:
        """The address of the decision that it put right; empty where it put none right."""
        return page_of(self.corrects) if self.corrects else ""

    @property
    def corrected_page(self) -> str:
        """The address of the decision that put it right; empty where none did."""
        return page_of(self.corrected_by) if self.corrected_by else ""

    @property
    def open_count(self) -> int:
        """How much of what follows from it is open."""
        return sum(each.state == FollowUpState.OPEN for each in self.follow_ups)

    @property
    def became(self) -> str:
        """What became of it, in a few words; empty where nothing had to follow."""
        if self.corrected_by is not None:
            return _("Put right by %(reference)s") % {"reference": self.corrected_by.reference}
        if self.open_count:
            return ngettext(
                "%(count)d follow-up open", "%(count)d follow-ups open", self.open_count
            ) % {"count": self.open_count}
        return _("Done") if self.follow_ups else ""


def register_of(network: Network | None, sought: Sought, *, actor: Actor) -> DecisionQuerySet:
    """Give the decisions ``actor`` may read, newest first; practice is no part of the register."""
    found = Decision.objects.visible_to(actor).filter(is_practice=False)
    if network is not None:
        found = found.filter(body__network=network)
    if sought.body:
        found = found.filter(body__slug=sought.body)
    if sought.year is not None:
        found = found.filter(year=sought.year)
    if sought.outcome in Outcome.values:
        found = found.filter(outcome=sought.outcome)
    if sought.theme:
        found = on_theme(found, sought.theme, actor=actor)
    return found.order_by("-decided_on", "-number", "-pk")


def with_context(decisions: DecisionQuerySet) -> DecisionQuerySet:
    """Fetch along what every entry of the register names."""
    named = ("body__network", "owner", "subject", "draft__item__meeting__body")
    return with_receipts(decisions).select_related(*named)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What the register can be narrowed down by: bodies as slug and name, years, themes."""

    bodies: Sequence[tuple[str, str]]
    years: Sequence[int]
    themes: Sequence[Theme]


def offered(network: Network, *, actor: Actor) -> Offered:
    """Give the bodies, years and themes of which the register of ``actor`` holds a decision.

    Two queries.
    """
    found = list(_bodies_and_years(actor, network.pk))
    bodies = {slug: name for slug, name, _year in found}
    return Offered(
        bodies=sorted(bodies.items(), key=lambda each: each[1]),
        years=sorted({year for _slug, _name, year in found}, reverse=True),
        themes=list(_themes(actor, network.pk)),
    )


@prepared
def _bodies_and_years(actor: Actor, network_id: int) -> QuerySet[Any, tuple[str, str, int]]:
    found = _register(actor, network_id).values_list("body__slug", "body__name", "year")
    return found.distinct()


@prepared
def _themes(actor: Actor, network_id: int) -> QuerySet[Theme]:
    return themes_of(_register(actor, network_id), actor=actor)


def _register(actor: Actor, network_id: int) -> DecisionQuerySet:
    readable = Decision.objects.visible_to(actor)
    return readable.filter(is_practice=False, body__network=network_id).order_by()


def entries(decisions: Iterable[Decision], *, actor: Actor) -> list[Entry]:
    """Give what became of decisions that ``actor`` may read, in their order.

    Four queries, five for people with a seat, and one for each kind of subject, however many
    decisions there are.
    """
    rows = list(decisions)
    keys = [row.pk for row in rows]
    by_decision: dict[int | None, list[FollowUp]] = defaultdict(list)
    follow_ups = FollowUp.objects.visible_to(actor).exclude(state=FollowUpState.DROPPED)
    for each in follow_ups.filter(decision__in=keys).select_related("owner"):
        by_decision[each.decision_id].append(each)
    links = Q(corrects__in=keys) | Q(pk__in=[row.corrects_id for row in rows if row.corrects_id])
    linked = list(Decision.objects.visible_to(actor).filter(links).select_related("body"))
    corrected = {row.corrects_id: row for row in linked}
    by_key = {row.pk: row for row in linked}
    urls = addresses_in_lists(rows, actor)
    drafts = [row.draft for row in rows if hasattr(row, "draft")]
    items = AgendaItem.objects.visible_to(actor).filter(pk__in=[each.item_id for each in drafts])
    readable = set(items.values_list("pk", flat=True))
    abouts = subjects_of([row.subject for row in rows if hasattr(row, "subject")], actor=actor)
    elsewhere = elsewhere_of(keys, actor=actor)
    return [
        Entry(
            decision=row,
            item=_item_of(row, readable),
            url=urls.get(row.pk, ""),
            follow_ups=by_decision[row.pk],
            corrects=by_key.get(row.corrects_id or 0),
            corrected_by=corrected.get(row.pk),
            about=abouts.get(row.pk),
            completion=completion_of(row, actor=actor),
            elsewhere=elsewhere.get(row.pk, NOTHING),
        )
        for row in rows
    ]


def _item_of(decision: Decision, readable: set[int]) -> AgendaItem | None:
    draft = getattr(decision, "draft", None)
    return draft.item if draft and draft.item_id in readable else None


def numbered(body: str, *, year: int, number: str, actor: Actor) -> Entry | None:
    """Give the decision numbered such as ``8`` or ``b2``; None where ``actor`` may not read it."""
    found = decision_at(body, year=year, number=number, actor=actor)
    return next(iter(entries(with_context(found), actor=actor)), None)


def decision_at(body: str, *, year: int, number: str, actor: Actor) -> DecisionQuerySet:
    """Give the same decision alone, as rows: one, or none where ``actor`` may not read it."""
    parts = _NUMBER.fullmatch(number) if year <= LAST_DAY.year else None
    return register_of(None, Sought(body=body, year=min(year, LAST_DAY.year)), actor=actor).filter(
        series=Series.CLOSED if parts and parts[1] else Series.OPEN,
        number=int(parts[2]) if parts else 0,
    )
