"""What pages ask about annexes."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from ivz.accounts.actors import Actor
from ivz.documents.models import Version
from ivz.meetings.models import Annex, Meeting, Proposal
from ivz.meetings.models.annexes import AnnexQuerySet


@dataclass(frozen=True, kw_only=True)
class HungAnnex:
    """An annex, with its newest file where there is one."""

    annex: Annex
    newest: Version | None


def readable_annexes(actor: Actor) -> AnnexQuerySet:
    """Annexes that ``actor`` may read, with what they hang on."""
    return Annex.objects.visible_to(actor).select_related("body", "proposal", "meeting")


def annexes_of(
    *hosts: Proposal | Meeting, actor: Actor, with_withdrawn: bool = False
) -> list[HungAnnex]:
    """What hangs on proposals and meetings that ``actor`` may read; two SQL queries.

    Withdrawn ones come along for whoever may put them back.
    """
    known = Annex.objects.known_to(actor) if with_withdrawn else Annex.objects.visible_to(actor)
    proposals = [host.pk for host in hosts if isinstance(host, Proposal)]
    meetings = [host.pk for host in hosts if isinstance(host, Meeting)]
    hanging = known.filter(Q(proposal__in=proposals) | Q(meeting__in=meetings))
    newest = Version.objects.select_related("document").order_by("-number")
    found = hanging.select_related("body", "proposal", "meeting", "document").prefetch_related(
        Prefetch("document__versions", queryset=newest)
    )
    return [
        HungAnnex(annex=annex, newest=_newest(annex)) for annex in found.order_by("position", "pk")
    ]


def _newest(annex: Annex) -> Version | None:
    versions = annex.document.versions.all() if annex.document else []
    return next(iter(versions), None)
