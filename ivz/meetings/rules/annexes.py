"""When an annex may be added, changed, withdrawn, published and removed.

Policy: docs/policy/documents.md#where-documents-hang
"""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, Annex, Meeting, Proposal
from ivz.meetings.models.annexes import AnnexQuerySet, Host
from ivz.meetings.rules.planning import (
    check_may_change_item,
    check_may_change_proposal,
    check_may_edit_agenda,
)


def waiting(meeting: Meeting, *, opened: Collection[int]) -> AnnexQuerySet:
    """Give the annexes that open when ``meeting`` is published.

    Args:
        meeting: the meeting of which agenda or list goes out.
        opened: the papers that are public then; practice opens none.
    """
    hung = Q(meeting=meeting) | Q(proposal__in=[] if meeting.is_practice else opened)
    hung |= Q(item__meeting=meeting, item__planned_openness=Openness.PUBLIC)
    planned = Annex.objects.filter(planned_openness=Openness.PUBLIC, withdrawn_at=None)
    return planned.filter(hung, restriction=None).exclude(openness=Openness.PUBLIC)


def check_may_add(hangs_on: Host, *, by: Actor) -> None:
    """Let the editors of the agenda hang something on what still changes."""
    if isinstance(hangs_on, Proposal):
        check_may_change_proposal(hangs_on, by=by)
    elif isinstance(hangs_on, AgendaItem):
        check_may_change_item(hangs_on, by=by)
    else:
        check_may_edit_agenda(hangs_on, by=by)


def check_may_change(annex: Annex, *, by: Actor) -> None:
    """Let the same editors change the title or the file, until decisions are recorded on it."""
    check_may_add(annex.hangs_on, by=by)
    check_not_withdrawn(annex)


def check_may_manage(annex: Annex, *, by: Actor) -> None:
    """Let the editors of the agenda close and withdraw an annex, whatever was recorded."""
    if not by.may(Permission.EDIT_AGENDA, within=annex.body):
        raise PermissionDenied(Permission.EDIT_AGENDA)


def check_not_withdrawn(annex: Annex) -> None:
    """Refuse what asks for an annex that is still there for its readers."""
    if annex.withdrawn_at is not None:
        raise RuleBroken(_("This annex was withdrawn. Put it back first."))


def check_may_publish(annex: Annex, *, by: Actor) -> None:
    """Let whoever publishes for the body open an annex after what it hangs on went out.

    Policy: docs/policy/openness.md#publishing
    """
    _check_publishes(annex, by=by)
    check_not_withdrawn(annex)
    if annex.planned_openness != Openness.PUBLIC:
        raise RuleBroken(_("This annex is not meant to become public. Choose Public first."))
    if annex.openness == Openness.PUBLIC:
        raise RuleBroken(_("This annex is public already."))
    if annex.widest_openness != Openness.PUBLIC:
        raise RuleBroken(
            _("What this annex belongs to is not public yet. It goes along when that goes out.")
        )


def check_may_remove(annex: Annex, *, by: Actor) -> None:
    """Let whoever publishes for the body remove a withdrawn annex for good.

    Policy: docs/policy/documents.md#removing
    """
    _check_publishes(annex, by=by)
    if annex.withdrawn_at is None:
        raise RuleBroken(_("Withdraw this annex first; then it can be removed for good."))


def _check_publishes(annex: Annex, *, by: Actor) -> None:
    if not by.may(Permission.PUBLISH_DECISIONS, within=annex.body):
        raise PermissionDenied(Permission.PUBLISH_DECISIONS)
