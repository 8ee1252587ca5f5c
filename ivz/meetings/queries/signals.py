"""Where signals in figures stand: on which agendas, and what was decided there.

Policy: docs/policy/figures.md#signals
"""

from collections import defaultdict
from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.addresses import Lying, addresses_of
from ivz.decisions.models import Decision
from ivz.meetings.models import AgendaItem, ParkedItem
from ivz.web.templatetags.ivz import long_date


def where_signals_stand(signals: Collection[int], actor: Actor) -> list[Lying]:
    """Say for which agendas signals wait, on which they stand, and what was decided.

    Four queries at most: one where they were put on none.
    """
    rows = ParkedItem.objects.visible_to(actor).filter(signal__in=signals, dropped_on=None)
    parked = list(rows.select_related("body").order_by("pk"))
    placed = [row.placed_as_id for row in parked if row.placed_as_id]
    told = [_waiting(row) for row in parked if row.placed_as_id is None]
    return [*told, *_standing(placed, actor=actor)] if placed else told


def _waiting(row: ParkedItem) -> Lying:
    return Lying(
        text=_("Waits for an agenda of %(body)s") % {"body": row.body.name},
        url=reverse("meetings:parked", args=[row.body.slug]),
    )


def _standing(placed: Collection[int], *, actor: Actor) -> list[Lying]:
    items = AgendaItem.objects.visible_to(actor).filter(pk__in=placed)
    decided: defaultdict[int, list[Decision]] = defaultdict(list)
    decisions = Decision.objects.visible_to(actor).filter(draft__item__in=placed)
    for decision in decisions.select_related("body", "draft"):
        decided[decision.draft.item_id].append(decision)
    urls = addresses_of([each for found in decided.values() for each in found], actor=actor)
    told: list[Lying] = []
    for item in items.select_related("meeting__body").order_by("meeting__date", "pk"):
        told.append(_on(item))
        told += [_decided(each, urls.get(each.pk, "")) for each in decided[item.pk]]
    return told


def _on(item: AgendaItem) -> Lying:
    where = {
        "body": item.meeting.body.short_name,
        "day": long_date(item.meeting.date),
        "label": item.label,
    }
    text = _("%(body)s of %(day)s, item %(label)s") % where
    return Lying(text=text, url=item.get_absolute_url())


def _decided(decision: Decision, url: str) -> Lying:
    facts = {"decision": decision, "outcome": decision.get_outcome_display()}
    return Lying(text=_("Decided: %(decision)s (%(outcome)s)") % facts, url=url)
