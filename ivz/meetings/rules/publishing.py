"""What publishing opens, and who may publish and adopt a decision list.

Policy: docs/policy/openness.md#publishing
"""

from collections.abc import Collection
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.rules import opened_to
from ivz.errors import RuleBroken
from ivz.meetings.models import (
    AgendaItem,
    Annex,
    DraftDecision,
    Meeting,
    Proposal,
    RouteStep,
    Voice,
)
from ivz.meetings.models.agendas import AgendaItemQuerySet
from ivz.meetings.models.proposals import ProposalQuerySet
from ivz.meetings.rules.adopting import check_lies_before_no_meeting
from ivz.meetings.states import ADOPT, PUBLISH, ItemKind, MeetingState

OPENED_BY_PUBLISHING = Q(planned_openness=Openness.PUBLIC, restriction=None)
LONGEST_REASON = 300
_OPENNESS = ("openness", "planned_openness")


def opened_with(meeting: Meeting) -> ProposalQuerySet:
    """Give the papers that open when the items of ``meeting`` get their planned openness.

    The strictest item wins: a paper that also stands on an item that is not public, here or in
    another meeting, does not open. Nor does one that still travels, or that another network
    wrote. Practice opens nothing and holds nothing back.
    Policy: docs/policy/openness.md#ceiling
    """
    return opened_at(meeting.pk, meeting.body.network_id)


def opened_at(meeting_id: int, network_id: int) -> ProposalQuerySet:
    """Give the papers that open with the items of this meeting of this network."""
    here = AgendaItem.objects.filter(
        OPENED_BY_PUBLISHING, meeting=meeting_id, meeting__is_practice=False
    )
    held_back = (
        AgendaItem.objects.filter(proposal=OuterRef("pk"), meeting__is_practice=False)
        .exclude(pk__in=here.values("pk"))
        .exclude(~Q(meeting=meeting_id), openness=Openness.PUBLIC)
    )
    stands_here = Exists(here.filter(proposal=OuterRef("pk")))
    at_home = Q(body__network=network_id)
    travels = Exists(RouteStep.objects.to_come().filter(proposal=OuterRef("pk")))
    return Proposal.objects.filter(
        OPENED_BY_PUBLISHING, at_home, stands_here, ~Exists(held_back), ~travels
    )


