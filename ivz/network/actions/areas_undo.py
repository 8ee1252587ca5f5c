"""Taking an import of areas back, as a whole.

Policy: docs/policy/registers.md#areas
"""

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.errors import RuleBroken
from ivz.network.actions import areas_draft
from ivz.network.actions.areas_import import IN_ORDER, broken_rules
from ivz.network.models import Network
from ivz.network.rules.areas import check_may_import_areas
from ivz.network.states import Event
from ivz.workflow.acts import undo_act
from ivz.workflow.changes import together_with
from ivz.workflow.models import Change

SUBJECTS = [model._meta.label for model in IN_ORDER]


@transaction.atomic
def take_back(change: Change, *, by: Actor) -> int:
    """Take back everything one import did, and give how many rows stand as before.

    Raises:
        RuleBroken: a row changed again since, something depends on it, or what would stand then
            breaks a rule.
    """
    check_may_import_areas(by=by)
    list(Network.objects.select_for_update().order_by("pk"))
    act = together_with(change)
    before = _broken()
    undo_act(act, by=by)
    wrong = sorted(_broken() - before)
    if wrong:
        raise RuleBroken(
            _("Without this import something else would not be right any more. Expected: %(what)s")
            % {"what": wrong[0]}
        )
    record(Event.CHANGE_UNDONE, subject=change, by=by)
    return len(act)


def _broken() -> set[str]:
    """Give what breaks a rule in the register as it stands."""
    draft = areas_draft.stored()
    draft.lines = {id(row): 1 for row in [*draft.links, *draft.successions]}
    return {problem.expected for problem in broken_rules(draft)}
