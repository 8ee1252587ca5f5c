"""What pages ask about annexes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.documents.models import Version
from ivz.meetings.models import AgendaItem, Annex, Meeting, Proposal
from ivz.meetings.models.annexes import AnnexQuerySet, Host

_PLACES = ("proposal", "item__meeting", "meeting")


@dataclass(frozen=True, kw_only=True)
class HungAnnex:
    """An annex, with its newest file where there is one."""

    annex: Annex
    newest: Version | None


def readable_annexes(actor: Actor) -> AnnexQuerySet:
    """Annexes that ``actor`` may read, with what they hang on."""
    return Annex.objects.visible_to(actor).select_related("body", *_PLACES)


def annexes_of(*hosts: Host, actor: Actor, with_withdrawn: bool = False) -> list[HungAnnex]:
    """What hangs on proposals, items and meetings that ``actor`` may read; two SQL queries.

    Withdrawn ones come along for whoever may put them back.
    """
    proposals, items, meetings = (
        tuple(host.pk for host in hosts if isinstance(host, kind))
        for kind in (Proposal, AgendaItem, Meeting)
    )
    found = _hung_on(actor, proposals, items, meetings, with_withdrawn=with_withdrawn)
    return [HungAnnex(annex=annex, newest=_newest(annex)) for annex in found]


@prepared
def _hung_on(
    actor: Actor,
    proposals: tuple[int, ...],
    items: tuple[int, ...],
    meetings: tuple[int, ...],
    *,
    with_withdrawn: bool,
) -> AnnexQuerySet:
    known = Annex.objects.known_to(actor) if with_withdrawn else Annex.objects.visible_to(actor)
    hanging = known.filter(
        Q(proposal__pk__in=proposals) | Q(item__pk__in=items) | Q(meeting__pk__in=meetings)
    )
    newest = Version.objects.select_related("document").order_by("-number")
    found = hanging.select_related("body", "document", *_PLACES).prefetch_related(
        Prefetch("document__versions", queryset=newest)
    )
    return found.order_by("position", "pk")


def _newest(annex: Annex) -> Version | None:
    versions = annex.document.versions.all() if annex.document else []
    return next(iter(versions), None)


def by_item(
    hung: Iterable[HungAnnex], items: Iterable[AgendaItem]
) -> Mapping[int, list[HungAnnex]]:
    """Sort what hangs by item: that of its paper first, then its own; no query."""
    of_paper, of_item = defaultdict(list), defaultdict(list)
    for each in hung:
        of_paper[each.annex.proposal_id].append(each)
        of_item[each.annex.item_id].append(each)
    return {
        item.pk: [*(of_paper[item.proposal_id] if item.proposal else []), *of_item[item.pk]]
        for item in items
    }


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """The annexes of a meeting by what they hang on: by the key of paper or item, or on itself."""

    on_paper: Mapping[int, list[Annex]]
    on_item: Mapping[int, list[Annex]]
    on_meeting: list[Annex]

    def of_item(self, item: AgendaItem) -> list[Annex]:
        """Give what hangs on the paper of an item, then what hangs on the item itself."""
        return [*self.on_paper.get(item.proposal_id or 0, []), *self.on_item.get(item.pk, [])]


def hanging(
    annexes: Iterable[Annex], *, items: Collection[int], papers: Collection[int]
) -> Hanging:
    """Sort the annexes of a meeting; those of items and papers with other keys stay out."""
    on_paper: defaultdict[int, list[Annex]] = defaultdict(list)
    on_item: defaultdict[int, list[Annex]] = defaultdict(list)
    on_meeting = []
    for annex in annexes:
        if (paper := annex.proposal_id or 0) in papers:
            on_paper[paper].append(annex)
        elif (item := annex.item_id or 0) in items:
            on_item[item].append(annex)
        elif annex.meeting_id is not None:
            on_meeting.append(annex)
    return Hanging(on_paper=on_paper, on_item=on_item, on_meeting=on_meeting)