def check_may_publish(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary publish from the first recording until the list is adopted."""
    check_publishes(meeting, by=by)
    if meeting.state == MeetingState.ADOPTED:
        raise RuleBroken(
            _(
                "The decision list is adopted and changes no more. Decisions can be put right "
                "before adoption; now only a new decision can say otherwise."
            )
        )
    PUBLISH.check(meeting, within=meeting.body, by=by)


def check_publishes(meeting: Meeting, *, by: Actor) -> None:
    """Refuse whoever never publishes for this body."""
    if not by.may(Permission.PUBLISH_DECISIONS, within=meeting.body):
        raise PermissionDenied(Permission.PUBLISH_DECISIONS)


def check_says_why(reason: str) -> None:
    """Refuse to leave what stands out without a reason, or with a long story."""
    if not reason.strip():
        raise RuleBroken(_("Say why it can stay as it is; that is kept with the record."))
    if len(reason.strip()) > LONGEST_REASON:
        raise RuleBroken(_("Say it in at most %(length)s characters.") % {"length": LONGEST_REASON})


def check_stands_out(meant: Collection[object]) -> None:
    """Refuse to leave what stands out no more."""
    if not meant:
        raise RuleBroken(
            _(
                "This stands out no more: the text changed, or somebody else left it as it is. "
                "Look again."
            )
        )


def check_may_choose_records(meeting: Meeting, *, by: Actor) -> None:
    """Let who publishes choose the forms of record, until the record is adopted.

    Policy: docs/policy/meetings.md#records
    """
    check_publishes(meeting, by=by)
    if meeting.state == MeetingState.ADOPTED:
        raise RuleBroken(_("The record was adopted in the forms it has; it gets no others."))


def check_may_adopt(meeting: Meeting, *, by: Actor) -> None:
    """Adopting by hand needs a complete list that lies before no later meeting.

    Policy: docs/policy/decisions.md#adoption
    """
    ADOPT.check(meeting, within=meeting.body, by=by)
    check_lies_before_no_meeting(meeting)
    check_complete(meeting, by=by)


def check_complete(meeting: Meeting, *, by: Actor | None = None) -> None:
    """Refuse to adopt a list that lacks something; items are named to who may read them."""
    drafts = DraftDecision.objects.filter(item__meeting=meeting, decision=None)
    left = Meeting.objects.filter(pk=meeting.pk)
    has_drafts, has_undecided = left.values_list(Exists(drafts), Exists(undecided(meeting))).get()
    if has_drafts:
        raise RuleBroken(_("Some outcomes are still a draft. Record them first."))
    if has_undecided:
        _refuse_undecided(meeting, by=by)
    if waits_for_publishing(meeting):
        raise RuleBroken(
            _("Not everything is published yet. Publish the list first; then it can be adopted.")
        )


def _refuse_undecided(meeting: Meeting, *, by: Actor | None) -> NoReturn:
    readable = undecided(meeting).visible_to(by) if by else AgendaItem.objects.none()
    labels = list(readable.values_list("label", flat=True))
    if not labels:  # a closed item is not named to who may not read it
        raise RuleBroken(_("Not every item has its decision yet. The secretary records it first."))
    raise RuleBroken(
        ngettext(
            "Item %(labels)s asks for a decision and has none yet. Record it first; what was not "
            "dealt with is deferred.",
            "Items %(labels)s ask for a decision and have none yet. Record them first; what was "
            "not dealt with is deferred.",
            len(labels),
        )
        % {"labels": ", ".join(labels)}
    )


def undecided(meeting: Meeting) -> AgendaItemQuerySet:
    """Give the items that ask for a decision, by kind or by advice points, and have none yet."""
    recorded = DraftDecision.objects.filter(item=OuterRef("pk"), decision__isnull=False)
    asks = Q(kind=ItemKind.DECIDE) | Q(proposal__points__isnull=False)
    found = AgendaItem.objects.filter(asks, ~Exists(recorded), meeting=meeting)
    return found.distinct().order_by("position", "pk")


def waits_for_publishing(meeting: Meeting) -> bool:
    """Tell whether publishing now would change how open anything is, or was never done."""
    if not meeting.is_published:
        return True
    items = AgendaItem.objects.filter(meeting=meeting, restriction=None).order_by()
    recorded = Decision.objects.filter(draft__item__in=items, restriction=None).order_by()
    agreed = FollowUp.objects.filter(agreement__item__in=items, restriction=None).order_by()
    stands = items.values_list(*_OPENNESS, Value(Openness.PUBLIC)).union(
        recorded.values_list(*_OPENNESS, "draft__item__planned_openness"),
        agreed.values_list(*_OPENNESS, "agreement__item__planned_openness"),
    )
    return any(
        now != opened_to(Openness(planned), up_to=_of_item(limit)) for now, planned, limit in stands
    )


def _of_item(planned: str) -> Openness:
    return opened_to(Openness(planned), up_to=Openness.PUBLIC)


def edition_of(meeting: Meeting) -> str:
    """Name what there is to publish, to notice that it changed after somebody looked."""
    items = AgendaItem.objects.filter(meeting=meeting).order_by()
    annexes = Annex.objects.filter(
        Q(meeting=meeting) | Q(item__meeting=meeting) | Q(proposal__items__meeting=meeting)
    ).order_by()
    recorded = Decision.objects.filter(draft__item__meeting=meeting).order_by()
    follows = FollowUp.objects.filter(
        Q(decision__draft__item__meeting=meeting)
        | Q(agreement__item__meeting=meeting)
        | Q(agreement__settled_in=meeting)
    ).order_by()
    voices = Voice.objects.filter(item__meeting=meeting).order_by()
    papers = Proposal.objects.filter(items__meeting=meeting).order_by()
    itself = Meeting.objects.filter(pk=meeting.pk).order_by()
    seen = items.values_list(Value("a"), "pk", "version").union(
        annexes.values_list(Value("b"), "pk", "version"),
        recorded.values_list(Value("c"), "pk", Value(0)),
        follows.values_list(Value("d"), "pk", "version"),
        voices.values_list(Value("e"), "pk", "version"),
        papers.values_list(Value("f"), "pk", "version"),
        itself.values_list(Value("g"), "pk", "version"),
    )
    return "-".join(f"{kind}{pk}.{version}" for kind, pk, version in sorted(seen))
