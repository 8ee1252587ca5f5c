"""Until when papers can be handed in, and what a change needs after that.

Policy: docs/policy/meetings.md#deadlines
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.models.annexes import Host
from ivz.meetings.states import MeetingState, Terms

MOST_DAYS = 60
MOST_REASON = 300


def check_terms(terms: Terms) -> None:
    """Refuse a term of months, and an agenda that is frozen before its papers are due."""
    given = [days for days in (terms.papers_due_days, terms.freeze_days) if days is not None]
    if any(days > MOST_DAYS for days in given):
        raise RuleBroken(
            _("A term is %(days)s days at most. Choose a later day.") % {"days": MOST_DAYS}
        )
    if len(given) == len(("due", "frozen")) and given[1] > given[0]:
        raise RuleBroken(
            _("The agenda would be frozen before the papers are due. Change one of the two terms.")
        )


def frozen_with(about: Host, *, by: Actor) -> list[Meeting]:
    """Give the meetings of which the agenda is frozen with ``about`` on it; one query at most.

    Of a paper those in its own network: on which agendas it stands elsewhere is not told.
    """
    if isinstance(about, AgendaItem):
        found = [about.meeting]
    elif isinstance(about, Meeting):
        found = [about]
    else:
        on_it = Q(items__proposal=about, body__network=about.body.network_id)
        could_be = Meeting.objects.filter(on_it, state=MeetingState.CONVENED)
        found = list(could_be.exclude(freeze_days=None).distinct())
    return [meeting for meeting in found if meeting.is_frozen_on(by.today)]


def leaves_late(item: AgendaItem, *, on: date) -> bool:
    """Tell whether an item leaves a frozen agenda on which the whole network could read it."""
    is_known = item.openness in {Openness.PUBLIC, Openness.NETWORK}
    return is_known and item.meeting.is_frozen_on(on)


def check_says_why_it_leaves(item: AgendaItem, reason: str, *, by: Actor) -> None:
    """Ask why an item leaves a frozen agenda that everybody has."""
    if leaves_late(item, on=by.today) and not reason.strip():
        raise RuleBroken(
            _("The agenda is frozen: write down why this item leaves it."), field="late_reason"
        )


def check_says_why_late(frozen: Collection[Meeting], reason: str) -> None:
    """Ask why something comes after the agenda was frozen."""
    if frozen and not reason.strip():
        raise RuleBroken(
            _(
                "The agenda is frozen: what comes now is sent later and marked so. "
                "Write down why it could not be earlier."
            ),
            field="late_reason",
        )
