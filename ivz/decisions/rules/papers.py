"""In which order bodies judge a paper: the Platform first, then the deciding body.

Policy: docs/policy/decisions.md#papers
"""

from django.utils.translation import gettext as _

from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken

BEFORE_A_BODY = frozenset({PaperState.SUBMITTED, PaperState.ENDORSED})


def check_lies_before_a_body(state: str) -> None:
    """Refuse to put a paper on an agenda that was not sent, or that was adopted already."""
    if state not in BEFORE_A_BODY:
        raise RuleBroken(_("This does not lie before a body. Send it to the Platform first."))


def check_in_turn(state: str, *, turn: PaperState) -> None:
    """Refuse a judgement out of turn; ``turn`` is the state in which it can be given."""
    if state == turn:
        return
    raise RuleBroken(
        {
            PaperState.DRAFT: _("This was not sent to the Platform yet. Send it first."),
            PaperState.SUBMITTED: _("The Platform judges this first. Let it decide before."),
            PaperState.ENDORSED: _("The Platform adopted this already."),
            PaperState.ADOPTED: _("This is adopted already."),
        }[PaperState(state)]
    )
