"""Describing a pilot, offering it to other networks, and answering such an offer."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.network.models import Network
from ivz.projects.models import Project, Transfer, Trial
from ivz.projects.rules import pilots as rules
from ivz.projects.states import Event, TransferState
from ivz.workflow.versions import StaleEdit, lock_version


@dataclass(frozen=True, kw_only=True)
class TrialDetails:
    """What is tried, where, until when, and what came of it."""

    tried: str
    place: str
    until: date | None = None
    result: str = ""


@transaction.atomic
def describe(project: Project, details: TrialDetails, *, version: int, by: Actor) -> Trial:
    """Save what a pilot tries; ``version`` is what the writer started from, 0 where it was new.

    Raises:
        StaleEdit: somebody else saved it first.
    """
    rules.check_may_describe(project, by=by)
    rows = Trial.objects.select_for_update(of=("self",))
    row = rows.filter(project=project).first()
    if row is None:
        row = Trial(project=project, version=0)
    elif row.version != version:
        raise StaleEdit(row)
    for name, value in vars(details).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(Event.PART_CHANGED, subject=row, by=by)
    return row


@transaction.atomic
def offer(project: Project, network: Network, *, by: Actor) -> Transfer:
    """Ask another network to take a pilot over, with what is known of it now."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    rules.check_may_offer(project, network, by=by)
    transfer = Transfer.objects.create(
        project=project,
        network=network,
        title=project.title,
        told=_told(project.trial),
        proposed_on=by.today,
        proposed_by=by.user,
    )
    record(Event.TRANSFER_OFFERED, subject=transfer, by=by)
    return transfer


def _told(trial: Trial) -> str:
    facts = [
        _("What is tried: %(tried)s") % {"tried": trial.tried},
        _("Where: %(place)s") % {"place": trial.place},
        _("What came of it: %(result)s") % {"result": trial.result},
    ]
    return "\n\n".join(facts)


@transaction.atomic
def answer(
    transfer: Transfer, state: TransferState, text: str, *, version: int, by: Actor
) -> Transfer:
    """Say whether the receiving network takes a pilot over, as it is or otherwise, or not."""
    rules.check_may_answer(transfer, by=by)
    rules.check_answer(state, text)
    row = lock_version(transfer, version=version)
    row.state, row.answer = state, text.strip()
    row.answered_on, row.answered_by = by.today, by.user
    row.save()
    record(Event.TRANSFER_ANSWERED, subject=row, by=by)
    return row
