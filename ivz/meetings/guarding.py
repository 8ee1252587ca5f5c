"""What closes and opens with an agenda item: its paper, its decisions, what follows from them.

Policy: docs/policy/openness.md#ceiling
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.guarded import (
    NO_CEILING,
    Ceiling,
    GuardedKind,
    ceiling_of_follow_up,
    follow_ups_of_decision,
    kind_of,
    register_guarded,
)
from ivz.decisions.models import Decision, FollowUp, Guarded
from ivz.insight.models import DataSet
from ivz.meetings.models import AgendaItem, Annex, ParkedItem, Proposal
from ivz.meetings.states import MeetingState

_ORDER = list(Openness)


def decisions_on(item: AgendaItem) -> set[int]:
    """Give the keys of the decisions on an item, those that were put right included."""
    found = set(Decision.objects.filter(draft__item=item).values_list("pk", flat=True))
    newly = found
    while newly:
        older = Decision.objects.filter(pk__in=newly).exclude(corrects=None)
        newly = {pk for pk in older.values_list("corrects", flat=True) if pk} - found
        found |= newly
    return found


def figures_of(item: AgendaItem) -> DataSet | None:
    """Give the figures in which the signal was found that an item is made of."""
    found = DataSet.objects.filter(signals__parked__placed_as=item)
    return found.select_related("restriction").first()


def _made_of_signals_in(data_set: DataSet) -> Iterator[Guarded]:
    """Give what was parked of the signals in figures, and the items that came of it."""
    parked = ParkedItem.objects.filter(signal__data_set=data_set)
    yield from parked
    yield from AgendaItem.objects.filter(parked_before__in=parked)


def _hanging_on(item: AgendaItem) -> Iterator[Guarded]:
    """Give the paper of an item, its annexes, its decisions and what was agreed at it.

    No paper of practice or of elsewhere.
    """
    paper, meeting = item.proposal, item.meeting
    is_home = paper is not None and paper.body.network_id == meeting.body.network_id
    if paper is not None and is_home and not meeting.is_practice:
        yield paper
    yield from Annex.objects.filter(item=item)
    yield from Decision.objects.filter(pk__in=decisions_on(item))
    yield from FollowUp.objects.filter(agreement__item=item)
    yield from ParkedItem.objects.filter(item=item)


def _ceiling_of_item(item: AgendaItem) -> Ceiling:
    """Before the agenda is out the network reads it; never more than the figures it rests on."""
    is_out = item.meeting.state != MeetingState.DRAFT
    limit = Openness.PUBLIC if is_out else Openness.NETWORK
    figures = figures_of(item)
    if figures is None:
        return limit, None
    return most_closed(figures.openness, limit), figures.restriction


def _ceiling_of_paper(paper: Proposal) -> Ceiling:
    """The strictest of the items on which the paper stands wins."""
    items = AgendaItem.objects.filter(
        proposal=paper, meeting__is_practice=False, meeting__body__network=paper.body.network_id
    )
    ceilings = [_shown(item) for item in items.select_related("meeting", "restriction")]
    return max(ceilings, key=lambda ceiling: _ORDER.index(ceiling[0]), default=NO_CEILING)


def _ceiling_of_annex(annex: Annex) -> Ceiling:
    """An annex is as closed as its paper or its item is now, or its meeting."""
    if annex.item_id is not None:
        items = AgendaItem.objects.select_related("meeting", "restriction")
        return _shown(items.get(pk=annex.item_id))
    if annex.proposal_id is None:
        return Openness(annex.widest_openness), None
    paper = Proposal.objects.select_related("restriction").get(pk=annex.proposal_id)
    return Openness(paper.openness), paper.restriction


def _ceiling_of_parked(parked: ParkedItem) -> Ceiling:
    """What is parked is read inside the network, and is as closed as what it came from."""
    if parked.signal_id is not None:
        figures = DataSet.objects.select_related("restriction").get(signals=parked.signal_id)
        return most_closed(figures.openness, Openness.NETWORK), figures.restriction
    if parked.item_id is None:
        return Openness.NETWORK, None
    item = AgendaItem.objects.select_related("meeting", "restriction").get(pk=parked.item_id)
    level, restriction = _shown(item)
    return most_closed(level, Openness.NETWORK), restriction


def _shown(item: AgendaItem) -> Ceiling:
    limit, _above = _ceiling_of_item(item)
    return most_closed(item.openness, limit), item.restriction


def _ceiling_of_decision(decision: Decision) -> Ceiling:
    """A decision opens no further than its item, and not before the list is public."""
    items = AgendaItem.objects.filter(drafts__decision=decision)
    item = items.select_related("meeting", "restriction").first()
    return NO_CEILING if item is None else _ceiling_at(item)


def _ceiling_at(item: AgendaItem) -> Ceiling:
    limit = Openness.PUBLIC if item.meeting.is_published else Openness.NETWORK
    return most_closed(item.openness, limit), item.restriction


def _ceiling_of_follow_up(follow_up: FollowUp) -> Ceiling:
    """What was agreed at an item opens no further than that, as if it were decided there."""
    items = AgendaItem.objects.filter(agreements__follow_up=follow_up)
    item = items.select_related("meeting", "restriction").first()
    return ceiling_of_follow_up(follow_up) if item is None else _ceiling_at(item)


def register() -> None:
    """Let items, papers, the decisions on them and what follows be restricted."""
    followed, figures = kind_of(FollowUp()), kind_of(DataSet())
    register_guarded(replace(followed, ceiling=_ceiling_of_follow_up))
    register_guarded(replace(figures, hanging=_made_of_signals_in))
    for kind in [_items(), _papers(), _annexes(), _decisions(), _parked()]:
        register_guarded(kind)


def _items() -> GuardedKind:
    return GuardedKind(
        model=AgendaItem,
        label=_("Agenda item"),
        slug="agendapunt",
        position=10,
        place=lambda item: item.meeting,
        network=lambda item: item.meeting.body.network,
        body=lambda item: item.meeting.body,
        hanging=_hanging_on,
        ceiling=_ceiling_of_item,
        address=lambda item: item.get_absolute_url(),
        shown_with=("meeting__body",),
    )


def _papers() -> GuardedKind:
    return GuardedKind(
        model=Proposal,
        label=_("Proposal"),
        slug="voorstel",
        position=20,
        place=lambda paper: paper.body,
        network=lambda paper: paper.body.network,
        body=lambda paper: paper.body,
        hanging=lambda paper: Annex.objects.filter(proposal=paper),
        ceiling=_ceiling_of_paper,
        address=lambda paper: paper.get_absolute_url(),
        shown_with=("body",),
    )


def _annexes() -> GuardedKind:
    return GuardedKind(
        model=Annex,
        label=_("Annex"),
        slug="bijlage",
        position=25,
        place=lambda annex: annex.body,
        network=lambda annex: annex.body.network,
        body=lambda annex: annex.body,
        ceiling=_ceiling_of_annex,
        address=lambda annex: annex.get_absolute_url(),
        shown_with=("body",),
    )


def _decisions() -> GuardedKind:
    return GuardedKind(
        model=Decision,
        label=_("Decision"),
        slug="besluit",
        position=30,
        place=lambda decision: decision.body,
        network=lambda decision: decision.body.network,
        body=lambda decision: decision.body,
        hanging=follow_ups_of_decision,
        ceiling=_ceiling_of_decision,
        shown_with=("body",),
    )


def _parked() -> GuardedKind:
    return GuardedKind(
        model=ParkedItem,
        label=_("Parked item"),
        slug="geparkeerd-punt",
        position=40,
        place=lambda parked: parked.body,
        network=lambda parked: parked.body.network,
        body=lambda parked: parked.body,
        ceiling=_ceiling_of_parked,
        shown_with=("body",),
    )
